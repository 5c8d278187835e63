"""A file becomes text, clauses and facts. Pure: no store, no model."""
