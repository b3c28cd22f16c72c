"""Who may ask the HTTP port: anybody for health, operators for the rest."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from collections.abc import Mapping
from hmac import compare_digest

OPEN_TO_ALL = frozenset({"/health/live", "/health/ready", "/livez", "/readyz"})
"""They tell nothing but yes or no, and what is missing; those who ask have no secret to show."""
CHALLENGE = {"WWW-Authenticate": 'Basic realm="onedsn", charset="UTF-8"'}


class Access:
    """With a token, whoever shows it: as `Authorization: Bearer`, or as the password of any user name, which browsers
    ask for. Without one, programs on this machine, asked by its address and not by a name that may be anybody's."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def refusal(self, path: str, headers: Mapping[str, str], peer: str | None) -> str | None:
        """Why this request is not answered; None where it is."""
        if path in OPEN_TO_ALL:
            return None
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "another site's page may not ask"
        if self._token is not None:
            shown = shown_token(headers.get("authorization", ""))
            return None if compare_digest(shown.encode(), self._token.encode()) else "show the token of server.yaml"
        if peer is None or not _is_loopback(peer):
            return "only this machine may ask, as server.yaml has no http.token"
        host = headers.get("host", "localhost")
        if not _is_own_name(host):
            return f"the request is for {host}, which is not this machine's name for itself"
        return None

    @property
    def takes_token(self) -> bool:
        return self._token is not None


def shown_token(authorization: str) -> str:
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest.strip(), validate=True).decode("utf-8", "replace").partition(":")[2]
    except binascii.Error:
        return ""


def _is_loopback(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback


def _is_own_name(host: str) -> bool:
    """A page that a stranger's name led to this address would send that name along."""
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    if name.lower() == "localhost":
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
