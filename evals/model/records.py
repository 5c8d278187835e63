"""What a run has found, kept in one file that is written anew after every case."""

import os
from pathlib import Path

from assistant.models.answer import Fallback, Verification
from assistant.models.document import Frozen
from evals.model.tape import Reply


class Judged(Frozen):
    """An answer and what is wrong with it.

    Attributes:
        answer: The text.
        engine, fallback: As the answer says.
        failing: Why the case is not passed; empty if it is.
        unsourced: Values in it that stand in nothing that it cites.
    """

    answer: str
    engine: str
    fallback: Fallback | None = None
    failing: tuple[str, ...] = ()
    unsourced: tuple[str, ...] = ()


class Asked(Frozen):
    """One case: what the model replied, and what becomes of it.

    `embedded` is the answer without a model, `off` that of the model's claims unverified, `on` the one that is served;
    `claims` tells what verification did to them, also where the embedded engine then answers.
    """

    id: str
    category: str
    expected: str
    asked: tuple[str, ...]
    replies: tuple[Reply, ...]
    embedded: Judged
    off: Judged
    on: Judged
    claims: Verification = Verification()


class Records(Frozen):
    """All cases so far, and whose model replied."""

    model: str
    cases: tuple[Asked, ...] = ()


def read(path: Path | None, model: str) -> Records:
    """What an earlier run with this model has left; nothing if it was another one's, or there is none.

    Raises:
        ValueError: The file is no such record.
    """
    if path is None or not path.is_file():
        return Records(model=model)
    found = Records.model_validate_json(path.read_bytes())
    return found if found.model == model else Records(model=model)


def save(path: Path | None, records: Records) -> None:
    """Keep it; what was kept before is there until this is."""
    if path is not None:
        partial = path.with_name(f"{path.name}.partial")
        partial.write_text(records.model_dump_json(indent=1, by_alias=True), encoding="utf-8")
        os.replace(partial, path)
