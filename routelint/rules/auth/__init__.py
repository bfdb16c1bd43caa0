"""Rules about authentication and its reach."""
