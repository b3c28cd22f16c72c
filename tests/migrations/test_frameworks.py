"""Alembic and Django migrate through one DSN whose rules place applications on different databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.migrations.conftest import PAIRS, Stage

DJANGO = """
import os, sys
import django
from django.conf import settings

sys.path.insert(0, os.environ["APPS"])
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "library"],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": "shop", "USER": "app",
        "HOST": "127.0.0.1", "PORT": os.environ["PORT"],
    }},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
)
django.setup()

from django.core.management import call_command
from django.db import connection, transaction

call_command("makemigrations", "library", verbosity=0)
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)

from django.contrib.auth.models import Permission, User
from library.models import Book

with transaction.atomic():
    User.objects.create_user("ann")
    Book.objects.create(title="one")
assert (User.objects.count(), Book.objects.count()) == (1, 1)
assert Permission.objects.filter(content_type__app_label="library").count() == 4

try:
    with transaction.atomic():
        User.objects.create_user("bob")
        Book.objects.create(title="one")
except django.db.IntegrityError:
    pass
assert (User.objects.count(), Book.objects.count()) == (1, 1)

call_command("migrate", "library", "zero", verbosity=0)
assert "library_book" not in connection.introspection.table_names()
print("all is well")
"""
ALONE = """
import os, sys
import django
from django.conf import settings

sys.path.insert(0, os.environ["APPS"])
settings.configure(
    INSTALLED_APPS=["library"],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": "plain", "USER": "app",
        "HOST": "127.0.0.1", "PORT": os.environ["PORT"],
    }},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.management import call_command

try:
    call_command("migrate", verbosity=0)
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("migrate", "library", "zero", verbosity=0)
    call_command("migrate", verbosity=0)
    print("all is well")
except django.db.Error as error:
    print(error)
"""
ALONE_MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    atomic = {atomic}
    operations = [
        migrations.CreateModel("Count", [("id", models.BigAutoField(primary_key=True)), ("n", models.IntegerField())],
                               options={{"db_table": "auth_count"}}),
    ]
"""
MODELS = """
from django.db import models

class Book(models.Model):
    title = models.CharField(max_length=50, unique=True)
    pages = models.IntegerField(default=100)
"""

ALEMBIC_ENVIRONMENT = """
import os
from alembic import context
from sqlalchemy import create_engine

is_one = os.environ["TRANSACTIONAL"] == "yes"
engine = create_engine(os.environ["URL"], **({} if is_one else {"isolation_level": "AUTOCOMMIT"}))
with engine.connect() as connection:
    context.configure(connection=connection, transactional_ddl=is_one)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
"""
REVISIONS = {
    "one": '''
revision, down_revision = "one", None
def upgrade():
    op.create_table("book", sa.Column("id", sa.Integer, primary_key=True), sa.Column("title", sa.String(50)))
    op.create_table("auth_user", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)))
    op.create_index("auth_user_name", "auth_user", ["name"])
def downgrade():
    op.drop_table("auth_user")
    op.drop_table("book")
''',
    "two": '''
revision, down_revision = "two", "one"
def upgrade():
    op.add_column("auth_user", sa.Column("email", sa.String(50)))
    op.create_index("ix_email", "auth_user", ["email"])
    op.create_index("ix_passing", "auth_user", ["email"])
    op.drop_index("ix_passing", "auth_user")
    table = sa.table("auth_user", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.bulk_insert(table, [{"id": 1, "name": "ann"}])
    op.execute("INSERT INTO book (id, title) VALUES (1, 'one')")
def downgrade():
    op.drop_index("ix_email", "auth_user")
    op.drop_column("auth_user", "email")
''',
}  # fmt: skip


def run(program: list[str], environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        program, capture_output=True, text=True, timeout=90, cwd=folder, env={**os.environ, **environment}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("pair", PAIRS, indirect=True)
def test_django_migrates_applications_of_two_databases(stage: Stage, tmp_path: Path) -> None:
    library = tmp_path / "apps" / "library"
    (library / "migrations").mkdir(parents=True)
    (library / "__init__.py").touch()
    (library / "migrations" / "__init__.py").touch()
    (library / "models.py").write_text(MODELS)
    environment = {"PORT": str(stage.proxy.port), "APPS": str(library.parent)}
    assert run([sys.executable, "-c", DJANGO], environment, tmp_path) == "all is well\n"
    assert {"django_migrations", "django_session"} <= stage.tables("default")
    assert {"auth_user", "auth_permission", "django_content_type"} <= stage.tables("auth")
    assert not stage.tables("default") & stage.tables("auth")


@pytest.mark.parametrize("pair", PAIRS, indirect=True)
@pytest.mark.parametrize("atomic", [True, False])
def test_django_migrates_without_two_phase_what_is_not_atomic(stage: Stage, tmp_path: Path, atomic: bool) -> None:
    migrations = tmp_path / "apps" / "library" / "migrations"
    migrations.mkdir(parents=True)
    for file in (migrations / "__init__.py", migrations.parent / "__init__.py", migrations.parent / "models.py"):
        file.touch()
    (migrations / "0001_initial.py").write_text(ALONE_MIGRATION.format(atomic=atomic))
    environment = {"PORT": str(stage.proxy.port), "APPS": str(tmp_path / "apps")}
    told = run([sys.executable, "-c", ALONE], environment, tmp_path)
    if atomic:
        # Its line of bookkeeping belongs on another database.
        assert "transactions: two_phase in the rules file allows several sources" in told
        assert stage.tables("auth") == set()
        return
    assert told == "all is well\n"
    assert (stage.tables("default"), stage.tables("auth")) == ({"django_migrations"}, {"auth_count"})


@pytest.mark.parametrize(
    ("pair", "name", "transactional"),
    [*((pair, "shop", "yes") for pair in PAIRS), *((pair, "plain", "no") for pair in PAIRS)],
    indirect=["pair"],
)
def test_alembic_migrates_tables_of_two_databases(stage: Stage, tmp_path: Path, name: str, transactional: str) -> None:
    scripts = tmp_path / "alembic"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text(ALEMBIC_ENVIRONMENT)
    (scripts / "script.py.mako").touch()
    for revision, text in REVISIONS.items():
        (scripts / "versions" / f"{revision}.py").write_text(f"import sqlalchemy as sa\nfrom alembic import op\n{text}")
    (tmp_path / "alembic.ini").write_text(f"[alembic]\nscript_location = {scripts}\n")
    url = stage.proxy.url(name).replace("postgresql://", "postgresql+psycopg://")
    environment = {"URL": url, "TRANSACTIONAL": transactional}
    alembic = [sys.executable, "-m", "alembic"]
    run([*alembic, "upgrade", "head"], environment, tmp_path)
    assert stage.tables("default") == {"book", "alembic_version"}
    assert stage.tables("auth") == {"auth_user"}
    with stage.connect() as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("two",)
        assert connection.execute("SELECT name, email FROM auth_user").fetchone() == ("ann", None)
        assert connection.execute("SELECT title FROM book").fetchone() == ("one",)
    run([*alembic, "downgrade", "base"], environment, tmp_path)
    assert stage.tables("default") == {"alembic_version"}
    assert stage.tables("auth") == set()
