"""Two years in which the applicant was founded."""

import re
from collections.abc import Iterator

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import pattern

_OWN = re.compile(
    r"(?:我们?|本|该)?(?:公司|集团|学校|学院|园区|产业园|协会|商会|中心|单位|校|院|会|园|企业)$"
)


def check(case: Case) -> Iterator[Contradiction]:
    """`成立于2012年` and `自2015年成立以来`, both of the applicant."""
    verb = pattern("founded").pattern
    form = re.compile(
        rf"(?P<who>[^，,。;；、:：]{{0,24}}?)(?:自)?(?:于)?(?:(?P<a>20\d{{2}}|19\d{{2}})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?P<v>{verb})(?!的?以来的)|(?P<w>{verb})于(?P<b>20\d{{2}}|19\d{{2}})年)"
    )
    found: dict[str, list[tuple[str, int, int]]] = {}
    name = case.submission.identity.applicant
    for sentence in case.submission.sentences:
        for match in form.finditer(sentence.plain):
            who = re.sub(r"\s", "", match["who"])
            if who and not _OWN.fullmatch(who) and who not in name and name not in who:
                continue
            key = (
                "成立"
                if (match["v"] or match["w"]) not in ("开园", "建园", "开业")
                else (match["v"] or match["w"])
            )
            year = match["a"] or match["b"]
            found.setdefault(key, []).append(
                (year, sentence.start + match.start(), sentence.start + match.end())
            )
    for key, places in found.items():
        if len({year for year, _, _ in places}) > 1:
            yield case.contradiction(
                key, [f"{year}年" for year, _, _ in places], [(a, b) for _, a, b in places]
            )
