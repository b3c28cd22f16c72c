"""SCRAM-SHA-256 (RFC 5802, RFC 7677) on the server's side, with and without channel binding.

The `scramp` library refuses the empty user name that libpq puts into its first message, so this side is our own;
`scramp` proves the password to servers and judges this module in tests.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import Final

from scramp import ScramException, ScramMechanism

from proxy.errors import ProtocolViolation

MECHANISM: Final = "SCRAM-SHA-256"
MECHANISM_PLUS: Final = "SCRAM-SHA-256-PLUS"
ITERATIONS: Final = 4096
_VERIFIER: Final = re.compile(r"SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)")
_BINDING: Final = "tls-server-end-point"


@dataclass(frozen=True, slots=True)
class Verifier:
    """What PostgreSQL stores instead of a password."""

    iterations: int
    salt: bytes
    stored_key: bytes = field(repr=False)
    server_key: bytes = field(repr=False)


def parse_verifier(text: str) -> Verifier | None:
    """The verifier that `text` is, as in pg_authid.rolpassword; None when it is something else."""
    match = _VERIFIER.fullmatch(text)
    if match is None:
        return None
    try:
        salt, stored_key, server_key = (base64.b64decode(part, validate=True) for part in match.groups()[1:])
    except binascii.Error:
        return None
    if len(stored_key) != 32 or len(server_key) != 32 or not int(match[1]):
        return None
    return Verifier(int(match[1]), salt, stored_key, server_key)


def make_verifier(password: str, salt: bytes, iterations: int = ITERATIONS) -> Verifier:
    """Slow on purpose: some milliseconds."""
    try:
        _, stored_key, server_key, _ = ScramMechanism().make_auth_info(password, iterations, salt)
    except ScramException:
        # As PostgreSQL does: a password that SASLprep forbids is taken as its bytes are.
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
        stored_key = hashlib.sha256(_hmac(salted, b"Client Key")).digest()
        server_key = _hmac(salted, b"Server Key")
    return Verifier(iterations, salt, stored_key, server_key)


def is_password(verifier: Verifier, password: str) -> bool:
    """Whether `verifier` was made from `password`."""
    made = make_verifier(password, verifier.salt, verifier.iterations)
    return hmac.compare_digest(made.stored_key, verifier.stored_key)


class ScramServer:
    """One exchange: `first`, then `final`. `binding` is the hash of our certificate, None without TLS."""

    def __init__(self, verifier: Verifier, nonce: str, binding: bytes | None) -> None:
        self._verifier = verifier
        self._nonce = nonce
        self._binding = binding
        self._header = b""
        self._client_first_bare = ""
        self._server_first = ""
        self._full_nonce = ""
        self._binds = False

    @property
    def mechanisms(self) -> tuple[str, ...]:
        return (MECHANISM,) if self._binding is None else (MECHANISM_PLUS, MECHANISM)

    def first(self, mechanism: str, message: bytes) -> bytes:
        """The answer to a client-first-message. Raises ProtocolViolation for what is none."""
        if mechanism not in self.mechanisms:
            raise ProtocolViolation("client selected an invalid SASL authentication mechanism")
        text = _text(message)
        parts = text.split(",", 2)
        if len(parts) != 3 or parts[1]:
            raise _malformed("the header is not gs2 without an authorization identity")
        self._binds = mechanism == MECHANISM_PLUS
        self._check_flag(parts[0])
        self._header = f"{parts[0]},,".encode()
        self._client_first_bare = parts[2]
        attributes = parts[2].split(",")
        if len(attributes) < 2 or not attributes[0].startswith("n=") or not attributes[1].startswith("r="):
            raise _malformed("user name and nonce are expected in this order")
        client_nonce = attributes[1][2:]
        if not client_nonce or not all("!" <= character <= "~" for character in client_nonce):
            raise _malformed("the nonce has characters that are not printable")
        self._full_nonce = client_nonce + self._nonce
        salt = base64.b64encode(self._verifier.salt).decode()
        self._server_first = f"r={self._full_nonce},s={salt},i={self._verifier.iterations}"
        return self._server_first.encode()

    def _check_flag(self, flag: str) -> None:
        if self._binds:
            if flag != f"p={_BINDING}":
                raise _malformed(f"SCRAM-SHA-256-PLUS needs the channel binding {_BINDING}")
            return
        if flag == "y" and self._binding is not None:
            # Somebody between us removed our offer.
            raise ProtocolViolation(
                "SCRAM channel binding negotiation error",
                detail="The client supports SCRAM channel binding but thinks the server does not.",
            )
        if flag not in ("n", "y"):
            raise _malformed("the channel binding flag does not fit the mechanism")

    def final(self, message: bytes) -> bytes | None:
        """The server-final-message for the right proof, None for a wrong one. Raises ProtocolViolation."""
        text = _text(message)
        without_proof, separator, proof_text = text.rpartition(",p=")
        attributes = without_proof.split(",")
        if not separator or len(attributes) < 2 or not attributes[0].startswith("c="):
            raise _malformed("channel binding, nonce and proof are expected in this order")
        if _decode(attributes[0][2:]) != self._header + (self._binding or b"" if self._binds else b""):
            raise ProtocolViolation("SCRAM channel binding check failed")
        if attributes[1] != f"r={self._full_nonce}":
            raise ProtocolViolation("invalid SCRAM response", detail="Nonce does not match.")
        proof = _decode(proof_text)
        if len(proof) != 32:
            raise _malformed("the proof is not 32 bytes long")
        signed = f"{self._client_first_bare},{self._server_first},{without_proof}".encode()
        signature = _hmac(self._verifier.stored_key, signed)
        client_key = bytes(a ^ b for a, b in zip(proof, signature, strict=True))
        if not hmac.compare_digest(hashlib.sha256(client_key).digest(), self._verifier.stored_key):
            return None
        return b"v=" + base64.b64encode(_hmac(self._verifier.server_key, signed))


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _text(message: bytes) -> str:
    try:
        return message.decode()
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8") from None


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _malformed("a part is not base64") from None


def _malformed(detail: str) -> ProtocolViolation:
    return ProtocolViolation("malformed SCRAM message", detail=f"In the message of the client, {detail}.")
