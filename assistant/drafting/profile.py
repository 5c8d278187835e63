"""Reading a profile: YAML or JSON in any usual encoding, with bounds, and clear words about what is wrong."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from assistant.documents.readers.text import decode
from assistant.documents.text import visible
from assistant.errors import InvalidInput, UnreadableFile
from assistant.models.draft import Profile

MAX_BYTES = 512 * 1024
"""The largest profile file, in bytes."""

_MAX_FACT = 2000
_MAX_FACTS = 60
_MAX_FIELD = 200
_MAX_NOTES = 5000
_MAX_ALL = 60_000
_FIELDS = ("name", "kind", "district", "industry", "notice")
_KEYS = (*_FIELDS, "directions", "facts", "notes")


class _Loader(yaml.SafeLoader):
    """YAML without aliases, whose expansion could fill the memory, and without days and sexagesimal numbers."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        return super().compose_node(parent, index)


# Everything stays the text that was typed: `2025-07-01` is no day, `12:30` no number, `no` no false.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(content: bytes) -> Profile:
    """The profile in a file.

    Raises:
        InvalidInput: It is too large, unreadable, or not a profile; the message says where.
    """
    if len(content) > MAX_BYTES:
        raise InvalidInput(
            f"单位资料太大（{len(content) / 1024:.0f} KB）。",
            f"请控制在 {MAX_BYTES // 1024} KB 以内，只写与申报有关的事实。",
        )
    return from_data(_load(_decoded(content)))


def _decoded(content: bytes) -> str:
    try:
        return decode(content, "单位资料")
    except UnreadableFile as error:
        raise InvalidInput(
            "无法识别单位资料文件的文字编码。", "请另存为 UTF-8 编码的 YAML 或 JSON 文件后再试。"
        ) from error


def _load(text: str) -> Any:
    text = visible(text).replace("\t", "  ")
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass  # a YAML flow mapping begins like this too
    try:
        return yaml.load(text, Loader=_Loader)  # a safe loader, made safer
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        where = f"第 {line} 行附近" if line else ""
        raise InvalidInput(
            f"单位资料的格式有误：{where}无法按 YAML 或 JSON 读出。",
            "请检查缩进、冒号后的空格和引号；每条事实前用“- ”。",
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidInput(
            "单位资料的格式有误：无法按 YAML 或 JSON 读出。", "请检查缩进和引号，不要使用锚点和别名。"
        ) from error


def from_data(data: Any) -> Profile:
    """The profile in plain data, as a caller of the HTTP interface or a file gives it.

    Raises:
        InvalidInput: as `parse` does.
    """
    if not isinstance(data, Mapping) or not data:
        raise InvalidInput("没有读到单位资料。", f"请写成“键: 值”的形式，可用的键：{'、'.join(_KEYS)}。")
    unknown = [str(key)[:40] for key in data if key not in _KEYS]
    if unknown:
        raise InvalidInput(
            f"单位资料里有不认识的键：{'、'.join(unknown[:5])}。", f"可用的键：{'、'.join(_KEYS)}。"
        )
    fields = {name: _text(data.get(name), name, _MAX_FIELD) for name in _FIELDS}
    return Profile(
        **fields,
        directions=_texts(data.get("directions"), "directions", _MAX_FIELD),
        facts=_facts(data.get("facts")),
        notes=_text(data.get("notes"), "notes", _MAX_NOTES),
    )


def _facts(value: Any) -> dict[str, tuple[str, ...]]:
    if value is None or value == "":
        return {}
    if not isinstance(value, Mapping):
        raise InvalidInput(
            "facts 应按部分分组。", "请写成 facts: 下面列出 foundation:、goals: 等，再列事实。"
        )
    facts = {str(key): _texts(texts, f"facts.{key}", _MAX_FACT) for key, texts in value.items()}
    count = sum(len(text) for texts in facts.values() for text in texts)
    if count > _MAX_ALL:
        raise InvalidInput(
            f"事实一共 {count} 字，太多了。", f"请控制在 {_MAX_ALL} 字以内，只写与申报有关的事实。"
        )
    return facts


def _texts(value: Any, where: str, longest: int) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    if len(values) > _MAX_FACTS:
        raise InvalidInput(f"{where} 有 {len(values)} 条，太多了。", f"每部分请控制在 {_MAX_FACTS} 条以内。")
    texts = (_text(_flat(item), where, longest) for item in values)
    return tuple(text for text in texts if text)


def _flat(value: Any) -> Any:
    """`设备: 12台`, which YAML takes for a mapping, as the text that was meant."""
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{'' if item is None else item}" for key, item in value.items())
    return value


def _text(value: Any, where: str, longest: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidInput(f"{where} 的内容应是文字。", "请检查缩进；多条内容请用“- ”逐条列出。")
    text = re.sub(r"[ \t]+", " ", visible(str(value))).strip()
    if len(text) > longest:
        raise InvalidInput(
            f"{where} 的内容太长（{len(text)} 字）。", f"请控制在 {longest} 字以内，或分成几条。"
        )
    return text
