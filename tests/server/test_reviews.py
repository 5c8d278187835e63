"""Reviews over HTTP, against a real server."""

import json
from io import BytesIO

import httpx
import pytest
from docx import Document
from openpyxl import load_workbook

SUBMISSION = "# 申报表\n申报主体：虚构·示例产业园\n\n一、试点方向\n制造业通用人力资源服务共享。\n".encode()


def files(*names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, SUBMISSION)) for name in names]


def start(api: httpx.Client, *names: str, **options: object) -> httpx.Response:
    return api.post("/api/v1/reviews", files=files(*names), params=options)  # type: ignore[arg-type]


def test_a_job_is_accepted_and_its_events_end_with_the_whole_job(api: httpx.Client) -> None:
    accepted = start(api, "甲.md", "甲.md")
    assert accepted.status_code == 202 and "reviews" not in accepted.json()
    address = accepted.headers["location"]
    stream = api.get(f"{address}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    name, data = stream.text.strip().split("\n\n")[-1].split("\n")
    whole = json.loads(data.removeprefix("data: "))
    assert name == "event: job" and whole["state"] == "finished"
    assert [made["applicant"] for made in whole["reviews"]] == ["虚构·示例产业园"] * 2
    assert api.get(address).json() == whole


def test_waiting_gives_the_reviews_at_once_and_files_to_take_along(api: httpx.Client) -> None:
    waited = start(api, "甲.md", wait=True)
    assert waited.status_code == 200
    job, [review] = waited.json()["id"], waited.json()["reviews"]
    word = api.get(f"/api/v1/reviews/{job}.docx", params={"review": review["id"]})
    assert Document(BytesIO(word.content)).paragraphs[0].text == "虚构·示例产业园"
    table = api.get(f"/api/v1/reviews/{job}.xlsx")
    assert load_workbook(BytesIO(table.content)).worksheets[0].max_row == 2
    assert api.get(f"/api/v1/reviews/{job}.json").json() == [review]
    assert job in [listed["id"] for listed in api.get("/api/v1/reviews").json()]


def test_a_mark_is_kept_and_a_job_deleted(api: httpx.Client) -> None:
    whole = start(api, "甲.md", wait=True).json()
    address = f"/api/v1/reviews/{whole['id']}"
    mark = {"review": whole["reviews"][0]["id"], "point": "questions/0", "checked": True, "note": "已核"}
    assert api.put(f"{address}/marks", json=mark).status_code == 204
    assert api.get(address).json()["marks"] == [mark]
    assert api.delete(address).status_code == 204
    assert api.get(address).status_code == 404


@pytest.mark.parametrize("address", ["x", "x/events", "x.docx"])
def test_an_unknown_job_is_a_problem_in_chinese(api: httpx.Client, address: str) -> None:
    answer = api.get(f"/api/v1/reviews/{address}")
    assert answer.status_code == 404 and "审阅任务" in answer.json()["detail"]


def test_a_hundred_files_are_taken_and_one_more_is_refused(api: httpx.Client) -> None:
    assert start(api, *["甲.md"] * 100).status_code == 202
    refused = start(api, *["甲.md"] * 101)
    assert refused.status_code == 422 and "100" in refused.json()["detail"]


def test_many_files_may_be_larger_together_than_one_request_elsewhere(api: httpx.Client) -> None:
    large = b"%PDF-1.4\n" + b"0" * (13 * 2**20)
    body = [("files", (f"{number}.pdf", large)) for number in range(2)]
    assert api.post("/api/v1/reviews", files=body).status_code == 202
    assert api.post("/api/v1/documents", files=body).status_code == 413
