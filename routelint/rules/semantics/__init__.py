"""Rules about what methods and statuses mean."""
