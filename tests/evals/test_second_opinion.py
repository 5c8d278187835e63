"""LlamaIndex's evaluators against a model on this machine that says what it is told to."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from evals import answers, second_opinion
from evals.results import CaseResult, Cited

Said = list[str]


@pytest.fixture
def model() -> Iterator[tuple[second_opinion.Endpoint, Said]]:
    """An endpoint, and the words that it says next; "" is a failure."""
    say: Said = []

    class Model(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            words = say.pop(0) if say else "YES"
            message = {"role": "assistant", "content": words}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            body = json.dumps(
                {"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
            ).encode()
            self.send_response(200 if words else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield second_opinion.Endpoint(base_url=f"http://127.0.0.1:{server.server_port}/v1", model="m"), say
    server.shutdown()


def results(count: int, unsupported: Callable[[int], bool] = lambda n: False) -> list[CaseResult]:
    return [
        CaseResult(
            batch="b",
            kind="answers",
            id=str(n),
            category="c",
            asked=("几号截止?",),
            status="answered",
            answer="7月11日截止[1]。",
            citations=(Cited(document="d", part=None, clause="一", quote="请于7月11日前报送。"),),
            scores={"values": float(not unsupported(n)), "citation_recall": 1.0},
        )
        for n in range(count)
    ]


def test_opinions_stand_beside_our_own_with_their_agreement(
    model: tuple[second_opinion.Endpoint, Said],
) -> None:
    endpoint, say = model
    # Faithfulness and relevancy by turns; the second answer is unfaithful to both judges.
    say += ["YES", "YES", "NO", "YES", "YES", "NO"]
    given, fault = second_opinion.give(results(3, lambda n: n == 1), endpoint, lambda *_: None)
    assert fault == ""
    assert [r.scores["llm_faithful"] for r in given] == [1.0, 0.0, 1.0]
    assert [r.scores["llm_relevant"] for r in given] == [1.0, 1.0, 0.0]
    (figure,) = answers.figures(given)
    assert (figure.name, figure.value, figure.cases) == ("kappa", 1.0, 3)


def test_a_model_that_fails_in_the_middle_keeps_what_it_has_said(
    model: tuple[second_opinion.Endpoint, Said],
) -> None:
    endpoint, say = model
    say += ["YES", "YES", "", "", "", ""]
    given, fault = second_opinion.give(results(3), endpoint, lambda *_: None)
    assert fault
    assert ["llm_faithful" in r.scores for r in given] == [True, False, False]


def test_of_many_answers_some_are_taken_from_everywhere() -> None:
    many = results(200)
    taken = second_opinion.chosen(many)
    assert len(taken) <= second_opinion.MOST
    assert taken[0] is many[0] and int(taken[-1].id) > 190


def test_without_an_endpoint_there_is_no_opinion_and_no_kappa() -> None:
    assert not second_opinion.Endpoint(base_url=None, model=None).configured
    assert answers.figures(results(2)) == []
