"""Run-time settings of a session: what SET changed, and the statements that bring a server connection to the same."""

from __future__ import annotations

from collections.abc import Mapping

# Set by the start-up packet or by the proxy itself; never replayed to a server.
NOT_REPLAYED = frozenset(("user", "database", "replication", "options"))

_DISGUISES = ("session_authorization", "role")
"""Settings that make the session another user; the first takes back the second."""

_LISTS = frozenset(
    ("search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries", "createrole_self_grant")
)
"""Settings whose value is a list of names: in SET one constant would be one name, commas and all."""


def quote_literal(value: str) -> str:
    """`value` as a string constant that means the same under either `standard_conforming_strings`."""
    if "\\" in value:
        return " E'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
    return "'" + value.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """A setting's name, quoted only where it needs it: a part of one with dots may be a reserved word."""
    if name.isidentifier() and name == name.lower():
        return name
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def differences(held: Mapping[str, str], wanted: Mapping[str, str]) -> str | None:
    """The query string that turns a server's settings `held` into `wanted`; None where they are equal.

    Values are SQL text as written after `=`. Whoever the connection is now may be forbidden to change the others, and
    so may whom it is to become: it is itself while they change.
    """
    left = [name for name in held if name not in wanted]
    changed = [name for name, value in wanted.items() if held.get(name) != value]
    if not left and not changed:
        return None
    disguises = [name for name in _DISGUISES if name in held]
    parts = [f"RESET {quote_name(name)}" for name in reversed(disguises)]
    parts.extend(f"RESET {quote_name(name)}" for name in left if name not in _DISGUISES)
    changed = [name for name in changed if name not in _DISGUISES]
    changed.extend(name for name in _DISGUISES if name in wanted)
    if parts and changed:
        # Whatever becomes of the rest, nothing of the session before stays.
        parts = ["BEGIN", *parts, "COMMIT"]
    parts.extend(f"SET {quote_name(name)} TO {wanted[name]}" for name in changed)
    return ";".join(parts)


def from_startup(parameters: Mapping[str, str]) -> dict[str, str]:
    """The settings that a start-up packet asks for, as SQL text; those of the proxy itself left out."""
    return {
        name.lower(): list_of_names(value) if name.lower() in _LISTS else quote_literal(value)
        for name, value in parameters.items()
        if name not in NOT_REPLAYED and not name.lower().startswith(("onedsn.", "_pq_."))
    }


def list_of_names(value: str) -> str:
    """The names of a list as a server reads it in a start-up packet, as SET needs them: each a constant of its own."""
    names: list[str] = []
    name, quoted, inside = "", False, False
    for character in value + ",":
        if character == '"':
            # A doubled quote inside a quoted name is one quote.
            name = (name + '"' if not inside else name) if quoted else name.strip()
            inside, quoted = not inside, True
        elif inside:
            name += character
        elif character == ",":
            names.append(name if quoted else name.strip().lower())
            name, quoted = "", False
        elif not (quoted and character.isspace()):
            name += character
    return ", ".join(quote_literal(one).strip() for one in names)
