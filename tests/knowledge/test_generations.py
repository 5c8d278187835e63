"""Generations of the index in one process: what is built when, what damage does, and who closes what."""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.documents.loading import Overrides
from assistant.errors import IndexUnavailable, UnreadableFile
from assistant.knowledge.index import Generation, IndexStore
from assistant.knowledge.library import Library
from assistant.knowledge.units import units
from assistant.services.readings import Readings

NOTICE = (
    "关于虚构试点的通知\n虚构人社发〔2031〕1号\n一、申报\n请各单位于2031年7月11日前将申报表报送市虚构局。\n"
)
OTHER = "关于虚构训练营的通知\n虚构人社发〔2031〕2号\n一、报名\n请于2031年4月3日前报送报名表。\n"


class Toy:
    """An embedding of any width that needs no model; `fail` makes it fail like a full disk."""

    def __init__(self, width: int = 8) -> None:
        self.name = f"toy-{width}"
        self.width = self.dimensions = width
        self.batch = 16
        self.made = 0
        self.fail = False

    def query(self, text: str) -> NDArray[np.float32]:
        return self.passages([text])[0]

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.fail:
            raise OSError(28, "No space left on device")
        self.made += len(texts)
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) for text in texts]
        rows = np.array([np.random.default_rng(seed).normal(size=self.width) for seed in seeds])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def unseen(label: str, done: int, total: int) -> None:
    pass


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def library(tmp_path: Path, home: Path) -> Library:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "notice.txt").write_text(NOTICE, "utf-8")
    return Library(home, corpus, 2**20)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.txt"
    path.write_text(OTHER, "utf-8")
    return path


@pytest.fixture
def toy() -> Toy:
    return Toy()


@pytest.fixture
def store(home: Path, toy: Toy) -> IndexStore:
    return IndexStore(home, toy)


@pytest.fixture
def readings(store: IndexStore, library: Library, toy: Toy) -> Iterator[Readings]:
    opened = Readings(store, library, toy, None)
    yield opened
    opened.close()


def current(store: IndexStore, library: Library) -> tuple[str, set[str]]:
    """Name of the current generation and the documents in it, after a search in it has succeeded."""
    generation = store.current(library, unseen)
    try:
        width = int(generation.manifest.embedding.partition("-")[2])
        assert generation.nearest(np.full(width, width**-0.5, dtype=np.float32), 3)
        return generation.name, {held.parsed.document.meta.number for held in generation.documents}
    finally:
        generation.close()


def titles(readings: Readings) -> set[str]:
    with readings.reading() as knowledge:
        return {shelf.document.meta.title for shelf in knowledge.retriever.shelves.values()}


def test_an_unchanged_library_is_not_built_again(store: IndexStore, library: Library) -> None:
    assert current(store, library) == current(store, library)


def test_a_rebuild_embeds_only_what_is_new(
    store: IndexStore, library: Library, toy: Toy, other: Path
) -> None:
    current(store, library)
    before = toy.made
    library.add(other, Overrides())
    current(store, library)
    first = toy.made - before
    shutil.rmtree(store._root / store.newest())
    current(store, library)
    assert toy.made == before + first and first > 0


def test_another_embedding_rebuilds_by_itself(home: Path, library: Library) -> None:
    first, _ = current(IndexStore(home, Toy(8)), library)
    second, numbers = current(IndexStore(home, Toy(16)), library)
    assert second != first and numbers == {"虚构人社发〔2031〕1号"}


def test_a_reader_stays_with_a_generation_that_its_embedding_can_search(
    home: Path, library: Library, readings: Readings
) -> None:
    readings.open()
    current(IndexStore(home, Toy(16)), library)
    with readings.reading() as knowledge:
        assert knowledge.retriever._generation.manifest.embedding == "toy-8"


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10])


def _garble(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


def _remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [_empty, _cut, _garble, _remove])
@pytest.mark.parametrize(
    "file",
    ["manifest.json", "documents.jsonl", "chroma.sqlite3", "header.bin", "data_level0.bin", "../current"],
)
def test_a_damaged_index_is_built_anew(
    store: IndexStore, library: Library, file: str, damage: Callable[[Path], None]
) -> None:
    name, numbers = current(store, library)
    folder = store._root / name
    damage(folder / file if file.startswith("..") else next(folder.rglob(file)))
    again, same = current(store, library)
    assert again != name and same == numbers
    assert store.repaired or file == "../current"


@pytest.mark.parametrize("damage", [_empty, _cut, _garble, _remove])
def test_a_damaged_cache_of_vectors_costs_time_only(
    store: IndexStore, library: Library, other: Path, damage: Callable[[Path], None]
) -> None:
    current(store, library)
    damage(store._root / "vectors.sqlite3")
    library.add(other, Overrides())
    assert len(current(store, library)[1]) == 2


def test_only_the_current_generation_and_the_one_before_are_kept(
    store: IndexStore, library: Library, other: Path
) -> None:
    names = [current(store, library)[0]]
    for day in (3, 4, 5):
        other.write_text(OTHER.replace("4月3日", f"4月{day}日"), "utf-8")
        library.add(other, Overrides())
        names.append(current(store, library)[0])
    assert {path.name for path in store._root.iterdir() if path.is_dir()} == set(names[-2:])


def test_a_build_that_fails_leaves_library_and_index_as_they_were(
    readings: Readings, library: Library, toy: Toy, other: Path, home: Path
) -> None:
    readings.refresh()
    before = titles(readings)
    toy.fail = True
    with pytest.raises(IndexUnavailable, match="未受影响"), library.adding([other], Overrides()):
        readings.refresh()
    assert titles(readings) == before
    assert [entry.id for entry in library.entries()] == [h for h in _ids(readings)]
    assert not list(home.glob(".*-*"))
    readings.refresh()  # nothing to build, so nothing that could fail


def test_a_removal_that_cannot_be_indexed_is_undone(
    readings: Readings, library: Library, toy: Toy, other: Path
) -> None:
    added = library.add(other, Overrides()).entry
    readings.refresh()
    toy.fail = True
    (library._kept.folder.parent / "index" / "vectors.sqlite3").unlink()
    for identifier in (added.id, next(e.id for e in library.entries() if e.built_in)):
        with suppress(IndexUnavailable), library.removing(identifier):
            readings.refresh()
    assert len(library.entries()) == 2 and len(titles(readings)) == 2


def test_a_stale_index_answers_until_it_can_be_built(
    store: IndexStore, readings: Readings, library: Library, toy: Toy, other: Path
) -> None:
    current(store, library)
    library.add(other, Overrides())
    toy.fail = True
    readings.open()
    assert titles(readings) == {"关于虚构试点的通知"}
    assert readings.stale is not None
    toy.fail = False
    readings.refresh()
    assert len(titles(readings)) == 2 and readings.stale is None


def test_where_vectors_cannot_be_opened_the_texts_alone_serve(
    store: IndexStore, readings: Readings, library: Library, toy: Toy
) -> None:
    name, _ = current(store, library)
    shutil.rmtree(store._root / name / "chroma")
    toy.fail = True
    (store._root / "vectors.sqlite3").unlink()
    readings.open()
    assert titles(readings) == {"关于虚构试点的通知"}


def test_a_question_reads_one_generation_from_beginning_to_end(
    readings: Readings, library: Library, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    close = Generation.close
    monkeypatch.setattr(Generation, "close", lambda self: (closed.append(self.name), close(self))[1])
    readings.refresh()
    with readings.reading() as knowledge:
        old = knowledge.retriever._generation
        library.add(other, Overrides())
        readings.refresh()
        assert len(titles(readings)) == 2
        assert len(knowledge.retriever.shelves) == 1
        assert old.nearest(np.full(8, 8**-0.5, dtype=np.float32), 1)
        assert old.name not in closed
    assert closed.count(old.name) == 1


def test_closing_waits_for_the_answers_that_are_being_given(readings: Readings) -> None:
    readings.refresh()
    reading, leave, after = threading.Event(), threading.Event(), []

    def ask() -> None:
        with readings.reading() as knowledge:
            reading.set()
            leave.wait(10)
            after.append(knowledge.retriever._generation.nearest(np.full(8, 8**-0.5, dtype=np.float32), 1))

    asking = threading.Thread(target=ask)
    asking.start()
    reading.wait(10)
    closing = threading.Thread(target=readings.close)
    closing.start()
    leave.set()
    closing.join(20)
    asking.join(20)
    assert after and after[0]


def test_two_that_add_at_once_both_succeed(library: Library, tmp_path: Path) -> None:
    paths = []
    for number in range(6):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(OTHER.replace("2号", f"2{number}号"), "utf-8")
    adding = [threading.Thread(target=library.add, args=(path, Overrides())) for path in paths]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    assert len(library.entries()) == 7


def test_one_bad_file_among_many_adds_none(library: Library, other: Path, tmp_path: Path, home: Path) -> None:
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    before = library.fingerprint()
    with pytest.raises(UnreadableFile), library.adding([other, bad], Overrides()):
        pass
    assert library.fingerprint() == before
    assert not list(home.glob(".*-*"))


@pytest.mark.parametrize("moment", ["old-taken-away", "new-in-place"])
def test_a_replacement_that_is_killed_half_way_is_settled_by_the_next_process(
    library: Library, other: Path, home: Path, moment: str
) -> None:
    identifier = library.add(other, Overrides()).entry.id
    folder, retired = home / "documents" / identifier, home / f".retired-{identifier}"
    if moment == "new-in-place":
        shutil.copytree(folder, retired)
    else:
        folder.rename(retired)
    assert identifier in [entry.id for entry in library.entries()]
    assert folder.is_dir() and not retired.exists()


def test_a_document_that_can_no_longer_be_read_is_left_out_and_told(
    library: Library, other: Path, home: Path
) -> None:
    identifier = library.add(other, Overrides()).entry.id
    (home / "documents" / identifier / "other.txt").write_bytes(b"")
    assert identifier not in [entry.id for entry in library.entries()]
    [told] = library.damaged()
    assert told.startswith(identifier)


def test_a_damaged_list_of_hidden_documents_hides_none(library: Library, home: Path) -> None:
    home.mkdir()
    (home / "hidden.json").write_text("[", "utf-8")
    assert len(library.entries()) == 1
    with library.removing(library.entries()[0].id):
        pass
    assert json.loads((home / "hidden.json").read_text("utf-8"))
    assert library.entries() == []


def _ids(readings: Readings) -> list[str]:
    with readings.reading() as knowledge:
        return list(knowledge.retriever.shelves)


def test_what_is_nearest_does_not_depend_on_how_the_index_came_about(home: Path, tmp_path: Path) -> None:
    """An index of many documents finds exactly what is nearest; an approximate one differs from build to build."""
    corpus = tmp_path / "many"
    corpus.mkdir()
    lines = "\n".join(f"第{n}条 各单位应当做好第{n}类虚构事项的登记和报送工作。" for n in range(1, 5000))
    (corpus / "notice.txt").write_text(f"{NOTICE}\n{lines}\n", "utf-8")
    toy = Toy(width=48)
    store = IndexStore(home, toy)
    generation = store.current(Library(home, corpus, 2**20), unseen)
    assert generation.manifest.units > 4000
    asked = toy.query("哪些事项要登记")
    texts = [unit.text for held in generation.documents for unit in units(held.parsed)]
    exact = np.sort(toy.passages(texts) @ asked)[::-1][:400]
    found = sorted(generation.nearest(asked, 400).values(), reverse=True)
    assert found == pytest.approx(exact.tolist(), abs=1e-4)
    generation.close()
