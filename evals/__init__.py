"""Evaluation of the assistant, offline and in one command: `assistant evals run`. The map is in `evals/README.md`."""
