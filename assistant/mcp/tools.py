"""All tools in one list, the one that is wanted most first."""

from assistant.mcp.lookups import LOOKUPS
from assistant.mcp.tasks import TASKS
from assistant.mcp.tool import Tool

TOOLS: tuple[Tool, ...] = (*LOOKUPS, *TASKS)


def named(name: str) -> Tool | None:
    """The tool of that name."""
    return next((tool for tool in TOOLS if tool.name == name), None)
