"""An endpoint that fails, in each of the ways: by its name, tried again where that may help, and never without end."""

import time
from itertools import chain, repeat
from typing import Any

import pytest

from assistant.llm.breaker import Breaker
from assistant.llm.client import Model
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message, Spent
from evals.stand_in import Says, StandIn

GOOD = Says(["好", "的"])
SAID = [Message("system", "规则"), Message("user", "问题")]


def ask(model: Model) -> str:
    return "".join(model.write(SAID, {}, lambda: None))


def in_turn(*says: Says) -> Any:
    replies = chain(says, repeat(says[-1]))
    return lambda body: next(replies)


@pytest.mark.parametrize(
    ("says", "why", "requests"),
    [
        (Says(mute=True), Why.TIMEOUT, 1),
        (Says(status=401), Why.UNAUTHORIZED, 1),
        (Says(status=403), Why.UNAUTHORIZED, 1),
        (Says(status=404), Why.NO_MODEL, 1),
        (Says(status=429), Why.RATE_LIMITED, 3),
        (Says(status=429, headers={"Retry-After": "3600"}), Why.RATE_LIMITED, 1),
        (Says(status=500), Why.SERVER_ERROR, 3),
        (Says(status=503), Why.SERVER_ERROR, 3),
        (Says(status=400), Why.REJECTED, 3),  # each time asked for less
        (Says(status=400, error=("context_length_exceeded", "too long")), Why.TOO_LONG, 1),
        (
            Says(status=400, error=("", "This model's maximum context length is 4096 tokens.")),
            Why.TOO_LONG,
            1,
        ),
        (Says(status=400, error=("content_filter", "")), Why.FILTERED, 1),
        (Says(["好"], ending="content_filter"), Why.FILTERED, 1),
        (Says([]), Why.EMPTY, 3),
        (Says([], ending=None), Why.EMPTY, 3),
        (Says(["  "]), Why.EMPTY, 1),
        (Says(["好"], ending=None), Why.INTERRUPTED, 1),
        (Says(["好"], cut=True), Why.INTERRUPTED, 1),
        (Says(["没完没了" * 200], endless=True), Why.ENDLESS, 1),
        (Says(["慢"], pause=0.01, endless=True), Why.TIMEOUT, 1),
        (Says(raw=["{not json"]), Why.MALFORMED, 1),
        (Says(raw=['{"error": {"message": "overloaded", "code": "x"}}']), Why.SERVER_ERROR, 3),
    ],
)
def test_a_failure_has_a_name_and_is_tried_again_only_where_that_may_help(
    server: StandIn, model: Model, says: Says, why: Why, requests: int
) -> None:
    server.script = in_turn(says)
    with pytest.raises(ModelFailure) as failed:
        ask(model)
    assert failed.value.why is why
    assert len(server.requests) == requests


def test_nobody_there_is_a_failure_as_well(server: StandIn, model: Model) -> None:
    server.close()
    with pytest.raises(ModelFailure) as failed:
        ask(model)
    assert failed.value.why is Why.UNREACHABLE


@pytest.mark.parametrize("first", [Says(status=500), Says(status=429), Says([], ending=None)])
def test_what_passes_does_no_harm(server: StandIn, model: Model, first: Says) -> None:
    server.script = in_turn(first, GOOD)
    assert ask(model) == "好的"


def test_what_the_endpoint_asks_to_wait_is_waited(server: StandIn, model: Model) -> None:
    server.script = in_turn(Says(status=429, headers={"Retry-After": "1"}), GOOD)
    started = time.monotonic()
    assert ask(model) == "好的"
    assert time.monotonic() - started >= 1


def test_structured_output_that_is_refused_is_not_asked_for_again(server: StandIn, model: Model) -> None:
    server.script = lambda body: Says(status=400) if body.get("response_format") else GOOD
    assert ask(model) == ask(model) == "好的"
    forms = [body.get("response_format", {}).get("type") for body in server.requests]
    assert forms == ["json_schema", "json_object", None, None]


def test_after_some_failures_the_endpoint_is_left_alone_for_a_while(server: StandIn, model: Model) -> None:
    seconds = 0.0
    model.breaker = Breaker(lambda: seconds)
    server.script = in_turn(Says(status=404))
    for _ in range(3):
        with pytest.raises(ModelFailure):
            ask(model)
    with pytest.raises(ModelFailure) as failed:
        ask(model)
    assert failed.value.why is Why.PAUSED and len(server.requests) == 3
    seconds, server.script = 31.0, in_turn(GOOD)
    assert ask(model) == ask(model) == "好的"


def test_a_bad_request_says_nothing_about_the_endpoint(server: StandIn, model: Model) -> None:
    server.script = in_turn(Says(status=400, error=("content_filter", "")))
    for _ in range(5):
        with pytest.raises(ModelFailure) as failed:
            ask(model)
        assert failed.value.why is Why.FILTERED


@pytest.mark.parametrize("says", [Says(mute=True), Says(["好"], pause=0.01, endless=True)])
def test_who_stops_waiting_ends_the_call_at_the_endpoint_too(
    server: StandIn, model: Model, says: Says
) -> None:
    class Left(Exception):
        pass

    def pulse() -> None:
        if server.asked.is_set():
            raise Left

    server.script = in_turn(says)
    with pytest.raises(Left):
        list(model.write(SAID, {}, pulse))
    assert server.hung_up.wait(5)


def test_a_reader_that_has_enough_ends_the_call(server: StandIn, model: Model) -> None:
    server.script = in_turn(Says(["好"], pause=0.01, endless=True))
    pieces = iter(model.write(SAID, {}, lambda: None))
    assert next(pieces) == "好"
    pieces.close()  # type: ignore[attr-defined]  # a generator's
    assert server.hung_up.wait(5)


def test_tokens_are_counted_where_the_endpoint_does_not_tell(server: StandIn, model: Model) -> None:
    server.script = in_turn(GOOD)
    writing = model.write(SAID, {}, lambda: None)
    list(writing)
    assert writing.spent.prompt >= 2 and writing.spent.completion >= 1
    chunk = '{"id":"x","object":"chat.completion.chunk","created":0,"model":"m","choices":[%s]%s}'
    choice = '{"index":0,"delta":{"content":"好"},"finish_reason":"stop"}'
    usage = ',"usage":{"prompt_tokens":70,"completion_tokens":7,"total_tokens":77}'
    server.script = in_turn(Says(raw=[chunk % (choice, ""), chunk % ("", usage), "[DONE]"]))
    writing = model.write(SAID, {}, lambda: None)
    assert list(writing) == ["好"] and writing.spent == Spent(70, 7)
