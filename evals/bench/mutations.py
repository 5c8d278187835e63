"""What of a lying language model reaches a person: right answers are changed systematically, whole and streamed.

Every development question that is answered is asked again for each kind of change and for pairs of them, the model
being a stand-in that words the verified points and changes one claim. Wrong values must never be shown; of all changes
at most one in twenty may be. And of the right claims at most one in twenty may be refused: an engine that always falls
back has failed.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.app import Assistant
from assistant.documents.text import comparable
from assistant.models.answer import Answer, Status
from assistant.models.stream import AnswerEvent, DeltaEvent
from assistant.settings import Settings
from evals.bench.frame import Figure, between, run
from evals.bench.product import questions
from evals.mutations import MUTATIONS, Mutation, Said, Told, mutated, reworded, written
from evals.stand_in import NAME, Says, StandIn, standing_in
from evals.suites import AS_OF

MOST_REACHED = 5.0
MOST_REFUSED = 5.0
_PIECE = 9


@dataclass
class Trial:
    """What a stand-in has written in answer to one question."""

    mutations: Sequence[Mutation]
    dice: random.Random
    right: list[Said] = field(default_factory=list)
    was: Said | None = None
    wrong: Said | None = None
    told: Told | None = None

    def script(self, body: dict[str, object]) -> Says:
        """Write what is right, or what is made wrong, streamed in small pieces or all at once."""
        self.told = Told.by(body)
        self.right = [reworded(point) for point in self.told.points]
        claims: Sequence[Said] = self.right
        if self.mutations:
            change = mutated(self.right, self.mutations, self.told, self.dice)
            if change is not None:
                claims, self.was, self.wrong = change
        text = written(claims)
        size = _PIECE if self.dice.random() < 0.5 else len(text)
        return Says([text[i : i + size] for i in range(0, len(text), size)])

    def reached(self, answer: Answer) -> bool:
        """Whether what was made wrong has been shown."""
        if self.wrong is None or self.was is None or self.told is None:
            return False
        if self.wrong.text != self.was.text:
            return comparable(self.wrong.text).rstrip("。") in comparable(answer.answer)
        return self._cited_wrongly(answer, self.told, self.was)

    def _cited_wrongly(self, answer: Answer, told: Told, was: Said) -> bool:
        right = {comparable(told.evidence[number]) for number in was.citations if number in told.evidence}
        quotes = {citation.id: comparable(citation.quote) for citation in answer.citations}
        return any(
            claim.text == was.text and not any(quotes[number] in right for number in claim.citations)
            for claim in answer.claims
        )

    def refused(self, answer: Answer) -> int:
        """How many of the right claims have not been shown."""
        shown = comparable(answer.answer)
        return sum(1 for said in self.right if comparable(said.text).rstrip("。") not in shown)


@dataclass
class Tally:
    """Counts over many trials, by kind."""

    tried: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    right: int = 0
    refused: int = 0
    written: int = 0
    answered: int = 0
    retracted: int = 0


def trial(assistant: Assistant, server: StandIn, question: str, made: Trial) -> Answer | None:
    """Ask with the stand-in as the model; None if nothing was asked of it, or nothing could be changed.

    Raises:
        AssertionError: what was streamed is not the text of the answer.
    """
    server.script = made.script
    if made.dice.random() < 0.5:
        answer = assistant.ask(question, as_of=AS_OF, engine="llm")
    else:
        said, events = "", list(assistant.ask_stream(question, as_of=AS_OF, engine="llm"))
        for event in events:
            said += event.text if isinstance(event, DeltaEvent) else ""
        last = events[-1]
        assert isinstance(last, AnswerEvent) and said == last.answer.answer, question
        answer = last.answer
    unchanged = bool(made.mutations) and made.wrong is None
    return None if made.told is None or unchanged else answer


def sweep(
    assistant: Assistant,
    server: StandIn,
    asked: Sequence[str],
    sets: Sequence[Sequence[Mutation]],
    seed: int = 0,
) -> Tally:
    """Every question with every set of mutations; the empty set asks for what is right."""
    tally, dice = Tally(), random.Random(seed)
    for question in asked:
        for mutations in sets:
            made = Trial(mutations, dice)
            answer = trial(assistant, server, question, made)
            if answer is None:
                continue
            if not mutations:
                tally.right += len(made.right)
                refused = made.refused(answer)
                tally.refused += refused
                tally.answered += 1
                tally.written += answer.engine != "embedded"
                if refused:
                    tally.examples.append(f"refused {refused}: {[s.text for s in made.right]}")
                continue
            kind = "+".join(m.kind for m in mutations)
            tally.tried[kind] += 1
            if made.reached(answer):
                tally.reached[kind] += 1
                tally.examples.append(f"{kind}: {made.wrong}")
    return tally


def opened(home: Path, server: StandIn) -> Assistant:
    """An assistant whose language model is the stand-in."""
    settings = Settings(
        home=home,
        llm_base_url=server.base_url,
        llm_model=NAME,
        _env_file=None,
    )
    return Assistant.open(settings)


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=between(1, 500), default=60, help="questions at most")
    parser.add_argument(
        "--show", action="store_true", help="print what reached a person, and what was refused"
    )
    return parser.parse_args(given)


def measure(count: int, show: bool = False) -> list[Figure]:
    """The figures."""
    pairs = [pair for pair in combinations(MUTATIONS, 2) if not any(m.adds for m in pair)]
    sets: list[Sequence[Mutation]] = [(), *((m,) for m in MUTATIONS), *random.Random(1).sample(pairs, 12)]
    with TemporaryDirectory() as home, standing_in(lambda body: Says()) as server:
        assistant = opened(Path(home), server)
        try:
            plain = [q for q in questions() if _answered(assistant, q)][:count]
            tally = sweep(assistant, server, plain, sets)
        finally:
            assistant.close()
    if show:
        print("\n".join(tally.examples), file=sys.stderr)
    return figures(tally)


def _answered(assistant: Assistant, question: str) -> bool:
    answer = assistant.ask(question, as_of=AS_OF, engine="embedded")
    return answer.status is Status.ANSWERED and answer.reason is None


def figures(tally: Tally) -> list[Figure]:
    """What a tally says, in percent."""
    values = {m.kind for m in MUTATIONS if m.value}
    of_values = [kind for kind in tally.tried if values & set(kind.split("+"))]
    singles = [
        Figure(f"  {kind}", 100 * tally.reached[kind] / tally.tried[kind], f"% of {tally.tried[kind]}")
        for kind in tally.tried
        if "+" not in kind
    ]
    return [
        Figure("wrong values shown", _share(tally, of_values), "%", 0.0),
        Figure("of all changes shown", _share(tally, list(tally.tried)), "%", MOST_REACHED),
        *singles,
        Figure("changes tried", sum(tally.tried.values()), ""),
        Figure("right claims refused", 100 * tally.refused / max(1, tally.right), "%", MOST_REFUSED),
        Figure("right claims", tally.right, ""),
        Figure("answers that the model wrote", 100 * tally.written / max(1, tally.answered), "%"),
    ]


def _share(tally: Tally, kinds: Sequence[str]) -> float:
    tried = sum(tally.tried[kind] for kind in kinds)
    return 100 * sum(tally.reached[kind] for kind in kinds) / tried if tried else 0.0


if __name__ == "__main__":
    options = arguments()
    sys.exit(run("a language model that lies", lambda: measure(options.questions, options.show)))
