"""Refusals in words. A reader learns what cannot be done, why, and what to do instead."""

from django.utils.functional import Promise

Words = str | Promise


class Denied(Exception):
    """The act is refused. `words` are shown to the person as they stand; `way` says what can be done instead."""

    def __init__(self, words: Words, *, way: Words = "", field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.way = way
        self.field = field

    def __str__(self) -> str:
        return str(self.words)


class Hidden(Denied):
    """The actor may not even know that the thing exists: shown as 404."""


class Conflict(Denied):
    """Somebody else was quicker; `current` is what stands now, so that nothing is silently overwritten."""

    def __init__(self, words: Words, *, current: object = None, way: Words = "") -> None:
        super().__init__(words, way=way)
        self.current = current
