"""Drafting: profiles become drafts, which are kept with every version, edited, checked, exported, talked about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.answering.knowledge import Knowledge
from assistant.drafting import check as checking
from assistant.drafting import dialogue, editing, guide, markdown, pipeline
from assistant.drafting import profile as profiles
from assistant.drafting.material import Material
from assistant.errors import InvalidInput, NotFound
from assistant.knowledge.retriever import Shelf
from assistant.llm.client import Model
from assistant.models.draft import (
    Direction,
    Draft,
    DraftSummary,
    DraftTurn,
    DraftVersion,
    Finding,
    Guide,
    Origin,
    Profile,
)
from assistant.models.principal import LOCAL, Principal
from assistant.services.engines import Engines, Spending
from assistant.services.readings import Readings

if TYPE_CHECKING:
    from assistant.storage.database import Database
    from assistant.storage.drafts import DraftRecords


class Drafts:
    """The drafts of everybody, each person's own.

    Args:
        readings: What the notices are read from.
        home: The home, where the database is.
        url: Another database.
        engines: Which engine words them.
        forms: A folder of forms besides the built-in ones, or None.
    """

    def __init__(
        self, readings: Readings, home: Path, url: str | None, engines: Engines, forms: Path | None = None
    ) -> None:
        self._readings = readings
        self._forms = forms
        self._home = home
        self._url = url
        self._engines = engines
        self._opened: tuple[Database, DraftRecords] | None = None
        self.listeners: list[Spending] = []
        """Each is told what every draft that was made has spent."""

    def guide(self, notice: str = "") -> Guide:
        """The form of a notice (the governing one without a name): sections, what they should hold, the directions.

        Raises:
            NotFound: There is no such notice.
            InvalidInput: The notice asks for no form.
        """
        with self._material(notice) as material:
            return guide.guide(material)

    def read_profile(self, content: bytes) -> Profile:
        """The profile in a YAML or JSON file. Raises InvalidInput, saying what is wrong and where."""
        return profiles.parse(content)

    def advise(self, profile: Profile) -> list[Direction]:
        """Every direction with how well it fits, best first. Raises NotFound, InvalidInput."""
        with self._material(profile.notice) as material:
            return pipeline.advise(profile, material)

    def create(
        self, profile: Profile, *, as_of: date, engine: str | None = None, principal: Principal = LOCAL
    ) -> Draft:
        """A new draft, kept as its first version.

        Raises:
            InvalidInput: The profile does not fit the form.
            InvalidOption: There is no such engine.
            NotFound: The profile names a notice that is not there.
            StorageUnavailable, Busy: It cannot be kept.
        """
        draft = self._write(profile, as_of, uuid4().hex, engine)
        self._records.add(principal.id, profile, draft, Origin.CREATED)
        return draft

    def get(self, identifier: str, principal: Principal = LOCAL, version: int | None = None) -> Draft:
        """A draft as it is now, or one of its versions. Raises NotFound, StorageUnavailable, Busy."""
        return self._records.draft(principal.id, identifier, version)

    def profile(self, identifier: str, principal: Principal = LOCAL) -> Profile:
        """What a draft is made from. Raises NotFound, StorageUnavailable, Busy."""
        return self._records.profile(principal.id, identifier)

    def listed(self, principal: Principal = LOCAL) -> list[DraftSummary]:
        """The person's drafts, the one worked on last first. Raises StorageUnavailable, Busy."""
        return self._records.listed(principal.id)

    def versions(self, identifier: str, principal: Principal = LOCAL) -> list[DraftVersion]:
        """The versions of a draft, oldest first. Raises NotFound, StorageUnavailable, Busy."""
        return self._records.versions(principal.id, identifier)

    def delete(self, identifier: str, principal: Principal = LOCAL) -> None:
        """Forget a draft with its versions. Raises NotFound, StorageUnavailable, Busy."""
        self._records.delete(principal.id, identifier)

    def update(
        self,
        identifier: str,
        profile: Profile,
        *,
        as_of: date,
        engine: str | None = None,
        principal: Principal = LOCAL,
    ) -> Draft:
        """The whole draft made again from a changed profile, as a new version. Raises what `create` does."""
        self._records.draft(principal.id, identifier)
        draft = self._write(profile, as_of, identifier, engine)
        self._records.add(principal.id, profile, draft, Origin.REGENERATED, [s.key for s in draft.sections])
        return draft

    def regenerate(
        self,
        identifier: str,
        section: str,
        *,
        as_of: date,
        profile: Profile | None = None,
        engine: str | None = None,
        principal: Principal = LOCAL,
    ) -> Draft:
        """One section made again (from a changed profile, if one is given), the others left as they are.

        Raises:
            InvalidInput: The form has no such section.
            NotFound, StorageUnavailable, Busy: as they say.
        """
        known = self._records.draft(principal.id, identifier)
        source = profile or self._records.profile(principal.id, identifier)
        with self._material(source.notice) as material:
            key = material.form.section(section).key
        fresh = self._write(source, as_of, identifier, engine)
        draft = editing.with_section(known, fresh, key)
        self._records.add(principal.id, source, draft, Origin.REGENERATED, [key])
        return draft

    def save(self, identifier: str, texts: Mapping[str, str], principal: Principal = LOCAL) -> Draft:
        """Sections edited by hand (section key → text), as a new version.

        Raises:
            InvalidInput: The draft has no such section, or a text is too long.
            NotFound, StorageUnavailable, Busy: as they say.
        """
        known = self._records.draft(principal.id, identifier)
        profile = self._records.profile(principal.id, identifier)
        draft = editing.edited(known, texts)
        self._records.add(principal.id, profile, draft, Origin.EDITED, list(texts))
        return draft

    def restore(self, identifier: str, version: int, principal: Principal = LOCAL) -> Draft:
        """An earlier version made the newest one again; the profile stays the newest.

        Raises:
            NotFound, StorageUnavailable, Busy: as they say.
        """
        draft = self._records.draft(principal.id, identifier, version)
        profile = self._records.profile(principal.id, identifier)
        by_hand = self._records.edited_sections(principal.id, identifier, until=version)
        self._records.add(principal.id, profile, draft, Origin.RESTORED, by_hand)
        return draft

    def check(
        self, identifier: str, texts: Mapping[str, str] | None = None, principal: Principal = LOCAL
    ) -> list[Finding]:
        """What the applicant should look at in a draft's sections, or in edited texts of them, before saving.

        Raises:
            InvalidInput: The form has no such section.
            NotFound, StorageUnavailable, Busy: as they say.
        """
        draft = self._records.draft(principal.id, identifier)
        profile = self._records.profile(principal.id, identifier)
        given = texts if texts is not None else {s.key: s.text for s in draft.sections}
        with self._material(profile.notice) as material:
            return checking.check(given, profile, material)

    def only(self, draft: Draft, section: str) -> Draft:
        """A draft with one of its sections alone, by key or title. Raises InvalidInput."""
        return editing.only(draft, section)

    def docx(self, identifier: str, principal: Principal = LOCAL, section: str | None = None) -> bytes:
        """A draft as a Word file. Raises NotFound, StorageUnavailable, Busy."""
        # Imported when it is first needed: answering a question needs no Word.
        from assistant.drafting import word

        draft = self._one(identifier, principal, section)
        with self._material(self._records.profile(principal.id, identifier).notice) as material:
            return word.render(draft, material)

    def markdown(self, identifier: str, principal: Principal = LOCAL, section: str | None = None) -> str:
        """A draft as Markdown, with its sources. Raises NotFound, StorageUnavailable, Busy."""
        draft = self._one(identifier, principal, section)
        with self._material(self._records.profile(principal.id, identifier).notice) as material:
            return markdown.render(draft, material)

    def start(
        self,
        message: str = "",
        *,
        as_of: date,
        profile: Profile | None = None,
        engine: str | None = None,
        principal: Principal = LOCAL,
    ) -> DraftTurn:
        """Begin a draft in a conversation: what the message already tells goes in, the first questions come out.

        Raises what `create` does.
        """
        model = self._engines.model(engine)
        with self._material(profile.notice if profile else "") as material:
            told = dialogue.begin(message, profile or Profile(), material.form)
            draft = self._made(told, material, as_of, uuid4().hex, model)
            self._records.add(principal.id, told, draft, Origin.CREATED)
            section = dialogue.wanted(message, material.form)
            self._records.set_dialogue(principal.id, draft.id, [], section or "")
            begun = dialogue.begun(material.form)
            return dialogue.turn(draft, told, material, section=section, skipped=(), said=begun, show=section)

    def resume(
        self,
        identifier: str,
        message: str,
        *,
        as_of: date,
        engine: str | None = None,
        principal: Principal = LOCAL,
    ) -> DraftTurn:
        """Go on with a draft at the section that a message asks for; what was skipped may be asked again.

        Raises:
            InvalidInput: The message is too long.
            InvalidOption: There is no such engine.
            NotFound, StorageUnavailable, Busy: as they say.
        """
        model = self._engines.model(engine)
        known = self._records.draft(principal.id, identifier)
        profile = self._records.profile(principal.id, identifier)
        _, focus = self._records.dialogue(principal.id, identifier)
        with self._material(profile.notice) as material:
            section = dialogue.wanted(message, material.form) or focus or None
            told = dialogue.begin(message, profile, material.form)
            draft = (
                known if told == profile else self._answered(told, material, known, as_of, principal, model)
            )
            self._records.set_dialogue(principal.id, identifier, [], section or "")
            said = dialogue.resumed()
            return dialogue.turn(draft, told, material, section=section, skipped=(), said=said, show=section)

    def answer(
        self,
        identifier: str,
        text: str,
        *,
        as_of: date,
        section: str | None = None,
        engine: str | None = None,
        principal: Principal = LOCAL,
    ) -> DraftTurn:
        """Go on with a draft: `text` answers the questions that are open, and the next ones come back.

        Args:
            identifier: The draft.
            text: What the person says.
            as_of: The day to draft for.
            section: The section that is talked about; without it, the one that the dialogue began with.
            engine: Which engine words it; None takes the configured one.
            principal: Whose it is.

        Raises:
            InvalidInput: The text is empty or too long.
            InvalidOption: There is no such engine.
            NotFound, StorageUnavailable, Busy: as they say.
        """
        model = self._engines.model(engine)
        known = self._records.draft(principal.id, identifier)
        profile = self._records.profile(principal.id, identifier)
        skipped, focus = self._records.dialogue(principal.id, identifier)
        section = section or focus or None
        with self._material(profile.notice) as material:
            asked = dialogue.open_questions(profile, material, section, skipped)[: dialogue.MOST_QUESTIONS]
            told, passed = dialogue.told(text, profile, material, asked)
            skipped += [key for key in passed if key not in skipped]
            draft = (
                known if told == profile else self._answered(told, material, known, as_of, principal, model)
            )
            self._records.set_dialogue(principal.id, identifier, skipped, section or "")
            touched = {key for key in told.facts if told.facts[key] != profile.facts.get(key)}
            before = {s.key: s.text for s in known.sections}
            shown = any(
                s.text != before.get(s.key) for s in draft.sections if not touched or s.key in touched
            )
            said = dialogue.reaction(changed=told != profile, shown=shown, skipped=bool(passed))
            changed = section is not None and told.facts.get(section) != profile.facts.get(section)
            return dialogue.turn(
                draft,
                told,
                material,
                section=section,
                skipped=skipped,
                said=said,
                show=section if changed else None,
            )

    def _answered(
        self,
        told: Profile,
        material: Material,
        known: Draft,
        as_of: date,
        principal: Principal,
        model: Model | None,
    ) -> Draft:
        """The draft made again with what an answer told, as a new version; sections edited by hand stay."""
        fresh = self._made(told, material, as_of, known.id, model)
        by_hand = self._records.edited_sections(principal.id, known.id)
        draft = editing.keeping(fresh, known, by_hand)
        self._records.add(principal.id, told, draft, Origin.ANSWERED)
        return draft

    def close(self) -> None:
        """Let go of the database."""
        if self._opened is not None:
            self._opened[0].close()

    def _one(self, identifier: str, principal: Principal, section: str | None) -> Draft:
        draft = self._records.draft(principal.id, identifier)
        return editing.only(draft, section) if section else draft

    def _write(self, profile: Profile, as_of: date, identifier: str, engine: str | None) -> Draft:
        model = self._engines.model(engine)
        with self._material(profile.notice) as material:
            return self._made(profile, material, as_of, identifier, model)

    def _made(
        self, profile: Profile, material: Material, as_of: date, identifier: str, model: Model | None
    ) -> Draft:
        draft = pipeline.draft(profile, material, as_of, identifier, model)
        for listener in self.listeners:
            listener(draft.usage)
        return draft

    @contextmanager
    def _material(self, notice: str) -> Iterator[Material]:
        with self._readings.reading() as knowledge:
            shelf = _shelf(knowledge, notice)
            yield Material.of(shelf, knowledge.retriever, knowledge.embedding, self._forms)

    @property
    def _records(self) -> "DraftRecords":
        if self._opened is None:
            # Imported when it is first needed: looking at the form needs no database.
            from assistant.storage.database import Database
            from assistant.storage.drafts import DraftRecords

            database = Database(self._home, self._url)
            self._opened = database, DraftRecords(database)
        return self._opened[1]


def _shelf(knowledge: Knowledge, notice: str) -> Shelf:
    if notice:
        for shelf in knowledge.retriever.shelves.values():
            if notice in (shelf.document.id, shelf.document.meta.number):
                return shelf
        raise NotFound(
            f"库中没有编号或文号为 {notice[:60]} 的通知。", "用 assistant corpus list 查看可用的文号。"
        )
    if knowledge.governing is None:
        raise InvalidInput("文件库里没有可依据的通知。", "请先用 assistant ingest 收录一份通知。")
    return knowledge.governing
