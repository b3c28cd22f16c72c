"""The demo's folder: three SQLite files with data, and rules that show every kind of router."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

RULES = """\
databases:
  default:  {url: "sqlite:///shop.db"}
  replica1: {url: "sqlite:///shop_replica.db", replica_of: default, read_your_writes: false}
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
  - name: replicas                # the rest: reads from the replica, writes to the primary
    read: replica1
    write: default
    migrate: [default]
    relation: allow

tests:
  - {sql: "SELECT * FROM product", database: replica1, router: replicas}
  - {sql: "SELECT * FROM stock", database: default, router: stock_is_fresh}
  - {sql: "SELECT * FROM auth_user", database: auth, router: auth}
  - {sql: "SELECT * FROM product", application: desk1, database: default, router: cash_desk}
  - {sql: "UPDATE product SET price = 1", database: default, router: replicas}
  - {sql: "SELECT 1 FROM orders JOIN auth_user ON auth_user.id = orders.user_id", refused: cross_database}
"""

SERVER = "log: {level: warning, format: console}\n"

_SHOP = """
CREATE TABLE product (id integer PRIMARY KEY, name text NOT NULL UNIQUE, price numeric(10,2) NOT NULL);
CREATE TABLE stock (product_id integer PRIMARY KEY REFERENCES product (id), pieces integer NOT NULL);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL, product_id integer NOT NULL
    REFERENCES product (id), pieces integer NOT NULL, placed_at timestamp NOT NULL);
"""
_AUTH = """
CREATE TABLE auth_user (id integer PRIMARY KEY, username text NOT NULL UNIQUE, joined_on date NOT NULL);
"""
_PRODUCTS = ("teapot", "kettle", "cup", "saucer", "strainer", "tray", "caddy", "whisk", "spoon", "cosy")
_USERS = ("ada", "grace", "edsger", "barbara", "donald", "frances", "tony", "radia")
_ORDERS = 200


def make(folder: Path) -> Path:
    """Fills `folder`; returns its rules file. The same data every time."""
    chance = random.Random(1987)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    with closing(sqlite3.connect(folder / "shop.db")) as shop:
        shop.executescript(_SHOP)
        for number, name in enumerate(_PRODUCTS, 1):
            shop.execute("INSERT INTO product VALUES (?, ?, ?)", (number, name, chance.randrange(300, 9900) / 100))
            shop.execute("INSERT INTO stock VALUES (?, ?)", (number, chance.randrange(0, 80)))
        for number in range(1, _ORDERS + 1):
            placed = start + timedelta(minutes=chance.randrange(525_600))
            values = (number, chance.randint(1, len(_USERS)), chance.randint(1, len(_PRODUCTS)), chance.randint(1, 4))
            shop.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?)", (*values, f"{placed:%Y-%m-%d %H:%M:%S}"))
        shop.commit()
    # A file does not follow another: this replica stays as it is now, which makes visible who reads from it.
    shutil.copyfile(folder / "shop.db", folder / "shop_replica.db")
    with closing(sqlite3.connect(folder / "auth.db")) as auth:
        auth.executescript(_AUTH)
        for number, name in enumerate(_USERS, 1):
            joined = start - timedelta(days=chance.randrange(900))
            auth.execute("INSERT INTO auth_user VALUES (?, ?, ?)", (number, name, f"{joined:%Y-%m-%d}"))
        auth.commit()
    rules = folder / "shop.yaml"
    rules.write_text(RULES)
    (folder / "server.yaml").write_text(SERVER)
    return rules
