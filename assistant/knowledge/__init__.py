"""Documents become an index that finds clauses."""
