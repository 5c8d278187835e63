"""Values that follow from those of a text, so that a claim may hold them: the last day of `7月底`, a range's years."""

import re
from calendar import monthrange

from assistant.documents.numbering import han_to_int
from assistant.documents.text import plain
from assistant.grounding.values import canonical, in_digits, month_days

_MONTH_END = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:份)?(?:底|末)")
_YEAR_END = re.compile(r"(\d{4})年(?:年)?(?:底|末)")
_YEARS = re.compile(r"(\d{4})年?\s*(?:至|到|[-—–~]+)\s*(\d{4})年")
_BOUNDING = re.compile(
    r"(?<=[自从至到—–~-])(\d{4})(?!\d)|(?<!\d)(\d{4})(?=年?(?:度)?\s*(?:[至到起—–~-]|开始|以[前后]|[前后止]))"
)
_NUMBERED = re.compile(r"[〔\[]\s*(\d{4})\s*[〕\]]\s*第?\s*(\d{1,5})\s*号")
_LIST = re.compile(r"[^，,。；;：:()（）\n]+")
_JOINT = re.compile(r"、|和|及|以及|或")
_COUNTED = re.compile(
    r"(?<![\d.第其之])(?:(\d{1,2})|([二三四五六七八九十]{1,3}))"
    r"(?:类|项|种|条(?!件|例|款)|(?<!\d)个(?!月|工作日|季度|小时))(?!以[上下])"
)
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_LENGTH = re.compile(r"(?<![\d.])(?:(\d{1,2})|([二三四五六七八九十]{1,3}))个?(?:周年|年头|年)")
_SHORT = re.compile(r"(?<![\d.])(\d{1,5})号")
_LONGEST_RANGE = 30
_LEAP_YEAR = 2024


def month_ends(text: str) -> set[tuple[str, str]]:
    """Month and day of every last day of a month that `text` names as such: `7月底` is the 31st of July."""
    bare = plain(text)
    found = {("12", "31") for _ in _YEAR_END.finditer(bare)}
    for match in _MONTH_END.finditer(bare):
        year, month = int(match[1] or _LEAP_YEAR), int(match[2])
        if 1 <= month <= 12 and year:
            found.add((canonical(match[2]), str(monthrange(year, month)[1])))
    return found


def implied(claim: str, text: str) -> set[str]:
    """Values of `claim` that `text` does not write but says, each only in the form in which it follows.

    The ends of months, the years inside a range and how many they are, the short form of a document's number.
    """
    said, bare = in_digits(plain(claim)), plain(text)
    found = {f"number:{n}" for day in month_days(claim) & month_ends(text) for n in day}
    years, lengths, numbers = set[int](), set[int](), set[str]()
    for match in _YEARS.finditer(bare):
        first, last = int(match[1]), int(match[2])
        if 0 < last - first <= _LONGEST_RANGE:
            years |= set(range(first, last + 1))
            lengths.add(last - first + 1)
    for match in _NUMBERED.finditer(bare):
        years.add(int(match[1]))
        numbers.add(canonical(match[2]))
    found |= {f"number:{m[1]}" for m in _YEAR.finditer(said) if int(m[1]) in years} - bounding(claim)
    found |= {f"number:{n}" for m in _LENGTH.finditer(said) if (n := _counted_number(m)) in map(str, lengths)}
    return found | {f"number:{n}" for m in _SHORT.finditer(said) if (n := canonical(m[1])) in numbers}


def _counted_number(match: re.Match[str]) -> str:
    return canonical(match[1]) if match[1] else str(han_to_int(match[2]))


def bounding(text: str) -> set[str]:
    """The years that `text` gives as the first or the last of a time, which none inside a range may be."""
    return {f"number:{m[1] or m[2]}" for m in _BOUNDING.finditer(plain(text))}


def listed(text: str) -> set[str]:
    """How many things `text` lists one after the other, as values."""
    counts = {len(_JOINT.split(match[0])) for match in _LIST.finditer(plain(text))}
    return {f"number:{count}" for count in counts if count > 1}


def counted(text: str) -> set[str]:
    """The numbers of `text` that only count things: kinds, items, aspects; in digits or in characters."""
    return {f"number:{canonical(m[1]) if m[1] else han_to_int(m[2])}" for m in _COUNTED.finditer(plain(text))}
