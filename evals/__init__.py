"""Evaluation of the assistant: cases, evaluators, a runner and its report."""
