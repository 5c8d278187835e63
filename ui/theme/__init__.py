"""Colours, type and the few lines of script: one restrained blue, the system's own Chinese fonts, light and dark."""

from pathlib import Path

import gradio as gr

# Names, not Gradio's font objects: those are fetched from another host.
SANS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
MONO = ("ui-monospace", "Menlo", "Consolas", "Noto Sans Mono CJK SC", "monospace")

_FOLDER = Path(__file__).parent

_SHEETS = (
    "base",
    "controls",
    "chat",
    "conversations",
    "panel",
    "timeline",
    "library",
    "reviewing",
    "drafting",
    "evaluation",
)

ACTIONS = _FOLDER / "actions.js"


def head() -> str:
    """What goes into the page's head.

    The styles are there as they are written: what is given to Gradio as CSS loses its container queries.
    """
    styles = "".join((_FOLDER / f"{sheet}.css").read_text("utf-8") for sheet in _SHEETS)
    return (
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="/favicon.ico">'
        f"<style>{styles}</style>"
    )


def script() -> str:
    """What runs once when the page has been opened."""
    return (_FOLDER / "page.js").read_text("utf-8")


def colours() -> gr.themes.Base:
    """What Gradio's own parts look like."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        secondary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=list(SANS),
        font_mono=list(MONO),
        radius_size=gr.themes.sizes.radius_md,
    )
