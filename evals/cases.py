"""Evaluation cases: their schema (CONTRACTS §7) and how a file of them is read.

A file holds one JSON object a line. Reading it is strict: an unknown field is a misspelt one, and a case that is
silently dropped or half understood makes a figure that nobody can trust.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from assistant.errors import InvalidInput
from assistant.models.answer import Status
from assistant.models.day import Day
from assistant.models.document import Frozen


class InvalidCases(InvalidInput):
    """A file of cases that cannot be used; names the file, the line and what is wrong there."""

    code = "invalid_cases"


def normalise(text: str | None) -> str:
    """How texts are compared: NFKC, lower case, without white space, commas and invisible characters."""
    text = unicodedata.normalize("NFKC", text or "")
    visible = (c for c in text if unicodedata.category(c) != "Cf" and not c.isspace())
    return "".join(visible).replace(",", "").lower()


def _says_something(text: str) -> str:
    # "" stands in every answer: as a fact it would never fail, as something forbidden always.
    if not normalise(text):
        raise PydanticCustomError("blank", "blank")
    return text


Words = Annotated[str, AfterValidator(_says_something)]


class Strict(Frozen):
    """Base of the case models: frozen, no unknown fields, no silent conversions."""

    model_config = ConfigDict(strict=True)


class Identified(Strict):
    """What every case has; `id` is unique over all files of a batch."""

    id: Words


class Expect(Strict):
    """What the last answer must be like. See `evals/cases/README.md` for each field."""

    status: Status
    facts: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    clauses: tuple[Words, ...] = ()
    document: str | None = None
    part: str | None = None
    forbidden: tuple[Words, ...] = ()
    cited: bool = True


class Case(Identified):
    """One question, or several turns of one conversation, and what is expected of the last answer.

    Nothing is tuned on a `holdout` case: its figures are shown apart and say how the rest would fare elsewhere.
    `note` is for whoever reads the file.
    """

    category: Words
    question: Words | None = None
    turns: Annotated[tuple[Words, ...], Field(min_length=1)] | None = None
    as_of: Day | None = None
    holdout: bool = False
    note: str = ""
    expect: Expect

    @model_validator(mode="after")
    def _asks_one_way(self) -> Self:
        if (self.question is None) == (self.turns is None):
            raise PydanticCustomError("one_way", "one_way")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """The turns in order; a single question is one turn."""
        return self.turns or (self.question or "",)


class RetrievalCase(Identified):
    """A question and the clauses of which one should be found; none where the documents are silent.

    `document` is a part of the number or title; without one, the governing notice is meant.
    """

    question: Words
    clauses: tuple[Words, ...]
    document: str | None = None
    part: str | None = None


AnyCase = TypeVar("AnyCase", bound=Identified)


def load(files: Sequence[Path], schema: type[AnyCase]) -> list[AnyCase]:
    """The cases of all files, in order.

    Args:
        files: JSON lines in UTF-8. Ids are unique over all of them.
        schema: What a line is.

    Raises:
        InvalidCases: naming the file and the line.
    """
    cases: list[AnyCase] = []
    seen: dict[str, str] = {}
    for file in files:
        before = len(cases)
        for number, line in _lines(file):
            where = f"{file.name} 第 {number} 行"
            try:
                case = schema.model_validate_json(line)
            except ValidationError as error:
                raise InvalidCases(
                    f"{where}：{_explain(error.errors()[0])}。", "格式说明见 evals/cases/README.md。"
                ) from error
            if case.id in seen:
                raise InvalidCases(f"{where}：编号 {case.id} 与{seen[case.id]}重复。", "请改用不同的编号。")
            seen[case.id] = where
            cases.append(case)
        if len(cases) == before:
            raise InvalidCases(f"用例文件 {file} 里没有用例。", "每行应是一个 JSON 对象。")
    return cases


def fingerprint(file: Path) -> str:
    """SHA-256 of a case file, so that a result says which version of the cases it is about."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines that are not blank."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InvalidCases(f"找不到用例文件 {file}。", "请检查路径。") from error
    except UnicodeDecodeError as error:
        raise InvalidCases(f"用例文件 {file} 不是 UTF-8 文本。", "请以 UTF-8 保存后再试。") from error
    except OSError as error:
        raise InvalidCases(f"无法读取用例文件 {file}。", "请指定一个有权读取的 .jsonl 文件。") from error
    # Not splitlines(): U+2028 and its like may stand inside a question.
    return ((n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip())


_EXPLANATIONS = {
    "json_invalid": "不是合法的 JSON",
    "model_type": "应是一个 JSON 对象",
    "one_way": "question 与 turns 应当且只应有一个",
    "missing": "缺少字段 {field}",
    "extra_forbidden": "有不认识的字段 {field}",
    "blank": "字段 {field} 不能为空",
    "too_short": "字段 {field} 不能为空",
    "enum": "字段 {field} 的值 {value} 不认识，应为 {expected} 之一",
    "string_type": "字段 {field} 应是文字",
    "bool_type": "字段 {field} 应是 true 或 false",
    "tuple_type": "字段 {field} 应是列表",
    "value_error": "字段 {field} 应是 YYYY-MM-DD 形式的日期",
}


def _explain(error: ErrorDetails) -> str:
    """One fault, in Chinese."""
    return _EXPLANATIONS.get(error["type"], "字段 {field} 的值不对").format(
        field=".".join(str(part) for part in error["loc"]),
        value=repr(error["input"]),
        expected="、".join(status.value for status in Status),
    )
