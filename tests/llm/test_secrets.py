"""A key goes to its endpoint and nowhere else, whatever it looks like and whatever fails."""

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import SecretStr

from assistant.errors import EmbeddingUnavailable
from assistant.knowledge.embedding.endpoint import EndpointEmbedding, Place
from assistant.llm.breaker import Breaker
from assistant.llm.client import Model
from assistant.llm.endpoint import Endpoint
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message
from assistant.llm.probe import Probe
from assistant.settings import Settings
from evals.stand_in import NAME, Says, StandIn

LETTERS = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=12, max_size=20)
ODD = st.sampled_from(["", "-", " ", "\n", "\r\n", "\t", "密", "é", "\x7f", "%", '"', "{", "\x00"])


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """Every logger, the libraries' too, at its most talkative, errors with their whole story."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    before = root.level
    loggers = [
        logging.getLogger(name) for name in ("openai", "httpx", "httpcore", "assistant", "llama_index")
    ]
    levels = [logger.level for logger in loggers]
    root.addHandler(handler)
    for logger in (root, *loggers):
        logger.setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(core=LETTERS, odd=ODD, echoed=st.booleans())
@example(core="ABCDEFGHJKLM", odd="\n", echoed=True)
def test_no_log_and_no_error_holds_the_key(server: StandIn, core: str, odd: str, echoed: bool) -> None:
    key = f"sk-{core}{odd}{core}"
    server.script = lambda body: Says(
        status=401, error=("invalid_api_key", f"Incorrect key: {key}" if echoed else "")
    )
    endpoint = Endpoint.of(
        Settings(
            _env_file=None,
            llm_base_url=server.base_url,
            llm_model=NAME,
            llm_api_key=SecretStr(key),
            llm_timeout=5,
        )
    )
    assert endpoint is not None
    told = ""
    with everything_logged() as log:
        try:
            "".join(
                Model(endpoint, Breaker(), first_wait=0.0).write([Message("user", "问题")], {}, lambda: None)
            )
        except ModelFailure as failure:
            told += f"{failure}{failure.why}"
            logging.getLogger("assistant").error("failed", exc_info=failure)
        told += str(Probe(endpoint).look())
        try:
            EndpointEmbedding(Place(server.base_url, NAME), SecretStr(key)).query("问题")
        except EmbeddingUnavailable as error:
            told += f"{error}{error.message}{error.hint}"
    assert core not in told and core not in log.getvalue()


@pytest.mark.parametrize("given_key", ["sk-right\n", " sk-right ", "\tsk-right\r\n"])
def test_white_space_around_a_key_is_none_of_the_key(server: StandIn, given_key: str) -> None:
    server.key = "sk-right"
    endpoint = Endpoint.of(
        Settings(
            _env_file=None, llm_base_url=server.base_url, llm_model=NAME, llm_api_key=SecretStr(given_key)
        )
    )
    assert endpoint is not None
    assert Probe(endpoint).look() == (None, ())
    assert "".join(Model(endpoint).write([Message("user", "<要点>\n- 好[1]\n</要点>")], {}, lambda: None))


@pytest.mark.parametrize("wrong", ["sk-密钥", "sk-a\nb"])
def test_a_key_that_no_header_can_carry_is_told_as_a_wrong_key(server: StandIn, wrong: str) -> None:
    endpoint = Endpoint.of(
        Settings(_env_file=None, llm_base_url=server.base_url, llm_model=NAME, llm_api_key=SecretStr(wrong))
    )
    assert endpoint is not None
    with pytest.raises(ModelFailure) as raised:
        "".join(Model(endpoint).write([Message("user", "问题")], {}, lambda: None))
    assert raised.value.why is Why.UNAUTHORIZED and not server.requests
    assert wrong not in "".join(traceback.format_exception(raised.value))
    assert Probe(endpoint).look()[0] is Why.UNAUTHORIZED
