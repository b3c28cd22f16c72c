"""What sslmode means: whether to encrypt, in which order to try, and whom to trust."""

from __future__ import annotations

import ssl
from enum import Enum, auto
from pathlib import Path

from proxy import net
from proxy.backends.postgres.url import Host, SslMode, Target


class Encryption(Enum):
    NONE = auto()
    IF_OFFERED = auto()
    """TLS when the server says S, plain when it says N."""
    ALWAYS = auto()


_ATTEMPTS: dict[SslMode, tuple[Encryption, ...]] = {
    SslMode.DISABLE: (Encryption.NONE,),
    SslMode.ALLOW: (Encryption.NONE, Encryption.ALWAYS),
    SslMode.PREFER: (Encryption.IF_OFFERED, Encryption.NONE),
    SslMode.REQUIRE: (Encryption.ALWAYS,),
    SslMode.VERIFY_CA: (Encryption.ALWAYS,),
    SslMode.VERIFY_FULL: (Encryption.ALWAYS,),
}


def attempts(target: Target, host: Host) -> tuple[Encryption, ...]:
    """How to try to reach `host`, in order. A unix socket is never encrypted."""
    return (Encryption.NONE,) if host.is_socket else _ATTEMPTS[target.sslmode]


def context_for(target: Target) -> ssl.SSLContext:
    """Raises ConfigurationProblem for files that cannot be used."""
    context = net.client_context()
    if target.sslcert is not None:
        net.load_certificate(context, target.sslcert, target.sslkey)
    if target.sslmode is SslMode.VERIFY_FULL:
        net.verify(context, _root(target), hostname=True)
    elif target.sslmode is SslMode.VERIFY_CA or (target.sslmode is SslMode.REQUIRE and target.sslrootcert):
        # With a root certificate, require means verify-ca, as with libpq.
        net.verify(context, _root(target), hostname=False)
    return context


def _root(target: Target) -> Path | None:
    if target.sslrootcert is None or target.sslrootcert == "system":
        return None
    return Path(target.sslrootcert).expanduser()
