"""Documents and clauses as resources: `assistant://documents/ID` and `assistant://documents/ID/clauses/PATH`."""

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

from mcp import types
from mcp.server.lowlevel.helper_types import ReadResourceContents
from pydantic import AnyUrl

from assistant.app import Assistant
from assistant.errors import NotFound
from assistant.services.plain import PROVENANCE

_SCHEME = "assistant"
_TEXT = "text/plain"
_PATH = re.compile(r"/(?P<document>[^/]+)(?:/clauses/(?P<clause>.+))?")

TEMPLATES = (
    types.ResourceTemplate(
        uriTemplate=f"{_SCHEME}://documents/{{document}}",
        name="document",
        title="文件全文",
        description="一份文件的全文，编号见 list_documents。",
        mimeType=_TEXT,
    ),
    types.ResourceTemplate(
        uriTemplate=f"{_SCHEME}://documents/{{document}}/clauses/{{+clause}}{{?part}}",
        name="clause",
        title="条款原文",
        description="一条条款的原文，包括下级条款；路径如 四/(一)，part 只在文件由几份合成时需要。",
        mimeType=_TEXT,
    ),
)


def listed(assistant: Assistant) -> list[types.Resource]:
    """Every document."""
    return [
        types.Resource(
            uri=AnyUrl(address(one.id)),
            name=one.id,
            title=one.title,
            description=" · ".join(part for part in (one.number, PROVENANCE[one.provenance]) if part),
            mimeType=_TEXT,
        )
        for one in assistant.documents()
    ]


def read(assistant: Assistant, uri: AnyUrl) -> list[ReadResourceContents]:
    """The words at an address.

    Raises:
        NotFound: Nothing is there.
    """
    parts = urlsplit(str(uri))
    match = _PATH.fullmatch(parts.path)
    if parts.scheme != _SCHEME or parts.netloc != "documents" or match is None:
        raise NotFound("没有这个资源地址。", f"形式为 {TEMPLATES[-1].uriTemplate}。")
    document, clause = unquote(match["document"]), unquote(match["clause"] or "")
    if not clause:
        text = assistant.document(document).text
    else:
        part = parse_qs(parts.query).get("part", [None])[0]
        text = assistant.clause(clause, document, part).text
    return [ReadResourceContents(content=text, mime_type=_TEXT)]


def address(document: str, clause: str = "", part: str | None = None) -> str:
    """The address of a document, or of one of its clauses."""
    below = f"/clauses/{quote(clause)}" if clause else ""
    query = f"?part={quote(part, safe='')}" if part else ""
    return f"{_SCHEME}://documents/{quote(document, safe='')}{below}{query}"
