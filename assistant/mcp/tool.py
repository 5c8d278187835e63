"""What a tool is: what it takes, what it gives, and how it says that in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mcp import types
from pydantic import BaseModel, ConfigDict

from assistant.app import Assistant


class Arguments(BaseModel):
    """What a tool takes."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Tool:
    """One tool.

    Attributes:
        name: What it is called by.
        title: What people see, in Chinese.
        description: When to use it and what comes of it, in Chinese.
        takes: Its arguments.
        gives: Its result.
        run: Does it.
        say: The result in words.
        reads: Whether it changes nothing.
    """

    name: str
    title: str
    description: str
    takes: type[Arguments]
    gives: type[BaseModel]
    run: Callable[[Assistant, Any], BaseModel]
    say: Callable[[Any], str]
    reads: bool = True

    @property
    def definition(self) -> types.Tool:
        """The tool as the protocol lists it."""
        return types.Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            inputSchema=self.takes.model_json_schema(),
            outputSchema=self.gives.model_json_schema(by_alias=True, mode="serialization"),
            annotations=types.ToolAnnotations(
                title=self.title, readOnlyHint=self.reads, destructiveHint=False, openWorldHint=False
            ),
        )

    def call(self, assistant: Assistant, arguments: dict[str, Any]) -> types.CallToolResult:
        """Do it.

        Raises:
            ValidationError: The arguments have the wrong shape.
            AssistantError: As the assistant does.
        """
        result = self.run(assistant, self.takes.model_validate(arguments))
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=self.say(result))],
            structuredContent=result.model_dump(mode="json", by_alias=True),
        )
