"""Django's migrate over several databases ends as docs/rules.md says of its example."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.migrations.conftest import PAIRS, Stage

RULES = (Path(__file__).parent.parent.parent / "docs" / "rules.md").read_text()
EXAMPLE = re.findall(r"```yaml\n(.*?)```", RULES.partition("<!-- example: migrate -->")[2], re.DOTALL)[0]
DJANGO = """
import os
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": "documented", "USER": "app",
        "HOST": "127.0.0.1", "PORT": os.environ["PORT"],
    }},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
print("all is well")
"""


@pytest.mark.parametrize("rest", [True, False], ids=["all claimed", "rest unclaimed"])
@pytest.mark.parametrize("pair", PAIRS, indirect=True)
def test_tables_are_where_the_rules_say_and_one_bookkeeping_knows_them(stage: Stage, rest: bool) -> None:
    rules = EXAMPLE if rest else "\n".join(line for line in EXAMPLE.splitlines() if "name: rest" not in line)
    assert ("name: rest" in rules) is rest
    for name, url in stage.urls.items():
        assert f'"sqlite:///{name}.db"' in rules
        rules = rules.replace(f"sqlite:///{name}.db", url)
    stage.proxy.write("documented.yaml", rules)
    stage.proxy.reload()
    stage.proxy.wait_for_log("documented")
    environment = {**os.environ, "PORT": str(stage.proxy.port)}
    done = subprocess.run(
        [sys.executable, "-c", DJANGO], capture_output=True, text=True, timeout=90, env=environment, check=False
    )
    assert done.stdout == "all is well\n", done.stdout + done.stderr
    assert stage.tables("auth") >= {"auth_user", "auth_group", "auth_permission", "django_content_type"}
    assert stage.tables("default") == {"django_migrations", "django_session"}
    with stage.proxy.connect("documented") as connection:
        applied = {app for (app,) in connection.execute("SELECT app FROM django_migrations")}
    assert applied == {"contenttypes", "auth", "sessions"}
