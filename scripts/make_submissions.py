"""Write the fictional submissions of evals/cases/submissions: `.venv/bin/python scripts/make_submissions.py [NAME…]`.

The texts stand in scripts/submissions/texts, how each becomes a file in scripts/submissions/layouts.yaml. Needs
LibreOffice for some of the PDF files. The Markdown and UTF-8 text files among the submissions are written by hand.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from docx.document import Document as WordDocument
from submissions.pdf import pdf
from submissions.source import Extra, Layout
from submissions.word import word

SOURCES = Path(__file__).parent / "submissions"
TARGET = Path(__file__).parents[1] / "evals" / "cases" / "submissions"


def _through_office(document: WordDocument, path: Path) -> None:
    """Saves the document as PDF the way an office does it, with its fonts embedded."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / f"{path.stem}.docx"
        document.save(str(written))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(written)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        path.write_bytes(written.with_suffix(".pdf").read_bytes())


def write(name: str, layout: Layout) -> None:
    """Writes one submission."""
    path = TARGET / name
    text = next((SOURCES / "texts").glob(f"{path.stem}.*")).read_text("utf-8")
    annex = yaml.safe_load((SOURCES / "texts" / layout.annex).read_text("utf-8")) if layout.annex else []
    writers: dict[str, Callable[[], object]] = {
        "word": lambda: word(text, layout).save(str(path)),
        "word-pdf": lambda: _through_office(word(text, layout), path),
        "pdf": lambda: pdf(text, layout, annex, path),
        "text": lambda: path.write_bytes(text.encode(layout.encoding)),
    }
    writers[layout.by]()


def main(names: list[str]) -> None:
    """Writes the named submissions, or all of them."""
    layouts: dict[str, dict[str, Any]] = yaml.safe_load((SOURCES / "layouts.yaml").read_text("utf-8"))
    for name in names or layouts:
        settings = dict(layouts[name])
        extras = [Extra(**extra) for extra in settings.pop("extras", [])]
        write(name, Layout(**settings, extras=extras))


if __name__ == "__main__":
    main(sys.argv[1:])
