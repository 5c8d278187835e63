"""A question becomes a verified answer."""
