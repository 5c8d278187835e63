"""`mcp`: the assistant for agents."""

from typing import TYPE_CHECKING

from assistant.cli.output import progress

if TYPE_CHECKING:
    from assistant.app import Assistant


def mcp() -> None:
    """作为 MCP 服务，供智能体在标准输入输出上使用；输入结束时退出。"""
    from assistant.mcp import serve

    serve(_open)


def _open() -> "Assistant":
    from assistant.app import Assistant
    from assistant.settings import load

    with progress() as report:
        return Assistant.open(load(), report)
