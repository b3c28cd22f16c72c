"""Who may come in, from where, and by which proof: decided from the settings, before any byte is answered."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from proxy.config import UserSettings
from proxy.errors import ConfigurationProblem
from proxy.session.scram import ITERATIONS, Verifier, is_password, make_verifier, parse_verifier

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Method(StrEnum):
    SCRAM = "scram-sha-256"
    PASSWORD = "password"
    TRUST = "trust"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Admittance:
    """How one user at one address is asked. `doomed` says why the answer cannot help: the client is not told."""

    method: Method
    verifier: Verifier | None = None
    doomed: str | None = None


class Admission:
    """Decides for every start-up. `secret` is random and makes the salts of users that have no stored verifier:
    a user that does not exist looks exactly like one that does."""

    def __init__(self, users: Mapping[str, UserSettings], secret: bytes) -> None:
        self._users = users
        self._secret = secret
        self._verifiers: dict[str, Verifier] = {}
        self._networks = {user: tuple(_networks(user, settings.addresses)) for user, settings in users.items()}

    def ask(self, user: str, address: str | None) -> Admittance:
        """`address` is None for a unix socket."""
        if not self._users:
            if is_loopback(address):
                return Admittance(Method.TRUST)
            return Admittance(Method.REJECT, doomed="no users are configured, so only loopback addresses may come in")
        settings = self._users.get(user)
        if settings is None:
            return self._mock(user, "there is no such user in server.yaml")
        if not is_within(address, self._networks[user]):
            return self._mock(user, f"its addresses do not include {address}")
        method = Method(settings.authentication)
        if method is Method.TRUST:
            return Admittance(method)
        if method is Method.REJECT:
            return Admittance(method, doomed="its authentication is reject")
        if settings.password is None:
            return self._mock(user, "it has no password in server.yaml")
        return Admittance(method, self._verifier(user, settings.password))

    def may_open(self, user: str, database: str) -> bool:
        """Whether `user`, who has proved who it is, may open this DSN database."""
        settings = self._users.get(user)
        return settings is None or not settings.databases or database in settings.databases

    @staticmethod
    def is_right(admittance: Admittance, password: str) -> bool:
        """Of a password sent in clear text."""
        return admittance.verifier is not None and is_password(admittance.verifier, password)

    def _mock(self, user: str, why: str) -> Admittance:
        # Nobody knows keys that are random: no proof can be right.
        stored_key = self._derive("stored key", user)
        return Admittance(
            Method.SCRAM, Verifier(ITERATIONS, self._salt(user), stored_key, self._derive("server key", user)), why
        )

    def _verifier(self, user: str, password: str) -> Verifier:
        known = self._verifiers.get(user)
        if known is None:
            known = parse_verifier(password) or make_verifier(password, self._salt(user))
            self._verifiers[user] = known
        return known

    def _salt(self, user: str) -> bytes:
        return self._derive("salt", user)[:16]

    def _derive(self, purpose: str, user: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}\0{user}".encode(), "sha256")


def is_loopback(address: str | None) -> bool:
    return address is None or _parse(address).is_loopback


def is_within(address: str | None, networks: Sequence[_Network]) -> bool:
    """Whether one of `networks` holds `address`; no networks hold every address, 127.0.0.1 stands for a unix socket."""
    if not networks:
        return True
    parsed = _parse(address or "127.0.0.1")
    return any(parsed.version == network.version and parsed in network for network in networks)


def _networks(user: str, addresses: Sequence[str]) -> Iterator[_Network]:
    for address in addresses:
        try:
            yield ipaddress.ip_network(address, strict=False)
        except ValueError as error:
            raise ConfigurationProblem(
                f'addresses of user "{user}" in server.yaml: "{address}" is not a network in CIDR notation',
                hint="Write 10.0.0.0/8, 192.168.1.7/32 or ::1/128.",
            ) from error


def _parse(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped
    return parsed
