import json
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

DEADLINE = "申报材料什么时候截止？"
NOTICE = "渝人社发〔2025〕13号"
OWN = """关于举办虚构技能展示活动的通知
虚构人社〔2031〕7号
各有关单位:
一、活动时间
活动于2031年5月6日举行。
二、报名方式
请各单位于2031年4月3日前将报名表报送虚构活动办公室。
"""


def ask(api: httpx.Client, question: str, **more: Any) -> dict[str, Any]:
    response = api.post("/api/v1/ask", json={"question": question, "as_of": "2025-07-08", **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def assert_problem(response: httpx.Response, status: int, code: str | None = None) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["type"] == f"urn:pilot-assistant:{problem['code']}"
    assert code is None or problem["code"] == code
    for words in (problem["title"], problem["detail"]):
        assert any("\u4e00" <= character <= "\u9fff" for character in words)
    return problem


def test_a_question_is_answered_with_the_words_of_the_notice(api: httpx.Client) -> None:
    answer = ask(api, DEADLINE)
    assert answer["status"] == "answered"
    assert "7月11日" in answer["answer"]
    citation = answer["citations"][0]
    assert citation["number"] == NOTICE
    assert citation["clause"] == "四/(一)"
    document = api.get(f"/api/v1/documents/{citation['document']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_closed_window_is_part_of_the_answer(api: httpx.Client) -> None:
    answer = ask(api, "我们是一所大学,能承担试点吗?", as_of="2026-11-24")
    assert answer["status"] == "answered"
    assert answer["as_of"] == "2026-11-24"
    assert "501" in answer["answer"]


def test_what_the_notice_does_not_say_is_not_answered(api: httpx.Client) -> None:
    answer = ask(api, "补贴多少钱？")
    assert (answer["status"], answer["reason"]) == ("abstained", "not_stated")


def test_a_conversation_goes_on_under_its_id(api: httpx.Client) -> None:
    first = ask(api, DEADLINE)
    assert ask(api, "那交给谁？", conversation=first["conversation"])["conversation"] == first["conversation"]
    assert ask(api, DEADLINE)["conversation"] != first["conversation"]


@pytest.mark.parametrize(
    "question",
    ["", "  \n\t", "？！……", "问" * 100_000, "\x00\x01\x02", "\U000e0041\U000e0042"],
    ids=["empty", "blank", "punctuation", "too-long", "control-characters", "tag-characters"],
)
def test_an_unusable_question_is_refused_with_advice(api: httpx.Client, question: str) -> None:
    problem = assert_problem(api.post("/api/v1/ask", json={"question": question}), 422, "invalid_question")
    assert problem["hint"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.question"),
        ({"question": 7}, "body.question"),
        ({"question": None}, "body.question"),
        ({"question": DEADLINE, "as_of": "2025-02-30"}, "body.as_of"),
        ({"question": DEADLINE, "as_of": "昨天"}, "body.as_of"),
        ({"question": DEADLINE, "as_of": 0}, "body.as_of"),
        ({"question": DEADLINE, "asof": "2025-07-08"}, "body.asof"),
        ({"question": DEADLINE, "as_of": "\ud800"}, "body.as_of"),
        ({"question": DEADLINE, "\ud800": 1}, "body"),
        (["申报"], "body"),
    ],
)
def test_a_request_of_the_wrong_shape_names_the_field(api: httpx.Client, body: Any, field: str) -> None:
    headers = {"Content-Type": "application/json"}
    response = api.post("/api/v1/ask", content=json.dumps(body), headers=headers)
    problem = assert_problem(response, 422, "invalid_request")
    assert problem["errors"][0]["field"] == field


def test_an_unknown_engine_is_refused(api: httpx.Client) -> None:
    assert_problem(
        api.post("/api/v1/ask", json={"question": DEADLINE, "engine": "oracle"}), 422, "invalid_option"
    )


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe", b'{"question": "a"'])
def test_what_is_not_json_is_refused(api: httpx.Client, content: bytes) -> None:
    response = api.post("/api/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert_problem(response, 422 if content == b"" else 400)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/documents/no-such-document", 404),
        ("DELETE", "/api/v1/documents/no-such-document", 404),
        ("GET", "/api/v1/documents/..%2f..%2fetc%2fpasswd", 404),
        ("GET", "/api/v1/ask", 405),
        ("POST", "/healthz", 405),
        ("PUT", "/api/v1/documents", 405),
        ("GET", "/api/v1/timeline?as_of=2025-13-01", 422),
    ],
)
def test_other_errors_are_problem_documents_too(
    api: httpx.Client, method: str, path: str, status: int
) -> None:
    assert_problem(api.request(method, path), status)


def test_the_timeline_is_in_order_and_every_entry_is_cited(api: httpx.Client) -> None:
    timeline = api.get("/api/v1/timeline", params={"as_of": "2025-07-08"}).json()
    assert timeline["as_of"] == "2025-07-08"
    first = timeline["obligations"][0]
    assert (first["due"], first["state"], first["days_left"]) == ("2025-07-11", "due_soon", 3)
    days = [entry["next_due"] or entry["due"] for entry in timeline["obligations"]]
    days = [day for day in days if day]
    assert days == sorted(days)
    assert {entry["citation"] for entry in timeline["obligations"]} <= {
        c["id"] for c in timeline["citations"]
    }


def test_the_timeline_can_be_put_into_a_calendar(api: httpx.Client) -> None:
    response = api.get("/api/v1/timeline.ics", params={"as_of": "2025-07-08"})
    assert response.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    first = next(event for event in events if event.decoded("dtstart") == date(2025, 7, 11))
    assert [alarm.decoded("trigger") for alarm in first.walk("VALARM")] == [
        timedelta(days=-7, hours=9),
        timedelta(days=-1, hours=9),
    ]


def test_the_library_shows_whose_words_a_document_holds(api: httpx.Client) -> None:
    documents = api.get("/api/v1/documents").json()
    assert {document["provenance"] for document in documents} == {"original", "digest", "sample"}
    notice = next(document for document in documents if document["number"] == NOTICE)
    whole = api.get(f"/api/v1/documents/{notice['id']}").json()
    assert (
        "".join(whole["text"][clause["start"] : clause["end"]] for clause in whole["clauses"])
        == whole["text"]
    )


def test_an_uploaded_notice_is_answered_from_and_can_be_removed(api: httpx.Client) -> None:
    upload = {"files": ("../展示 活动.txt", OWN.encode(), "text/plain")}
    before = api.get("/api/v1/documents").json()
    added = api.post("/api/v1/documents", files=upload, data={"kind": "notice"})
    assert added.status_code == 201, added.text
    [result] = added.json()
    identifier = result["document"]["id"]
    try:
        assert (result["change"], result["path"]) == ("added", "展示 活动.txt")
        assert "2031年4月3日" in ask(api, "虚构技能展示活动的报名表什么时候交？")["answer"]
        again = api.post("/api/v1/documents", files=upload, data={"kind": "notice"})
        assert (again.status_code, again.json()[0]["change"]) == (200, "unchanged")
    finally:
        assert api.delete(f"/api/v1/documents/{identifier}").status_code == 200
    assert_problem(api.get(f"/api/v1/documents/{identifier}"), 404, "not_found")
    assert api.get("/api/v1/documents").json() == before


@pytest.mark.parametrize(
    ("name", "content", "data"),
    [
        ("空.txt", b"", {}),
        ("图片.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), {}),
        ("程序.exe", b"MZ\x90\x00", {}),
        ("好的.txt", OWN.encode(), {"issued": "去年"}),
        ("好的.txt", OWN.encode(), {"kind": "poem"}),
    ],
    ids=["empty", "not-text", "unknown-type", "bad-day", "bad-kind"],
)
def test_a_bad_upload_changes_nothing(
    api: httpx.Client, name: str, content: bytes, data: dict[str, str]
) -> None:
    before = api.get("/api/v1/documents").json()
    assert_problem(api.post("/api/v1/documents", files={"files": (name, content)}, data=data), 422)
    assert api.get("/api/v1/documents").json() == before


def test_an_upload_without_a_file_is_refused(api: httpx.Client) -> None:
    assert_problem(api.post("/api/v1/documents", data={"kind": "notice"}), 422)
    broken = api.post(
        "/api/v1/documents", content=b"garbage", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert_problem(broken, 400)


def test_a_body_that_is_too_large_is_refused(api: httpx.Client) -> None:
    flood = b"x" * (26 * 1024 * 1024)
    assert_problem(api.post("/api/v1/documents", files={"files": ("大.txt", flood)}), 413, "too_large")
    # Sent in pieces it says nothing of its size beforehand.
    pieces = (flood[:1_000_000] for _ in range(27))
    response = api.post("/api/v1/ask", content=pieces, headers={"Content-Type": "application/json"})
    assert_problem(response, 413, "too_large")


def test_health_and_readiness(api: httpx.Client) -> None:
    health = api.get("/healthz").json()
    assert health["documents"] == len(api.get("/api/v1/documents").json())
    assert health["notice"]
    assert api.get("/readyz").status_code == 200


def test_the_description_of_the_api_is_whole_and_loads_nothing_from_elsewhere(api: httpx.Client) -> None:
    description = api.get("/openapi.json").json()
    assert {"Answer", "Timeline", "DocumentView", "Problem"} <= set(description["components"]["schemas"])
    problem = description["paths"]["/api/v1/ask"]["post"]["responses"]["4XX"]["content"]
    assert list(problem) == ["application/problem+json"]
    assert "cdn" not in json.dumps(description)
    for path in ("/docs", "/redoc"):
        assert "cdn" not in api.get(path).text


@pytest.mark.parametrize("path", ["/favicon.ico", "/manifest.json"])
def test_what_every_browser_asks_for_is_there(api: httpx.Client, path: str) -> None:
    assert api.get(path).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "notice.example:7860"}, {"Origin": "https://notice.example"}, {"Origin": "null"}],
    ids=["foreign-name", "foreign-page", "sandboxed-page"],
)
def test_a_page_of_another_site_cannot_use_this_server(api: httpx.Client, headers: dict[str, str]) -> None:
    response = api.post("/api/v1/documents", files={"files": ("a.txt", b"a")}, headers=headers)
    assert_problem(response, 403, "not_permitted")


def test_every_answer_has_a_request_id_and_forbids_other_hosts(api: httpx.Client) -> None:
    headers = api.get("/").headers
    assert headers["x-request-id"]
    assert "default-src 'self'" in headers["content-security-policy"]
