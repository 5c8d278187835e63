"""Jobs of reviews: what they keep, what they never keep, and what is left of them when a server dies."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import InvalidInput, NotFound, NotPermitted
from assistant.models.job import JobState, Mark
from assistant.models.principal import LOCAL, Principal, Role
from assistant.models.stream import JobEvent, ReviewEvent
from assistant.services.review_jobs import Incoming, ReviewJobs
from assistant.storage.database import Database
from assistant.storage.reviews import ReviewStore

IDENTITY, PHONE = "110101199001230712", "13800138000"
SUBMISSION = f"""# 试点申报表
申报主体：虚构·示例产业园
联系人身份证号：{IDENTITY}，手机：{PHONE}

一、试点方向
制造业通用人力资源服务共享。

四、工作目标
到2025年底服务企业60家。
"""


def sent(text: str = SUBMISSION, name: str = "申报表.md") -> Incoming:
    return Incoming(name, BytesIO(text.encode()))


@pytest.fixture
def jobs(assistant: Assistant, tmp_path: Path) -> Iterator[ReviewJobs]:
    """Jobs in a home of their own, read by the real product."""
    made = ReviewJobs(tmp_path / "home", None, assistant.reviews, assistant.today)
    yield made
    made.close()


def test_a_job_gives_a_review_a_file_and_one_bad_file_stops_nothing(jobs: ReviewJobs) -> None:
    started = jobs.start([sent(), Incoming("坏.docx", BytesIO(b"MZ")), sent(name="二.txt")])
    events = list(jobs.follow(started.id))
    whole = events[-1]
    assert isinstance(whole, JobEvent) and whole.job.state is JobState.FINISHED
    assert [made.file for made in whole.job.reviews] == ["申报表.md", "坏.docx", "二.txt"]
    assert [made.error is None for made in whole.job.reviews] == [True, False, True]
    assert whole.job.reviews[0].applicant == "虚构·示例产业园"
    told = [event.position for event in events if isinstance(event, ReviewEvent)]
    assert told == sorted(set(told))


def test_personal_data_is_nowhere_in_the_home_nor_in_the_log(
    jobs: ReviewJobs, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    bad = Incoming(f"联系人手机{PHONE}.exe", BytesIO(b"MZ"))
    started = jobs.start([sent(name=f"手机{PHONE}.md"), bad])
    whole = jobs.wait(started.id)
    jobs.mark(started.id, Mark(review=whole.reviews[0].id, point="questions/0", note=f"已打电话{PHONE}"))
    for ending in ("docx", "xlsx", "json", "txt"):
        assert PHONE.encode() not in jobs.export(started.id, ending)[1]
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    held += (jobs.view(started.id).model_dump_json() + caplog.text).encode()
    assert IDENTITY.encode() not in held and PHONE.encode() not in held
    assert not list((tmp_path / "home" / "reviewing").rglob("*"))


def test_ticks_and_notes_come_back(jobs: ReviewJobs) -> None:
    started = jobs.start([sent()])
    made = jobs.wait(started.id).reviews[0]
    jobs.mark(started.id, Mark(review=made.id, point="missing/0", checked=True))
    jobs.mark(started.id, Mark(review=made.id, point="missing/0", checked=True, note="电话补充"))
    assert jobs.view(started.id).marks == [
        Mark(review=made.id, point="missing/0", checked=True, note="电话补充")
    ]
    with pytest.raises(NotFound):
        jobs.mark(started.id, Mark(review="x", point="missing/0"))


def test_what_a_killed_server_left_is_failed_with_what_it_had_read(
    jobs: ReviewJobs, assistant: Assistant, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    done = jobs.wait(jobs.start([sent()]).id)
    store = ReviewStore(Database(home))
    left = home / "reviewing" / "left"
    left.mkdir(parents=True)
    (left / "0").write_text(SUBMISSION, "utf-8")
    store.begin(LOCAL.id, "left", ["甲.md", "乙.md"], jobs._runner)
    store.put(LOCAL.id, "left", 0, done.reviews[0])
    jobs.recover()
    whole = jobs.view("left")
    assert whole.state is JobState.FAILED and whole.error is not None and len(whole.reviews) == 1
    assert not left.exists() and jobs.view(done.id).state is JobState.FINISHED


def test_a_job_belongs_to_whoever_began_it(jobs: ReviewJobs) -> None:
    started = jobs.start([sent()])
    jobs.wait(started.id)
    other = Principal(id="other", roles=frozenset({Role.REVIEWER}))
    assert jobs.listed(other) == []
    with pytest.raises(NotFound):
        jobs.view(started.id, other)
    with pytest.raises(NotPermitted):
        jobs.start([sent()], Principal(id="x", roles=frozenset({Role.APPLICANT})))


def test_a_job_that_is_deleted_stops_and_leaves_nothing(jobs: ReviewJobs, tmp_path: Path) -> None:
    started = jobs.start([sent(name=f"{number}.md") for number in range(20)])
    jobs.delete(started.id)
    jobs.close()
    assert jobs.listed() == [] and not list((tmp_path / "home" / "reviewing").rglob("*"))


@pytest.mark.parametrize("count", [0, 101])
def test_none_and_too_many_files_are_refused(jobs: ReviewJobs, count: int) -> None:
    with pytest.raises(InvalidInput, match="100"):
        jobs.start([sent()] * count)
