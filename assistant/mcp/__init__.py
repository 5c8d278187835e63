"""The assistant for agents: a Model Context Protocol server on standard input and output."""

from assistant.mcp.server import serve

__all__ = ["serve"]
