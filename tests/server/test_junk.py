"""Whatever is sent to any route that `/openapi.json` names, the answer is no failure of ours, and has the form."""

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import httpx
import pytest

BODIES: list[Any] = [
    None,
    0,
    10**30,
    "",
    "\ud800",
    [],
    [[]],
    {},
    {"\ud800": "\x00"},
    {"text": "\x00", "title": "", "name": {"a": [1]}, "facts": [1], "messages": {}, "model": None},
]
WORDS = ["x", "%00", "-1", "9" * 40, "..%2f..%2fetc%2fpasswd", "中文", "a" * 300]
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def operations(api: httpx.Client) -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get("/openapi.json").json()["paths"]
    return [
        (method, path, paths[path][method]) for path in paths for method in METHODS if method in paths[path]
    ]


def requests(method: str, path: str, operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Junk where the path, the query and the body are free."""
    parameters = operation.get("parameters", [])
    queries = [one["name"] for one in parameters if one["in"] == "query"]
    reads = "requestBody" in operation
    for word, body in zip(cycle(WORDS), BODIES, strict=False) if reads else ((word, None) for word in WORDS):
        address = path
        for name in (one["name"] for one in parameters if one["in"] == "path"):
            address = address.replace(f"{{{name}}}", word)
        more: dict[str, Any] = {"params": dict.fromkeys(queries, word)}
        if reads:
            more |= {"content": json.dumps(body), "headers": {"Content-Type": "application/json"}}
        yield address, more


def test_junk_is_never_a_failure_of_ours(
    api: httpx.Client, operations: list[tuple[str, str, dict[str, Any]]]
) -> None:
    assert len(operations) > 25
    for method, path, operation in operations:
        for address, more in requests(method, path, operation):
            response = api.request(method, address, **more)
            told = (method, address, more, response.status_code, response.text[:200])
            assert response.status_code < 500, told
            if response.status_code >= 400:
                kind = response.headers["content-type"]
                ours = kind == "application/problem+json" and response.json()["detail"]
                openais = path.startswith("/v1/") and response.json()["error"]["message"]
                assert ours or openais, told
