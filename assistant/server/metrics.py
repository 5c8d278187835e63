"""What is counted, for Prometheus. Numbers and short labels only, never anything that somebody wrote."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from assistant.models.answer import Answer, Status, Usage

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_STEP_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0)


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter began: nobody asks
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "assistant_requests", "Requests served.", ["method", "route", "status"], registry=self._registry
        )
        self._request_seconds = Histogram(
            "assistant_request_seconds",
            "How long a request took.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter("assistant_answers", "Answers given.", ["engine"], registry=self._registry)
        self._abstentions = Counter(
            "assistant_abstentions", "Answers that abstained.", ["reason"], registry=self._registry
        )
        self._declined = Counter(
            "assistant_declined", "Requests declined.", ["reason"], registry=self._registry
        )
        self._fallbacks = Counter(
            "assistant_fallbacks", "Answers given by another engine.", ["why"], registry=self._registry
        )
        self._claims = Counter("assistant_claims", "Claims verified.", registry=self._registry)
        self._dropped = Counter(
            "assistant_claims_dropped", "Claims that their sources do not support.", registry=self._registry
        )
        self._replaced = Counter(
            "assistant_claims_replaced",
            "Claims of a language model that gave way to the embedded engine's words.",
            registry=self._registry,
        )
        self._tokens = Counter(
            "assistant_tokens", "Tokens of a language model, by step.", ["step"], registry=self._registry
        )
        self._step_seconds = Histogram(
            "assistant_step_seconds",
            "How long a step of an answer took.",
            ["step"],
            buckets=_STEP_SECONDS,
            registry=self._registry,
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answer(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.engine).inc()
        reason = answer.reason.value if answer.reason else ""
        if answer.status is Status.ABSTAINED:
            self._abstentions.labels(reason).inc()
        if answer.status is Status.DECLINED:
            self._declined.labels(reason).inc()
        if answer.fallback is not None:
            self._fallbacks.labels(answer.fallback.why).inc()
        self._claims.inc(answer.verification.claims)
        self._dropped.inc(answer.verification.dropped)
        self._replaced.inc(answer.verification.replaced)
        self.spent(answer.usage)
        for step, milliseconds in answer.timings_ms.items():
            self._step_seconds.labels(step).observe(milliseconds / 1000)

    def spent(self, usage: Usage) -> None:
        """Count tokens, by the step that they were spent on."""
        for step, tokens in usage.steps.items():
            self._tokens.labels(step).inc(tokens)

    def text(self) -> bytes:
        """Everything counted so far, as Prometheus reads it."""
        return generate_latest(self._registry)
