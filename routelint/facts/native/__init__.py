"""From the trees of Python's own parser to body skeletons: the fast way, which the syntax that the
running Python knows can take. It gives the very skeletons that the LibCST trees give."""
