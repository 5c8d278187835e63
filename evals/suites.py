"""Which cases are asked of which documents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.errors import InvalidOption
from evals.cases import InvalidCases

FOLDER = Path(__file__).parent
READABLE = frozenset({".md", ".txt", ".html", ".htm", ".docx", ".pdf"})


AS_OF = date(2025, 7, 8)
"""The day on which a case without one is asked: the built-in notice is out, its window still open."""


@dataclass(frozen=True)
class Options:
    """How cases are asked: the engine (None: the configured one), and the day for those that name none."""

    engine: str | None = None
    as_of: date = AS_OF


@dataclass(frozen=True)
class Batch:
    """Cases of one kind that are asked of one library.

    Attributes:
        name: Unique in a run.
        kind: A name of `evals.kinds.KINDS`.
        files: What the kind reads its cases from.
        documents: Files that stand in the library beside the corpus that the settings name.
        swaps: Say how a copy of the corpus is changed that takes its place; see `evals/counterfactual.py`.
    """

    name: str
    kind: str
    files: tuple[Path, ...]
    documents: tuple[Path, ...] = ()
    swaps: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """A batch of ours: suites that it belongs to, patterns below `evals/cases`, a folder of `evals/corpora`."""

    suites: str
    name: str
    kind: str
    files: str
    corpus: str | None = None
    swaps: str | None = None


_DEVELOPMENT = "development/questions.jsonl"
_SWAPS = "counterfactual/swaps.yaml"
_ENTRIES = (
    _Entry("development quick", "development", "answers", _DEVELOPMENT),
    _Entry("development quick retrieval", "retrieval", "retrieval", "development/retrieval.jsonl"),
    _Entry("own", "own/notice", "answers", "own/notice.jsonl"),
    _Entry("own", "own/real", "answers", "own/real.jsonl", corpus="real"),
    _Entry("own", "own/second", "answers", "own/second.jsonl", corpus="real"),
    _Entry("fresh", "fresh/notice", "answers", "own/third.jsonl"),
    _Entry("fresh", "fresh/real", "answers", "own/real_more.jsonl", corpus="real"),
    _Entry("fresh", "untouched/applicants", "answers", "own/fourth.jsonl"),
    _Entry("fresh", "untouched/silence", "answers", "own/fifth.jsonl"),
    _Entry("fresh", "untouched/real", "answers", "own/real_third.jsonl", corpus="real"),
    _Entry("fresh", "untouched/pairs", "pairs", "pairs/fresh.jsonl"),
    _Entry("real", "real", "answers", "real/*.jsonl", corpus="real"),
    _Entry("robustness noise", "noise", "answers", _DEVELOPMENT, corpus="real"),
    _Entry("robustness counterfactual", "counterfactual", "counterfactual", _DEVELOPMENT, swaps=_SWAPS),
    _Entry("robustness", "integration", "answers", "own/integration.jsonl"),
    _Entry("quick verifier", "pairs", "pairs", "pairs/pairs.jsonl"),
    _Entry("drafts", "drafts", "drafts", "profiles/gold.json"),
    _Entry("reviews", "reviews", "reviews", "submissions/gold.json"),
)
ALL = "all"
DEFAULT = "development"
SUITES = (*dict.fromkeys(name for entry in _ENTRIES for name in entry.suites.split()), ALL)

FOLDERS = {"drafts": "--profiles", "reviews": "--submissions"}
"""Kinds whose cases are a folder with a `gold.json`, and the option that names somebody else's."""


def named(suite: str) -> list[Batch]:
    """The batches of one of our suites.

    Raises:
        InvalidOption: no such suite.
    """
    if suite not in SUITES:
        raise InvalidOption(f"没有名为 {suite} 的评测集。", f"可用的有：{'、'.join(SUITES)}。")
    return [_batch(entry) for entry in _ENTRIES if suite in (*entry.suites.split(), ALL)]


def of_folder(kind: str, folder: Path) -> Batch:
    """Somebody's own profiles or submissions.

    Raises:
        InvalidOption: the folder has no `gold.json`.
    """
    gold = folder / "gold.json"
    if not gold.is_file():
        raise InvalidOption(f"文件夹 {folder} 里没有 gold.json。", f"请检查 {FOLDERS[kind]} 的路径。")
    return Batch(folder.name or kind, kind, (gold,))


def _batch(entry: _Entry) -> Batch:
    return Batch(
        name=entry.name,
        kind=entry.kind,
        files=_cases(entry.files),
        documents=documents_in(FOLDER / "corpora" / entry.corpus) if entry.corpus else (),
        swaps=_cases(entry.swaps) if entry.swaps else (),
    )


def with_documents(batches: Sequence[Batch], corpus: Path) -> list[Batch]:
    """The same cases, asked with the documents of `corpus` beside the others."""
    extra = documents_in(corpus)
    return [replace(batch, documents=(*batch.documents, *extra)) for batch in batches]


def documents_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that can become documents, by name; a single file stands for itself.

    Raises:
        InvalidOption: there is no such folder, or no document in it.
    """
    if folder.is_file():
        return (folder,)
    try:
        files = sorted(f for f in folder.iterdir() if _is_document(f))
    except OSError as error:
        raise InvalidOption(f"无法打开文件夹 {folder}。", "请检查 --corpus 的路径与权限。") from error
    if not files:
        raise InvalidOption(
            f"文件夹 {folder} 里没有可收录的文件。", "请放入 md、txt、html、docx 或 pdf 文件。"
        )
    return tuple(files)


def _is_document(file: Path) -> bool:
    # Word and editors leave files such as `~$通知.docx` and `._通知.docx` beside the real ones.
    return file.is_file() and file.suffix.lower() in READABLE and not file.name.startswith((".", "~$"))


def _cases(pattern: str) -> tuple[Path, ...]:
    files = sorted((FOLDER / "cases").glob(pattern))
    if not files:
        raise InvalidCases(f"安装中缺少用例文件 evals/cases/{pattern}。", "请重新安装。")
    return tuple(files)
