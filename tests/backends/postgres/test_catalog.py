"""Facts read from a real server's catalogs."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from proxy.backends.postgres.catalog import load_catalog
from proxy.errors import ConnectionFailure
from proxy.sql.catalog import Catalog, ForeignKey, Persistence, Volatility
from proxy.sql.statement import TableName
from tests.servers import Server

SCHEMA = """
CREATE SCHEMA "Shop";
CREATE TABLE customer (id int PRIMARY KEY, name text, gone int);
ALTER TABLE customer DROP COLUMN gone;
CREATE TABLE orders (id int, customer_id int, placed date,
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE);
CREATE UNLOGGED TABLE "Shop"."Basket" (id int);
CREATE TABLE parted (k int) PARTITION BY LIST (k);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE SEQUENCE numbers;
CREATE VIEW recent AS SELECT o.id, c.name FROM orders o JOIN customer c ON c.id = o.customer_id;
CREATE VIEW newest AS SELECT * FROM recent ORDER BY id DESC LIMIT 1;
CREATE VIEW ticket AS SELECT nextval('numbers') AS number;
CREATE VIEW ticket_again AS SELECT * FROM ticket;
CREATE VIEW dice AS SELECT random() AS spot, now() AS at;
CREATE MATERIALIZED VIEW frozen_orders AS SELECT * FROM orders;
CREATE VIEW thawed AS SELECT * FROM frozen_orders;
CREATE TABLE audit (id int);
CREATE RULE keep AS ON INSERT TO orders DO ALSO INSERT INTO audit VALUES (new.id);
CREATE FUNCTION pure(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION pure(text) RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION steady() RETURNS bigint STABLE LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM recent; END;
"""


@pytest.fixture(scope="module")
def url(primary: Server) -> Iterator[str]:
    database = primary.create_database()
    url = primary.url_of(database)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SCHEMA)
    yield url
    primary.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
async def catalog(url: str) -> Catalog:
    return await load_catalog("default", url)


def _names(*names: str) -> tuple[TableName, ...]:
    return tuple(TableName(name, "public") for name in names)


def _name(name: str) -> TableName:
    return TableName(name, "public")


async def test_tables_have_their_columns_in_order_without_dropped_ones(catalog: Catalog) -> None:
    assert catalog.tables[_name("customer")].columns == ("id", "name")
    assert catalog.tables[TableName("Basket", "Shop")].persistence is Persistence.UNLOGGED


async def test_system_tables_are_left_out(catalog: Catalog) -> None:
    assert {name.schema for name in catalog.tables} == {"public", "Shop"}


async def test_a_view_knows_the_tables_behind_it_through_other_views(catalog: Catalog) -> None:
    assert catalog.tables[_name("newest")].reads == _names("customer", "orders")
    assert catalog.tables[_name("newest")].is_view
    assert not catalog.tables[_name("newest")].read_writes


async def test_a_materialized_view_holds_its_rows_itself(catalog: Catalog) -> None:
    assert catalog.tables[_name("frozen_orders")].reads == ()
    assert catalog.tables[_name("thawed")].reads == _names("frozen_orders")


async def test_reading_a_view_that_takes_a_number_changes_something(catalog: Catalog) -> None:
    assert catalog.tables[_name("ticket")].read_writes
    assert catalog.tables[_name("ticket_again")].read_writes
    assert not catalog.tables[_name("dice")].read_writes


async def test_rules_tell_what_is_written_besides(catalog: Catalog) -> None:
    assert catalog.tables[_name("orders")].writes == _names("audit")


async def test_a_partition_knows_its_parent(catalog: Catalog) -> None:
    assert catalog.tables[_name("parted_1")].parent == _name("parted")


async def test_overloads_are_as_dangerous_as_the_worst_of_them(catalog: Catalog) -> None:
    assert catalog.functions[_name("pure")].volatility is Volatility.VOLATILE
    assert catalog.functions[_name("steady")].volatility is Volatility.STABLE
    assert catalog.functions[_name("steady")].reads == _names("customer", "orders")


async def test_foreign_keys_are_read_with_their_actions(catalog: Catalog) -> None:
    assert catalog.foreign_keys == (
        ForeignKey("orders_customer", _name("orders"), ("customer_id",), _name("customer"), ("id",), "cascade"),
    )


async def test_a_server_that_cannot_be_asked_is_a_connection_failure() -> None:
    with pytest.raises(ConnectionFailure, match='database "gone" could not be asked'):
        await load_catalog("gone", "postgresql://u@127.0.0.1:1/d?sslmode=disable")
