"""How much a file may cost to read. A file that wants more is refused with a clear error; see `worker.py`."""

MAX_CHARACTERS = 1_000_000
"""Longest text that becomes a document: about 1,200 pages; parsing grows faster than the text."""

MAX_PAGES = 500
"""Most pages of a PDF."""

MAX_ENTRIES = 2_000
"""Most entries of a Word file's ZIP; a long report with a picture on every page has a few hundred."""

MAX_UNPACKED = 200 * 2**20
"""Most bytes that a Word file unpacks to, pictures included."""

MAX_PART = 40 * 2**20
"""Most bytes of one XML part; a thousand pages of text take about 15 MB."""

MAX_RATIO = 200
"""Most times that a part of more than `RATIO_FROM` bytes may shrink; real text shrinks 10 to 50 times."""

RATIO_FROM = 2 * 2**20

SECONDS = 60
"""Longest that one file is read, by the clock."""

MEMORY = 2**30
"""Most bytes of address space that reading one file may take (where the system can bound it)."""
