"""The rows of catalogs that tell of the server and the session rather than of the file."""

from __future__ import annotations

from zoneinfo import available_timezones

from proxy.backends.sqlite.functions import SessionValues
from proxy.backends.sqlite.settings import DEFAULTS, READ_ONLY

Row = dict[str, object]
_ROLE = {
    "rolsuper": 1, "rolinherit": 1, "rolcreaterole": 1, "rolcreatedb": 1, "rolcanlogin": 1, "rolreplication": 0,
    "rolconnlimit": -1, "rolbypassrls": 1,
}  # fmt: skip
_LANGUAGES = (("internal", 12, 0), ("c", 13, 0), ("sql", 14, 1))
LIVE = ("pg_settings", "pg_stat_activity", "pg_timezone_names", "pg_prepared_statements", "pg_cursors")
"""What is asked anew for each statement."""


def server_rows(user: str, database: str) -> dict[str, list[Row]]:
    """By catalog of pg_catalog; a missing column is NULL."""
    role = {"oid": 10, "rolname": user, **_ROLE}
    login: Row = {"usename": user, "usesysid": 10, "usecreatedb": 1, "usesuper": 1, "userepl": 0, "usebypassrls": 1}
    return {
        "pg_am": [{"oid": 2, "amname": "heap", "amtype": "t"}, {"oid": 403, "amname": "btree", "amtype": "i"}],
        "pg_authid": [role],
        "pg_roles": [role],
        "pg_user": [login],
        "pg_shadow": [login],
        "pg_collation": [
            {"oid": 100, "collname": "default", "collnamespace": 11, "collowner": 10, "collprovider": "d",
             "collisdeterministic": 1, "collencoding": -1},
            {"oid": 950, "collname": "C", "collnamespace": 11, "collowner": 10, "collcollate": "C", "collctype": "C",
             "collprovider": "c", "collisdeterministic": 1, "collencoding": -1},
        ],
        "pg_database": [
            {
                "oid": 5, "datname": database, "datdba": 10, "encoding": 6, "datlocprovider": "c", "datistemplate": 0,
                "datallowconn": 1, "datconnlimit": -1, "datcollate": "C.UTF-8", "datctype": "C.UTF-8",
                "dattablespace": 1663, "dathasloginevt": 0,
            }
        ],
        "pg_tablespace": [
            {"oid": 1663, "spcname": "pg_default", "spcowner": 10},
            {"oid": 1664, "spcname": "pg_global", "spcowner": 10},
        ],
        "pg_language": [
            {"oid": oid, "lanname": name, "lanowner": 10, "lanispl": 0, "lanpltrusted": trusted, "lanplcallfoid": 0,
             "laninline": 0, "lanvalidator": 0}
            for name, oid, trusted in _LANGUAGES
        ],
    }  # fmt: skip


def live_rows(name: str, session: SessionValues) -> list[Row]:
    """Of one catalog in `LIVE`."""
    if name == "pg_settings":
        return [_setting(key, session.settings.get(key, value)) for key, value in sorted(DEFAULTS.items())]
    if name == "pg_timezone_names":
        return [{"name": zone} for zone in sorted(available_timezones())]
    if name == "pg_stat_activity":
        application = session.settings.get("application_name", "")
        return [
            {
                "datid": 5, "datname": session.database, "pid": session.process_id, "usesysid": 10,
                "usename": session.user, "application_name": application, "state": "active",
                "backend_type": "client backend",
            }
        ]  # fmt: skip
    return session.live.get(name, list)()


def _setting(name: str, value: str | None) -> Row:
    kind = "bool" if value in ("on", "off") else "integer" if (value or "").isdigit() else "string"
    return {
        "name": name, "setting": value, "vartype": kind, "category": "onedsn", "short_desc": "",
        "context": "internal" if name in READ_ONLY else "user", "source": "default", "boot_val": DEFAULTS[name],
        "reset_val": DEFAULTS[name], "pending_restart": 0,
    }  # fmt: skip
