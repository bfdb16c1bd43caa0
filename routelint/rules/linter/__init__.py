"""RL0: the linter itself."""
