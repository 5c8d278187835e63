import re
from importlib.resources import files

from ui import theme


def sources() -> dict[str, str]:
    folder = files("ui")
    return {
        str(path): path.read_text("utf-8")
        for name in ("theme", "templates")
        for path in folder.joinpath(name).iterdir()
        if path.name.endswith((".css", ".js", ".html"))
    }


def test_nothing_is_fetched_from_elsewhere() -> None:
    for name, source in sources().items():
        assert not re.search(r"https?:|url\(|@import|//cdn", source), name


def test_there_are_no_emoji() -> None:
    for name, source in sources().items():
        assert not re.search("[\U0001f000-\U0001faff\u2600-\u27bf]", source), name


def test_light_and_dark_name_the_same_colours() -> None:
    base = files("ui").joinpath("theme/base.css").read_text("utf-8")
    light, dark = (
        set(re.findall(r"(--[\w-]+):", block))
        for block in re.findall(r"(?::root|\.dark) \{(.*?)\}", base, re.S)
    )
    assert light - dark == {"--original"} and not dark - light


def test_the_styles_are_in_the_head_as_they_are_written() -> None:
    assert "@container desk" in theme.head()
