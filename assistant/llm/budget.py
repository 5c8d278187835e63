"""How many tokens a text costs, without the internet, and what fits into a context window."""

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_ENCODING = "o200k_base"
_MARGIN = 0.9
"""Other models cut words up differently; a tenth is left for that."""


def tokens(text: str) -> int:
    """How many tokens `text` is, or about how many where the encoding is not at hand."""
    encoding = _encoding()
    return len(encoding.encode(text, disallowed_special=())) if encoding is not None else len(text)


def room(context_window: int, max_tokens: int, *said: str) -> int:
    """How many tokens may still be said when `said` is said already and `max_tokens` are to come back."""
    return int((context_window - max_tokens) * _MARGIN) - sum(tokens(text) for text in said)


def fitting(texts: Sequence[str], space: int) -> int:
    """How many of the first texts fit into `space` tokens."""
    for count, text in enumerate(texts):
        space -= tokens(text)
        if space < 0:
            return count
    return len(texts)


@cache
def _encoding():  # type: ignore[no-untyped-def]  # tiktoken's, or None
    import tiktoken

    core = find_spec("llama_index.core")
    if core is None or core.origin is None:
        return None
    shipped = Path(core.origin).parent / "_static" / "tiktoken_cache"
    # tiktoken would fetch its tables from the internet; LlamaIndex ships them.
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(shipped))
    if not any(Path(os.environ["TIKTOKEN_CACHE_DIR"]).glob("[0-9a-f]*")):
        return None
    return tiktoken.get_encoding(_ENCODING)
