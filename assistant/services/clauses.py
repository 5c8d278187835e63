"""A clause by its path, as people and programs write paths."""

from unicodedata import normalize

from assistant.errors import NotFound
from assistant.models.document import Clause, Document

_SHOWN = 60


def find(document: Document, path: str, part: str | None = None) -> Clause:
    """The clause at `path`, in full or half width; in the first part that has it, where none is named.

    Raises:
        NotFound: There is none.
    """
    found = [c for c in document.clauses if _plain(c.path) == _plain(path) and part in (None, "", c.part)]
    if not found:
        first = "、".join(dict.fromkeys(c.path for c in document.clauses if "/" not in c.path))
        raise NotFound(f"《{document.meta.title}》没有条款 {path[:_SHOWN]}。", f"第一层条款有：{first}。")
    return found[0]


def _plain(path: str) -> str:
    return "".join(normalize("NFKC", path).split()).strip("/")
