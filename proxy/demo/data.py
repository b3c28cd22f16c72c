"""The demo's folder: SQLite files with data, and rules that show every kind of router."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from proxy.backends.sqlite.catalog import read_schema
from proxy.backends.sqlite.functions import register
from proxy.sql.transpile import transpile

RULES = """\
databases:
  default:  {url: "sqlite:///shop.db"}
  replica1: {url: "sqlite:///shop_replica1.db", replica_of: default, read_your_writes: false}
  replica2: {url: "sqlite:///shop_replica2.db", replica_of: default, read_your_writes: false}
  auth:     {url: "sqlite:///auth.db"}

routers:                          # asked in order; the first opinion wins
  - name: auth                    # by table
    tables: ["auth_*"]
    read: auth
    write: auth
    migrate: [auth]
  - name: stock_is_fresh          # in Python: proxy/demo/routers.py
    python: "proxy.demo.routers:FreshStock"
  - name: cash_desk               # by application_name: the desk never sees old data
    applications: ["desk*"]
    read: default
  - name: replicas                # the rest: reads from the less busy replica, writes to the primary
    read: [replica1, replica2]
    write: default
    migrate: [default]
    relation: allow

tests:
  - {sql: "SELECT * FROM product", database: replica1, router: replicas}
  - {sql: "SELECT * FROM stock", database: default, router: stock_is_fresh}
  - {sql: "SELECT * FROM auth_user", database: auth, router: auth}
  - {sql: "SELECT * FROM product", application: desk1, database: default, router: cash_desk}
  - {sql: "UPDATE product SET price = 1", database: default, router: replicas}
  - {sql: "CREATE TABLE auth_badge (id integer)", database: auth, router: auth}
  - {sql: "SELECT 1 FROM orders JOIN auth_user ON auth_user.id = orders.user_id", refused: cross_database}
"""

SERVER = "log: {level: warning, format: console}\n"

_SHOP = (
    "CREATE TABLE product (id serial PRIMARY KEY, name text NOT NULL UNIQUE, price numeric(10,2) NOT NULL)",
    "CREATE TABLE stock (product_id integer PRIMARY KEY REFERENCES product (id), pieces integer NOT NULL)",
    "CREATE TABLE orders (id serial PRIMARY KEY, user_id integer NOT NULL, product_id integer NOT NULL"
    " REFERENCES product (id), pieces integer NOT NULL, status text NOT NULL, placed_at timestamp NOT NULL)",
)
_AUTH = (
    "CREATE TABLE auth_user (id serial PRIMARY KEY, username text NOT NULL UNIQUE, email text NOT NULL,"
    " city text NOT NULL, joined_on date NOT NULL)",
)
_PRODUCTS = (
    ("Assam, 100 g", 7.90), ("Darjeeling first flush, 100 g", 14.50), ("Sencha, 100 g", 9.80), ("Tray, walnut", 48.00),
    ("Cast-iron teapot", 89.00), ("Glass teapot", 39.50), ("Kettle with thermometer", 64.90), ("Cup, celadon", 18.00),
    ("Strainer", 6.40), ("Bamboo whisk", 21.90), ("Tea caddy", 27.50), ("Sugar, rock candy", 4.20),
)  # fmt: skip
_USERS = (
    ("amelie.brandt", "Hamburg"), ("jonas.keller", "Leipzig"), ("sofia.rossi", "Torino"), ("mateo.garcia", "Bilbao"),
    ("hanna.nowak", "Gdańsk"), ("lucas.martin", "Lyon"), ("ingrid.berg", "Bergen"), ("tomas.novak", "Brno"),
    ("aoife.byrne", "Cork"), ("eva.jansen", "Utrecht"),
)  # fmt: skip
_STATES = ("paid", "packed", "sent", "sent", "sent", "returned")
_ORDERS = 200


def make(folder: Path) -> Path:
    """Fills `folder`; returns its rules file. The same data every time."""
    chance = random.Random(1987)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    orders = [
        (
            chance.randint(1, len(_USERS)),
            chance.randint(1, len(_PRODUCTS)),
            chance.randint(1, 4),
            chance.choice(_STATES),
            f"{start + timedelta(minutes=chance.randrange(525_600)):%Y-%m-%d %H:%M:%S}",
        )
        for _ in range(_ORDERS)
    ]
    _define(
        folder / "shop.db",
        *_SHOP,
        _insert("product (name, price)", _PRODUCTS),
        _insert("stock", [(number + 1, chance.randrange(0, 80)) for number in range(len(_PRODUCTS))]),
        _insert("orders (user_id, product_id, pieces, status, placed_at)", orders),
    )
    # A file does not follow another: replicas stay as they are now, which makes visible who reads from them.
    for replica in ("shop_replica1.db", "shop_replica2.db"):
        shutil.copyfile(folder / "shop.db", folder / replica)
    users = [
        (name, f"{name}@example.com", city, f"{start - timedelta(days=chance.randrange(1, 900)):%Y-%m-%d}")
        for name, city in _USERS
    ]
    _define(folder / "auth.db", *_AUTH, _insert("auth_user (username, email, city, joined_on)", users))
    rules = folder / "shop.yaml"
    rules.write_text(RULES)
    (folder / "server.yaml").write_text(SERVER)
    return rules


def _define(path: Path, *statements: str) -> None:
    """Makes a file by PostgreSQL's SQL, so that its columns have PostgreSQL's types."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        register(connection)
        connection.execute("BEGIN")
        for text in statements:
            for statement in transpile(text, read_schema(connection)).statements:
                connection.execute(statement)
        connection.execute("COMMIT")


def _insert(table: str, rows: Iterable[tuple[int | float | str, ...]]) -> str:
    lines = [", ".join(str(value) if not isinstance(value, str) else f"'{value}'" for value in row) for row in rows]
    return f"INSERT INTO {table} VALUES {', '.join(f'({line})' for line in lines)}"
