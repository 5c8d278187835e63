"""Drafts, their versions, and the profiles that they are made from."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.models.draft import Draft, DraftSummary, DraftVersion, Origin, Profile
from assistant.storage.database import Database
from assistant.storage.tables import DraftRow, DraftVersionRow

_ATTEMPTS = 5


class DraftRecords:
    """The drafts of each owner. A draft of somebody else is one that does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, owner: str, profile: Profile, draft: Draft, origin: Origin, sections: Sequence[str] = ()
    ) -> None:
        """Keep a draft, or a new version of one that is there, with the profile as it is now."""
        for attempt in range(_ATTEMPTS):
            try:
                with self._database.writing() as session:
                    _add(session, owner, profile, draft, origin, sections)
                return
            except IntegrityError:  # another process has just taken this number
                if attempt == _ATTEMPTS - 1:
                    raise

    def listed(self, owner: str) -> list[DraftSummary]:
        """Every draft, the one that was worked on last first."""
        query = (
            select(DraftRow, DraftVersionRow.number, DraftVersionRow.content)
            .join(
                DraftVersionRow,
                (DraftVersionRow.owner == DraftRow.owner) & (DraftVersionRow.draft == DraftRow.id),
            )
            .where(DraftRow.owner == owner, DraftVersionRow.number == _newest())
            .order_by(DraftRow.updated.desc(), DraftRow.id)
        )
        with self._database.reading() as session:
            rows = session.execute(query).all()
        return [
            DraftSummary(
                id=row.id,
                applicant=row.applicant,
                created=row.created,
                updated=row.updated,
                versions=number,
                completeness=Draft.model_validate_json(content).completeness,
            )
            for row, number, content in rows
        ]

    def draft(self, owner: str, identifier: str, number: int | None = None) -> Draft:
        """A version of a draft, the newest without a number. Raises NotFound."""
        query = select(DraftVersionRow.content).where(
            DraftVersionRow.owner == owner, DraftVersionRow.draft == identifier
        )
        if number is not None:
            query = query.where(DraftVersionRow.number == number)
        with self._database.reading() as session:
            content = session.execute(query.order_by(DraftVersionRow.number.desc())).scalars().first()
        if content is None:
            raise _unknown(identifier)
        return Draft.model_validate_json(content)

    def profile(self, owner: str, identifier: str) -> Profile:
        """What a draft is made from. Raises NotFound."""
        with self._database.reading() as session:
            row = session.get(DraftRow, (owner, identifier))
        if row is None:
            raise _unknown(identifier)
        return Profile.model_validate_json(row.profile)

    def dialogue(self, owner: str, identifier: str) -> tuple[list[str], str]:
        """Which questions are not to be asked, and which section is talked about ("": none). Raises NotFound."""
        with self._database.reading() as session:
            row = session.get(DraftRow, (owner, identifier))
        if row is None:
            raise _unknown(identifier)
        return [str(key) for key in json.loads(row.skipped)], row.focus

    def set_dialogue(self, owner: str, identifier: str, skipped: Sequence[str], focus: str) -> None:
        """Remember where the dialogue stands. Raises NotFound."""
        with self._database.writing() as session:
            row = session.get(DraftRow, (owner, identifier))
            if row is None:
                raise _unknown(identifier)
            row.skipped, row.focus = json.dumps(list(skipped)), focus

    def versions(self, owner: str, identifier: str) -> list[DraftVersion]:
        """The versions of a draft, oldest first. Raises NotFound."""
        query = (
            select(DraftVersionRow)
            .where(DraftVersionRow.owner == owner, DraftVersionRow.draft == identifier)
            .order_by(DraftVersionRow.number)
        )
        with self._database.reading() as session:
            rows = session.execute(query).scalars().all()
        if not rows:
            raise _unknown(identifier)
        return [
            DraftVersion(
                number=row.number,
                created=row.created,
                origin=Origin(row.origin),
                sections=json.loads(row.sections),
            )
            for row in rows
        ]

    def edited_sections(self, owner: str, identifier: str, until: int | None = None) -> list[str]:
        """Keys of the sections whose text in a version (the newest without `until`) was written by hand.

        Raises:
            NotFound: There is no such draft.
        """
        by_hand: dict[str, bool] = {}
        for version in self.versions(owner, identifier):
            if until is not None and version.number > until:
                break
            if version.origin is Origin.RESTORED:
                by_hand = dict.fromkeys(version.sections, True)  # those of the version that came back
                continue
            for key in version.sections:
                by_hand[key] = version.origin is Origin.EDITED
        return [key for key, edited in by_hand.items() if edited]

    def delete(self, owner: str, identifier: str) -> None:
        """Forget a draft with its versions. Raises NotFound."""
        query = (
            delete(DraftRow).where(DraftRow.owner == owner, DraftRow.id == identifier).returning(DraftRow.id)
        )
        with self._database.writing() as session:
            if session.execute(query).first() is None:
                raise _unknown(identifier)


def _newest() -> object:
    newest = DraftVersionRow.__table__.alias()
    return (
        select(func.max(newest.c.number))
        .where(newest.c.owner == DraftRow.owner, newest.c.draft == DraftRow.id)
        .scalar_subquery()
    )


def _add(
    session: Session, owner: str, profile: Profile, draft: Draft, origin: Origin, sections: Sequence[str]
) -> None:
    now = datetime.now(UTC)
    row = session.get(DraftRow, (owner, draft.id))
    if row is None:
        row = DraftRow(
            owner=owner,
            id=draft.id,
            applicant="",
            profile="",
            skipped="[]",
            focus="",
            created=now,
            updated=now,
        )
        session.add(row)
    row.applicant = _storable(draft.applicant)
    row.profile = _storable(profile.model_dump_json())
    row.updated = now
    session.flush()
    last = select(func.coalesce(func.max(DraftVersionRow.number), 0)).where(
        DraftVersionRow.owner == owner, DraftVersionRow.draft == draft.id
    )
    session.add(
        DraftVersionRow(
            owner=owner,
            draft=draft.id,
            number=session.execute(last).scalar_one() + 1,
            origin=origin.value,
            sections=json.dumps(list(sections)),
            content=_storable(draft.model_dump_json(by_alias=True)),
            created=now,
        )
    )


def _storable(text: str) -> str:
    """`text` without what databases refuse: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _unknown(identifier: str) -> NotFound:
    return NotFound(f"没有编号为 {identifier[:64]} 的草稿。", "它可能已被删除；请在草稿列表中查看。")
