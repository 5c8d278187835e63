"""A crowd: users who each ask one question after another, without a pause, as long as they are told to.

What they get is compared with what one process could do that only embeds their questions, with as many threads; the
crowd itself runs on the same cores as the server and counts against it. The share by CPU time leaves the crowd, and
everybody else on the machine, out: on a busy machine, look at that one. Memory is read before and after, once a
shorter crowd has made the server take what it needs anyway. A user who gets an error is counted, and goes away.

No question is asked twice as long as there are new ways to put one: the second answer may come from a cache.
"""

import argparse
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, product
from pathlib import Path

import httpx

from assistant.knowledge import embedding
from assistant.knowledge.embedding import Embedding
from evals.bench.frame import Figure, between, percentile, run, seconds
from evals.bench.memory import resident
from evals.bench.product import Served, questions, serving

USERS, SECONDS = 50, 60
WARM_UP_SECONDS = 10
ALONE_ROUNDS, ALONE_SECONDS = 4, 2
TIMES_BAR = 2.5
"""For the embedding alone against the answers: 2.5 times as many is a share of 40 %."""
MEMORY_BAR = 1.1
_BEFORE = ("", "请问，", "您好，", "您好，请问", "想问一下，", "麻烦问一下，", "老师好，", "老师您好，请问")
_AFTER = ("", "谢谢！", "谢谢。", "麻烦您了。", "多谢！", "辛苦了。")


@dataclass(frozen=True)
class Outcome:
    """What a crowd met with: the duration of each answer, how many users got an error, and how long it all took."""

    durations: list[float]
    errors: int
    took: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.durations) / self.took


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(description="a crowd against a served copy on this machine")
    parser.add_argument("--users", type=between(1, 200), default=USERS, help="how many ask at once")
    parser.add_argument("--seconds", type=between(1, 600), default=SECONDS, help="for how long")
    return parser.parse_args(given)


def measure(users: int = USERS, length: int = SECONDS) -> list[Figure]:
    """The figures."""
    model = embedding.local()
    if model is None:
        raise SystemExit("no embedding loads on this machine, so there is nothing to compare with")
    plain = questions()
    put = [f"{before}{text}{after}" for before, after in product(_BEFORE, _AFTER) for text in plain]
    first, texts = put[: len(plain)], put[len(plain) :]
    with serving() as served, _many_connections(served, users) as crowded:
        warm = crowd(crowded.ask, first, users, WARM_UP_SECONDS)
        ready = resident(served.pid)
        earlier, cpu_alone = _alone(model, texts, users)
        spent = _cpu_seconds(served.pid)
        outcome = crowd(crowded.ask, texts, users, length)
        after = resident(served.pid)
        spent = _cpu_seconds(served.pid) - spent
        later, _ = _alone(model, texts, users)
    if not outcome.durations:
        raise SystemExit("not one question was answered")
    alone = max(earlier, later)
    return [
        Figure("users", users, ""),
        Figure("users who got an error", warm.errors + outcome.errors, "", 0),
        Figure("embedding alone / answers, a second", alone / outcome.rate, "×", TIMES_BAR),
        Figure("share of what the embedding alone could do", 100 * outcome.rate / alone, "%"),
        Figure("the same share, by CPU time", 100 * cpu_alone * len(outcome.durations) / spent, "%"),
        Figure("memory after / before", after / ready, "×", MEMORY_BAR),
        Figure("memory before", ready, "MB"),
        Figure("memory after", after, "MB"),
        Figure("answers", len(outcome.durations), ""),
        Figure("answers a second", outcome.rate, ""),
        Figure("embedding alone, questions a second", alone, ""),
        Figure("answer, p50", percentile(outcome.durations, 0.5) * 1000, "ms"),
        Figure("answer, p95", percentile(outcome.durations, 0.95) * 1000, "ms"),
    ]


def _alone(model: Embedding, texts: Sequence[str], users: int) -> tuple[float, float]:
    """Questions a second in the best round, one in which others kept the machine least busy, and CPU seconds for one.

    As many threads as users: on a busy machine, a process with fewer of them is given less of it.
    """
    spent = time.process_time()
    rounds = [crowd(model.query, texts, users, ALONE_SECONDS) for _ in range(ALONE_ROUNDS)]
    spent = time.process_time() - spent
    return max(r.rate for r in rounds), spent / sum(len(r.durations) for r in rounds)


def _cpu_seconds(pid: int) -> float:
    """Processor time that a process has used; not a number where the system does not say."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return math.nan
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def crowd(ask: Callable[[str], object], texts: Sequence[str], users: int, length: float) -> Outcome:
    """Let `users` ask at once for `length` seconds, each their own part of `texts`, from the start again at its end."""
    started = time.perf_counter()
    end = started + length

    def one(number: int) -> tuple[list[float], int]:
        durations: list[float] = []
        for text in cycle(texts[number::users] or texts):
            if time.perf_counter() >= end:
                break
            try:
                durations.append(seconds(partial(ask, text)))
            except httpx.HTTPError:
                return durations, 1
        return durations, 0

    with ThreadPoolExecutor(users) as pool:
        each = list(pool.map(one, range(users)))
    durations = [duration for own, _ in each for duration in own]
    return Outcome(durations, sum(errors for _, errors in each), time.perf_counter() - started)


@contextmanager
def _many_connections(served: Served, users: int) -> Iterator[Served]:
    """The same server, with a connection for each user that stays open."""
    limits = httpx.Limits(max_connections=users, max_keepalive_connections=users)
    base, wait = served.http.base_url, served.http.timeout
    with httpx.Client(base_url=base, timeout=wait, limits=limits, trust_env=False) as http:
        yield replace(served, http=http)


if __name__ == "__main__":
    options = arguments()
    sys.exit(run("a crowd", lambda: measure(options.users, options.seconds)))
