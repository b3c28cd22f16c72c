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
CREATE UNLOGGED TABLE parted_2 PARTITION OF parted FOR VALUES IN (2);
CREATE TABLE child () INHERITS (customer);
CREATE FUNCTION count_orders() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM recent';
CREATE FUNCTION place(int) RETURNS void LANGUAGE plpgsql AS
    'BEGIN IF NOT EXISTS (SELECT FROM customer WHERE id = $1) THEN INSERT INTO orders VALUES ($1); END IF; END';
CREATE FUNCTION place_twice(int) RETURNS void LANGUAGE sql AS 'SELECT place($1); SELECT place($1)';
CREATE FUNCTION forget(int) RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM audit WHERE id = $1; END;
CREATE FUNCTION doubled(int) RETURNS int LANGUAGE sql RETURN $1 * 2;
CREATE FUNCTION anything(text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE $1; END';
CREATE FUNCTION sly() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT nextval(''numbers'')';
CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO audit VALUES (new.id); RETURN new; END';
CREATE TRIGGER quiet BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION quiet();
CREATE FUNCTION in_shop() RETURNS bigint LANGUAGE sql SET search_path = "Shop" AS 'SELECT count(*) FROM "Basket"';
CREATE FUNCTION noted(int, int) RETURNS int LANGUAGE sql AS 'INSERT INTO audit VALUES ($2) RETURNING $1';
CREATE AGGREGATE noting(int) (SFUNC = noted, STYPE = int);
CREATE VIEW noted_orders AS SELECT noting(id) FROM orders;
CREATE FUNCTION locks() RETURNS void LANGUAGE sql AS 'SELECT pg_advisory_lock(1)';
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


async def test_a_parent_knows_its_children_and_is_unlogged_where_one_of_them_is(catalog: Catalog) -> None:
    assert catalog.tables[_name("parted")].children == _names("parted_1", "parted_2")
    assert catalog.tables[_name("parted")].persistence is Persistence.UNLOGGED
    assert catalog.tables[_name("customer")].children == _names("child")
    assert catalog.tables[_name("customer")].persistence is Persistence.PERMANENT


async def test_a_function_that_is_seen_only_to_read_changes_nothing(catalog: Catalog) -> None:
    found = catalog.functions[_name("count_orders")]
    assert (found.reads, found.writes) == (_names("customer", "orders"), ())
    assert found.pure
    assert found.complete
    assert catalog.functions[_name("doubled")].pure


async def test_a_body_tells_what_is_written_directly_and_by_other_functions(catalog: Catalog) -> None:
    for name in ("place", "place_twice"):
        found = catalog.functions[_name(name)]
        assert (found.reads, found.writes) == (_names("customer"), _names("orders")), name
        assert found.complete
        assert not found.pure
    assert catalog.functions[_name("forget")].writes == _names("audit")


async def test_what_runs_a_text_is_never_pure(catalog: Catalog) -> None:
    found = catalog.functions[_name("anything")]
    assert not found.complete
    assert not found.pure


async def test_a_function_that_is_seen_to_change_something_is_volatile_whatever_it_says(catalog: Catalog) -> None:
    found = catalog.functions[_name("sly")]
    assert found.volatility is Volatility.VOLATILE
    assert found.writes == _names("numbers")


async def test_an_aggregate_does_what_its_functions_do(catalog: Catalog) -> None:
    found = catalog.functions[_name("noting")]
    assert (found.volatility, found.writes) == (Volatility.VOLATILE, _names("audit"))
    assert catalog.tables[_name("noted_orders")].read_writes


async def test_a_trigger_tells_what_is_written_besides(catalog: Catalog) -> None:
    assert catalog.tables[_name("customer")].writes == _names("audit")


async def test_a_function_looks_for_tables_in_its_own_path(catalog: Catalog) -> None:
    assert catalog.functions[_name("in_shop")].reads == (TableName("Basket", "Shop"),)


async def test_a_function_pins_what_its_body_pins(catalog: Catalog) -> None:
    assert catalog.functions[_name("locks")].pins == ("advisory lock",)


async def test_the_path_is_the_one_of_the_user_that_asks(catalog: Catalog) -> None:
    assert catalog.search_path[-1] == "public"
