"""Path-sensitive interpretation of body skeletons."""
