"""The HTTP face, one module a subject."""
