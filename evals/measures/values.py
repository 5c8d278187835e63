"""Does every value of an answer come from somewhere? Checked without the product's verifier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evals.measures.sample import Sample, Score
from evals.measures.statements import Statement, statements
from evals.measures.tokens import Day, Tokens, dates, read

_NEAR = (-1, 0, 1)


@dataclass(frozen=True)
class Sources:
    """What values may come from.

    Attributes:
        quotes: The cited words.
        about: What is known of the cited documents: titles, numbers, headings.
        own: What the person said.
        as_of: The day of asking, from which days are counted.
        counts: How many things the answer lists, which it may say.
    """

    quotes: Sequence[str]
    about: Sequence[str] = ()
    own: Sequence[str] = ()
    as_of: date | None = None
    counts: Sequence[int] = ()


def measure(sample: Sample) -> Iterator[Score]:
    """1 if every number, day, document number, telephone number and address has a source, else 0.

    A statement's values must be in its own citations' quotes, in what the documents are called, in the person's own
    words, or follow from them (days counted from the day of asking; how many things are listed). Not measured:
    whether a value is said of the right thing, and names.
    """
    found = missing(sample)
    reason = f"没有出处的数值：{'、'.join(found)}" if found else ""
    yield Score("values", float(not found), reason)


def missing(sample: Sample) -> list[str]:
    """The values of an answer that have no source, each once."""
    found = (
        value
        for statement in statements(sample.answer.answer)
        for value in unsourced(statement.text, sources_of(statement, sample))
    )
    return list(dict.fromkeys(found))


def sources_of(statement: Statement, sample: Sample, without: int | None = None) -> Sources:
    """What a statement of an answer may take its values from.

    One that cites nothing has only what the answer's documents are called: it may name them, and the others' quotes.

    Args:
        statement: The statement.
        sample: The answer in which it stands.
        without: The number of a citation to leave out.
    """
    answer = sample.answer
    marks = statement.citations or tuple(c.id for c in answer.citations)
    cited = [c for c in answer.citations if c.id in marks and c.id != without]
    documents = [c.document for c in cited] + (
        [] if statement.citations else [r.document for r in answer.related]
    )
    return Sources(
        quotes=[c.quote for c in cited],
        about=[
            *(f"{c.heading} {c.part or ''}" for c in cited),
            *(sample.about(document) for document in dict.fromkeys(documents)),
        ],
        own=sample.case.asked,
        as_of=answer.as_of,
        counts=(len(cited), len(answer.citations), statement.text.count("“")),
    )


def unsourced(text: str, sources: Sources) -> list[str]:
    """The values of `text` that have no source, as a person would write them."""
    said = read(text)
    cited, own = read("\n".join([*sources.quotes, *sources.about])), read("\n".join(sources.own))
    years = _years(cited, own, sources)
    known = {
        *(d for day in cited.days for d in dates(day, sorted(years))),
        *(d for day in own.days for d in dates(day, sorted(years))),
        *([sources.as_of] if sources.as_of else []),
    }
    numbers = cited.numbers | own.numbers | _derived(cited, known, sources)
    return [
        *(str(day) for day in sorted(said.days, key=str) if not _is_known(day, known)),
        *(f"{year}年" for year in sorted(said.years) if year not in years),
        *(value for value in sorted(said.exact) if not _is_exact(value, cited, own)),
        *(number for number in sorted(said.numbers) if number not in numbers),
    ]


def _years(cited: Tokens, own: Tokens, sources: Sources) -> set[int]:
    """The years that are named, and those around the day of asking, in which something may come back."""
    found = {*cited.years, *own.years, *(day.year for day in cited.days | own.days if day.year)}
    found |= {int(value.removeprefix("文号").partition("-")[0]) for value in cited.exact if "文号" in value}
    if found and len(cited.years) > 1:
        found |= set(range(min(cited.years), max(cited.years) + 1))
    if sources.as_of:
        found |= {sources.as_of.year + near for near in _NEAR}
    return found


def _derived(cited: Tokens, known: set[date], sources: Sources) -> set[str]:
    """Days between the day of asking and a known one; how many things are listed; how many years a period has."""
    derived = {str(count) for count in sources.counts}
    if sources.as_of:
        derived |= {str(abs((day - sources.as_of).days)) for day in known}
    derived |= {str(text.count("、") + 1) for text in sources.quotes}
    if len(cited.years) > 1:
        derived.add(str(max(cited.years) - min(cited.years) + 1))
    return derived


def _is_known(day: Day, known: set[date]) -> bool:
    return any(
        d.month == day.month
        and (day.year is None or d.year == day.year)
        and (day.day is None or d.day == day.day)
        for d in known
    )


def _is_exact(value: str, cited: Tokens, own: Tokens) -> bool:
    """A telephone number may be given without its area code, as a whole otherwise."""
    known = cited.exact | own.exact
    if value.startswith("电话"):
        bare = value.removeprefix("电话")
        return any(k.startswith("电话") and len(bare) >= 7 and k.endswith(bare) for k in known)
    return value in known
