"""Declared messages: what kinds of notices the house sends, in which category, in which words."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Category(StrEnum):
    """Categories a person may mute or ask for by e-mail. Cases cannot be muted: somebody must act."""

    ARRIVAL = "arrival"
    LEARNING = "learning"
    TALKS = "talks"
    CASES = "cases"


CATEGORY_WORDS: Mapping[str, str | Promise] = {
    Category.ARRIVAL: _("Coming to school and leaving"),
    Category.LEARNING: _("Marks and homework"),
    Category.TALKS: _("Messages of teachers and families"),
    Category.CASES: _("Cases to look into"),
}
ALWAYS = frozenset({Category.CASES})
AT_ONCE = frozenset({Category.CASES, Category.ARRIVAL})
"""Categories that cannot wait for a digest: somebody must act, or the news is old by the evening."""


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    body: str = ""


class Message(ABC):
    """One kind of notice. `words` is called with the reader's language active."""

    code: ClassVar[str]
    category: ClassVar[Category]
    icon: ClassVar[str] = "bell"

    @abstractmethod
    def words(self, params: Mapping[str, Any], *, child: str) -> Words:
        """The words for these parameters; `child` is the child's given name, or empty."""

    def url(self, params: Mapping[str, Any]) -> str:
        """Where the reader goes from it; empty where there is nothing more."""
        return ""


_messages: dict[str, Message] = {}


def message(cls: type[Message]) -> type[Message]:
    """Declares a message; its code is unique in the house."""
    if cls.code in _messages and type(_messages[cls.code]) is not cls:
        raise ValueError(f"two messages are called {cls.code}")
    _messages[cls.code] = cls()
    return cls


def message_of(code: str) -> Message | None:
    """The declared message, or None for one whose module has been taken out."""
    return _messages.get(code)
