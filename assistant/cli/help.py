"""Typer's own words in Chinese: help pages and usage errors."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _chinese_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The `--help` option."""
        return _chinese_help(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page."""
        _translate_panels()
        super().format_help(ctx, formatter)


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _chinese_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The `--help` option."""
        return _chinese_help(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page."""
        _translate_panels()
        super().format_help(ctx, formatter)


def usage_error(error: Any) -> str | None:
    """The Chinese line for a wrong usage; None when `error` is something else."""
    # Typer brings its own copy of click, so the kinds are told apart by name.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "UsageError" not in kinds:
        return None
    if "NoArgsIsHelpError" in kinds:
        # The help page has been printed already.
        return f"请在 {error.ctx.command_path} 后面写上命令。"
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "assistant"
    return f"用法不对：{_what_is_wrong(error, kinds)}请运行 {command} --help 查看用法。"


def _what_is_wrong(error: Any, kinds: set[str]) -> str:
    parameter = getattr(error, "param", None)
    name = _parameter_name(parameter)
    if "MissingParameter" in kinds:
        return f"缺少 {name}。"
    if isinstance(error, typer.BadParameter):
        message = str(error.message)
        # Our own messages are Chinese; click's are not worth translating one by one.
        return f"{name} {message}" if any(c > "\u2e80" for c in message) else f"{name} 的值无效。"
    option = getattr(error, "option_name", None)
    if "NoSuchOption" in kinds:
        return f"没有 {option} 这个选项。"
    if option:
        return f"{option} 后面要跟一个值。"
    words = str(error.message).split("'")
    if words[0].startswith("No such command"):
        return f"没有 {words[1]} 这个命令。"
    if words[0].startswith("Missing command"):
        return "缺少命令。"
    return "多了不认识的参数；含空格的问题要加引号。"


def _parameter_name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    long = [name for name in parameter.opts if name.startswith("--")]
    return long[0] if long else (parameter.metavar or str(parameter.name).upper())


def _chinese_usage(usage: str) -> str:
    words = {"Usage:": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}
    for english, chinese in words.items():
        usage = usage.replace(english, chinese)
    return usage


def _chinese_help(option: Any) -> Any:
    if option is not None:
        option.help = "显示这页说明。"
    return option


def _translate_panels() -> None:
    # Only a help page needs rich; importing it here keeps `ask` quick.
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
