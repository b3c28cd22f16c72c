"""The wire as a client speaks it, message by message, and what came back in one readable line."""

from __future__ import annotations

import socket
import struct
from typing import Final

from proxy.wire import frontend
from proxy.wire.backend import parse_fields

READY: Final = ord("Z")


def query(text: str) -> bytes:
    return frontend.query(text.encode())


def batch(text: str, name: bytes = b"") -> bytes:
    """Parse, Bind, Describe and Execute, without a Sync."""
    return (
        frontend.parse(name, text.encode())
        + frontend.bind(b"", name, ())
        + frontend.describe(b"P", b"")
        + frontend.execute()
    )


def copy_data(data: bytes) -> bytes:
    return frontend.message(b"d", data)


def function_call(function: int, *values: int) -> bytes:
    """A call of a function by its number; the values are int4, in binary, and so is the result."""
    arguments = b"".join(struct.pack("!ii", 4, value) for value in values)
    return frontend.message(b"F", struct.pack("!Ihhh", function, 1, 1, len(values)) + arguments + struct.pack("!h", 1))


COPY_DONE: Final = frontend.message(b"c", b"")


class Conversation:
    """One client's connection."""

    def __init__(self, port: int, database: str, **parameters: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        words = {"user": "postgres", "database": database, **parameters}
        body = struct.pack("!I", 196608) + b"".join(f"{k}\0{v}\0".encode() for k, v in words.items()) + b"\0"
        self._socket.sendall(struct.pack("!I", len(body) + 4) + body)
        self._received = b""
        self.greeting = self.until("Z")

    def say(self, message: bytes, until: str) -> str:
        self._socket.sendall(message)
        return self.until(until)

    def until(self, ends: str) -> str:
        """What came up to a message with one of these codes, or up to the end of the connection."""
        heard = ""
        while True:
            message = self._message()
            if message is None:
                return heard + "(closed)"
            code, body = message
            heard += chr(code) + _shown(chr(code), body)
            if chr(code) in ends:
                return heard

    def send(self, message: bytes) -> None:
        self._socket.sendall(message)

    def close_half(self) -> None:
        """Says that nothing more will be said."""
        self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self._socket.close()

    def _message(self) -> tuple[int, bytes] | None:
        while len(self._received) < 5 or len(self._received) < 1 + int.from_bytes(self._received[1:5], "big"):
            data = self._socket.recv(65536)
            if not data:
                return None
            self._received += data
        end = 1 + int.from_bytes(self._received[1:5], "big")
        code, body = self._received[0], self._received[5:end]
        self._received = self._received[end:]
        return code, body


def _shown(code: str, body: bytes) -> str:
    if code in "EN":
        return f"[{parse_fields(body)['C']}]"
    if code == "Z":
        return f"({body.decode()})"
    if code == "C":
        return f"<{body[:-1].decode()}>"
    return f"[{body!r}]" if code == "D" else ""
