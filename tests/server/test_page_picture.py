"""A notice that came as a PDF: its citations name the page, and the page is shown with the words marked."""

import httpx
from made_files import pdf_notice


def test_the_page_of_a_citation_is_shown_as_a_picture(api: httpx.Client) -> None:
    files = {"files": ("通知扫描前.pdf", pdf_notice(), "application/pdf")}
    added = api.post(
        "/api/v1/documents", files=files, data={"title": "江汀样板行动通知", "number": "江汀样〔2026〕3号"}
    )
    assert added.status_code == 201, added.text
    identifier = added.json()[0]["document"]["id"]
    try:
        asked = {"question": "江汀样〔2026〕3号的申报材料什么时候截止？", "as_of": "2025-07-08"}
        citations = api.post("/api/v1/ask", json=asked).json()["citations"]
        cited = next(c for c in citations if c["document"] == identifier)
        assert cited["page"] >= 1
        where = f"/api/v1/documents/{identifier}/pages"
        picture = api.get(f"{where}/{cited['page']}.png", params={"words": cited["quote"]})
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")
        assert api.get(f"{where}/999.png").status_code == 404
    finally:
        assert api.delete(f"/api/v1/documents/{identifier}").status_code in (200, 204)


def test_a_built_in_document_has_no_page_picture(api: httpx.Client) -> None:
    identifier = api.get("/api/v1/documents").json()[0]["id"]
    answer = api.get(f"/api/v1/documents/{identifier}/pages/1.png")
    assert answer.status_code == 404
    assert answer.json()["hint"]
