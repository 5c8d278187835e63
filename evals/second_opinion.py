"""A language model's opinion beside ours, where an endpoint is configured: LlamaIndex's two evaluators.

Their agreement with our own judgement is Cohen's kappa. Not measured: who is right where they differ; a small model is
often the one that is wrong, and one that says yes to everything agrees by chance alone (kappa 0).

The only module of the evaluation that knows LlamaIndex, besides the peer in `bench`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.app import Progress
from assistant.models.answer import Status
from assistant.settings import bearer
from evals.results import CaseResult

MOST = 60
"""Opinions cost a model's time: of more answers, so many are taken, evenly spread."""
FAITHFUL, RELEVANT = "llm_faithful", "llm_relevant"
LABEL = "语言模型复核"
_MARKS = re.compile(r"\[\d{1,3}\]")
_SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


class Endpoint(BaseSettings):
    """Where the model is: the same settings as the product's own engine, `ASSISTANT_LLM_…`."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_LLM_", env_file=".env", extra="ignore")

    base_url: str | None = None
    model: str | None = None
    api_key: SecretStr | None = None
    context_window: int = 8192
    timeout: float = 60.0

    @property
    def configured(self) -> bool:
        """Whether there is one."""
        return bool(self.base_url and self.model)


def chosen(results: Sequence[CaseResult]) -> list[CaseResult]:
    """The answers of which an opinion is asked: those that cite something, at most `MOST`."""
    answered = [r for r in results if r.status == Status.ANSWERED and any(c.quote for c in r.citations)]
    step = max(1, -(-len(answered) // MOST))
    return answered[::step]


def give(
    results: Sequence[CaseResult], endpoint: Endpoint, progress: Progress
) -> tuple[tuple[CaseResult, ...], str]:
    """The results with the model's opinions among their scores, and what went wrong ("" if nothing did)."""
    asked = chosen(results)
    scores: dict[str, dict[str, float]] = {}
    fault = ""
    with _evaluators(endpoint) as (faithfulness, relevancy):
        for done, result in enumerate(asked, start=1):
            quotes = [c.quote for c in result.citations if c.quote]
            words = {"query": result.asked[-1], "response": _MARKS.sub("", result.answer), "contexts": quotes}
            try:
                faithful, relevant = faithfulness.evaluate(**words), relevancy.evaluate(**words)
            except Exception as error:
                # Whatever the endpoint or the library throws: the figures without an opinion stand.
                fault = type(error).__name__  # its message may repeat the key
                break
            scores[result.key] = {FAITHFUL: float(faithful.passing), RELEVANT: float(relevant.passing)}
            progress(LABEL, done, len(asked))
    with_opinions = tuple(
        r.model_copy(update={"scores": {**r.scores, **scores[r.key]}}) if r.key in scores else r
        for r in results
    )
    return with_opinions, fault


@contextmanager
def _evaluators(endpoint: Endpoint) -> Iterator[tuple[Any, Any]]:
    from llama_index.core import Settings
    from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.llms.openai_like import OpenAILike

    model = OpenAILike(
        model=endpoint.model or "",
        api_base=endpoint.base_url,
        api_key=bearer(endpoint.api_key) or "none",
        context_window=endpoint.context_window,
        timeout=endpoint.timeout,
        max_retries=1,
        is_chat_model=True,
        temperature=0.0,
    )
    # The evaluators cut the contexts with the global splitter, whose own tokenizer must be downloaded.
    before = Settings.node_parser if Settings._node_parser else None
    Settings.node_parser = SentenceSplitter(chunking_tokenizer_fn=_SENTENCES.findall)
    try:
        yield FaithfulnessEvaluator(llm=model), RelevancyEvaluator(llm=model)
    finally:
        Settings._node_parser = before
