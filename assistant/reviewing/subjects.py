"""What an amount counts: the words around it, made comparable."""

import re
from functools import cache

from assistant.reviewing.amounts import unit_of
from assistant.reviewing.submission import number_length
from assistant.reviewing.words import data, pattern


def subject_of(text: str, match: re.Match[str], previous_end: int) -> str:
    """What is counted: the words in front of the number, and those behind its unit."""
    start = max(
        [previous_end, *(m.end() for m in pattern("quantities", "boundary").finditer(text, 0, match.start()))]
    )
    start = start or number_length(text[: match.start()])
    before = text[start : match.start()]
    if start == previous_end and previous_end:
        before = re.split(data("quantities")["joint"], before)[-1]
    before = _anew(before)
    behind = ""
    unit = data("quantities")["units"][unit_of(match)][0]
    if unit not in data("quantities")["no_post"]:
        rest = text[match.end() : match.end() + 20]
        stop = pattern("quantities", "post_stop").search(rest)
        behind = rest[: stop.start()] if stop else rest
        behind = re.sub(r"^(?:以上|左右|以内|以下|多|余)", "", behind)
    if len(behind.strip()) > 1 and pattern("quantities", "of").search(before.strip()):
        before = ""  # `现有的136家入驻企业`: the name follows
    return comparable(trim(before) + behind.strip())


def _anew(words: str) -> str:
    """The words behind a day or `现有`, where a name begins there; else all of them."""
    last = max(pattern("quantities", "anew").finditer(words), key=lambda m: m.end(), default=None)
    if last is None or not pattern("quantities", "uses").match(words[: last.start()].strip()):
        return words
    return words[last.end() :] if len(trim(words[last.end() :])) > 1 or last[0].startswith("现有") else words


def trim(words: str) -> str:
    """The name of what is counted without times, bounds and verbs that only say that there is some."""
    words = re.sub(data("quantities")["span"], "", words)
    words = (
        re.sub(r"(?:20\d{2}年?(?:度|底|末|初)?)?(?:\d{1,2}月)?(?:底|末|份)?(?:之?前)?", "", words)
        if re.search(r"20\d{2}|\d月", words)
        else words
    )
    before = None
    while before != words and words not in _same():
        before = words
        words = words.strip(" ()\t")
        words = pattern("quantities", "lead").sub("", words)
        words = pattern("quantities", "trail").sub("", words)
    return words


def comparable(subject: str) -> str:
    """A subject by one of the names that say the same, without the applicant in front."""
    bare = re.sub(r"[的\s]", "", subject)
    shorter = pattern("quantities", "own").sub("", bare)
    bare = trim(shorter) or bare if shorter else bare
    return _same().get(bare, bare)


@cache
def _same() -> dict[str, str]:
    return {word: name for name, words in data("quantities")["same"].items() for word in words}


def earlier(before: str) -> str:
    """The clause in front, where it names what the number counts: `高级工占比，目前31%`."""
    clauses = [c for c in re.split(r"[，,:：]", since_stop(before)) if c.strip()]
    if before.rstrip().endswith((":", "：")):
        clauses.append("")  # a label and its value
    if len(clauses) < 2 or re.search(r"\d", clauses[-2]):
        return ""
    words = comparable(trim(clauses[-2]))
    return words if 2 <= len(words) <= 14 else ""


def since_stop(before: str) -> str:
    """What stands behind the last stop."""
    return re.split(r"[。;；\n]", before)[-1]
