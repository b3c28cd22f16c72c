"""Tables dressed as Django's models and instances, for routers that were written for Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from proxy.routing.router import Patterns, Table

# Tables of Django's own applications whose names do not begin with their app_label.
_DJANGO = {
    "django_admin_log": ("admin", "logentry"),
    "django_content_type": ("contenttypes", "contenttype"),
    "django_flatpage": ("flatpages", "flatpage"),
    "django_migrations": ("migrations", "migration"),
    "django_redirect": ("redirects", "redirect"),
    "django_session": ("sessions", "session"),
    "django_site": ("sites", "site"),
}


@dataclass(frozen=True, slots=True)
class Meta:
    """The part of a model's `_meta` that a table can tell."""

    db_table: str
    app_label: str
    model_name: str

    @property
    def label_lower(self) -> str:
        return f"{self.app_label}.{self.model_name}"

    @property
    def label(self) -> str:
        return self.label_lower

    @property
    def object_name(self) -> str:
        return self.model_name


@dataclass(frozen=True, slots=True)
class Model:
    """What `db_for_read` and `db_for_write` get for their first argument."""

    schema: str
    name: str
    databases: tuple[str, ...]
    columns: tuple[str, ...]
    _meta: Meta

    @property
    def app_label(self) -> str:
        return self._meta.app_label

    @property
    def model_name(self) -> str:
        return self._meta.model_name

    @property
    def __name__(self) -> str:
        return self._meta.object_name

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class State:
    db: str
    adding: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """Rows of a table, of which only the database is known."""

    model: Model
    database: str
    _state: State = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_state", State(self.database))

    @property
    def _meta(self) -> Meta:
        return self.model._meta

    # What a table has, so that a router may ask the ends of a relation for it too.

    @property
    def schema(self) -> str:
        return self.model.schema

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def databases(self) -> tuple[str, ...]:
        return self.model.databases

    @property
    def columns(self) -> tuple[str, ...]:
        return self.model.columns

    @property
    def app_label(self) -> str:
        return self.model.app_label

    @property
    def model_name(self) -> str:
        return self.model.model_name

    def __str__(self) -> str:
        return self.name


def model_of(table: Table, apps: Mapping[str, Patterns]) -> Model:
    """`auth_user` is model `user` of app `auth`, unless `apps` claims the table for another app."""
    return Model(table.schema, table.name, table.databases, table.columns, _meta_of(table, apps))


def _meta_of(table: Table, apps: Mapping[str, Patterns]) -> Meta:
    name = table.name
    for app, patterns in apps.items():
        if patterns.match(name, table.schema):
            return Meta(name, app, name.removeprefix(f"{app}_"))
    if name in _DJANGO:
        return Meta(name, *_DJANGO[name])
    app, separator, model = name.partition("_")
    return Meta(name, app, model) if separator and app and model else Meta(name, "", name)
