"""The MCP face, with the SDK's own client talking to a real process."""

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import McpError
from mcp.types import CallToolResult, TextContent, TextResourceContents
from processes import environment
from pydantic import AnyUrl

from assistant.models.answer import Answer, Timeline
from assistant.models.draft import Draft

DEADLINE = "申报材料什么时候截止？"
Use = Callable[[ClientSession], Awaitable[Any]]
Session = Callable[[Use], Any]


@pytest.fixture(scope="module")
def session(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Runs something in a session with `assistant mcp`, in a thread of its own: browser tests leave a loop here."""
    folder = tmp_path_factory.mktemp("mcp")
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp"], env=environment(home), cwd=folder
    )

    async def run(use: Use) -> Any:
        with (folder / "log").open("a", encoding="utf-8") as log:
            async with stdio_client(server, log) as (read, write), ClientSession(read, write) as client:
                await client.initialize()
                return await use(client)

    def session(use: Use) -> Any:
        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(anyio.run, run, use).result(timeout=120)

    return session


def said(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


def test_everything_is_introduced_in_chinese(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        return await client.list_tools(), await client.list_resource_templates()

    listed, templates = session(use)
    names = [tool.name for tool in listed.tools]
    assert names == [
        "ask",
        "timeline",
        "search_clauses",
        "read_clause",
        "list_documents",
        "draft",
        "review",
    ]
    for tool in listed.tools:
        properties = tool.inputSchema["properties"].values()
        for words in (tool.title, tool.description, *(p["description"] for p in properties)):
            assert any("\u4e00" <= character <= "\u9fff" for character in words)
        assert tool.outputSchema
    assert [t.name for t in templates.resourceTemplates] == ["document", "clause"]


def test_an_answer_comes_in_words_and_as_the_contract_has_it(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        first = await client.call_tool("ask", {"question": DEADLINE, "as_of": "2025-07-08"})
        more = {"question": "那交给谁？", "earlier": [DEADLINE], "as_of": "2025-07-08"}
        return first, await client.call_tool("ask", more)

    first, more = session(use)
    answer = Answer.model_validate(first.structuredContent)
    assert "7月11日" in answer.answer and answer.citations[0].quote
    assert said(first).startswith(answer.answer) and "出处\n[1] 《" in said(first)
    assert "人力社保" in said(more)


def test_the_timeline_counts_the_days(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        return await client.call_tool("timeline", {"as_of": "2025-07-08"})

    result = session(use)
    timeline = Timeline.model_validate(result.structuredContent)
    assert timeline.obligations[0].days_left == 3
    assert "还有3天" in said(result)


def test_a_clause_is_found_read_and_addressed(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        found = await client.call_tool("search_clauses", {"words": "启动情况报告", "count": 3})
        place = found.structuredContent["places"][0]
        where = {"document": place["document"], "clause": place["clause"]}
        whole = await client.call_tool("read_clause", where)
        half = await client.call_tool("read_clause", {"clause": "四/（一）"})
        address = f"assistant://documents/{place['document']}/clauses/{place['clause']}"
        return found, place, whole, half, await client.read_resource(AnyUrl(address))

    found, place, whole, half, resource = session(use)
    assert len(found.structuredContent["places"]) <= 3
    assert "启动情况报告" in place["quote"]
    assert place["quote"] in whole.structuredContent["text"] and whole.structuredContent["text"] in said(
        whole
    )
    assert half.structuredContent["path"] == "四/(一)"
    [content] = resource.contents
    assert isinstance(content, TextResourceContents)
    assert content.text == whole.structuredContent["text"]


def test_documents_are_resources(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        documents = await client.call_tool("list_documents")
        listed = await client.list_resources()
        return documents, listed, await client.read_resource(listed.resources[0].uri)

    documents, listed, first = session(use)
    ids = [one["id"] for one in documents.structuredContent["documents"]]
    assert [resource.name for resource in listed.resources] == ids
    assert all(identifier in said(documents) for identifier in ids)
    [content] = first.contents
    assert isinstance(content, TextResourceContents) and len(content.text) > 500


SUBMISSION = """融合发展试点申报表（虚构样例）
申报单位：虚构人力资源有限公司
一、工作基础
现有专职招聘顾问 26 人，2024 年服务制造企业 40 家。联系人张三，手机 13800000000。
二、工作目标
到 2026 年服务制造企业 80 家。
"""


def test_a_draft_is_made_of_what_was_told(session: Session) -> None:
    told = {"name": "虚构人力资源有限公司", "facts": {"foundation": ["现有专职招聘顾问26人。"]}}

    async def use(client: ClientSession) -> Any:
        one = await client.call_tool("draft", {**told, "section": "foundation", "as_of": "2025-07-08"})
        return one, await client.call_tool("draft", {"facts": {"foundation": [{"a": 1}]}})

    result, wrong = session(use)
    draft = Draft.model_validate(result.structuredContent)
    [section] = draft.sections
    assert section.key == "foundation" and "26人" in section.text
    assert draft.id in said(result) and "26人" in said(result)
    assert wrong.isError and "facts" in said(wrong)


def test_submissions_are_reviewed_from_files_and_text(session: Session, tmp_path: Path) -> None:
    (tmp_path / "申报材料.txt").write_text(SUBMISSION, encoding="utf-8")
    (tmp_path / "id_rsa").write_text("secret", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("申报材料.txt", "id_rsa", "没有.docx")]

    async def use(client: ClientSession) -> Any:
        files = await client.call_tool("review", {"files": paths})
        return files, await client.call_tool("review", {"text": SUBMISSION}), await client.call_tool("review")

    files, text, nothing = session(use)
    read, refused, missing = files.structuredContent["reviews"]
    assert read["applicant"] == "虚构人力资源有限公司" and read["error"] is None
    assert "13800000000" not in json.dumps(files.structuredContent, ensure_ascii=False) + said(files)
    assert "不读这种文件" in refused["error"]["message"] and "secret" not in said(files)
    assert "找不到" in missing["error"]["message"]
    assert text.structuredContent["reviews"][0]["summary"] == read["summary"]
    assert nothing.isError and "files 或 text" in said(nothing)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {}, "question：缺少这一项"),
    ("ask", {"question": "？！"}, "没有读到问题内容"),
    ("ask", {"question": DEADLINE, "as_of": "昨天"}, "as_of"),
    ("ask", {"question": DEADLINE, "asof": "2025-07-08"}, "asof：不认识这一项"),
    ("ask", {"question": ["x"]}, "question：应为文字"),
    ("search_clauses", {"words": "x", "count": 5000}, "count"),
    ("read_clause", {"clause": "九十九"}, "没有条款 九十九"),
    ("read_clause", {"clause": "一", "document": "no-such"}, "没有编号为 no-such 的文件"),
    ("dance", {}, "没有名为 dance 的工具"),
]


def test_an_error_says_in_chinese_what_is_wrong(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        return [await client.call_tool(tool, arguments) for tool, arguments, _ in WRONG]

    for result, (_, _, words) in zip(session(use), WRONG, strict=True):
        assert result.isError and words in said(result)


def test_what_is_not_there_cannot_be_read(session: Session) -> None:
    async def use(client: ClientSession) -> Any:
        errors = []
        for address in ("no-such", "no-such/clauses/一", "x/y/z"):
            with pytest.raises(McpError) as raised:
                await client.read_resource(AnyUrl(f"assistant://documents/{address}"))
            errors.append(raised.value.error)
        return errors

    for error in session(use):
        assert error.code == -32002 and "没有" in error.message


def test_standard_output_holds_nothing_but_protocol_and_the_end_of_input_is_the_end(
    home: Path, tmp_path: Path
) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    command = [sys.executable, "-m", "assistant", "--verbose", "mcp"]
    pipe = subprocess.PIPE
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            stdin=pipe,
            stdout=pipe,
            stderr=log,
            env=environment(home),
            cwd=tmp_path,
            encoding="utf-8",
        )
        assert process.stdin and process.stdout

        def answer(identifier: int, method: str, **params: Any) -> dict[str, Any]:
            """Ask, and read until the answer comes; every line is a message of the protocol."""
            assert process.stdin and process.stdout
            request = {"jsonrpc": "2.0", "id": identifier, "method": method, "params": params}
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            while True:
                message: dict[str, Any] = json.loads(process.stdout.readline())
                assert message["jsonrpc"] == "2.0"
                if message.get("id") == identifier:
                    return message

        assert answer(1, "initialize", **hello)["result"]["serverInfo"]["name"] == "pilot-assistant"
        process.stdin.write('这不是协议\n{"jsonrpc": "2.0", "method": "notifications/initialized"}\n')
        asked = answer(2, "tools/call", name="ask", arguments={"question": DEADLINE})
        assert asked["result"]["isError"] is False
        assert "error" in answer(3, "no/such/method")
        process.stdin.close()
        assert process.wait(20) == 0
        assert process.stdout.read() == ""
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")


def test_the_end_of_input_does_not_wait_for_an_index_that_is_being_built(tmp_path: Path) -> None:
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "mcp"],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=environment(tmp_path / "home"),
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert process.stderr and process.stdin
    assert "建立索引" in process.stderr.readline()
    process.stdin.close()
    assert process.wait(10) == 0
    process.stderr.close()
    assert process.stdout and process.stdout.read() == ""


def test_a_wrong_setting_is_told_by_the_tool(tmp_path: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "mcp"],
        env={**environment(tmp_path / "home"), "ASSISTANT_MAX_FILE_MB": "many"},
        cwd=tmp_path,
    )

    async def run() -> CallToolResult:
        async with stdio_client(server) as (read, write), ClientSession(read, write) as client:
            await client.initialize()
            return await client.call_tool("list_documents")

    with ThreadPoolExecutor(max_workers=1) as pool:
        result = pool.submit(anyio.run, run).result(timeout=60)
    assert result.isError and "ASSISTANT_MAX_FILE_MB" in said(result)
