"""Runs Django's tests on databases that exist already: a proxy's databases are those of its rules file."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.test.runner import DiscoverRunner


class ExistingDatabases(DiscoverRunner):
    """Makes the tables, but creates and drops no database."""

    def setup_databases(self, **options: Any) -> Any:
        for alias in connections:
            creation = connections[alias].creation
            name = connections[alias].settings_dict["NAME"]
            creation._create_test_db = lambda *_arguments, name=name, **_options: name
            creation._destroy_test_db = lambda *_arguments, **_options: None
        return super().setup_databases(**options)
