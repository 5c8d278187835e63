"""The command line. Answers go to standard output, everything else to standard error."""

from assistant.cli.app import main

__all__ = ["main"]
