"""json_agg(), jsonb_agg(), json_object_agg() and jsonb_object_agg(), which need the session's time zone."""

from __future__ import annotations

from typing import Any

from proxy.backends.sqlite.functions_aggregate import _Collected
from proxy.backends.sqlite.functions_json_make import ToJson, canonical
from proxy.errors import ProxyError
from proxy.sql import types as t


def json_aggregates(to_json: ToJson) -> dict[str, tuple[int, type[Any]]]:
    """The aggregate classes of one connection: binary (0 for json, 1 for jsonb), then oid and value of each argument;
    a record is a json with the type record."""

    class JsonAggregate(_Collected):
        """json_agg(): NULL counts."""

        def step(self, *arguments: Any) -> None:
            """A row enters."""
            self.items.append(arguments)

        def inverse(self, *arguments: Any) -> None:
            """The oldest row leaves."""
            self.items.popleft()

        def value(self) -> str | None:
            """The array; NULL over no rows."""
            if not self.items:
                return None
            binary, oid, _ = self.items[0]
            lines = oid in t.ELEMENTS or oid == t.RECORD
            items = [to_json.text(t.JSON if one[1] == t.RECORD else one[1], one[2]) for one in self.items]
            text = "[" + (", \n " if lines else ", ").join(items) + "]"
            return canonical(text) if binary else text

    class JsonObjectAggregate(JsonAggregate):
        """json_object_agg()."""

        def value(self) -> str | None:
            """The object; NULL over no rows."""
            if not self.items:
                return None
            parts = []
            for _, key_oid, key, oid, value in self.items:
                if key is None:
                    raise ProxyError("field name must not be null", sqlstate="22004")
                parts.append(f"{to_json.key(key_oid, key)} : {to_json.text(oid, value)}")
            text = "{ " + ", ".join(parts) + " }"
            return canonical(text) if self.items[0][0] else text

    return {"pg_json_agg": (3, JsonAggregate), "pg_json_object_agg": (5, JsonObjectAggregate)}
