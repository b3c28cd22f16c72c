"""The query strings a connection has read lately: cut into statements, or shared with others but for literals."""

from __future__ import annotations

from typing import Final

from proxy.backends.sqlite.reading import Piece, pieces
from proxy.backends.sqlite.shapes import Shape, shape
from proxy.errors import ProxyError

_MOST: Final = 5000
_LONGEST_KEPT: Final = 20_000
_MOST_SHAPES: Final = 1000
_LONGEST_SHAPED: Final = 1000


class Texts:
    """Belongs to one connection."""

    def __init__(self) -> None:
        # For the life of the connection
        self._known: dict[bytes, list[Piece]] = {}
        self._shapes: dict[bytes, Shape | None] = {}
        self._alone: set[str] = set()
        """Shapes that have no translation of their own."""

    def pieces(self, text: bytes) -> list[Piece]:
        """The statements of `text`. Raises ProxyError."""
        found = self._known.get(text)
        if found is None:
            found = pieces(decoded(text))
            if len(self._known) >= _MOST:
                self._known.clear()
            if len(text) <= _LONGEST_KEPT:
                self._known[text] = found
        return found

    def shape(self, text: bytes) -> Shape | None:
        """What is left of `text` without its literals; None where it has to be taken as it is. Raises ProxyError."""
        if text in self._known:
            return None
        if text in self._shapes:
            found = self._shapes[text]
        else:
            found = shape(decoded(text))
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            if len(text) <= _LONGEST_SHAPED:
                self._shapes[text] = found
        return None if found is None or found.text in self._alone else found

    def leave_alone(self, shape: Shape) -> None:
        """Only as they were written can such statements be translated, or refused with the right words."""
        if len(self._alone) >= _MOST:
            self._alone.clear()
        self._alone.add(shape.text)


def decoded(text: bytes) -> str:
    """Raises ProxyError (22021) for what is not UTF-8."""
    try:
        return text.decode()
    except UnicodeDecodeError as problem:
        raise ProxyError(
            f'invalid byte sequence for encoding "UTF8": 0x{text[problem.start]:02x}', sqlstate="22021"
        ) from problem
