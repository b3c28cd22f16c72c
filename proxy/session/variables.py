"""What start-up, SET and RESET have made of a session: the only writer of its settings. May be compiled."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.routing.route import Choice, Context
from proxy.session.identity import Identity
from proxy.session.settings import from_startup
from proxy.session.transaction import Transaction

_KEPT_BY_RESET_ALL = ("role", "session_authorization")

_OFF = ("off", "false", "no", "0", "f", "n", "of", "fa", "fal", "fals")
_ON = ("on", "true", "yes", "1", "t", "tr", "tru", "y", "ye")
NOTHING: dict[str, tuple[str, ...]] = {}
DECIDING = ("search_path", "role", "session_authorization", "standard_conforming_strings")
"""Settings that say what the text of a statement means."""
_CONSTANTS = (
    "timezone",
    "datestyle",
    "intervalstyle",
    "transform_null_equals",
    "array_nulls",
    "lc_monetary",
    "xmloption",
)
"""Settings that say what a constant in it means: a server reads it when it prepares the statement."""
_MEANING = DECIDING + _CONSTANTS


class Variables:
    """Settings as SQL text by name, and onedsn's own. `settings` is replaced, never changed in place.

    A server connection whose `settings` is the same object is known to have them.
    """

    def __init__(self, identity: Identity) -> None:
        # For the life of the session
        self._identity = identity
        self.startup = from_startup(identity.parameters)
        # From the greeting on
        self.reported: Mapping[str, str] = {}
        """What the default database's server says of the settings that hold where the session has none of its own."""
        # Changed by SET and RESET
        self.settings: dict[str, str] = self.startup
        self.choice: Choice | None = None
        self.load = False
        # For the transaction under way
        self.local: dict[str, tuple[str, ...]] = NOTHING
        """What SET LOCAL has made of the settings that decisions depend on; replaced, never changed in place."""
        # While pinned
        self.temporary: tuple[tuple[str, str], ...] = ()

    def change(self, name: str, value: str) -> None:
        self.settings = {**self._without_role(name), name: value}

    def _without_role(self, name: str) -> dict[str, str]:
        """The settings that a change of `name` leaves: a session's user takes the role along."""
        if name != "session_authorization":
            return self.settings
        return {key: value for key, value in self.settings.items() if key != "role"}

    def go_back_to(self, settings: Mapping[str, str]) -> None:
        """The transaction or the savepoint after which other settings were made is rolled back."""
        self.settings = dict(settings)

    def reset(self, name: str) -> dict[str, str]:
        """The server went back to its own default, the client's is that of its start-up packet.

        Returns the settings that the server has now.
        """
        left = {key: value for key, value in self._without_role(name).items() if key != name}
        if name not in self.startup:
            self.settings = left
            return left
        self.settings = {**left, name: self.startup[name]}
        return left

    def reset_all(self) -> dict[str, str]:
        """The same for every setting but the role."""
        kept = {name: value for name, value in self.settings.items() if name in _KEPT_BY_RESET_ALL}
        self.settings = {**self.startup, **kept}
        return kept

    def discard(self) -> None:
        """As after start-up."""
        self.settings = self.startup
        self.choice = None
        self.load = False
        self.temporary = ()

    def current_choice(self, transaction: Transaction) -> Choice | None:
        """The nearest explicit choice outside the statement itself."""
        if transaction.local_choice is not None:
            return Choice(transaction.local_choice, "SET LOCAL")
        return self.choice or self._identity.choice

    @property
    def reads_only_by_default(self) -> bool:
        value = self.settings.get("default_transaction_read_only")
        if value is None:
            value = self.reported.get("default_transaction_read_only", "off")
        return value != "off" and value.strip(" '\"").lower() in _ON

    @property
    def isolation_by_default(self) -> str | None:
        value = self.settings.get("default_transaction_isolation")
        return None if value is None else value.strip(" '\"").lower()

    def context(self, transaction: Transaction) -> Context:
        """What decisions depend on now."""
        isolation = transaction.isolation or self.isolation_by_default
        return Context(
            user=self._identity.user,
            application=self.settings.get("application_name", "").strip().strip("'"),
            choice=self.current_choice(transaction),
            transaction=transaction.mode,
            bound=transaction.bound,
            search_path=self._list("search_path"),
            role=self._role(),
            standard_conforming_strings=self._conforms(),
            serializable=None if isolation is None else isolation == "serializable",
            reads_only=self.reads_only_by_default,
            load=self.load,
            temporary=self.temporary,
        )

    def change_local(self, name: str, values: tuple[str, ...]) -> None:
        """SET LOCAL, as far as decisions or the meaning of a text depend on it."""
        if name in _MEANING:
            self.local = {**self.local, name: values}

    def meaning(self, transaction: Transaction) -> tuple[tuple[str, ...], ...]:
        """What a prepared statement depends on beside its text: one that was prepared with the same can be shared."""
        choice = self.current_choice(transaction)
        parts: list[tuple[str, ...]] = [("" if choice is None else choice.database,)]
        for name in _MEANING:
            value = self.local.get(name)
            if value is None:
                setting = self.settings.get(name)
                value = () if setting is None else (setting,)
            if value:
                parts.append((name, *value))
        return tuple(parts)

    def _list(self, name: str) -> tuple[str, ...]:
        """The names in a setting; none where the server's default holds."""
        local = self.local.get(name)
        if local is not None:
            return local
        parts = (part.strip().strip("'").strip('"') for part in self.settings.get(name, "").split(","))
        return tuple(part for part in parts if part and part != "DEFAULT")

    def _conforms(self) -> bool:
        name = "standard_conforming_strings"
        return (self._word(name) or self.reported.get(name, "on")) not in _OFF

    def _word(self, name: str) -> str:
        words = self._list(name)
        return words[0].lower() if words else ""

    def _role(self) -> str:
        for name in ("role", "session_authorization"):
            words = self._list(name)
            if words and words[0].lower() not in ("none", "default"):
                return words[0]
        return ""
