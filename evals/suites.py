"""Which cases are asked of which documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InvalidOption
from evals.cases import InvalidCases

FOLDER = Path(__file__).parent
READABLE = frozenset({".md", ".txt", ".html", ".htm", ".docx", ".pdf"})


@dataclass(frozen=True)
class Batch:
    """Cases that are asked of one library.

    `documents` are the files that stand in it beside the corpus that the settings name.
    """

    name: str
    answers: tuple[Path, ...]
    retrieval: tuple[Path, ...] = ()
    documents: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """A batch of ours, as patterns below `evals/cases` and a folder of `evals/corpora`."""

    suite: str
    name: str
    answers: str
    retrieval: str | None = None
    corpus: str | None = None


# Robustness, verifier pairs, drafts and reviews get their lines here.
_ENTRIES = (
    _Entry("development", "development", "development/questions.jsonl", "development/retrieval.jsonl"),
    _Entry("own", "own/notice", "own/notice.jsonl"),
    _Entry("own", "own/real", "own/real.jsonl", corpus="real"),
    _Entry("real", "real", "real/*.jsonl", corpus="real"),
)
ALL = "all"
DEFAULT = "development"
SUITES = (*dict.fromkeys(entry.suite for entry in _ENTRIES), ALL)


def named(suite: str) -> list[Batch]:
    """The batches of one of our suites.

    Raises:
        InvalidOption: no such suite.
    """
    if suite not in SUITES:
        raise InvalidOption(f"没有名为 {suite} 的评测集。", f"可用的有：{'、'.join(SUITES)}。")
    return [
        Batch(
            name=entry.name,
            answers=_cases(entry.answers),
            retrieval=_cases(entry.retrieval) if entry.retrieval else (),
            documents=documents_in(FOLDER / "corpora" / entry.corpus) if entry.corpus else (),
        )
        for entry in _ENTRIES
        if suite in (entry.suite, ALL)
    ]


def with_documents(batches: Sequence[Batch], corpus: Path) -> list[Batch]:
    """The same cases, asked with the documents of `corpus` beside the others."""
    extra = documents_in(corpus)
    return [
        Batch(batch.name, batch.answers, batch.retrieval, (*batch.documents, *extra)) for batch in batches
    ]


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
