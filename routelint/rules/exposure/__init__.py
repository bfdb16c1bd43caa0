"""Rules about what other origins and strangers get to see."""
