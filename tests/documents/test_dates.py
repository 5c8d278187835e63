"""Days and deadlines: every form that official Chinese gives them, when they come back, and how long is left."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.dates import deadlines, last_due, next_due, parse_day, years_in
from assistant.documents.days import period_in
from assistant.documents.numbering import han_to_int, int_to_han
from assistant.models.document import Due

PILOT = (date(2025, 1, 1), date(2027, 12, 31))
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def one(text: str, year: int | None = 2025) -> Due:
    found = deadlines(text, year, PILOT)
    assert len(found) == 1, found
    return found[0][2]


def han(day: date) -> str:
    digits = "".join("〇一二三四五六七八九"[int(d)] for d in str(day.year))
    return f"{digits}年{int_to_han(day.month)}月{int_to_han(day.day)}日"


# --- days --------------------------------------------------------------------------------------------------------


@given(DAYS)
def test_a_day_is_read_back_however_it_is_written(day: date) -> None:
    written = f"{day.year}年{day.month}月{day.day}日"
    wide = written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    spaced = f"{day.year} 年 {day.month} 月 {day.day} 日"
    for text in (written, wide, spaced, han(day), day.isoformat(), f"{day.year}.{day.month}.{day.day}"):
        assert parse_day(f"印发于{text}。") == day


@given(st.integers(0, 99))
def test_a_chinese_numeral_is_read_back(value: int) -> None:
    assert han_to_int(int_to_han(value)) == value


@pytest.mark.parametrize("text", ["", "没有日期", "7月11日", "2025年13月1日", "2025年2月30日"])
def test_what_is_no_full_day_is_none(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025至2027年", [2025, 2027]),
        ("2025-2027年", [2025, 2027]),
        ("二〇二五年", [2025]),
        ("人社部发〔2024〕86号", []),
    ],
)
def test_years_are_told_from_document_numbers(text: str, years: list[int]) -> None:
    assert years_in(text) == years


# --- a day by which ----------------------------------------------------------------------------------------------


@given(DAYS)
def test_by_a_day_counts_to_that_day_in_digits_and_in_characters(day: date) -> None:
    for written in (f"{day.year}年{day.month}月{day.day}日", han(day)):
        due = one(f"请于{written}前报送")
        assert due.on == day
        assert due.text == f"{written}前"


@given(DAYS)
def test_by_the_end_of_a_month_is_its_last_day(day: date) -> None:
    due = one(f"应于{day.year}年{day.month}月底前完成")
    assert isinstance(due.on, date)
    assert (due.on.year, due.on.month) == (day.year, day.month)
    assert due.on.day >= 28
    assert (due.on.toordinal() + 1) == date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("请于2025年7月11日前填写", "2025年7月11日前", date(2025, 7, 11)),
        ("7月底前报", "7月底前", date(2025, 7, 31)),
        ("2027年11月底全面总结", "2027年11月底", date(2027, 11, 30)),
        ("2024年2月底前", "2024年2月底前", date(2024, 2, 29)),
        ("9月20日17时前报送", "9月20日17时前", datetime(2025, 9, 20, 17)),
        ("5月20日（星期三）17:30前", "5月20日(星期三)17:30前", datetime(2025, 5, 20, 17, 30)),
        ("5月20日下午5点前", "5月20日下午5点前", datetime(2025, 5, 20, 17)),
        ("5月20日24时前", "5月20日24时前", date(2025, 5, 20)),
        ("５月２０日前", "5月20日前", date(2025, 5, 20)),
        ("2025年12月31日(含)前竣工", "2025年12月31日(含)前", date(2025, 12, 31)),
        ("5月20日以前", "5月20日以前", date(2025, 5, 20)),
        ("5月20日之前", "5月20日之前", date(2025, 5, 20)),
        ("5月中旬前", "5月中旬前", date(2025, 5, 20)),
        ("2026年底前完成", "2026年底前", date(2026, 12, 31)),
        ("今年年底前完成", "今年年底前", date(2025, 12, 31)),
        ("次年1月31日前", "次年1月31日前", date(2026, 1, 31)),
        ("2026-05-20前提交", "2026-05-20前", date(2026, 5, 20)),
        ("截止日期为2026年5月20日", "2026年5月20日", date(2026, 5, 20)),
        ("截止时间：2026.5.20", "2026.5.20", date(2026, 5, 20)),
        ("不迟于5月20日提交", "5月20日", date(2025, 5, 20)),
        ("最晚5月20日提交", "5月20日", date(2025, 5, 20)),
        ("征集活动截至5月20日", "5月20日", date(2025, 5, 20)),
        ("受理时间为8月4日至10月6日", "10月6日", date(2025, 10, 6)),
        ("7月1日—7月31日", "7月31日", date(2025, 7, 31)),
        ("5月6日至15日申报", "5月15日", date(2025, 5, 15)),
        ("2026年12月20日至1月10日", "1月10日", date(2027, 1, 10)),
        ("2025年11月1日9时至11月25日17时", "11月25日17时", datetime(2025, 11, 25, 17)),
        ("即日起至5月20日", "5月20日", date(2025, 5, 20)),
        ("完成时限：2019年12月取得阶段性成果", "2019年12月", date(2019, 12, 31)),
    ],
)  # fmt: skip
def test_each_form_of_a_deadline(text: str, words: str, on: date) -> None:
    due = one(text)
    assert (due.text, due.on) == (words, on)


def test_the_span_of_a_deadline_is_that_of_its_words() -> None:
    text = "项目须在2024年9月30日前开始装修,且在2025年12月31日前(含)竣工"
    assert [text[start:end] for start, end, _ in deadlines(text, 2024)] == [
        "2024年9月30日前",
        "2025年12月31日前",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2025年7月3日印发", "2025年7月", "一年评审一次", "截至2024年底，全国共有机构7.4万家", "2月30日前",
        "近三年内未发生事故", "对6个月内仍未整改到位的", "人社部发〔2024〕86号", "公示5个工作日", "年龄不超过35周岁",
    ],
)  # fmt: skip
def test_a_mere_date_a_state_or_a_condition_is_no_deadline(text: str) -> None:
    assert deadlines(text, 2025, PILOT) == []


# --- the year that is left out -----------------------------------------------------------------------------------


def test_a_year_left_out_is_that_of_the_sentence_and_then_the_given_one() -> None:
    found = [due.on for _, _, due in deadlines("2026年3月底前下达,其余于9月底前下达", 2025)]
    assert found == [date(2026, 3, 31), date(2026, 9, 30)]
    assert one("9月底前下达", 2024).on == date(2024, 9, 30)


def test_without_any_year_a_deadline_is_only_its_words() -> None:
    due = one("9月底前下达", None)
    assert (due.text, due.on) == ("9月底前", None)


@pytest.mark.parametrize(
    ("years", "issued", "on"),
    [
        ([2026], date(2025, 12, 1), date(2026, 1, 20)),
        ([2025], date(2025, 12, 1), date(2026, 1, 20)),
        ([2025, 2026], date(2025, 1, 5), date(2025, 1, 20)),
        ([], date(2025, 12, 1), date(2026, 1, 20)),
        ([2024], None, date(2024, 1, 20)),
    ],
)
def test_a_year_is_chosen_so_that_the_day_lies_behind_the_issue(
    years: list[int], issued: date, on: date
) -> None:
    assert deadlines("1月20日前报送", years, None, issued)[0][2].on == on


# --- every year, and after an event ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("每年11月底前将", 11, None),
        ("每年4月15日前", 4, 15),
        ("每年度补贴申请截止日期为9月30日", 9, 30),
        ("每年年底前", 12, None),
    ],
)
def test_every_year_comes_back_inside_the_period(text: str, month: int, day: int | None) -> None:
    due = one(text)
    assert (due.on, due.month, due.day, due.first, due.last) == (None, month, day, 2025, 2027)


def test_every_year_carries_on_to_the_dates_behind_it() -> None:
    found = [due for _, _, due in deadlines("2020年起,每年2月底前各省份完成,3月底前国家完成", 2019)]
    assert [(due.month, due.first, due.last) for due in found] == [(2, 2020, None), (3, 2020, None)]
    assert [due.month for _, _, due in deadlines("应于每年6月底、12月底前报送", 2026)] == [6, 12]


def test_a_period_that_begins_in_september_has_its_first_march_a_year_later() -> None:
    period = (date(2026, 9, 1), date(2029, 8, 31))
    due = deadlines("每年3月底前", 2026, period)[0][2]
    assert (due.first, due.last) == (2027, 2029)
    due = deadlines("每年10月底前", 2026, period)[0][2]
    assert (due.first, due.last) == (2026, 2028)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("自公示结束之日起10个工作日内印发", "自公示结束之日起10个工作日内"),
        ("应当自收到材料之日起，15个工作日内答复", "自收到材料之日起,15个工作日内"),
        ("应于研究期满后30日内提交", "研究期满后30日内"),
        ("项目完成后3个月内,组织验收", "项目完成后3个月内"),
        ("会同各区(市)在1个工作日内核实", "1个工作日内"),
        ("于公示期结束前报", "公示期结束前"),
        ("应当提前30日提出书面申请", "提前30日"),
        ("应于每季度末月25日前填报", "每季度末月25日前"),
        ("请于每月5日前报送", "每月5日前"),
    ],
)
def test_what_hangs_on_an_event_or_comes_more_often_is_only_its_words(text: str, words: str) -> None:
    due = one(text)
    assert (due.text, due.on, due.month) == (words, None, None)


# --- seen from a day ---------------------------------------------------------------------------------------------


@given(DAYS, DAYS)
def test_the_next_day_of_a_single_deadline_is_its_day_until_it_has_passed(on: date, as_of: date) -> None:
    assert next_due(Due(text="", on=on), as_of) == (on if on >= as_of else None)
    assert last_due(Due(text="", on=on)) == on


@given(st.integers(1, 12), st.none() | st.integers(1, 29), st.integers(2020, 2030), st.integers(0, 9), DAYS)
def test_the_next_day_of_a_yearly_deadline_lies_ahead_and_inside_its_years(
    month: int, day: int | None, first: int, years: int, as_of: date
) -> None:
    due = Due(text="", month=month, day=day, first=first, last=first + years)
    found, last = next_due(due, as_of), last_due(due)
    assert last is not None and last.year == first + years
    if found is None:
        assert as_of > last
    else:
        assert found >= as_of
        assert first <= found.year <= first + years
        assert found.month == month


def test_the_last_of_february_comes_in_every_year() -> None:
    due = Due(text="每年2月29日前", month=2, day=29)
    assert next_due(due, date(2025, 1, 1)) == date(2025, 2, 28)
    assert next_due(due, date(2028, 2, 28)) == date(2028, 2, 29)


def test_what_hangs_on_an_event_has_no_next_day() -> None:
    due = Due(text="公示期结束前")
    assert (next_due(due, date(2025, 1, 1)), last_due(due)) == (None, None)


# --- periods -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("试点周期为2025至2027年", date(2025, 1, 1), date(2027, 12, 31)),
        ("时间为2026年6月至2028年6月", date(2026, 6, 1), date(2028, 6, 30)),
        ("2022年1月1日至2024年12月31日", date(2022, 1, 1), date(2024, 12, 31)),
        ("自2026年9月1日起施行，有效期３年", date(2026, 9, 1), date(2029, 8, 31)),
        ("自2025年11月1日起实施,有效期至2030年10月31日", date(2025, 11, 1), date(2030, 10, 31)),
        ("自2023年1月1日起试行3年", date(2023, 1, 1), date(2025, 12, 31)),
        ("自2022年2月1日起实施,有效期限3年", date(2022, 2, 1), date(2025, 1, 31)),
        ("自二〇二六年一月一日起施行，有效期五年", date(2026, 1, 1), date(2030, 12, 31)),
    ],
)
def test_each_form_of_a_period(text: str, first: date, last: date) -> None:
    assert period_in(text) == (first, last)


def test_a_length_without_a_beginning_is_no_period() -> None:
    assert period_in("有效期三年") is None
