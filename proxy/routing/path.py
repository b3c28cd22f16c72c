"""Where names without a schema are looked for."""

from __future__ import annotations

from collections.abc import Mapping

from proxy.routing.route import Context
from proxy.sql.catalog import Catalog

_DEFAULT = ("$user", "public")


def search_path(context: Context, catalogs: Mapping[str, Catalog], default: str) -> tuple[str, ...]:
    """The schemas in their order, "$user" resolved, which counts only where there is such a schema.

    `default` is the database whose settings hold where the session has none of its own.
    """
    catalog = catalogs.get(default)
    path = context.search_path or (catalog.search_path if catalog is not None else _DEFAULT)
    if "$user" not in path:
        return path
    user = context.role or (catalog.user if catalog is not None else context.user)
    exists = any(user in each.schemas for each in catalogs.values())
    found = tuple(user if schema == "$user" else schema for schema in path if schema != "$user" or exists)
    return found or ("public",)
