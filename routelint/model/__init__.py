"""The framework-neutral model of a project."""
