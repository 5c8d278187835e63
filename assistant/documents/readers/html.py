"""Web pages: the article's text, with headings, tables and numbered lists; navigation and scripts are dropped."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from assistant.documents.clauses import compact, frame
from assistant.documents.readers.html_blocks import blocks_of
from assistant.documents.readers.layout import Block, tidy, to_text
from assistant.documents.readers.source import Source, content_type, damaged
from assistant.documents.readers.text import decode
from assistant.errors import UnreadableFile

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_DECLARED_IN = 4096
_LIKE_GB18030 = {"gb2312", "gbk", "gb18030", "x-gbk", "hz-gb-2312"}
_BROKEN = 0.002
_SHARE = 0.75
_LINKS = 0.7


def read(data: bytes, name: str) -> Source:
    """The article of a web page.

    Raises:
        UnreadableFile: It is not text, or nothing can be made of it.
    """
    text = _decoded(data, name)
    # As UTF-8 bytes, so that what the page declares about itself no longer counts.
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise damaged(name, "请用浏览器打开确认，再重新保存。") from error
    if any("depth" in entry.message for entry in parser.error_log):
        # The parser would leave out silently what lies deeper.
        raise UnreadableFile(f"{name} 的网页结构嵌套过深，无法读取。", "请把正文复制到文本文件再导入。")
    title = _declared_title(page)
    body = page.find("body")
    root = body if body is not None else page
    _drop(root)
    headings = [tidy(heading.text_content()) for heading in root.iter("h1")]
    article = _article(root)
    blocks = blocks_of(article) + _attachments_after(article)
    title = title or (headings[0] if len(headings) == 1 else "")
    if title and not _begins_with(blocks, title):
        blocks.insert(0, Block(title, 1))
    return Source(to_text(blocks), {"title": title} if title else {})


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "html.yaml").read_text("utf-8"))
    return data


def _decoded(data: bytes, name: str) -> str:
    """The text in the charset that the page declares, if it does; else as any text file."""
    match = _CHARSET.search(data[:_DECLARED_IN])
    declared = match[1].decode("ascii").lower() if match else ""
    declared = "gb18030" if declared in _LIKE_GB18030 else declared
    if declared and declared != "utf-8" and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # It declares what it is not.
    try:
        return decode(data, name)
    except UnreadableFile:
        # A few broken bytes in a page are not worth refusing it.
        text = data.decode("gb18030" if declared == "gb18030" else "utf-8", "replace")
        if (
            content_type(data) is None
            and 0 < text.count("\ufffd") < _BROKEN * len(text)
            and "\x00" not in text
        ):
            return text
        raise


def _declared_title(page: HtmlElement) -> str:
    """The title that the page gives for machines; that of the window only where it names a document."""
    metas = {
        (m.get("name") or m.get("property") or "").lower(): m.get("content") or "" for m in page.iter("meta")
    }
    for key in _data()["title_meta"]:
        if tidy(metas.get(key, "")):
            return tidy(metas[key])
    window = page.find(".//title")
    first = re.split(r"[_|\-–—]", tidy(window.text_content()))[0].strip() if window is not None else ""
    return first if frame().title_end.search(first) else ""


def _begins_with(blocks: list[Block], title: str) -> bool:
    """Whether the article shows its title itself, perhaps over several lines."""
    shown = compact("".join(block.text for block in blocks[:12]))
    return compact(title) in shown


def _drop(root: HtmlElement) -> None:
    """Take out of the page what is not the article."""
    for element in list(root.iter(etree.Element)):
        if element is not root and element.getparent() is not None and _is_furniture(element):
            element.drop_tree()
    for element in list(root.iter("ul", "ol", "div", "table", "td", "p", "dl")):
        if element.getparent() is not None and _is_link_list(element):
            element.drop_tree()


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _data()["tags"] or element.get("role") in _data()["roles"] or _is_hidden(element):
        return True
    if element.tag == "header":
        return not any(a.tag in ("article", "main") for a in element.iterancestors())
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named).lower()))
    # A word such as "related" on the frame around everything says nothing about the article inside.
    return bool(words & set(_data()["words"])) and not _holds_most(element)


def _is_hidden(element: HtmlElement) -> bool:
    style = re.sub(r"\s+", "", element.get("style") or "").lower()
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or "display:none" in style or "visibility:hidden" in style


def _holds_most(element: HtmlElement) -> bool:
    total = len(compact(element.getroottree().getroot().text_content()))
    return len(compact(element.text_content())) > total / 2


def _is_link_list(element: HtmlElement) -> bool:
    """A menu or a list of other articles: nearly all of its words are links, and none is an attachment."""
    links = list(element.iter("a"))
    if len(links) < 3 or any(_is_attachment(link) for link in links):
        return False
    text = len(compact(element.text_content()))
    return sum(len(compact(link.text_content())) for link in links) >= _LINKS * text


def _is_attachment(link: HtmlElement) -> bool:
    where = f"{link.get('href') or ''} {tidy(link.text_content())}"
    return any(re.search(_data()["attachments"], word, re.IGNORECASE) for word in where.split())


def _article(root: HtmlElement) -> HtmlElement:
    """The smallest element that holds most of the words outside links."""
    for known in _data()["articles"]:
        kind, _, value = known.partition("=")
        found = root.xpath(f"//*[contains(concat(' ', @{kind}, ' '), $value)]", value=f" {value} ")
        if len(found) == 1 and _weight(found[0]) > 0:
            return found[0]
    current = root
    while True:
        whole = _weight(current)
        inside = max(current, key=_weight, default=None)
        if inside is None or (
            inside.tag in ("p", "table", "ul", "ol", "tbody", "li") and not _only(current, inside)
        ):
            return current
        if _weight(inside) < _SHARE * whole:
            return current
        current = inside


def _weight(element: HtmlElement) -> int:
    """How many characters stand outside links."""
    if not isinstance(element.tag, str):
        return 0
    links = sum(len(compact(link.text_content())) for link in element.iter("a") if link is not element)
    return len(compact(element.text_content())) - links


def _only(parent: HtmlElement, element: HtmlElement) -> bool:
    """Whether an element is all of its parent, as in pages that are laid out by tables."""
    return _weight(element) == _weight(parent)


def _attachments_after(article: HtmlElement) -> list[Block]:
    """The attachments that many sites list below the article's own element."""
    blocks: list[Block] = []
    for element in (article, *article.iterancestors()):
        for sibling in element.itersiblings():
            if isinstance(sibling.tag, str) and any(_is_attachment(link) for link in sibling.iter("a")):
                blocks += blocks_of(sibling)
    return blocks
