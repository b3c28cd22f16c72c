-- Folding, quoting, cutting at 63 bytes, schemas, system catalogs, regclass strings and sequences.

-- read  reads: orders, other  writes: -
SELECT x.id FROM orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: orders
INSERT INTO orders VALUES (1);

-- write  reads: -  writes: orders
UPDATE orders SET id = 1;

-- ddl  reads: -  writes: orders
CREATE TABLE orders (id int);

-- utility  reads: -  writes: orders
LOCK TABLE orders IN SHARE MODE;

-- ddl  reads: orders  writes: v
CREATE VIEW v AS SELECT * FROM orders;

-- write  reads: other  writes: orders
WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d, other;

-- read  reads: orders  writes: -
SELECT 'orders'::regclass;

-- write  reads: -  writes: orders
SELECT nextval('orders');

-- read  reads: orders  writes: -
SELECT * FROM ORDERS;

-- read  reads: orders  writes: -
TABLE ORDERS;

-- read  reads: orders, other  writes: -
SELECT x.id FROM ORDERS AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: orders
INSERT INTO ORDERS VALUES (1);

-- write  reads: -  writes: orders
UPDATE ORDERS SET id = 1;

-- write  reads: -  writes: orders
DELETE FROM ORDERS;

-- ddl  reads: -  writes: orders
DROP TABLE ORDERS;

-- ddl  reads: -  writes: orders
CREATE TABLE ORDERS (id int);

-- utility  reads: -  writes: orders
LOCK TABLE ORDERS IN SHARE MODE;

-- copy_in  reads: -  writes: orders
COPY ORDERS FROM STDIN;

-- write  reads: -  writes: orders
TRUNCATE ORDERS;

-- ddl  reads: orders  writes: v
CREATE VIEW v AS SELECT * FROM ORDERS;

-- write  reads: other  writes: orders
WITH d AS (DELETE FROM ORDERS RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: orders  writes: -
COPY ORDERS TO STDOUT;

-- read  reads: orders  writes: -
SELECT 'ORDERS'::regclass;

-- write  reads: -  writes: orders
SELECT nextval('ORDERS');

-- read  reads: orders  writes: -
SELECT * FROM Orders;

-- read  reads: orders  writes: -
TABLE Orders;

-- read  reads: orders, other  writes: -
SELECT x.id FROM Orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: orders
INSERT INTO Orders VALUES (1);

-- write  reads: -  writes: orders
UPDATE Orders SET id = 1;

-- write  reads: -  writes: orders
DELETE FROM Orders;

-- ddl  reads: -  writes: orders
DROP TABLE Orders;

-- ddl  reads: -  writes: orders
CREATE TABLE Orders (id int);

-- utility  reads: -  writes: orders
LOCK TABLE Orders IN SHARE MODE;

-- copy_in  reads: -  writes: orders
COPY Orders FROM STDIN;

-- write  reads: -  writes: orders
TRUNCATE Orders;

-- ddl  reads: orders  writes: v
CREATE VIEW v AS SELECT * FROM Orders;

-- write  reads: other  writes: orders
WITH d AS (DELETE FROM Orders RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: orders  writes: -
COPY Orders TO STDOUT;

-- read  reads: orders  writes: -
SELECT 'Orders'::regclass;

-- write  reads: -  writes: orders
SELECT nextval('Orders');

-- read  reads: "Orders"  writes: -
SELECT * FROM "Orders";

-- read  reads: "Orders"  writes: -
TABLE "Orders";

-- read  reads: "Orders", other  writes: -
SELECT x.id FROM "Orders" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "Orders"
INSERT INTO "Orders" VALUES (1);

-- write  reads: -  writes: "Orders"
UPDATE "Orders" SET id = 1;

-- write  reads: -  writes: "Orders"
DELETE FROM "Orders";

-- ddl  reads: -  writes: "Orders"
DROP TABLE "Orders";

-- ddl  reads: -  writes: "Orders"
CREATE TABLE "Orders" (id int);

-- utility  reads: -  writes: "Orders"
LOCK TABLE "Orders" IN SHARE MODE;

-- copy_in  reads: -  writes: "Orders"
COPY "Orders" FROM STDIN;

-- write  reads: -  writes: "Orders"
TRUNCATE "Orders";

-- ddl  reads: "Orders"  writes: v
CREATE VIEW v AS SELECT * FROM "Orders";

-- write  reads: other  writes: "Orders"
WITH d AS (DELETE FROM "Orders" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "Orders"  writes: -
COPY "Orders" TO STDOUT;

-- read  reads: "Orders"  writes: -
SELECT '"Orders"'::regclass;

-- write  reads: -  writes: "Orders"
SELECT nextval('"Orders"');

-- read  reads: orders  writes: -
SELECT * FROM "orders";

-- read  reads: orders  writes: -
TABLE "orders";

-- read  reads: orders, other  writes: -
SELECT x.id FROM "orders" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: orders
INSERT INTO "orders" VALUES (1);

-- write  reads: -  writes: orders
UPDATE "orders" SET id = 1;

-- write  reads: -  writes: orders
DELETE FROM "orders";

-- ddl  reads: -  writes: orders
DROP TABLE "orders";

-- ddl  reads: -  writes: orders
CREATE TABLE "orders" (id int);

-- utility  reads: -  writes: orders
LOCK TABLE "orders" IN SHARE MODE;

-- copy_in  reads: -  writes: orders
COPY "orders" FROM STDIN;

-- write  reads: -  writes: orders
TRUNCATE "orders";

-- ddl  reads: orders  writes: v
CREATE VIEW v AS SELECT * FROM "orders";

-- write  reads: other  writes: orders
WITH d AS (DELETE FROM "orders" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: orders  writes: -
COPY "orders" TO STDOUT;

-- read  reads: orders  writes: -
SELECT '"orders"'::regclass;

-- write  reads: -  writes: orders
SELECT nextval('"orders"');

-- read  reads: "order by"  writes: -
SELECT * FROM "order by";

-- read  reads: "order by"  writes: -
TABLE "order by";

-- read  reads: "order by", other  writes: -
SELECT x.id FROM "order by" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "order by"
INSERT INTO "order by" VALUES (1);

-- write  reads: -  writes: "order by"
UPDATE "order by" SET id = 1;

-- write  reads: -  writes: "order by"
DELETE FROM "order by";

-- ddl  reads: -  writes: "order by"
DROP TABLE "order by";

-- ddl  reads: -  writes: "order by"
CREATE TABLE "order by" (id int);

-- utility  reads: -  writes: "order by"
LOCK TABLE "order by" IN SHARE MODE;

-- copy_in  reads: -  writes: "order by"
COPY "order by" FROM STDIN;

-- write  reads: -  writes: "order by"
TRUNCATE "order by";

-- ddl  reads: "order by"  writes: v
CREATE VIEW v AS SELECT * FROM "order by";

-- write  reads: other  writes: "order by"
WITH d AS (DELETE FROM "order by" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "order by"  writes: -
COPY "order by" TO STDOUT;

-- read  reads: "order by"  writes: -
SELECT '"order by"'::regclass;

-- write  reads: -  writes: "order by"
SELECT nextval('"order by"');

-- read  reads: "a.b"  writes: -
SELECT * FROM "a.b";

-- read  reads: "a.b"  writes: -
TABLE "a.b";

-- read  reads: "a.b", other  writes: -
SELECT x.id FROM "a.b" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "a.b"
INSERT INTO "a.b" VALUES (1);

-- write  reads: -  writes: "a.b"
UPDATE "a.b" SET id = 1;

-- write  reads: -  writes: "a.b"
DELETE FROM "a.b";

-- ddl  reads: -  writes: "a.b"
DROP TABLE "a.b";

-- ddl  reads: -  writes: "a.b"
CREATE TABLE "a.b" (id int);

-- utility  reads: -  writes: "a.b"
LOCK TABLE "a.b" IN SHARE MODE;

-- copy_in  reads: -  writes: "a.b"
COPY "a.b" FROM STDIN;

-- write  reads: -  writes: "a.b"
TRUNCATE "a.b";

-- ddl  reads: "a.b"  writes: v
CREATE VIEW v AS SELECT * FROM "a.b";

-- write  reads: other  writes: "a.b"
WITH d AS (DELETE FROM "a.b" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "a.b"  writes: -
COPY "a.b" TO STDOUT;

-- read  reads: "a.b"  writes: -
SELECT '"a.b"'::regclass;

-- write  reads: -  writes: "a.b"
SELECT nextval('"a.b"');

-- read  reads: a."b.c"  writes: -
SELECT * FROM a."b.c";

-- read  reads: a."b.c"  writes: -
TABLE a."b.c";

-- read  reads: a."b.c", other  writes: -
SELECT x.id FROM a."b.c" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: a."b.c"
INSERT INTO a."b.c" VALUES (1);

-- write  reads: -  writes: a."b.c"
UPDATE a."b.c" SET id = 1;

-- write  reads: -  writes: a."b.c"
DELETE FROM a."b.c";

-- ddl  reads: -  writes: a."b.c"
DROP TABLE a."b.c";

-- ddl  reads: -  writes: a."b.c"
CREATE TABLE a."b.c" (id int);

-- utility  reads: -  writes: a."b.c"
LOCK TABLE a."b.c" IN SHARE MODE;

-- copy_in  reads: -  writes: a."b.c"
COPY a."b.c" FROM STDIN;

-- write  reads: -  writes: a."b.c"
TRUNCATE a."b.c";

-- ddl  reads: a."b.c"  writes: v
CREATE VIEW v AS SELECT * FROM a."b.c";

-- write  reads: other  writes: a."b.c"
WITH d AS (DELETE FROM a."b.c" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: a."b.c"  writes: -
COPY a."b.c" TO STDOUT;

-- read  reads: a."b.c"  writes: -
SELECT 'a."b.c"'::regclass;

-- write  reads: -  writes: a."b.c"
SELECT nextval('a."b.c"');

-- read  reads: "quo""ted"  writes: -
SELECT * FROM "quo""ted";

-- read  reads: "quo""ted"  writes: -
TABLE "quo""ted";

-- read  reads: "quo""ted", other  writes: -
SELECT x.id FROM "quo""ted" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "quo""ted"
INSERT INTO "quo""ted" VALUES (1);

-- write  reads: -  writes: "quo""ted"
UPDATE "quo""ted" SET id = 1;

-- write  reads: -  writes: "quo""ted"
DELETE FROM "quo""ted";

-- ddl  reads: -  writes: "quo""ted"
DROP TABLE "quo""ted";

-- ddl  reads: -  writes: "quo""ted"
CREATE TABLE "quo""ted" (id int);

-- utility  reads: -  writes: "quo""ted"
LOCK TABLE "quo""ted" IN SHARE MODE;

-- copy_in  reads: -  writes: "quo""ted"
COPY "quo""ted" FROM STDIN;

-- write  reads: -  writes: "quo""ted"
TRUNCATE "quo""ted";

-- ddl  reads: "quo""ted"  writes: v
CREATE VIEW v AS SELECT * FROM "quo""ted";

-- write  reads: other  writes: "quo""ted"
WITH d AS (DELETE FROM "quo""ted" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "quo""ted"  writes: -
COPY "quo""ted" TO STDOUT;

-- read  reads: "quo""ted"  writes: -
SELECT '"quo""ted"'::regclass;

-- write  reads: -  writes: "quo""ted"
SELECT nextval('"quo""ted"');

-- read  reads: sales.orders  writes: -
SELECT * FROM sales.orders;

-- read  reads: sales.orders  writes: -
TABLE sales.orders;

-- read  reads: other, sales.orders  writes: -
SELECT x.id FROM sales.orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: sales.orders
INSERT INTO sales.orders VALUES (1);

-- write  reads: -  writes: sales.orders
UPDATE sales.orders SET id = 1;

-- write  reads: -  writes: sales.orders
DELETE FROM sales.orders;

-- ddl  reads: -  writes: sales.orders
DROP TABLE sales.orders;

-- ddl  reads: -  writes: sales.orders
CREATE TABLE sales.orders (id int);

-- utility  reads: -  writes: sales.orders
LOCK TABLE sales.orders IN SHARE MODE;

-- copy_in  reads: -  writes: sales.orders
COPY sales.orders FROM STDIN;

-- write  reads: -  writes: sales.orders
TRUNCATE sales.orders;

-- ddl  reads: sales.orders  writes: v
CREATE VIEW v AS SELECT * FROM sales.orders;

-- write  reads: other  writes: sales.orders
WITH d AS (DELETE FROM sales.orders RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: sales.orders  writes: -
COPY sales.orders TO STDOUT;

-- read  reads: sales.orders  writes: -
SELECT 'sales.orders'::regclass;

-- write  reads: -  writes: sales.orders
SELECT nextval('sales.orders');

-- read  reads: sales.orders  writes: -
SELECT * FROM Sales.Orders;

-- read  reads: sales.orders  writes: -
TABLE Sales.Orders;

-- read  reads: other, sales.orders  writes: -
SELECT x.id FROM Sales.Orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: sales.orders
INSERT INTO Sales.Orders VALUES (1);

-- write  reads: -  writes: sales.orders
UPDATE Sales.Orders SET id = 1;

-- write  reads: -  writes: sales.orders
DELETE FROM Sales.Orders;

-- ddl  reads: -  writes: sales.orders
DROP TABLE Sales.Orders;

-- ddl  reads: -  writes: sales.orders
CREATE TABLE Sales.Orders (id int);

-- utility  reads: -  writes: sales.orders
LOCK TABLE Sales.Orders IN SHARE MODE;

-- copy_in  reads: -  writes: sales.orders
COPY Sales.Orders FROM STDIN;

-- write  reads: -  writes: sales.orders
TRUNCATE Sales.Orders;

-- ddl  reads: sales.orders  writes: v
CREATE VIEW v AS SELECT * FROM Sales.Orders;

-- write  reads: other  writes: sales.orders
WITH d AS (DELETE FROM Sales.Orders RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: sales.orders  writes: -
COPY Sales.Orders TO STDOUT;

-- read  reads: sales.orders  writes: -
SELECT 'Sales.Orders'::regclass;

-- write  reads: -  writes: sales.orders
SELECT nextval('Sales.Orders');

-- read  reads: "Sales"."Orders"  writes: -
SELECT * FROM "Sales"."Orders";

-- read  reads: "Sales"."Orders"  writes: -
TABLE "Sales"."Orders";

-- read  reads: "Sales"."Orders", other  writes: -
SELECT x.id FROM "Sales"."Orders" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "Sales"."Orders"
INSERT INTO "Sales"."Orders" VALUES (1);

-- write  reads: -  writes: "Sales"."Orders"
UPDATE "Sales"."Orders" SET id = 1;

-- write  reads: -  writes: "Sales"."Orders"
DELETE FROM "Sales"."Orders";

-- ddl  reads: -  writes: "Sales"."Orders"
DROP TABLE "Sales"."Orders";

-- ddl  reads: -  writes: "Sales"."Orders"
CREATE TABLE "Sales"."Orders" (id int);

-- utility  reads: -  writes: "Sales"."Orders"
LOCK TABLE "Sales"."Orders" IN SHARE MODE;

-- copy_in  reads: -  writes: "Sales"."Orders"
COPY "Sales"."Orders" FROM STDIN;

-- write  reads: -  writes: "Sales"."Orders"
TRUNCATE "Sales"."Orders";

-- ddl  reads: "Sales"."Orders"  writes: v
CREATE VIEW v AS SELECT * FROM "Sales"."Orders";

-- write  reads: other  writes: "Sales"."Orders"
WITH d AS (DELETE FROM "Sales"."Orders" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "Sales"."Orders"  writes: -
COPY "Sales"."Orders" TO STDOUT;

-- read  reads: "Sales"."Orders"  writes: -
SELECT '"Sales"."Orders"'::regclass;

-- write  reads: -  writes: "Sales"."Orders"
SELECT nextval('"Sales"."Orders"');

-- read  reads: "Sales".orders  writes: -
SELECT * FROM "Sales".orders;

-- read  reads: "Sales".orders  writes: -
TABLE "Sales".orders;

-- read  reads: "Sales".orders, other  writes: -
SELECT x.id FROM "Sales".orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "Sales".orders
INSERT INTO "Sales".orders VALUES (1);

-- write  reads: -  writes: "Sales".orders
UPDATE "Sales".orders SET id = 1;

-- write  reads: -  writes: "Sales".orders
DELETE FROM "Sales".orders;

-- ddl  reads: -  writes: "Sales".orders
DROP TABLE "Sales".orders;

-- ddl  reads: -  writes: "Sales".orders
CREATE TABLE "Sales".orders (id int);

-- utility  reads: -  writes: "Sales".orders
LOCK TABLE "Sales".orders IN SHARE MODE;

-- copy_in  reads: -  writes: "Sales".orders
COPY "Sales".orders FROM STDIN;

-- write  reads: -  writes: "Sales".orders
TRUNCATE "Sales".orders;

-- ddl  reads: "Sales".orders  writes: v
CREATE VIEW v AS SELECT * FROM "Sales".orders;

-- write  reads: other  writes: "Sales".orders
WITH d AS (DELETE FROM "Sales".orders RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "Sales".orders  writes: -
COPY "Sales".orders TO STDOUT;

-- read  reads: "Sales".orders  writes: -
SELECT '"Sales".orders'::regclass;

-- write  reads: -  writes: "Sales".orders
SELECT nextval('"Sales".orders');

-- read  reads: _hidden  writes: -
SELECT * FROM _hidden;

-- read  reads: _hidden  writes: -
TABLE _hidden;

-- read  reads: _hidden, other  writes: -
SELECT x.id FROM _hidden AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: _hidden
INSERT INTO _hidden VALUES (1);

-- write  reads: -  writes: _hidden
UPDATE _hidden SET id = 1;

-- write  reads: -  writes: _hidden
DELETE FROM _hidden;

-- ddl  reads: -  writes: _hidden
DROP TABLE _hidden;

-- ddl  reads: -  writes: _hidden
CREATE TABLE _hidden (id int);

-- utility  reads: -  writes: _hidden
LOCK TABLE _hidden IN SHARE MODE;

-- copy_in  reads: -  writes: _hidden
COPY _hidden FROM STDIN;

-- write  reads: -  writes: _hidden
TRUNCATE _hidden;

-- ddl  reads: _hidden  writes: v
CREATE VIEW v AS SELECT * FROM _hidden;

-- write  reads: other  writes: _hidden
WITH d AS (DELETE FROM _hidden RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: _hidden  writes: -
COPY _hidden TO STDOUT;

-- read  reads: _hidden  writes: -
SELECT '_hidden'::regclass;

-- write  reads: -  writes: _hidden
SELECT nextval('_hidden');

-- read  reads: t$1  writes: -
SELECT * FROM t$1;

-- read  reads: t$1  writes: -
TABLE t$1;

-- read  reads: other, t$1  writes: -
SELECT x.id FROM t$1 AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: t$1
INSERT INTO t$1 VALUES (1);

-- write  reads: -  writes: t$1
UPDATE t$1 SET id = 1;

-- write  reads: -  writes: t$1
DELETE FROM t$1;

-- ddl  reads: -  writes: t$1
DROP TABLE t$1;

-- ddl  reads: -  writes: t$1
CREATE TABLE t$1 (id int);

-- utility  reads: -  writes: t$1
LOCK TABLE t$1 IN SHARE MODE;

-- copy_in  reads: -  writes: t$1
COPY t$1 FROM STDIN;

-- write  reads: -  writes: t$1
TRUNCATE t$1;

-- ddl  reads: t$1  writes: v
CREATE VIEW v AS SELECT * FROM t$1;

-- write  reads: other  writes: t$1
WITH d AS (DELETE FROM t$1 RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: t$1  writes: -
COPY t$1 TO STDOUT;

-- read  reads: t$1  writes: -
SELECT 't$1'::regclass;

-- write  reads: -  writes: t$1
SELECT nextval('t$1');

-- read  reads: t1  writes: -
SELECT * FROM t1;

-- read  reads: t1  writes: -
TABLE t1;

-- read  reads: other, t1  writes: -
SELECT x.id FROM t1 AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: t1
INSERT INTO t1 VALUES (1);

-- write  reads: -  writes: t1
UPDATE t1 SET id = 1;

-- write  reads: -  writes: t1
DELETE FROM t1;

-- ddl  reads: -  writes: t1
DROP TABLE t1;

-- ddl  reads: -  writes: t1
CREATE TABLE t1 (id int);

-- utility  reads: -  writes: t1
LOCK TABLE t1 IN SHARE MODE;

-- copy_in  reads: -  writes: t1
COPY t1 FROM STDIN;

-- write  reads: -  writes: t1
TRUNCATE t1;

-- ddl  reads: t1  writes: v
CREATE VIEW v AS SELECT * FROM t1;

-- write  reads: other  writes: t1
WITH d AS (DELETE FROM t1 RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: t1  writes: -
COPY t1 TO STDOUT;

-- read  reads: t1  writes: -
SELECT 't1'::regclass;

-- write  reads: -  writes: t1
SELECT nextval('t1');

-- read  reads: "1st"  writes: -
SELECT * FROM "1st";

-- read  reads: "1st"  writes: -
TABLE "1st";

-- read  reads: "1st", other  writes: -
SELECT x.id FROM "1st" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "1st"
INSERT INTO "1st" VALUES (1);

-- write  reads: -  writes: "1st"
UPDATE "1st" SET id = 1;

-- write  reads: -  writes: "1st"
DELETE FROM "1st";

-- ddl  reads: -  writes: "1st"
DROP TABLE "1st";

-- ddl  reads: -  writes: "1st"
CREATE TABLE "1st" (id int);

-- utility  reads: -  writes: "1st"
LOCK TABLE "1st" IN SHARE MODE;

-- copy_in  reads: -  writes: "1st"
COPY "1st" FROM STDIN;

-- write  reads: -  writes: "1st"
TRUNCATE "1st";

-- ddl  reads: "1st"  writes: v
CREATE VIEW v AS SELECT * FROM "1st";

-- write  reads: other  writes: "1st"
WITH d AS (DELETE FROM "1st" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "1st"  writes: -
COPY "1st" TO STDOUT;

-- read  reads: "1st"  writes: -
SELECT '"1st"'::regclass;

-- write  reads: -  writes: "1st"
SELECT nextval('"1st"');

-- read  reads: "Ünïcode"  writes: -
SELECT * FROM "Ünïcode";

-- read  reads: "Ünïcode"  writes: -
TABLE "Ünïcode";

-- read  reads: "Ünïcode", other  writes: -
SELECT x.id FROM "Ünïcode" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "Ünïcode"
INSERT INTO "Ünïcode" VALUES (1);

-- write  reads: -  writes: "Ünïcode"
UPDATE "Ünïcode" SET id = 1;

-- write  reads: -  writes: "Ünïcode"
DELETE FROM "Ünïcode";

-- ddl  reads: -  writes: "Ünïcode"
DROP TABLE "Ünïcode";

-- ddl  reads: -  writes: "Ünïcode"
CREATE TABLE "Ünïcode" (id int);

-- utility  reads: -  writes: "Ünïcode"
LOCK TABLE "Ünïcode" IN SHARE MODE;

-- copy_in  reads: -  writes: "Ünïcode"
COPY "Ünïcode" FROM STDIN;

-- write  reads: -  writes: "Ünïcode"
TRUNCATE "Ünïcode";

-- ddl  reads: "Ünïcode"  writes: v
CREATE VIEW v AS SELECT * FROM "Ünïcode";

-- write  reads: other  writes: "Ünïcode"
WITH d AS (DELETE FROM "Ünïcode" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "Ünïcode"  writes: -
COPY "Ünïcode" TO STDOUT;

-- read  reads: "Ünïcode"  writes: -
SELECT '"Ünïcode"'::regclass;

-- write  reads: -  writes: "Ünïcode"
SELECT nextval('"Ünïcode"');

-- read  reads: ünïcode  writes: -
SELECT * FROM ünïcode;

-- read  reads: ünïcode  writes: -
TABLE ünïcode;

-- read  reads: other, ünïcode  writes: -
SELECT x.id FROM ünïcode AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: ünïcode
INSERT INTO ünïcode VALUES (1);

-- write  reads: -  writes: ünïcode
UPDATE ünïcode SET id = 1;

-- write  reads: -  writes: ünïcode
DELETE FROM ünïcode;

-- ddl  reads: -  writes: ünïcode
DROP TABLE ünïcode;

-- ddl  reads: -  writes: ünïcode
CREATE TABLE ünïcode (id int);

-- utility  reads: -  writes: ünïcode
LOCK TABLE ünïcode IN SHARE MODE;

-- copy_in  reads: -  writes: ünïcode
COPY ünïcode FROM STDIN;

-- write  reads: -  writes: ünïcode
TRUNCATE ünïcode;

-- ddl  reads: ünïcode  writes: v
CREATE VIEW v AS SELECT * FROM ünïcode;

-- write  reads: other  writes: ünïcode
WITH d AS (DELETE FROM ünïcode RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: ünïcode  writes: -
COPY ünïcode TO STDOUT;

-- read  reads: ünïcode  writes: -
SELECT 'ünïcode'::regclass;

-- write  reads: -  writes: ünïcode
SELECT nextval('ünïcode');

-- read  reads: straße  writes: -
SELECT * FROM straße;

-- read  reads: straße  writes: -
TABLE straße;

-- read  reads: other, straße  writes: -
SELECT x.id FROM straße AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: straße
INSERT INTO straße VALUES (1);

-- write  reads: -  writes: straße
UPDATE straße SET id = 1;

-- write  reads: -  writes: straße
DELETE FROM straße;

-- ddl  reads: -  writes: straße
DROP TABLE straße;

-- ddl  reads: -  writes: straße
CREATE TABLE straße (id int);

-- utility  reads: -  writes: straße
LOCK TABLE straße IN SHARE MODE;

-- copy_in  reads: -  writes: straße
COPY straße FROM STDIN;

-- write  reads: -  writes: straße
TRUNCATE straße;

-- ddl  reads: straße  writes: v
CREATE VIEW v AS SELECT * FROM straße;

-- write  reads: other  writes: straße
WITH d AS (DELETE FROM straße RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: straße  writes: -
COPY straße TO STDOUT;

-- read  reads: straße  writes: -
SELECT 'straße'::regclass;

-- write  reads: -  writes: straße
SELECT nextval('straße');

-- read  reads: таблица  writes: -
SELECT * FROM таблица;

-- read  reads: таблица  writes: -
TABLE таблица;

-- read  reads: other, таблица  writes: -
SELECT x.id FROM таблица AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: таблица
INSERT INTO таблица VALUES (1);

-- write  reads: -  writes: таблица
UPDATE таблица SET id = 1;

-- write  reads: -  writes: таблица
DELETE FROM таблица;

-- ddl  reads: -  writes: таблица
DROP TABLE таблица;

-- ddl  reads: -  writes: таблица
CREATE TABLE таблица (id int);

-- utility  reads: -  writes: таблица
LOCK TABLE таблица IN SHARE MODE;

-- copy_in  reads: -  writes: таблица
COPY таблица FROM STDIN;

-- write  reads: -  writes: таблица
TRUNCATE таблица;

-- ddl  reads: таблица  writes: v
CREATE VIEW v AS SELECT * FROM таблица;

-- write  reads: other  writes: таблица
WITH d AS (DELETE FROM таблица RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: таблица  writes: -
COPY таблица TO STDOUT;

-- read  reads: таблица  writes: -
SELECT 'таблица'::regclass;

-- write  reads: -  writes: таблица
SELECT nextval('таблица');

-- read  reads: 表  writes: -
SELECT * FROM "表";

-- read  reads: 表  writes: -
TABLE "表";

-- read  reads: other, 表  writes: -
SELECT x.id FROM "表" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: 表
INSERT INTO "表" VALUES (1);

-- write  reads: -  writes: 表
UPDATE "表" SET id = 1;

-- write  reads: -  writes: 表
DELETE FROM "表";

-- ddl  reads: -  writes: 表
DROP TABLE "表";

-- ddl  reads: -  writes: 表
CREATE TABLE "表" (id int);

-- utility  reads: -  writes: 表
LOCK TABLE "表" IN SHARE MODE;

-- copy_in  reads: -  writes: 表
COPY "表" FROM STDIN;

-- write  reads: -  writes: 表
TRUNCATE "表";

-- ddl  reads: 表  writes: v
CREATE VIEW v AS SELECT * FROM "表";

-- write  reads: other  writes: 表
WITH d AS (DELETE FROM "表" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: 表  writes: -
COPY "表" TO STDOUT;

-- read  reads: 表  writes: -
SELECT '"表"'::regclass;

-- write  reads: -  writes: 表
SELECT nextval('"表"');

-- read  reads: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
SELECT * FROM a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- read  reads: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
TABLE a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- read  reads: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than, other  writes: -
SELECT x.id FROM a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
INSERT INTO a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes VALUES (1);

-- write  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
UPDATE a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes SET id = 1;

-- write  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
DELETE FROM a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- ddl  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
DROP TABLE a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- ddl  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
CREATE TABLE a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes (id int);

-- utility  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
LOCK TABLE a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes IN SHARE MODE;

-- copy_in  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
COPY a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes FROM STDIN;

-- write  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
TRUNCATE a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- ddl  reads: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: v
CREATE VIEW v AS SELECT * FROM a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- write  reads: other  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
WITH d AS (DELETE FROM a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
COPY a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes TO STDOUT;

-- read  reads: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
SELECT 'a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes'::regclass;

-- write  reads: -  writes: a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
SELECT nextval('a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes');

-- read  reads: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"  writes: -
SELECT * FROM "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES";

-- read  reads: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"  writes: -
TABLE "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES";

-- read  reads: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN", other  writes: -
SELECT x.id FROM "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
INSERT INTO "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" VALUES (1);

-- write  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
UPDATE "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" SET id = 1;

-- write  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
DELETE FROM "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES";

-- ddl  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
DROP TABLE "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES";

-- ddl  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
CREATE TABLE "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" (id int);

-- utility  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
LOCK TABLE "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" IN SHARE MODE;

-- copy_in  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
COPY "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" FROM STDIN;

-- write  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
TRUNCATE "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES";

-- ddl  reads: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"  writes: v
CREATE VIEW v AS SELECT * FROM "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES";

-- write  reads: other  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
WITH d AS (DELETE FROM "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"  writes: -
COPY "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES" TO STDOUT;

-- read  reads: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"  writes: -
SELECT '"A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES"'::regclass;

-- write  reads: -  writes: "A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN"
SELECT nextval('"A_TABLE_WITH_A_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_SIXTY_THREE_BYTES"');

-- read  reads: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
SELECT * FROM s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- read  reads: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
TABLE s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- read  reads: other, s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
SELECT x.id FROM s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
INSERT INTO s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes VALUES (1);

-- write  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
UPDATE s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes SET id = 1;

-- write  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
DELETE FROM s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- ddl  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
DROP TABLE s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- ddl  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
CREATE TABLE s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes (id int);

-- utility  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
LOCK TABLE s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes IN SHARE MODE;

-- copy_in  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
COPY s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes FROM STDIN;

-- write  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
TRUNCATE s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- ddl  reads: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: v
CREATE VIEW v AS SELECT * FROM s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes;

-- write  reads: other  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
WITH d AS (DELETE FROM s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
COPY s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes TO STDOUT;

-- read  reads: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than  writes: -
SELECT 's.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes'::regclass;

-- write  reads: -  writes: s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than
SELECT nextval('s.a_table_with_a_name_that_goes_on_and_on_until_it_is_longer_than_sixty_three_bytes');

-- read  reads: select  writes: -
SELECT * FROM "select";

-- read  reads: select  writes: -
TABLE "select";

-- read  reads: other, select  writes: -
SELECT x.id FROM "select" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: select
INSERT INTO "select" VALUES (1);

-- write  reads: -  writes: select
UPDATE "select" SET id = 1;

-- write  reads: -  writes: select
DELETE FROM "select";

-- ddl  reads: -  writes: select
DROP TABLE "select";

-- ddl  reads: -  writes: select
CREATE TABLE "select" (id int);

-- utility  reads: -  writes: select
LOCK TABLE "select" IN SHARE MODE;

-- copy_in  reads: -  writes: select
COPY "select" FROM STDIN;

-- write  reads: -  writes: select
TRUNCATE "select";

-- ddl  reads: select  writes: v
CREATE VIEW v AS SELECT * FROM "select";

-- write  reads: other  writes: select
WITH d AS (DELETE FROM "select" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: select  writes: -
COPY "select" TO STDOUT;

-- read  reads: select  writes: -
SELECT '"select"'::regclass;

-- read  reads: from.where  writes: -
SELECT * FROM "from"."where";

-- read  reads: from.where  writes: -
TABLE "from"."where";

-- read  reads: from.where, other  writes: -
SELECT x.id FROM "from"."where" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: from.where
INSERT INTO "from"."where" VALUES (1);

-- write  reads: -  writes: from.where
UPDATE "from"."where" SET id = 1;

-- write  reads: -  writes: from.where
DELETE FROM "from"."where";

-- ddl  reads: -  writes: from.where
DROP TABLE "from"."where";

-- ddl  reads: -  writes: from.where
CREATE TABLE "from"."where" (id int);

-- utility  reads: -  writes: from.where
LOCK TABLE "from"."where" IN SHARE MODE;

-- copy_in  reads: -  writes: from.where
COPY "from"."where" FROM STDIN;

-- write  reads: -  writes: from.where
TRUNCATE "from"."where";

-- ddl  reads: from.where  writes: v
CREATE VIEW v AS SELECT * FROM "from"."where";

-- write  reads: other  writes: from.where
WITH d AS (DELETE FROM "from"."where" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: from.where  writes: -
COPY "from"."where" TO STDOUT;

-- read  reads: from.where  writes: -
SELECT '"from"."where"'::regclass;

-- write  reads: -  writes: from.where
SELECT nextval('"from"."where"');

-- read  reads: pg_temp.scratch  writes: -
SELECT * FROM pg_temp.scratch;

-- read  reads: pg_temp.scratch  writes: -
TABLE pg_temp.scratch;

-- read  reads: other, pg_temp.scratch  writes: -
SELECT x.id FROM pg_temp.scratch AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: pg_temp.scratch
INSERT INTO pg_temp.scratch VALUES (1);

-- write  reads: -  writes: pg_temp.scratch
UPDATE pg_temp.scratch SET id = 1;

-- write  reads: -  writes: pg_temp.scratch
DELETE FROM pg_temp.scratch;

-- ddl  reads: -  writes: pg_temp.scratch
DROP TABLE pg_temp.scratch;

-- ddl  reads: -  writes: pg_temp.scratch
CREATE TABLE pg_temp.scratch (id int);

-- utility  reads: -  writes: pg_temp.scratch
LOCK TABLE pg_temp.scratch IN SHARE MODE;

-- copy_in  reads: -  writes: pg_temp.scratch
COPY pg_temp.scratch FROM STDIN;

-- write  reads: -  writes: pg_temp.scratch
TRUNCATE pg_temp.scratch;

-- ddl  reads: pg_temp.scratch  writes: v
CREATE VIEW v AS SELECT * FROM pg_temp.scratch;

-- write  reads: other  writes: pg_temp.scratch
WITH d AS (DELETE FROM pg_temp.scratch RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: pg_temp.scratch  writes: -
COPY pg_temp.scratch TO STDOUT;

-- read  reads: pg_temp.scratch  writes: -
SELECT 'pg_temp.scratch'::regclass;

-- write  reads: -  writes: pg_temp.scratch
SELECT nextval('pg_temp.scratch');

-- read  reads: user_data  writes: -
SELECT * FROM user_data;

-- read  reads: user_data  writes: -
TABLE user_data;

-- read  reads: other, user_data  writes: -
SELECT x.id FROM user_data AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: user_data
INSERT INTO user_data VALUES (1);

-- write  reads: -  writes: user_data
UPDATE user_data SET id = 1;

-- write  reads: -  writes: user_data
DELETE FROM user_data;

-- ddl  reads: -  writes: user_data
DROP TABLE user_data;

-- ddl  reads: -  writes: user_data
CREATE TABLE user_data (id int);

-- utility  reads: -  writes: user_data
LOCK TABLE user_data IN SHARE MODE;

-- copy_in  reads: -  writes: user_data
COPY user_data FROM STDIN;

-- write  reads: -  writes: user_data
TRUNCATE user_data;

-- ddl  reads: user_data  writes: v
CREATE VIEW v AS SELECT * FROM user_data;

-- write  reads: other  writes: user_data
WITH d AS (DELETE FROM user_data RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: user_data  writes: -
COPY user_data TO STDOUT;

-- read  reads: user_data  writes: -
SELECT 'user_data'::regclass;

-- write  reads: -  writes: user_data
SELECT nextval('user_data');

-- read  reads: public.user  writes: -
SELECT * FROM public."user";

-- read  reads: public.user  writes: -
TABLE public."user";

-- read  reads: other, public.user  writes: -
SELECT x.id FROM public."user" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: public.user
INSERT INTO public."user" VALUES (1);

-- write  reads: -  writes: public.user
UPDATE public."user" SET id = 1;

-- write  reads: -  writes: public.user
DELETE FROM public."user";

-- ddl  reads: -  writes: public.user
DROP TABLE public."user";

-- ddl  reads: -  writes: public.user
CREATE TABLE public."user" (id int);

-- utility  reads: -  writes: public.user
LOCK TABLE public."user" IN SHARE MODE;

-- copy_in  reads: -  writes: public.user
COPY public."user" FROM STDIN;

-- write  reads: -  writes: public.user
TRUNCATE public."user";

-- ddl  reads: public.user  writes: v
CREATE VIEW v AS SELECT * FROM public."user";

-- write  reads: other  writes: public.user
WITH d AS (DELETE FROM public."user" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: public.user  writes: -
COPY public."user" TO STDOUT;

-- read  reads: public.user  writes: -
SELECT 'public."user"'::regclass;

-- write  reads: -  writes: public.user
SELECT nextval('public."user"');

-- read  reads: values_of  writes: -
SELECT * FROM values_of;

-- read  reads: values_of  writes: -
TABLE values_of;

-- read  reads: other, values_of  writes: -
SELECT x.id FROM values_of AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: values_of
INSERT INTO values_of VALUES (1);

-- write  reads: -  writes: values_of
UPDATE values_of SET id = 1;

-- write  reads: -  writes: values_of
DELETE FROM values_of;

-- ddl  reads: -  writes: values_of
DROP TABLE values_of;

-- ddl  reads: -  writes: values_of
CREATE TABLE values_of (id int);

-- utility  reads: -  writes: values_of
LOCK TABLE values_of IN SHARE MODE;

-- copy_in  reads: -  writes: values_of
COPY values_of FROM STDIN;

-- write  reads: -  writes: values_of
TRUNCATE values_of;

-- ddl  reads: values_of  writes: v
CREATE VIEW v AS SELECT * FROM values_of;

-- write  reads: other  writes: values_of
WITH d AS (DELETE FROM values_of RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: values_of  writes: -
COPY values_of TO STDOUT;

-- read  reads: values_of  writes: -
SELECT 'values_of'::regclass;

-- write  reads: -  writes: values_of
SELECT nextval('values_of');

-- read  reads: "with space"  writes: -
SELECT * FROM "with space";

-- read  reads: "with space"  writes: -
TABLE "with space";

-- read  reads: "with space", other  writes: -
SELECT x.id FROM "with space" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "with space"
INSERT INTO "with space" VALUES (1);

-- write  reads: -  writes: "with space"
UPDATE "with space" SET id = 1;

-- write  reads: -  writes: "with space"
DELETE FROM "with space";

-- ddl  reads: -  writes: "with space"
DROP TABLE "with space";

-- ddl  reads: -  writes: "with space"
CREATE TABLE "with space" (id int);

-- utility  reads: -  writes: "with space"
LOCK TABLE "with space" IN SHARE MODE;

-- copy_in  reads: -  writes: "with space"
COPY "with space" FROM STDIN;

-- write  reads: -  writes: "with space"
TRUNCATE "with space";

-- ddl  reads: "with space"  writes: v
CREATE VIEW v AS SELECT * FROM "with space";

-- write  reads: other  writes: "with space"
WITH d AS (DELETE FROM "with space" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "with space"  writes: -
COPY "with space" TO STDOUT;

-- read  reads: "with space"  writes: -
SELECT '"with space"'::regclass;

-- write  reads: -  writes: "with space"
SELECT nextval('"with space"');

-- read  reads: selection  writes: -
SELECT * FROM selection;

-- read  reads: selection  writes: -
TABLE selection;

-- read  reads: other, selection  writes: -
SELECT x.id FROM selection AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: selection
INSERT INTO selection VALUES (1);

-- write  reads: -  writes: selection
UPDATE selection SET id = 1;

-- write  reads: -  writes: selection
DELETE FROM selection;

-- ddl  reads: -  writes: selection
DROP TABLE selection;

-- ddl  reads: -  writes: selection
CREATE TABLE selection (id int);

-- utility  reads: -  writes: selection
LOCK TABLE selection IN SHARE MODE;

-- copy_in  reads: -  writes: selection
COPY selection FROM STDIN;

-- write  reads: -  writes: selection
TRUNCATE selection;

-- ddl  reads: selection  writes: v
CREATE VIEW v AS SELECT * FROM selection;

-- write  reads: other  writes: selection
WITH d AS (DELETE FROM selection RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: selection  writes: -
COPY selection TO STDOUT;

-- read  reads: selection  writes: -
SELECT 'selection'::regclass;

-- write  reads: -  writes: selection
SELECT nextval('selection');

-- read  reads: update_log  writes: -
SELECT * FROM update_log;

-- read  reads: update_log  writes: -
TABLE update_log;

-- read  reads: other, update_log  writes: -
SELECT x.id FROM update_log AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: update_log
INSERT INTO update_log VALUES (1);

-- write  reads: -  writes: update_log
UPDATE update_log SET id = 1;

-- write  reads: -  writes: update_log
DELETE FROM update_log;

-- ddl  reads: -  writes: update_log
DROP TABLE update_log;

-- ddl  reads: -  writes: update_log
CREATE TABLE update_log (id int);

-- utility  reads: -  writes: update_log
LOCK TABLE update_log IN SHARE MODE;

-- copy_in  reads: -  writes: update_log
COPY update_log FROM STDIN;

-- write  reads: -  writes: update_log
TRUNCATE update_log;

-- ddl  reads: update_log  writes: v
CREATE VIEW v AS SELECT * FROM update_log;

-- write  reads: other  writes: update_log
WITH d AS (DELETE FROM update_log RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: update_log  writes: -
COPY update_log TO STDOUT;

-- read  reads: update_log  writes: -
SELECT 'update_log'::regclass;

-- write  reads: -  writes: update_log
SELECT nextval('update_log');

-- read  reads: deleted  writes: -
SELECT * FROM deleted;

-- read  reads: deleted  writes: -
TABLE deleted;

-- read  reads: deleted, other  writes: -
SELECT x.id FROM deleted AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: deleted
INSERT INTO deleted VALUES (1);

-- write  reads: -  writes: deleted
UPDATE deleted SET id = 1;

-- write  reads: -  writes: deleted
DELETE FROM deleted;

-- ddl  reads: -  writes: deleted
DROP TABLE deleted;

-- ddl  reads: -  writes: deleted
CREATE TABLE deleted (id int);

-- utility  reads: -  writes: deleted
LOCK TABLE deleted IN SHARE MODE;

-- copy_in  reads: -  writes: deleted
COPY deleted FROM STDIN;

-- write  reads: -  writes: deleted
TRUNCATE deleted;

-- ddl  reads: deleted  writes: v
CREATE VIEW v AS SELECT * FROM deleted;

-- write  reads: other  writes: deleted
WITH d AS (DELETE FROM deleted RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: deleted  writes: -
COPY deleted TO STDOUT;

-- read  reads: deleted  writes: -
SELECT 'deleted'::regclass;

-- write  reads: -  writes: deleted
SELECT nextval('deleted');

-- read  reads: insert_queue  writes: -
SELECT * FROM insert_queue;

-- read  reads: insert_queue  writes: -
TABLE insert_queue;

-- read  reads: insert_queue, other  writes: -
SELECT x.id FROM insert_queue AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: insert_queue
INSERT INTO insert_queue VALUES (1);

-- write  reads: -  writes: insert_queue
UPDATE insert_queue SET id = 1;

-- write  reads: -  writes: insert_queue
DELETE FROM insert_queue;

-- ddl  reads: -  writes: insert_queue
DROP TABLE insert_queue;

-- ddl  reads: -  writes: insert_queue
CREATE TABLE insert_queue (id int);

-- utility  reads: -  writes: insert_queue
LOCK TABLE insert_queue IN SHARE MODE;

-- copy_in  reads: -  writes: insert_queue
COPY insert_queue FROM STDIN;

-- write  reads: -  writes: insert_queue
TRUNCATE insert_queue;

-- ddl  reads: insert_queue  writes: v
CREATE VIEW v AS SELECT * FROM insert_queue;

-- write  reads: other  writes: insert_queue
WITH d AS (DELETE FROM insert_queue RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: insert_queue  writes: -
COPY insert_queue TO STDOUT;

-- read  reads: insert_queue  writes: -
SELECT 'insert_queue'::regclass;

-- write  reads: -  writes: insert_queue
SELECT nextval('insert_queue');

-- read  reads: only_once  writes: -
SELECT * FROM only_once;

-- read  reads: only_once  writes: -
TABLE only_once;

-- read  reads: only_once, other  writes: -
SELECT x.id FROM only_once AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: only_once
INSERT INTO only_once VALUES (1);

-- write  reads: -  writes: only_once
UPDATE only_once SET id = 1;

-- write  reads: -  writes: only_once
DELETE FROM only_once;

-- ddl  reads: -  writes: only_once
DROP TABLE only_once;

-- ddl  reads: -  writes: only_once
CREATE TABLE only_once (id int);

-- utility  reads: -  writes: only_once
LOCK TABLE only_once IN SHARE MODE;

-- copy_in  reads: -  writes: only_once
COPY only_once FROM STDIN;

-- write  reads: -  writes: only_once
TRUNCATE only_once;

-- ddl  reads: only_once  writes: v
CREATE VIEW v AS SELECT * FROM only_once;

-- write  reads: other  writes: only_once
WITH d AS (DELETE FROM only_once RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: only_once  writes: -
COPY only_once TO STDOUT;

-- read  reads: only_once  writes: -
SELECT 'only_once'::regclass;

-- write  reads: -  writes: only_once
SELECT nextval('only_once');

-- read  reads: lateral_moves  writes: -
SELECT * FROM lateral_moves;

-- read  reads: lateral_moves  writes: -
TABLE lateral_moves;

-- read  reads: lateral_moves, other  writes: -
SELECT x.id FROM lateral_moves AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: lateral_moves
INSERT INTO lateral_moves VALUES (1);

-- write  reads: -  writes: lateral_moves
UPDATE lateral_moves SET id = 1;

-- write  reads: -  writes: lateral_moves
DELETE FROM lateral_moves;

-- ddl  reads: -  writes: lateral_moves
DROP TABLE lateral_moves;

-- ddl  reads: -  writes: lateral_moves
CREATE TABLE lateral_moves (id int);

-- utility  reads: -  writes: lateral_moves
LOCK TABLE lateral_moves IN SHARE MODE;

-- copy_in  reads: -  writes: lateral_moves
COPY lateral_moves FROM STDIN;

-- write  reads: -  writes: lateral_moves
TRUNCATE lateral_moves;

-- ddl  reads: lateral_moves  writes: v
CREATE VIEW v AS SELECT * FROM lateral_moves;

-- write  reads: other  writes: lateral_moves
WITH d AS (DELETE FROM lateral_moves RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: lateral_moves  writes: -
COPY lateral_moves TO STDOUT;

-- read  reads: lateral_moves  writes: -
SELECT 'lateral_moves'::regclass;

-- write  reads: -  writes: lateral_moves
SELECT nextval('lateral_moves');

-- read  reads: pgbench_accounts  writes: -
SELECT * FROM pgbench_accounts;

-- read  reads: pgbench_accounts  writes: -
TABLE pgbench_accounts;

-- read  reads: other, pgbench_accounts  writes: -
SELECT x.id FROM pgbench_accounts AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: pgbench_accounts
INSERT INTO pgbench_accounts VALUES (1);

-- write  reads: -  writes: pgbench_accounts
UPDATE pgbench_accounts SET id = 1;

-- write  reads: -  writes: pgbench_accounts
DELETE FROM pgbench_accounts;

-- ddl  reads: -  writes: pgbench_accounts
DROP TABLE pgbench_accounts;

-- ddl  reads: -  writes: pgbench_accounts
CREATE TABLE pgbench_accounts (id int);

-- utility  reads: -  writes: pgbench_accounts
LOCK TABLE pgbench_accounts IN SHARE MODE;

-- copy_in  reads: -  writes: pgbench_accounts
COPY pgbench_accounts FROM STDIN;

-- write  reads: -  writes: pgbench_accounts
TRUNCATE pgbench_accounts;

-- ddl  reads: pgbench_accounts  writes: v
CREATE VIEW v AS SELECT * FROM pgbench_accounts;

-- write  reads: other  writes: pgbench_accounts
WITH d AS (DELETE FROM pgbench_accounts RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: pgbench_accounts  writes: -
COPY pgbench_accounts TO STDOUT;

-- read  reads: pgbench_accounts  writes: -
SELECT 'pgbench_accounts'::regclass;

-- write  reads: -  writes: pgbench_accounts
SELECT nextval('pgbench_accounts');

-- read  reads: information  writes: -
SELECT * FROM information;

-- read  reads: information  writes: -
TABLE information;

-- read  reads: information, other  writes: -
SELECT x.id FROM information AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: information
INSERT INTO information VALUES (1);

-- write  reads: -  writes: information
UPDATE information SET id = 1;

-- write  reads: -  writes: information
DELETE FROM information;

-- ddl  reads: -  writes: information
DROP TABLE information;

-- ddl  reads: -  writes: information
CREATE TABLE information (id int);

-- utility  reads: -  writes: information
LOCK TABLE information IN SHARE MODE;

-- copy_in  reads: -  writes: information
COPY information FROM STDIN;

-- write  reads: -  writes: information
TRUNCATE information;

-- ddl  reads: information  writes: v
CREATE VIEW v AS SELECT * FROM information;

-- write  reads: other  writes: information
WITH d AS (DELETE FROM information RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: information  writes: -
COPY information TO STDOUT;

-- read  reads: information  writes: -
SELECT 'information'::regclass;

-- write  reads: -  writes: information
SELECT nextval('information');

-- read  reads: "pg_Class"  writes: -
SELECT * FROM "pg_Class";

-- read  reads: "pg_Class"  writes: -
TABLE "pg_Class";

-- read  reads: "pg_Class", other  writes: -
SELECT x.id FROM "pg_Class" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "pg_Class"
INSERT INTO "pg_Class" VALUES (1);

-- write  reads: -  writes: "pg_Class"
UPDATE "pg_Class" SET id = 1;

-- write  reads: -  writes: "pg_Class"
DELETE FROM "pg_Class";

-- ddl  reads: -  writes: "pg_Class"
DROP TABLE "pg_Class";

-- ddl  reads: -  writes: "pg_Class"
CREATE TABLE "pg_Class" (id int);

-- utility  reads: -  writes: "pg_Class"
LOCK TABLE "pg_Class" IN SHARE MODE;

-- copy_in  reads: -  writes: "pg_Class"
COPY "pg_Class" FROM STDIN;

-- write  reads: -  writes: "pg_Class"
TRUNCATE "pg_Class";

-- ddl  reads: "pg_Class"  writes: v
CREATE VIEW v AS SELECT * FROM "pg_Class";

-- write  reads: other  writes: "pg_Class"
WITH d AS (DELETE FROM "pg_Class" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "pg_Class"  writes: -
COPY "pg_Class" TO STDOUT;

-- read  reads: "pg_Class"  writes: -
SELECT '"pg_Class"'::regclass;

-- write  reads: -  writes: "pg_Class"
SELECT nextval('"pg_Class"');

-- read  reads: catalog.orders  writes: -
SELECT * FROM catalog.orders;

-- read  reads: catalog.orders  writes: -
TABLE catalog.orders;

-- read  reads: catalog.orders, other  writes: -
SELECT x.id FROM catalog.orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: catalog.orders
INSERT INTO catalog.orders VALUES (1);

-- write  reads: -  writes: catalog.orders
UPDATE catalog.orders SET id = 1;

-- write  reads: -  writes: catalog.orders
DELETE FROM catalog.orders;

-- ddl  reads: -  writes: catalog.orders
DROP TABLE catalog.orders;

-- ddl  reads: -  writes: catalog.orders
CREATE TABLE catalog.orders (id int);

-- utility  reads: -  writes: catalog.orders
LOCK TABLE catalog.orders IN SHARE MODE;

-- copy_in  reads: -  writes: catalog.orders
COPY catalog.orders FROM STDIN;

-- write  reads: -  writes: catalog.orders
TRUNCATE catalog.orders;

-- ddl  reads: catalog.orders  writes: v
CREATE VIEW v AS SELECT * FROM catalog.orders;

-- write  reads: other  writes: catalog.orders
WITH d AS (DELETE FROM catalog.orders RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: catalog.orders  writes: -
COPY catalog.orders TO STDOUT;

-- read  reads: catalog.orders  writes: -
SELECT 'catalog.orders'::regclass;

-- write  reads: -  writes: catalog.orders
SELECT nextval('catalog.orders');

-- read  reads: ééééééééééééééééééééééééééééééé  writes: -
SELECT * FROM éééééééééééééééééééééééééééééééééééééééé;

-- read  reads: ééééééééééééééééééééééééééééééé  writes: -
TABLE éééééééééééééééééééééééééééééééééééééééé;

-- read  reads: other, ééééééééééééééééééééééééééééééé  writes: -
SELECT x.id FROM éééééééééééééééééééééééééééééééééééééééé AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: ééééééééééééééééééééééééééééééé
INSERT INTO éééééééééééééééééééééééééééééééééééééééé VALUES (1);

-- write  reads: -  writes: ééééééééééééééééééééééééééééééé
UPDATE éééééééééééééééééééééééééééééééééééééééé SET id = 1;

-- write  reads: -  writes: ééééééééééééééééééééééééééééééé
DELETE FROM éééééééééééééééééééééééééééééééééééééééé;

-- ddl  reads: -  writes: ééééééééééééééééééééééééééééééé
DROP TABLE éééééééééééééééééééééééééééééééééééééééé;

-- ddl  reads: -  writes: ééééééééééééééééééééééééééééééé
CREATE TABLE éééééééééééééééééééééééééééééééééééééééé (id int);

-- utility  reads: -  writes: ééééééééééééééééééééééééééééééé
LOCK TABLE éééééééééééééééééééééééééééééééééééééééé IN SHARE MODE;

-- copy_in  reads: -  writes: ééééééééééééééééééééééééééééééé
COPY éééééééééééééééééééééééééééééééééééééééé FROM STDIN;

-- write  reads: -  writes: ééééééééééééééééééééééééééééééé
TRUNCATE éééééééééééééééééééééééééééééééééééééééé;

-- ddl  reads: ééééééééééééééééééééééééééééééé  writes: v
CREATE VIEW v AS SELECT * FROM éééééééééééééééééééééééééééééééééééééééé;

-- write  reads: other  writes: ééééééééééééééééééééééééééééééé
WITH d AS (DELETE FROM éééééééééééééééééééééééééééééééééééééééé RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: ééééééééééééééééééééééééééééééé  writes: -
COPY éééééééééééééééééééééééééééééééééééééééé TO STDOUT;

-- read  reads: ééééééééééééééééééééééééééééééé  writes: -
SELECT 'éééééééééééééééééééééééééééééééééééééééé'::regclass;

-- write  reads: -  writes: ééééééééééééééééééééééééééééééé
SELECT nextval('éééééééééééééééééééééééééééééééééééééééé');

-- read  reads: 表表表表表表表表表表表表表表表表表表表表表  writes: -
SELECT * FROM "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表";

-- read  reads: 表表表表表表表表表表表表表表表表表表表表表  writes: -
TABLE "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表";

-- read  reads: other, 表表表表表表表表表表表表表表表表表表表表表  writes: -
SELECT x.id FROM "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
INSERT INTO "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" VALUES (1);

-- write  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
UPDATE "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" SET id = 1;

-- write  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
DELETE FROM "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表";

-- ddl  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
DROP TABLE "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表";

-- ddl  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
CREATE TABLE "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" (id int);

-- utility  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
LOCK TABLE "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" IN SHARE MODE;

-- copy_in  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
COPY "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" FROM STDIN;

-- write  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
TRUNCATE "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表";

-- ddl  reads: 表表表表表表表表表表表表表表表表表表表表表  writes: v
CREATE VIEW v AS SELECT * FROM "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表";

-- write  reads: other  writes: 表表表表表表表表表表表表表表表表表表表表表
WITH d AS (DELETE FROM "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: 表表表表表表表表表表表表表表表表表表表表表  writes: -
COPY "表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表" TO STDOUT;

-- read  reads: 表表表表表表表表表表表表表表表表表表表表表  writes: -
SELECT '"表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表"'::regclass;

-- write  reads: -  writes: 表表表表表表表表表表表表表表表表表表表表表
SELECT nextval('"表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表"');

-- read  reads: "a""b""c".d  writes: -
SELECT * FROM "a""b""c".d;

-- read  reads: "a""b""c".d  writes: -
TABLE "a""b""c".d;

-- read  reads: "a""b""c".d, other  writes: -
SELECT x.id FROM "a""b""c".d AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: "a""b""c".d
INSERT INTO "a""b""c".d VALUES (1);

-- write  reads: -  writes: "a""b""c".d
UPDATE "a""b""c".d SET id = 1;

-- write  reads: -  writes: "a""b""c".d
DELETE FROM "a""b""c".d;

-- ddl  reads: -  writes: "a""b""c".d
DROP TABLE "a""b""c".d;

-- ddl  reads: -  writes: "a""b""c".d
CREATE TABLE "a""b""c".d (id int);

-- utility  reads: -  writes: "a""b""c".d
LOCK TABLE "a""b""c".d IN SHARE MODE;

-- copy_in  reads: -  writes: "a""b""c".d
COPY "a""b""c".d FROM STDIN;

-- write  reads: -  writes: "a""b""c".d
TRUNCATE "a""b""c".d;

-- ddl  reads: "a""b""c".d  writes: v
CREATE VIEW v AS SELECT * FROM "a""b""c".d;

-- write  reads: other  writes: "a""b""c".d
WITH d AS (DELETE FROM "a""b""c".d RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: "a""b""c".d  writes: -
COPY "a""b""c".d TO STDOUT;

-- read  reads: "a""b""c".d  writes: -
SELECT '"a""b""c".d'::regclass;

-- write  reads: -  writes: "a""b""c".d
SELECT nextval('"a""b""c".d');

-- read  reads: current_orders  writes: -
SELECT * FROM current_orders;

-- read  reads: current_orders  writes: -
TABLE current_orders;

-- read  reads: current_orders, other  writes: -
SELECT x.id FROM current_orders AS x JOIN other ON other.id = x.id;

-- write  reads: -  writes: current_orders
INSERT INTO current_orders VALUES (1);

-- write  reads: -  writes: current_orders
UPDATE current_orders SET id = 1;

-- write  reads: -  writes: current_orders
DELETE FROM current_orders;

-- ddl  reads: -  writes: current_orders
DROP TABLE current_orders;

-- ddl  reads: -  writes: current_orders
CREATE TABLE current_orders (id int);

-- utility  reads: -  writes: current_orders
LOCK TABLE current_orders IN SHARE MODE;

-- copy_in  reads: -  writes: current_orders
COPY current_orders FROM STDIN;

-- write  reads: -  writes: current_orders
TRUNCATE current_orders;

-- ddl  reads: current_orders  writes: v
CREATE VIEW v AS SELECT * FROM current_orders;

-- write  reads: other  writes: current_orders
WITH d AS (DELETE FROM current_orders RETURNING *) SELECT * FROM d, other;

-- copy_out  reads: current_orders  writes: -
COPY current_orders TO STDOUT;

-- read  reads: current_orders  writes: -
SELECT 'current_orders'::regclass;

-- write  reads: -  writes: current_orders
SELECT nextval('current_orders');

-- read  reads: orders  writes: -
SELECT regclass 'orders';

-- read  reads: clinic.visits  writes: -
SELECT regclass 'clinic.visits';

-- read  reads: "Loans"  writes: -
SELECT regclass '"Loans"';

-- read  reads: events  writes: -
SELECT regclass 'EVENTS';

-- read  reads: user  writes: -
SELECT regclass '"user"';

-- read  reads: flotte.véhicules  writes: -
SELECT regclass 'flotte.véhicules';

-- read  reads: orders  writes: -
SELECT CAST('orders' AS regclass)::oid;

-- read  reads: clinic.visits  writes: -
SELECT CAST('clinic.visits' AS regclass)::oid;

-- read  reads: "Loans"  writes: -
SELECT CAST('"Loans"' AS regclass)::oid;

-- read  reads: events  writes: -
SELECT CAST('EVENTS' AS regclass)::oid;

-- read  reads: user  writes: -
SELECT CAST('"user"' AS regclass)::oid;

-- read  reads: flotte.véhicules  writes: -
SELECT CAST('flotte.véhicules' AS regclass)::oid;

-- read  reads: orders  writes: -
SELECT * FROM pg_class WHERE oid = 'orders'::regclass;

-- read  reads: clinic.visits  writes: -
SELECT * FROM pg_class WHERE oid = 'clinic.visits'::regclass;

-- read  reads: "Loans"  writes: -
SELECT * FROM pg_class WHERE oid = '"Loans"'::regclass;

-- read  reads: events  writes: -
SELECT * FROM pg_class WHERE oid = 'EVENTS'::regclass;

-- read  reads: user  writes: -
SELECT * FROM pg_class WHERE oid = '"user"'::regclass;

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM pg_class WHERE oid = 'flotte.véhicules'::regclass;

-- read  reads: orders  writes: -
SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = 'orders'::pg_catalog.regclass AND a.attnum > 0;

-- read  reads: clinic.visits  writes: -
SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = 'clinic.visits'::pg_catalog.regclass AND a.attnum > 0;

-- read  reads: "Loans"  writes: -
SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = '"Loans"'::pg_catalog.regclass AND a.attnum > 0;

-- read  reads: events  writes: -
SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = 'EVENTS'::pg_catalog.regclass AND a.attnum > 0;

-- read  reads: user  writes: -
SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = '"user"'::pg_catalog.regclass AND a.attnum > 0;

-- read  reads: flotte.véhicules  writes: -
SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = 'flotte.véhicules'::pg_catalog.regclass AND a.attnum > 0;

-- read  reads: -  writes: -
SELECT 12345::regclass;

-- read  reads: orders  writes: -
SELECT relname FROM pg_class, orders;

-- read  reads: clinic.visits  writes: -
SELECT relname FROM pg_class, clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT relname FROM pg_class, "Loans";

-- read  reads: events  writes: -
SELECT relname FROM pg_class, EVENTS;

-- read  reads: user  writes: -
SELECT relname FROM pg_class, "user";

-- read  reads: flotte.véhicules  writes: -
SELECT relname FROM pg_class, flotte.véhicules;

-- read  reads: orders  writes: -
SELECT table_name FROM information_schema.tables WHERE table_name IN (SELECT status FROM orders);

-- read  reads: clinic.visits  writes: -
SELECT table_name FROM information_schema.tables WHERE table_name IN (SELECT reason FROM clinic.visits);

-- read  reads: "Loans"  writes: -
SELECT table_name FROM information_schema.tables WHERE table_name IN (SELECT shelf FROM "Loans");

-- read  reads: events  writes: -
SELECT table_name FROM information_schema.tables WHERE table_name IN (SELECT title FROM EVENTS);

-- read  reads: user  writes: -
SELECT table_name FROM information_schema.tables WHERE table_name IN (SELECT "name" FROM "user");

-- read  reads: flotte.véhicules  writes: -
SELECT table_name FROM information_schema.tables WHERE table_name IN (SELECT état FROM flotte.véhicules);

-- read  reads: mydb.orders, orders  writes: -
SELECT * FROM mydb.orders, orders;

-- read  reads: clinic.visits, mydb.orders  writes: -
SELECT * FROM mydb.orders, clinic.visits;

-- read  reads: "Loans", mydb.orders  writes: -
SELECT * FROM mydb.orders, "Loans";

-- read  reads: events, mydb.orders  writes: -
SELECT * FROM mydb.orders, EVENTS;

-- read  reads: mydb.orders, user  writes: -
SELECT * FROM mydb.orders, "user";

-- read  reads: flotte.véhicules, mydb.orders  writes: -
SELECT * FROM mydb.orders, flotte.véhicules;

-- read  reads: orders  writes: -
SELECT orders.* FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT clinic.visits.* FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT "Loans".* FROM "Loans";

-- read  reads: events  writes: -
SELECT EVENTS.* FROM EVENTS;

-- read  reads: user  writes: -
SELECT "user".* FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT flotte.véhicules.* FROM flotte.véhicules;

-- read  reads: customers  writes: -
SELECT pg_class.id FROM customers AS pg_class;

-- read  reads: clinic.patients  writes: -
SELECT pg_class.id FROM clinic.patients AS pg_class;

-- read  reads: library."Readers"  writes: -
SELECT pg_class.id FROM library."Readers" AS pg_class;

-- read  reads: public.venues  writes: -
SELECT pg_class.id FROM Public.Venues AS pg_class;

-- read  reads: group  writes: -
SELECT pg_class.id FROM "group" AS pg_class;

-- read  reads: trajets  writes: -
SELECT pg_class.id FROM trajets AS pg_class;

-- read  reads: orders, shop.pg_class  writes: -
SELECT * FROM shop.pg_class, orders;

-- read  reads: clinic.visits, shop.pg_class  writes: -
SELECT * FROM shop.pg_class, clinic.visits;

-- read  reads: "Loans", shop.pg_class  writes: -
SELECT * FROM shop.pg_class, "Loans";

-- read  reads: events, shop.pg_class  writes: -
SELECT * FROM shop.pg_class, EVENTS;

-- read  reads: shop.pg_class, user  writes: -
SELECT * FROM shop.pg_class, "user";

-- read  reads: flotte.véhicules, shop.pg_class  writes: -
SELECT * FROM shop.pg_class, flotte.véhicules;

-- read  reads: -  writes: -
SELECT * FROM pg_class;

-- read  reads: -  writes: -
SELECT * FROM pg_catalog.pg_tables WHERE schemaname = 'public';

-- read  reads: -  writes: -
SELECT * FROM information_schema.columns;

-- read  reads: -  writes: -
SELECT * FROM pg_stat_activity;

-- read  reads: -  writes: -
SELECT * FROM pg_locks l JOIN pg_stat_activity a USING (pid);

-- read  reads: -  writes: -
SELECT * FROM pg_settings WHERE name = 'work_mem';

-- read  reads: -  writes: -
SELECT n.nspname FROM pg_namespace n;

-- read  reads: -  writes: -
SELECT t.typname FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace;

-- read  reads: -  writes: -
SELECT * FROM pg_indexes;

-- read  reads: -  writes: -
SELECT * FROM pg_stat_replication;

-- read  reads: -  writes: -
SELECT * FROM PG_CATALOG.PG_ROLES;

-- read  reads: -  writes: -
SELECT 1;

-- read  reads: -  writes: -
VALUES (1, 2), (3, 4);
