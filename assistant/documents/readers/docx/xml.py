"""Elements by their local names: Word, WPS and strict Open XML use different namespaces for the same words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_OFF = {"0", "false", "off", "none"}


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Element | None, name: str = "val") -> int | None:
    """The value of an attribute as a whole number, or None."""
    value = attribute(element, name)
    return int(value) if value is not None and value.lstrip("-").isdecimal() else None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name; several names lead down."""
    for name in names:
        element = next(children(element, name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not turned off."""
    return element is not None and (attribute(element, "val") or "true").lower() not in _OFF
