"""What verification does to a real model's answers: every case is asked once, and the same completion is judged twice.

`python -m evals.model --cases 30 --json FILE` asks the endpoint of the environment (`ASSISTANT_LLM_…`). Each reply is
kept as it came and then played to the product again, with verification as served and without it: both figures are
about the same words, an interrupted run goes on where it stopped, a changed verifier is judged without asking again.
"""
