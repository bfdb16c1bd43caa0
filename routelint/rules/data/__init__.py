"""Rules about request data, and state that requests share."""
