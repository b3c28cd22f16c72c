"""What `onedsn check` says of server.yaml: what keeps it from being served, and what is probably not meant."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from proxy.config import ADMIN_DATABASE, ServerSettings
from proxy.routing.document import Document, read_document
from proxy.routing.findings import Finding
from proxy.routing.load import load_settings
from proxy.server.listener import terms_of
from proxy.session.admission import Method


def check_settings(file: Path, environment: Mapping[str, str], dsn_databases: Collection[str]) -> list[Finding]:
    """Raises FileProblems, or ConfigurationProblem for a certificate or an address that cannot be used."""
    settings = load_settings(file, environment)
    terms_of(settings, secrets.token_bytes(32))
    return _users(read_document(file, environment), settings, dsn_databases)


def _users(document: Document, settings: ServerSettings, dsn_databases: Collection[str]) -> list[Finding]:
    file, found = str(document.path), []
    for name, user in settings.users.items():
        line, key = document.line(("users", name)), f"users.{name}"
        if user.password is None and user.authentication in (Method.SCRAM, Method.PASSWORD):
            message = f'nobody can come in as "{name}": it has no password'
            found.append(Finding(file, line, "user_without_password", message, key))
        for database in user.databases:
            if database not in dsn_databases and database != ADMIN_DATABASE:
                message = f'"{database}" is no DSN database; known are {", ".join(sorted(dsn_databases))}'
                found.append(Finding(file, line, "user_of_no_database", message, key))
    return found
