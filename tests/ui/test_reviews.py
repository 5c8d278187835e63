"""How reviews look: the table, one submission with its places, the side panel, the plot."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from assistant.errors import NotFound
from assistant.models.job import JobState, JobSummary, Mark, ReviewJob
from assistant.models.review import (
    ClaimedDirection,
    Contradiction,
    Evidence,
    FoundSection,
    Review,
    ReviewClaim,
    ReviewError,
    Similar,
)
from ui import reviews, submission
from ui.directions_chart import chart

TEXT = "一、试点方向\n共享服务。\n四、工作目标\n<b>职工5200人</b>。职工4800人。"


def place(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote, section="goals", page=2)


def review(**changes: object) -> Review:
    goals = TEXT.index("四")
    made = Review(
        id="r1",
        file="甲<1>.docx",
        applicant="虚构·甲",
        kind="高等院校",
        text=TEXT,
        claims=[ReviewClaim(text="有职工5200人。", evidence=[place("职工5200人")])],
        sections={
            "goals": FoundSection(present=True, heading="四、工作目标", start=goals, end=len(TEXT)),
            "safeguards": FoundSection(present=False),
        },
        missing=["safeguards"],
        directions=[ClaimedDirection(clause="三/(三)", title="共享", claimed=True, supported=True)],
        contradictions=[
            Contradiction(
                about="职工", values=["5200人", "4800人"], evidence=[place("5200人"), place("4800人")]
            )
        ],
        questions=["以哪个为准？"],
    )
    return made.model_copy(update=changes)


class Desk:
    """As much of the assistant as the tab asks for."""

    settings = SimpleNamespace(time_zone="Asia/Shanghai", max_file_mb=20)

    def __init__(self, *made: Review, marks: tuple[Mark, ...] = (), state: JobState = JobState.FINISHED):
        self.review_jobs = self
        self._job = ReviewJob(
            id="j",
            state=state,
            done=len(made),
            total=len(made) + (not state.over),
            created=datetime(2025, 7, 8, tzinfo=UTC),
            files=["甲.docx", "乙.pdf"],
            reviews=list(made),
            marks=list(marks),
        )

    def view(self, job: str) -> ReviewJob:
        if job != "j":
            raise NotFound("没有这个任务。")
        return self._job

    def listed(self) -> list[JobSummary]:
        return [self._job]

    def today(self) -> date:
        return date(2025, 7, 8)


def desk(*made: Review, **options: Any) -> Any:
    return Desk(*made, **options)


def test_the_table_has_a_row_a_submission_and_says_what_could_not_be_read() -> None:
    broken = Review(id="r2", file="坏.pdf", error=ReviewError(code="x", message="打不开。", hint="请重存。"))
    html = reviews.table(desk(review(), broken), "j")
    assert html.count("<tr data-kind") == 1 and "未能读取：打不开。请重存。" in html
    assert "甲&lt;1&gt;.docx" in html and "前后不一致 1" in html and "保障措施" in html
    assert "data-follow" not in html


def test_a_job_that_is_going_on_is_followed() -> None:
    html = reviews.table(desk(review(), state=JobState.RUNNING), "j")
    assert 'data-follow="/api/v1/reviews/j/events"' in html and "已读 1 / 2 份" in html


def test_every_sentence_of_the_summary_opens_its_place() -> None:
    html = reviews.review(desk(review()), "j", "r1")
    start = TEXT.index("职工5200人")
    assert f"&#34;start&#34;:{start},&#34;end&#34;:{start + 7}" in html and 'class="sentence"' in html
    assert "有职工5200人。" in html and "是否立项由审阅人决定" in html


def test_a_passage_in_common_opens_in_both_submissions() -> None:
    copied = Similar(file="乙.docx", start=0, end=6, other_start=2, other_end=8, quote=TEXT[:6])
    other = review(id="r2", file="乙.docx", text="前。" + TEXT)
    html = reviews.review(desk(review(similar=[copied]), other), "j", "r1")
    assert "与“乙.docx”雷同" in html
    assert "&#34;review&#34;:&#34;r2&#34;,&#34;start&#34;:2,&#34;end&#34;:8" in html


def test_a_point_shows_what_the_reviewer_did() -> None:
    mark = Mark(review="r1", point="contradictions/0", checked=True, note="<已核实>")
    html = reviews.review(desk(review(), marks=(mark,)), "j", "r1")
    assert html.count('aria-pressed="true"') == 1 and "批注：&lt;已核实&gt;" in html


def test_the_panel_marks_the_words_in_the_submission_and_escapes_it() -> None:
    quoted = place("职工5200人")
    html = submission.show(
        desk(review()), reviews.Spot(job="j", review="r1", start=quoted.start, end=quoted.end)
    )
    assert "<mark>职工5200人</mark>" in html and "&lt;b&gt;" in html and "工作目标" in html


def test_a_long_submission_is_shown_around_the_place() -> None:
    text = "前。\n" * 9000 + "这里。\n" + "后。\n" * 9000
    start = text.index("这里")
    spot = reviews.Spot(job="j", review="r1", start=start, end=start + 3)
    html = submission.show(desk(review(text=text, sections={})), spot)
    assert "<mark>这里。</mark>" in html and len(html) < 60_000


def test_a_job_that_is_gone_says_so() -> None:
    assert 'role="alert"' in reviews.table(desk(), "x")


def test_the_plot_counts_bodies_by_direction() -> None:
    made = chart([review(), review(kind="制造业园区"), review(kind="制造业园区")])
    assert made is not None
    [bar] = made.bars
    assert (bar.title, bar.count) == ("共享", 3)
    assert [(part.kind, part.count) for part in bar.segments] == [("制造业园区", 2), ("高等院校", 1)]
    assert sum(part.width for part in bar.segments) == 100 and chart([review()]) is None
