"""What the composition root offers, one service a file: reading the index, answering, remembering."""
