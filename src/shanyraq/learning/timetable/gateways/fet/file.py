"""A FET file as a tree that loses nothing: what is read is written back equal, kinds nobody here knows included."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element  # only as a type; parsing is defusedxml's
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse

HEAVIEST = 32 * 1024 * 1024  # bytes; the heaviest of FET's own examples is a twentieth of it
DEEPEST = 12


class Unreadable(ValueError):
    """The file is not FET's, or is not safe to read."""


@dataclass(frozen=True, slots=True)
class Node:
    tag: str
    text: str = ""
    children: tuple["Node", ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def all(self, *path: str) -> Iterator["Node"]:
        if not path:
            yield self
            return
        for child in self.children:
            if child.tag == path[0]:
                yield from child.all(*path[1:])

    def get(self, *path: str) -> str:
        """The text there; empty where there is none."""
        return next((node.text for node in self.all(*path)), "")

    def texts(self, *path: str) -> tuple[str, ...]:
        return tuple(node.text for node in self.all(*path) if node.text)


def read_fet(stream: BinaryIO) -> Node:
    """The whole file. Raises Unreadable, in words."""
    data = stream.read(HEAVIEST + 1)
    if len(data) > HEAVIEST:
        raise Unreadable("too large")
    try:
        root = parse(io.BytesIO(data), forbid_dtd=True).getroot()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(str(error)) from error
    if root is None or root.tag != "fet":
        raise Unreadable("the root is not fet")
    return _node(root, 1)


def _node(element: Element, depth: int) -> Node:
    if depth > DEEPEST:
        raise Unreadable("too deep")
    children = tuple(_node(child, depth + 1) for child in element)
    text = element.text or ""
    return Node(element.tag, text.strip() if children else text, children, tuple(element.attrib.items()))


def write_fet(root: Node) -> bytes:
    """The file's bytes, as FET itself lays them out."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n\n' + "".join(_lines(root, 0))).encode()


def _lines(node: Node, depth: int) -> Iterator[str]:
    indent = "\t" * max(depth - 2, 0)
    attributes = "".join(f' {name}="{escape(value, {QUOTE: "&quot;"})}"' for name, value in node.attributes)
    if not node.children:
        yield f"{indent}<{node.tag}{attributes}>{escape(node.text)}</{node.tag}>\n"
        return
    yield f"{indent}<{node.tag}{attributes}>{escape(node.text)}\n"
    for child in node.children:
        yield from _lines(child, depth + 1)
    yield f"{indent}</{node.tag}>\n"


QUOTE = '"'
