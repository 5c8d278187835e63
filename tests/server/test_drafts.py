import httpx
import pytest

PROFILE = {
    "name": "虚构市铸锻行业协会",
    "kind": "行业协会",
    "directions": ["制造业人力资源管理服务交流"],
    "facts": {"foundation": ["会员企业73家"]},
}


@pytest.fixture(scope="module")
def draft(api: httpx.Client) -> dict[str, object]:
    response = api.post("/api/v1/drafts", json=PROFILE, params={"as_of": "2025-07-08"})
    assert response.status_code == 201, response.text
    made: dict[str, object] = response.json()
    return made


def test_a_profile_becomes_a_draft_that_can_be_got_again(api: httpx.Client, draft: dict[str, object]) -> None:
    assert api.get(f"/api/v1/drafts/{draft['id']}").json() == draft
    assert draft["id"] in [one["id"] for one in api.get("/api/v1/drafts").json()]
    assert api.get(f"/api/v1/drafts/{draft['id']}/profile").json()["name"] == PROFILE["name"]


def test_the_word_file_is_served_under_the_applicants_name(
    api: httpx.Client, draft: dict[str, object]
) -> None:
    response = api.get(f"/api/v1/drafts/{draft['id']}.docx")
    assert response.status_code == 200
    assert response.content.startswith(b"PK")
    assert "filename*=UTF-8''%E8%99%9A" in response.headers["content-disposition"]
    markdown = api.get(f"/api/v1/drafts/{draft['id']}.md").text
    assert "会员企业73家" in markdown


def test_editing_checking_and_making_again(api: httpx.Client, draft: dict[str, object]) -> None:
    path = f"/api/v1/drafts/{draft['id']}"
    body = {"sections": {"foundation": "协会服务企业666家。"}}
    found = api.post(f"{path}/check", json=body).json()
    assert any(finding["quote"] == "666" for finding in found)
    assert api.patch(path, json=body).json()["sections"][2]["text"] == "协会服务企业666家。"
    again = api.post(f"{path}/sections/foundation").json()
    assert "会员企业73家" in again["sections"][2]["text"]
    assert [version["number"] for version in api.get(f"{path}/versions").json()] == [1, 2, 3]


def test_a_dialogue_over_http(api: httpx.Client) -> None:
    turn = api.post("/api/v1/drafts/dialogue", json={"text": "帮我写工作基础"}).json()
    assert 1 <= len(turn["questions"]) <= 3
    path = f"/api/v1/drafts/{turn['draft']['id']}"
    turn = api.post(f"{path}/answers", json={"text": "虚构市拉链行业协会"}).json()
    assert turn["draft"]["applicant"] == "虚构市拉链行业协会"
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"名字": "x"}, 422),
        ({}, 422),
        ({"name": "x", "facts": {"其他": ["y"]}}, 422),
        ({"name": "x", "notice": "某发〔2001〕1号"}, 404),
        ({"name": {"a": 1}}, 422),
    ],
)
def test_a_bad_profile_is_a_problem_document_in_chinese(
    api: httpx.Client, body: dict[str, object], status: int
) -> None:
    response = api.post("/api/v1/drafts", json=body)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("application/problem+json")
    assert any("\u4e00" <= c <= "\u9fff" for c in response.json()["detail"])


def test_what_is_not_there_is_a_404(api: httpx.Client) -> None:
    for path in ("x", "x.docx", "x.md", "x/versions"):
        assert api.get(f"/api/v1/drafts/{path}").status_code == 404
