"""What is remembered, in a database: every row has an owner."""
