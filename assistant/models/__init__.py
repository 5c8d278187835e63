"""The shared vocabulary: documents and answers as the contracts lay them down."""
