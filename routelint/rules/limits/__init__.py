"""Rules about limits for request bodies."""
