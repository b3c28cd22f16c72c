"""Settings for Django's tests: two aliases, one DSN; PORT, DSN_DEFAULT and DSN_OTHER come from the environment."""

from __future__ import annotations

import os
from typing import Any


def _database(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": os.environ["PORT"],
        "USER": "postgres",
        "NAME": name,
        "TEST": {"NAME": name},
        "OPTIONS": {"server_side_binding": os.environ.get("BINDING") == "server"},
    }


DATABASES = {"default": _database(os.environ["DSN_DEFAULT"]), "other": _database(os.environ["DSN_OTHER"])}
TEST_RUNNER = "tests.django_suite.runner.ExistingDatabases"
SECRET_KEY = "onedsn"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = False
