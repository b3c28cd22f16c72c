"""Django with its own PostgreSQL backend and one DSN: migrations, queries, transactions, server-side cursors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proxying import running_proxy
from tests.servers import Server

PROGRAM = """
import os
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": "shop", "USER": "app",
        "HOST": "127.0.0.1", "PORT": os.environ["PORT"],
        "OPTIONS": {"server_side_binding": os.environ["BINDING"] == "server"},
    }},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

call_command("migrate", verbosity=0)


class Book(models.Model):
    title = models.CharField(max_length=50, unique=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        app_label = "shop"


with connection.schema_editor() as editor:
    editor.create_model(Book)

ann = User.objects.create_user("ann", password="secret")
ann.groups.add(Group.objects.create(name="readers"))
Book.objects.bulk_create([Book(title=f"book {n}", owner=ann, facts={"n": n}) for n in range(500)])
assert Book.objects.filter(owner__groups__name="readers", facts__n__gte=490).count() == 10
assert Book.objects.get_or_create(title="book 1")[1] is False
assert Book.objects.filter(title="book 2").update(title="other") == 1

try:
    with transaction.atomic():
        Book.objects.create(title="inside")
        with transaction.atomic():
            Book.objects.create(title="inside")
except IntegrityError:
    pass
assert not Book.objects.filter(title="inside").exists()

with transaction.atomic():
    Book.objects.create(title="kept")
    try:
        with transaction.atomic():
            Book.objects.create(title="kept")
    except IntegrityError:
        pass
    assert Book.objects.select_for_update().get(title="kept").facts == {}
assert Book.objects.filter(title="kept").exists()

assert sum(1 for _ in Book.objects.iterator(chunk_size=100)) == 501
with transaction.atomic():
    assert sum(1 for _ in Book.objects.order_by("id").iterator(chunk_size=100)) == 501

assert Book.objects.filter(owner=ann).delete()[0] == 500
ann.delete()
assert Book.objects.count() == 1
assert "shop_book" in connection.introspection.table_names()
connection.close()
assert Book.objects.get().title == "kept"
print("all is well")
"""


@pytest.fixture(
    params=[
        "postgresql",
        "sqlite",
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/shop.db?synchronous=off"
    server: Server = request.getfixturevalue("primary")
    return server.url_of(server.create_database())


@pytest.mark.parametrize("binding", ["client", "server"])
def test_django_works_through_one_dsn(binding: str, url: str, tmp_path: Path) -> None:
    rules = f'databases:\n  default: {{url: "{url}"}}\n'
    with running_proxy(tmp_path, {"shop.yaml": rules}) as proxy:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PORT": str(proxy.port), "BINDING": binding},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.stdout == "all is well\n", done.stderr
