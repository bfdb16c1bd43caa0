"""RL1: the life of a response."""
