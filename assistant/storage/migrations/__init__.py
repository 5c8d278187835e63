"""The database's history, run by the product itself.

A new one: change the tables, add `versions/<next>_<what>.py`, and name it here as the head.
"""

HEAD = "0003"
"""The newest revision; known without importing Alembic, which only a migration needs."""
