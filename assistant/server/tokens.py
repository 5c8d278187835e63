"""How many tokens a text is. Counted on this machine: the tables came with LlamaIndex, nothing is fetched."""

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

_ENCODING = "o200k_base"
_TABLE = f"https://openaipublic.blob.core.windows.net/encodings/{_ENCODING}.tiktoken"
"""Under the hash of this address tiktoken looks for the table in its folder, before it would ask the internet."""


def count(text: str) -> int:
    """The number of tokens of `text`; about that of its characters where the table is missing."""
    encoding = _encoding()
    # What looks like a special token is text like any other here.
    return len(encoding.encode(text, disallowed_special=())) if encoding else len(text)


@cache
def _encoding() -> "Encoding | None":
    library = find_spec("llama_index.core")
    if library is None or library.origin is None:
        return None
    folder = Path(library.origin).parent / "_static" / "tiktoken_cache"
    if not (folder / hashlib.sha1(_TABLE.encode(), usedforsecurity=False).hexdigest()).is_file():
        return None
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    return tiktoken.get_encoding(_ENCODING)
