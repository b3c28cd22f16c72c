-- Every kind of query inside every command that can hold one.

-- read  reads: orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM orders;

-- read  reads: orders  writes: -
PREPARE held AS SELECT * FROM orders;

-- copy_out  reads: orders  writes: -
COPY (SELECT * FROM orders) TO STDOUT;

-- write  reads: orders  writes: -
COPY (SELECT * FROM orders) TO '/tmp/out.csv' CSV;

-- read  reads: orders  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM orders;

-- read  reads: orders  writes: -
/* 1 */ SELECT * FROM orders /* 2 */ ; -- 3
;

-- read  reads: orders  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM orders;

-- write  reads: orders  writes: target
INSERT INTO target SELECT * FROM orders;

-- ddl  reads: orders  writes: fresh
CREATE VIEW fresh AS SELECT * FROM orders;

-- ddl  reads: orders  writes: fresh
CREATE TABLE fresh AS SELECT * FROM orders;

-- ddl  reads: orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM orders;

-- read  reads: orders, outside  writes: -
WITH inside AS (SELECT * FROM orders) SELECT * FROM inside, outside;

-- read  reads: orders, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM orders);

-- read  reads: orders  writes: -
SELECT * FROM (SELECT * FROM orders) AS inside;

-- read  reads: orders  writes: -
(SELECT * FROM orders);

-- read  reads: orders  writes: -
SELECT EXISTS (SELECT * FROM orders), ARRAY(SELECT * FROM orders);

-- read  reads: customers, orders  writes: -
EXPLAIN ANALYZE SELECT x.id FROM orders x JOIN customers y USING (id);

-- read  reads: customers, orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT x.id FROM orders x JOIN customers y USING (id);

-- read  reads: customers, orders  writes: -
PREPARE held AS SELECT x.id FROM orders x JOIN customers y USING (id);

-- copy_out  reads: customers, orders  writes: -
COPY (SELECT x.id FROM orders x JOIN customers y USING (id)) TO STDOUT;

-- write  reads: customers, orders  writes: -
COPY (SELECT x.id FROM orders x JOIN customers y USING (id)) TO '/tmp/out.csv' CSV;

-- read  reads: customers, orders  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT x.id FROM orders x JOIN customers y USING (id);

-- read  reads: customers, orders  writes: -
/* 1 */ SELECT x.id FROM orders x JOIN customers y USING (id) /* 2 */ ; -- 3
;

-- read  reads: customers, orders  writes: -
DECLARE held SCROLL CURSOR FOR SELECT x.id FROM orders x JOIN customers y USING (id);

-- write  reads: customers, orders  writes: target
INSERT INTO target SELECT x.id FROM orders x JOIN customers y USING (id);

-- ddl  reads: customers, orders  writes: fresh
CREATE VIEW fresh AS SELECT x.id FROM orders x JOIN customers y USING (id);

-- ddl  reads: customers, orders  writes: fresh
CREATE TABLE fresh AS SELECT x.id FROM orders x JOIN customers y USING (id);

-- ddl  reads: customers, orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT x.id FROM orders x JOIN customers y USING (id);

-- read  reads: customers, orders, outside  writes: -
WITH inside AS (SELECT x.id FROM orders x JOIN customers y USING (id)) SELECT * FROM inside, outside;

-- read  reads: customers, orders, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT x.id FROM orders x JOIN customers y USING (id));

-- read  reads: customers, orders  writes: -
SELECT * FROM (SELECT x.id FROM orders x JOIN customers y USING (id)) AS inside;

-- read  reads: customers, orders  writes: -
(SELECT x.id FROM orders x JOIN customers y USING (id));

-- read  reads: customers, orders  writes: -
SELECT EXISTS (SELECT x.id FROM orders x JOIN customers y USING (id)), ARRAY(SELECT x.id FROM orders x JOIN customers y USING (id));

-- read  reads: customers, orders  writes: -
EXPLAIN ANALYZE SELECT id FROM orders UNION SELECT id FROM customers;

-- read  reads: customers, orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT id FROM orders UNION SELECT id FROM customers;

-- read  reads: customers, orders  writes: -
PREPARE held AS SELECT id FROM orders UNION SELECT id FROM customers;

-- copy_out  reads: customers, orders  writes: -
COPY (SELECT id FROM orders UNION SELECT id FROM customers) TO STDOUT;

-- write  reads: customers, orders  writes: -
COPY (SELECT id FROM orders UNION SELECT id FROM customers) TO '/tmp/out.csv' CSV;

-- read  reads: customers, orders  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT id FROM orders UNION SELECT id FROM customers;

-- read  reads: customers, orders  writes: -
/* 1 */ SELECT id FROM orders UNION SELECT id FROM customers /* 2 */ ; -- 3
;

-- read  reads: customers, orders  writes: -
DECLARE held SCROLL CURSOR FOR SELECT id FROM orders UNION SELECT id FROM customers;

-- write  reads: customers, orders  writes: target
INSERT INTO target SELECT id FROM orders UNION SELECT id FROM customers;

-- ddl  reads: customers, orders  writes: fresh
CREATE VIEW fresh AS SELECT id FROM orders UNION SELECT id FROM customers;

-- ddl  reads: customers, orders  writes: fresh
CREATE TABLE fresh AS SELECT id FROM orders UNION SELECT id FROM customers;

-- ddl  reads: customers, orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM orders UNION SELECT id FROM customers;

-- read  reads: customers, orders, outside  writes: -
WITH inside AS (SELECT id FROM orders UNION SELECT id FROM customers) SELECT * FROM inside, outside;

-- read  reads: customers, orders, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT id FROM orders UNION SELECT id FROM customers);

-- read  reads: customers, orders  writes: -
SELECT * FROM (SELECT id FROM orders UNION SELECT id FROM customers) AS inside;

-- read  reads: customers, orders  writes: -
(SELECT id FROM orders UNION SELECT id FROM customers);

-- read  reads: customers, orders  writes: -
SELECT EXISTS (SELECT id FROM orders UNION SELECT id FROM customers), ARRAY(SELECT id FROM orders UNION SELECT id FROM customers);

-- read  reads: customers, orders  writes: -
EXPLAIN ANALYZE WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- read  reads: customers, orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- read  reads: customers, orders  writes: -
PREPARE held AS WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- copy_out  reads: customers, orders  writes: -
COPY (WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers) TO STDOUT;

-- write  reads: customers, orders  writes: -
COPY (WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers) TO '/tmp/out.csv' CSV;

-- read  reads: customers, orders  writes: -
EXPLAIN (ANALYZE, TIMING off) WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- read  reads: customers, orders  writes: -
/* 1 */ WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers /* 2 */ ; -- 3
;

-- read  reads: customers, orders  writes: -
DECLARE held SCROLL CURSOR FOR WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- write  reads: customers, orders  writes: target
INSERT INTO target WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- ddl  reads: customers, orders  writes: fresh
CREATE VIEW fresh AS WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- ddl  reads: customers, orders  writes: fresh
CREATE TABLE fresh AS WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- ddl  reads: customers, orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers;

-- read  reads: customers, orders, outside  writes: -
WITH inside AS (WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers) SELECT * FROM inside, outside;

-- read  reads: customers, orders, outside  writes: -
SELECT * FROM outside WHERE id IN (WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers);

-- read  reads: customers, orders  writes: -
SELECT * FROM (WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers) AS inside;

-- read  reads: customers, orders  writes: -
(WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers);

-- read  reads: customers, orders  writes: -
SELECT EXISTS (WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers), ARRAY(WITH w AS (SELECT * FROM orders) SELECT * FROM w, customers);

-- read  reads: customers, orders  writes: -
EXPLAIN ANALYZE SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- read  reads: customers, orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- read  reads: customers, orders  writes: -
PREPARE held AS SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- copy_out  reads: customers, orders  writes: -
COPY (SELECT * FROM orders WHERE id NOT IN (TABLE customers)) TO STDOUT;

-- write  reads: customers, orders  writes: -
COPY (SELECT * FROM orders WHERE id NOT IN (TABLE customers)) TO '/tmp/out.csv' CSV;

-- read  reads: customers, orders  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- read  reads: customers, orders  writes: -
/* 1 */ SELECT * FROM orders WHERE id NOT IN (TABLE customers) /* 2 */ ; -- 3
;

-- read  reads: customers, orders  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- write  reads: customers, orders  writes: target
INSERT INTO target SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- ddl  reads: customers, orders  writes: fresh
CREATE VIEW fresh AS SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- ddl  reads: customers, orders  writes: fresh
CREATE TABLE fresh AS SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- ddl  reads: customers, orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM orders WHERE id NOT IN (TABLE customers);

-- read  reads: customers, orders, outside  writes: -
WITH inside AS (SELECT * FROM orders WHERE id NOT IN (TABLE customers)) SELECT * FROM inside, outside;

-- read  reads: customers, orders, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM orders WHERE id NOT IN (TABLE customers));

-- read  reads: customers, orders  writes: -
SELECT * FROM (SELECT * FROM orders WHERE id NOT IN (TABLE customers)) AS inside;

-- read  reads: customers, orders  writes: -
(SELECT * FROM orders WHERE id NOT IN (TABLE customers));

-- read  reads: customers, orders  writes: -
SELECT EXISTS (SELECT * FROM orders WHERE id NOT IN (TABLE customers)), ARRAY(SELECT * FROM orders WHERE id NOT IN (TABLE customers));

-- read  reads: orders  writes: -
EXPLAIN ANALYZE TABLE orders;

-- read  reads: orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) TABLE orders;

-- read  reads: orders  writes: -
PREPARE held AS TABLE orders;

-- copy_out  reads: orders  writes: -
COPY (TABLE orders) TO STDOUT;

-- write  reads: orders  writes: -
COPY (TABLE orders) TO '/tmp/out.csv' CSV;

-- read  reads: orders  writes: -
EXPLAIN (ANALYZE, TIMING off) TABLE orders;

-- read  reads: orders  writes: -
/* 1 */ TABLE orders /* 2 */ ; -- 3
;

-- read  reads: orders  writes: -
DECLARE held SCROLL CURSOR FOR TABLE orders;

-- write  reads: orders  writes: target
INSERT INTO target TABLE orders;

-- ddl  reads: orders  writes: fresh
CREATE VIEW fresh AS TABLE orders;

-- ddl  reads: orders  writes: fresh
CREATE TABLE fresh AS TABLE orders;

-- ddl  reads: orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS TABLE orders;

-- read  reads: orders, outside  writes: -
WITH inside AS (TABLE orders) SELECT * FROM inside, outside;

-- read  reads: orders, outside  writes: -
SELECT * FROM outside WHERE id IN (TABLE orders);

-- read  reads: orders  writes: -
SELECT * FROM (TABLE orders) AS inside;

-- read  reads: orders  writes: -
(TABLE orders);

-- read  reads: orders  writes: -
SELECT EXISTS (TABLE orders), ARRAY(TABLE orders);

-- read  reads: -  writes: -
EXPLAIN ANALYZE VALUES (1), (2);

-- read  reads: -  writes: -
EXPLAIN (VERBOSE, FORMAT json) VALUES (1), (2);

-- read  reads: -  writes: -
PREPARE held AS VALUES (1), (2);

-- write  reads: -  writes: -
COPY (VALUES (1), (2)) TO '/tmp/out.csv' CSV;

-- read  reads: -  writes: -
EXPLAIN (ANALYZE, TIMING off) VALUES (1), (2);

-- read  reads: -  writes: -
/* 1 */ VALUES (1), (2) /* 2 */ ; -- 3
;

-- read  reads: -  writes: -
DECLARE held SCROLL CURSOR FOR VALUES (1), (2);

-- write  reads: -  writes: target
INSERT INTO target VALUES (1), (2);

-- ddl  reads: -  writes: fresh
CREATE VIEW fresh AS VALUES (1), (2);

-- ddl  reads: -  writes: fresh
CREATE TABLE fresh AS VALUES (1), (2);

-- ddl  reads: -  writes: fresh
CREATE MATERIALIZED VIEW fresh AS VALUES (1), (2);

-- read  reads: outside  writes: -
WITH inside AS (VALUES (1), (2)) SELECT * FROM inside, outside;

-- read  reads: outside  writes: -
SELECT * FROM outside WHERE id IN (VALUES (1), (2));

-- read  reads: -  writes: -
SELECT * FROM (VALUES (1), (2)) AS inside;

-- read  reads: -  writes: -
(VALUES (1), (2));

-- read  reads: -  writes: -
SELECT EXISTS (VALUES (1), (2)), ARRAY(VALUES (1), (2));

-- write  reads: orders  writes: -
EXPLAIN ANALYZE SELECT * FROM orders FOR UPDATE;

-- read  reads: orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM orders FOR UPDATE;

-- write  reads: orders  writes: -
PREPARE held AS SELECT * FROM orders FOR UPDATE;

-- write  reads: orders  writes: -
COPY (SELECT * FROM orders FOR UPDATE) TO '/tmp/out.csv' CSV;

-- write  reads: orders  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM orders FOR UPDATE;

-- write  reads: orders  writes: -
/* 1 */ SELECT * FROM orders FOR UPDATE /* 2 */ ; -- 3
;

-- write  reads: orders  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM orders FOR UPDATE;

-- write  reads: orders  writes: target
INSERT INTO target SELECT * FROM orders FOR UPDATE;

-- ddl  reads: orders  writes: fresh
CREATE VIEW fresh AS SELECT * FROM orders FOR UPDATE;

-- ddl  reads: orders  writes: fresh
CREATE TABLE fresh AS SELECT * FROM orders FOR UPDATE;

-- ddl  reads: orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM orders FOR UPDATE;

-- write  reads: orders, outside  writes: -
WITH inside AS (SELECT * FROM orders FOR UPDATE) SELECT * FROM inside, outside;

-- write  reads: orders, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM orders FOR UPDATE);

-- write  reads: orders  writes: -
SELECT * FROM (SELECT * FROM orders FOR UPDATE) AS inside;

-- write  reads: orders  writes: -
SELECT EXISTS (SELECT * FROM orders FOR UPDATE), ARRAY(SELECT * FROM orders FOR UPDATE);

-- write  reads: -  writes: orders_id_seq
EXPLAIN ANALYZE SELECT nextval('orders_id_seq');

-- read  reads: -  writes: orders_id_seq
EXPLAIN (VERBOSE, FORMAT json) SELECT nextval('orders_id_seq');

-- write  reads: -  writes: orders_id_seq
PREPARE held AS SELECT nextval('orders_id_seq');

-- write  reads: -  writes: orders_id_seq
COPY (SELECT nextval('orders_id_seq')) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: orders_id_seq
EXPLAIN (ANALYZE, TIMING off) SELECT nextval('orders_id_seq');

-- write  reads: -  writes: orders_id_seq
/* 1 */ SELECT nextval('orders_id_seq') /* 2 */ ; -- 3
;

-- write  reads: -  writes: orders_id_seq
DECLARE held SCROLL CURSOR FOR SELECT nextval('orders_id_seq');

-- write  reads: -  writes: orders_id_seq, target
INSERT INTO target SELECT nextval('orders_id_seq');

-- ddl  reads: orders_id_seq  writes: fresh
CREATE VIEW fresh AS SELECT nextval('orders_id_seq');

-- ddl  reads: orders_id_seq  writes: fresh
CREATE TABLE fresh AS SELECT nextval('orders_id_seq');

-- ddl  reads: orders_id_seq  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT nextval('orders_id_seq');

-- write  reads: outside  writes: orders_id_seq
WITH inside AS (SELECT nextval('orders_id_seq')) SELECT * FROM inside, outside;

-- write  reads: outside  writes: orders_id_seq
SELECT * FROM outside WHERE id IN (SELECT nextval('orders_id_seq'));

-- write  reads: -  writes: orders_id_seq
SELECT * FROM (SELECT nextval('orders_id_seq')) AS inside;

-- write  reads: -  writes: orders_id_seq
(SELECT nextval('orders_id_seq'));

-- write  reads: -  writes: orders_id_seq
SELECT EXISTS (SELECT nextval('orders_id_seq')), ARRAY(SELECT nextval('orders_id_seq'));

-- write  reads: orders  writes: -
EXPLAIN ANALYZE SELECT ledger_total(id) FROM orders;

-- read  reads: orders  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT ledger_total(id) FROM orders;

-- write  reads: orders  writes: -
PREPARE held AS SELECT ledger_total(id) FROM orders;

-- write  reads: orders  writes: -
COPY (SELECT ledger_total(id) FROM orders) TO STDOUT;

-- write  reads: orders  writes: -
COPY (SELECT ledger_total(id) FROM orders) TO '/tmp/out.csv' CSV;

-- write  reads: orders  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT ledger_total(id) FROM orders;

-- write  reads: orders  writes: -
/* 1 */ SELECT ledger_total(id) FROM orders /* 2 */ ; -- 3
;

-- write  reads: orders  writes: -
DECLARE held SCROLL CURSOR FOR SELECT ledger_total(id) FROM orders;

-- write  reads: orders  writes: target
INSERT INTO target SELECT ledger_total(id) FROM orders;

-- ddl  reads: orders  writes: fresh
CREATE VIEW fresh AS SELECT ledger_total(id) FROM orders;

-- ddl  reads: orders  writes: fresh
CREATE TABLE fresh AS SELECT ledger_total(id) FROM orders;

-- ddl  reads: orders  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT ledger_total(id) FROM orders;

-- write  reads: orders, outside  writes: -
WITH inside AS (SELECT ledger_total(id) FROM orders) SELECT * FROM inside, outside;

-- write  reads: orders, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT ledger_total(id) FROM orders);

-- write  reads: orders  writes: -
SELECT * FROM (SELECT ledger_total(id) FROM orders) AS inside;

-- write  reads: orders  writes: -
(SELECT ledger_total(id) FROM orders);

-- write  reads: orders  writes: -
SELECT EXISTS (SELECT ledger_total(id) FROM orders), ARRAY(SELECT ledger_total(id) FROM orders);

-- write  reads: customers  writes: orders
EXPLAIN ANALYZE WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id);

-- read  reads: customers  writes: orders
EXPLAIN (VERBOSE, FORMAT json) WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id);

-- write  reads: customers  writes: orders
PREPARE held AS WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id);

-- write  reads: customers  writes: orders
COPY (WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id)) TO STDOUT;

-- write  reads: customers  writes: orders
COPY (WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id)) TO '/tmp/out.csv' CSV;

-- write  reads: customers  writes: orders
EXPLAIN (ANALYZE, TIMING off) WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id);

-- write  reads: customers  writes: orders
/* 1 */ WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id) /* 2 */ ; -- 3
;

-- write  reads: customers, outside  writes: orders
WITH inside AS (WITH g AS (DELETE FROM orders RETURNING *) SELECT * FROM g JOIN customers USING (id)) SELECT * FROM inside, outside;

-- write  reads: -  writes: orders
EXPLAIN ANALYZE INSERT INTO orders VALUES (1) RETURNING id;

-- read  reads: -  writes: orders
EXPLAIN (VERBOSE, FORMAT json) INSERT INTO orders VALUES (1) RETURNING id;

-- write  reads: -  writes: orders
PREPARE held AS INSERT INTO orders VALUES (1) RETURNING id;

-- write  reads: -  writes: orders
COPY (INSERT INTO orders VALUES (1) RETURNING id) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: orders
EXPLAIN (ANALYZE, TIMING off) INSERT INTO orders VALUES (1) RETURNING id;

-- write  reads: -  writes: orders
/* 1 */ INSERT INTO orders VALUES (1) RETURNING id /* 2 */ ; -- 3
;

-- write  reads: outside  writes: orders
WITH inside AS (INSERT INTO orders VALUES (1) RETURNING id) SELECT * FROM inside, outside;

-- write  reads: customers  writes: orders
EXPLAIN ANALYZE UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *;

-- read  reads: customers  writes: orders
EXPLAIN (VERBOSE, FORMAT json) UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *;

-- write  reads: customers  writes: orders
PREPARE held AS UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *;

-- write  reads: customers  writes: orders
COPY (UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *) TO STDOUT;

-- write  reads: customers  writes: orders
COPY (UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: customers  writes: orders
EXPLAIN (ANALYZE, TIMING off) UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *;

-- write  reads: customers  writes: orders
/* 1 */ UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: customers, outside  writes: orders
WITH inside AS (UPDATE orders SET id = 0 FROM customers WHERE customers.id = customer_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: customers  writes: orders
EXPLAIN ANALYZE DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *;

-- read  reads: customers  writes: orders
EXPLAIN (VERBOSE, FORMAT json) DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *;

-- write  reads: customers  writes: orders
PREPARE held AS DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *;

-- write  reads: customers  writes: orders
COPY (DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *) TO STDOUT;

-- write  reads: customers  writes: orders
COPY (DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: customers  writes: orders
EXPLAIN (ANALYZE, TIMING off) DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *;

-- write  reads: customers  writes: orders
/* 1 */ DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: customers, outside  writes: orders
WITH inside AS (DELETE FROM orders USING customers WHERE customers.id = customer_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: customers  writes: orders
EXPLAIN ANALYZE MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- read  reads: customers  writes: orders
EXPLAIN (VERBOSE, FORMAT json) MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: customers  writes: orders
PREPARE held AS MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: customers  writes: orders
COPY (MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO STDOUT;

-- write  reads: customers  writes: orders
COPY (MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO '/tmp/out.csv' CSV;

-- write  reads: customers  writes: orders
EXPLAIN (ANALYZE, TIMING off) MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: customers  writes: orders
/* 1 */ MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id /* 2 */ ; -- 3
;

-- write  reads: customers, outside  writes: orders
WITH inside AS (MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM inside, outside;

-- read  reads: clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM clinic.visits;

-- read  reads: clinic.visits  writes: -
PREPARE held AS SELECT * FROM clinic.visits;

-- copy_out  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits) TO STDOUT;

-- write  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits) TO '/tmp/out.csv' CSV;

-- read  reads: clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM clinic.visits;

-- read  reads: clinic.visits  writes: -
/* 1 */ SELECT * FROM clinic.visits /* 2 */ ; -- 3
;

-- read  reads: clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM clinic.visits;

-- write  reads: clinic.visits  writes: target
INSERT INTO target SELECT * FROM clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE VIEW fresh AS SELECT * FROM clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE TABLE fresh AS SELECT * FROM clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM clinic.visits;

-- read  reads: clinic.visits, outside  writes: -
WITH inside AS (SELECT * FROM clinic.visits) SELECT * FROM inside, outside;

-- read  reads: clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM clinic.visits);

-- read  reads: clinic.visits  writes: -
SELECT * FROM (SELECT * FROM clinic.visits) AS inside;

-- read  reads: clinic.visits  writes: -
(SELECT * FROM clinic.visits);

-- read  reads: clinic.visits  writes: -
SELECT EXISTS (SELECT * FROM clinic.visits), ARRAY(SELECT * FROM clinic.visits);

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN ANALYZE SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- read  reads: clinic.patients, clinic.visits  writes: -
PREPARE held AS SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- copy_out  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id)) TO STDOUT;

-- write  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id)) TO '/tmp/out.csv' CSV;

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- read  reads: clinic.patients, clinic.visits  writes: -
/* 1 */ SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id) /* 2 */ ; -- 3
;

-- read  reads: clinic.patients, clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- write  reads: clinic.patients, clinic.visits  writes: target
INSERT INTO target SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE VIEW fresh AS SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE TABLE fresh AS SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id);

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
WITH inside AS (SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id)) SELECT * FROM inside, outside;

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id));

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM (SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id)) AS inside;

-- read  reads: clinic.patients, clinic.visits  writes: -
(SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id));

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT EXISTS (SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id)), ARRAY(SELECT x.id FROM clinic.visits x JOIN clinic.patients y USING (id));

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN ANALYZE SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- read  reads: clinic.patients, clinic.visits  writes: -
PREPARE held AS SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- copy_out  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients) TO STDOUT;

-- write  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients) TO '/tmp/out.csv' CSV;

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- read  reads: clinic.patients, clinic.visits  writes: -
/* 1 */ SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients /* 2 */ ; -- 3
;

-- read  reads: clinic.patients, clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- write  reads: clinic.patients, clinic.visits  writes: target
INSERT INTO target SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE VIEW fresh AS SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE TABLE fresh AS SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
WITH inside AS (SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients) SELECT * FROM inside, outside;

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM (SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients) AS inside;

-- read  reads: clinic.patients, clinic.visits  writes: -
(SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT EXISTS (SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients), ARRAY(SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN ANALYZE WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- read  reads: clinic.patients, clinic.visits  writes: -
PREPARE held AS WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- copy_out  reads: clinic.patients, clinic.visits  writes: -
COPY (WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients) TO STDOUT;

-- write  reads: clinic.patients, clinic.visits  writes: -
COPY (WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients) TO '/tmp/out.csv' CSV;

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- read  reads: clinic.patients, clinic.visits  writes: -
/* 1 */ WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients /* 2 */ ; -- 3
;

-- read  reads: clinic.patients, clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- write  reads: clinic.patients, clinic.visits  writes: target
INSERT INTO target WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE VIEW fresh AS WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE TABLE fresh AS WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients;

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
WITH inside AS (WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients) SELECT * FROM inside, outside;

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM (WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients) AS inside;

-- read  reads: clinic.patients, clinic.visits  writes: -
(WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT EXISTS (WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients), ARRAY(WITH w AS (SELECT * FROM clinic.visits) SELECT * FROM w, clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN ANALYZE SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
PREPARE held AS SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- copy_out  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients)) TO STDOUT;

-- write  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients)) TO '/tmp/out.csv' CSV;

-- read  reads: clinic.patients, clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- read  reads: clinic.patients, clinic.visits  writes: -
/* 1 */ SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients) /* 2 */ ; -- 3
;

-- read  reads: clinic.patients, clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- write  reads: clinic.patients, clinic.visits  writes: target
INSERT INTO target SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE VIEW fresh AS SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE TABLE fresh AS SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- ddl  reads: clinic.patients, clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients);

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
WITH inside AS (SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients)) SELECT * FROM inside, outside;

-- read  reads: clinic.patients, clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients));

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM (SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients)) AS inside;

-- read  reads: clinic.patients, clinic.visits  writes: -
(SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients));

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT EXISTS (SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients)), ARRAY(SELECT * FROM clinic.visits WHERE id NOT IN (TABLE clinic.patients));

-- read  reads: clinic.visits  writes: -
EXPLAIN ANALYZE TABLE clinic.visits;

-- read  reads: clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) TABLE clinic.visits;

-- read  reads: clinic.visits  writes: -
PREPARE held AS TABLE clinic.visits;

-- copy_out  reads: clinic.visits  writes: -
COPY (TABLE clinic.visits) TO STDOUT;

-- write  reads: clinic.visits  writes: -
COPY (TABLE clinic.visits) TO '/tmp/out.csv' CSV;

-- read  reads: clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) TABLE clinic.visits;

-- read  reads: clinic.visits  writes: -
/* 1 */ TABLE clinic.visits /* 2 */ ; -- 3
;

-- read  reads: clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR TABLE clinic.visits;

-- write  reads: clinic.visits  writes: target
INSERT INTO target TABLE clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE VIEW fresh AS TABLE clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE TABLE fresh AS TABLE clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS TABLE clinic.visits;

-- read  reads: clinic.visits, outside  writes: -
WITH inside AS (TABLE clinic.visits) SELECT * FROM inside, outside;

-- read  reads: clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (TABLE clinic.visits);

-- read  reads: clinic.visits  writes: -
SELECT * FROM (TABLE clinic.visits) AS inside;

-- read  reads: clinic.visits  writes: -
(TABLE clinic.visits);

-- read  reads: clinic.visits  writes: -
SELECT EXISTS (TABLE clinic.visits), ARRAY(TABLE clinic.visits);

-- write  reads: clinic.visits  writes: -
EXPLAIN ANALYZE SELECT * FROM clinic.visits FOR UPDATE;

-- read  reads: clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: clinic.visits  writes: -
PREPARE held AS SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits FOR UPDATE) TO '/tmp/out.csv' CSV;

-- write  reads: clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: clinic.visits  writes: -
/* 1 */ SELECT * FROM clinic.visits FOR UPDATE /* 2 */ ; -- 3
;

-- write  reads: clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: clinic.visits  writes: target
INSERT INTO target SELECT * FROM clinic.visits FOR UPDATE;

-- ddl  reads: clinic.visits  writes: fresh
CREATE VIEW fresh AS SELECT * FROM clinic.visits FOR UPDATE;

-- ddl  reads: clinic.visits  writes: fresh
CREATE TABLE fresh AS SELECT * FROM clinic.visits FOR UPDATE;

-- ddl  reads: clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: clinic.visits, outside  writes: -
WITH inside AS (SELECT * FROM clinic.visits FOR UPDATE) SELECT * FROM inside, outside;

-- write  reads: clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM clinic.visits FOR UPDATE);

-- write  reads: clinic.visits  writes: -
SELECT * FROM (SELECT * FROM clinic.visits FOR UPDATE) AS inside;

-- write  reads: clinic.visits  writes: -
SELECT EXISTS (SELECT * FROM clinic.visits FOR UPDATE), ARRAY(SELECT * FROM clinic.visits FOR UPDATE);

-- write  reads: -  writes: clinic.visits_id_seq
EXPLAIN ANALYZE SELECT nextval('clinic.visits_id_seq');

-- read  reads: -  writes: clinic.visits_id_seq
EXPLAIN (VERBOSE, FORMAT json) SELECT nextval('clinic.visits_id_seq');

-- write  reads: -  writes: clinic.visits_id_seq
PREPARE held AS SELECT nextval('clinic.visits_id_seq');

-- write  reads: -  writes: clinic.visits_id_seq
COPY (SELECT nextval('clinic.visits_id_seq')) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: clinic.visits_id_seq
EXPLAIN (ANALYZE, TIMING off) SELECT nextval('clinic.visits_id_seq');

-- write  reads: -  writes: clinic.visits_id_seq
/* 1 */ SELECT nextval('clinic.visits_id_seq') /* 2 */ ; -- 3
;

-- write  reads: -  writes: clinic.visits_id_seq
DECLARE held SCROLL CURSOR FOR SELECT nextval('clinic.visits_id_seq');

-- write  reads: -  writes: clinic.visits_id_seq, target
INSERT INTO target SELECT nextval('clinic.visits_id_seq');

-- ddl  reads: clinic.visits_id_seq  writes: fresh
CREATE VIEW fresh AS SELECT nextval('clinic.visits_id_seq');

-- ddl  reads: clinic.visits_id_seq  writes: fresh
CREATE TABLE fresh AS SELECT nextval('clinic.visits_id_seq');

-- ddl  reads: clinic.visits_id_seq  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT nextval('clinic.visits_id_seq');

-- write  reads: outside  writes: clinic.visits_id_seq
WITH inside AS (SELECT nextval('clinic.visits_id_seq')) SELECT * FROM inside, outside;

-- write  reads: outside  writes: clinic.visits_id_seq
SELECT * FROM outside WHERE id IN (SELECT nextval('clinic.visits_id_seq'));

-- write  reads: -  writes: clinic.visits_id_seq
SELECT * FROM (SELECT nextval('clinic.visits_id_seq')) AS inside;

-- write  reads: -  writes: clinic.visits_id_seq
(SELECT nextval('clinic.visits_id_seq'));

-- write  reads: -  writes: clinic.visits_id_seq
SELECT EXISTS (SELECT nextval('clinic.visits_id_seq')), ARRAY(SELECT nextval('clinic.visits_id_seq'));

-- write  reads: clinic.visits  writes: -
EXPLAIN ANALYZE SELECT ledger_total(id) FROM clinic.visits;

-- read  reads: clinic.visits  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT ledger_total(id) FROM clinic.visits;

-- write  reads: clinic.visits  writes: -
PREPARE held AS SELECT ledger_total(id) FROM clinic.visits;

-- write  reads: clinic.visits  writes: -
COPY (SELECT ledger_total(id) FROM clinic.visits) TO STDOUT;

-- write  reads: clinic.visits  writes: -
COPY (SELECT ledger_total(id) FROM clinic.visits) TO '/tmp/out.csv' CSV;

-- write  reads: clinic.visits  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT ledger_total(id) FROM clinic.visits;

-- write  reads: clinic.visits  writes: -
/* 1 */ SELECT ledger_total(id) FROM clinic.visits /* 2 */ ; -- 3
;

-- write  reads: clinic.visits  writes: -
DECLARE held SCROLL CURSOR FOR SELECT ledger_total(id) FROM clinic.visits;

-- write  reads: clinic.visits  writes: target
INSERT INTO target SELECT ledger_total(id) FROM clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE VIEW fresh AS SELECT ledger_total(id) FROM clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE TABLE fresh AS SELECT ledger_total(id) FROM clinic.visits;

-- ddl  reads: clinic.visits  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT ledger_total(id) FROM clinic.visits;

-- write  reads: clinic.visits, outside  writes: -
WITH inside AS (SELECT ledger_total(id) FROM clinic.visits) SELECT * FROM inside, outside;

-- write  reads: clinic.visits, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT ledger_total(id) FROM clinic.visits);

-- write  reads: clinic.visits  writes: -
SELECT * FROM (SELECT ledger_total(id) FROM clinic.visits) AS inside;

-- write  reads: clinic.visits  writes: -
(SELECT ledger_total(id) FROM clinic.visits);

-- write  reads: clinic.visits  writes: -
SELECT EXISTS (SELECT ledger_total(id) FROM clinic.visits), ARRAY(SELECT ledger_total(id) FROM clinic.visits);

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN ANALYZE WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id);

-- read  reads: clinic.patients  writes: clinic.visits
EXPLAIN (VERBOSE, FORMAT json) WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id);

-- write  reads: clinic.patients  writes: clinic.visits
PREPARE held AS WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id);

-- write  reads: clinic.patients  writes: clinic.visits
COPY (WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id)) TO STDOUT;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id)) TO '/tmp/out.csv' CSV;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN (ANALYZE, TIMING off) WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id);

-- write  reads: clinic.patients  writes: clinic.visits
/* 1 */ WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id) /* 2 */ ; -- 3
;

-- write  reads: clinic.patients, outside  writes: clinic.visits
WITH inside AS (WITH g AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM g JOIN clinic.patients USING (id)) SELECT * FROM inside, outside;

-- write  reads: -  writes: clinic.visits
EXPLAIN ANALYZE INSERT INTO clinic.visits VALUES (1) RETURNING id;

-- read  reads: -  writes: clinic.visits
EXPLAIN (VERBOSE, FORMAT json) INSERT INTO clinic.visits VALUES (1) RETURNING id;

-- write  reads: -  writes: clinic.visits
PREPARE held AS INSERT INTO clinic.visits VALUES (1) RETURNING id;

-- write  reads: -  writes: clinic.visits
COPY (INSERT INTO clinic.visits VALUES (1) RETURNING id) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: clinic.visits
EXPLAIN (ANALYZE, TIMING off) INSERT INTO clinic.visits VALUES (1) RETURNING id;

-- write  reads: -  writes: clinic.visits
/* 1 */ INSERT INTO clinic.visits VALUES (1) RETURNING id /* 2 */ ; -- 3
;

-- write  reads: outside  writes: clinic.visits
WITH inside AS (INSERT INTO clinic.visits VALUES (1) RETURNING id) SELECT * FROM inside, outside;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN ANALYZE UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- read  reads: clinic.patients  writes: clinic.visits
EXPLAIN (VERBOSE, FORMAT json) UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- write  reads: clinic.patients  writes: clinic.visits
PREPARE held AS UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *) TO STDOUT;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN (ANALYZE, TIMING off) UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- write  reads: clinic.patients  writes: clinic.visits
/* 1 */ UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: clinic.patients, outside  writes: clinic.visits
WITH inside AS (UPDATE clinic.visits SET id = 0 FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN ANALYZE DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- read  reads: clinic.patients  writes: clinic.visits
EXPLAIN (VERBOSE, FORMAT json) DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- write  reads: clinic.patients  writes: clinic.visits
PREPARE held AS DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *) TO STDOUT;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN (ANALYZE, TIMING off) DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *;

-- write  reads: clinic.patients  writes: clinic.visits
/* 1 */ DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: clinic.patients, outside  writes: clinic.visits
WITH inside AS (DELETE FROM clinic.visits USING clinic.patients WHERE clinic.patients.id = patient_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN ANALYZE MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- read  reads: clinic.patients  writes: clinic.visits
EXPLAIN (VERBOSE, FORMAT json) MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: clinic.patients  writes: clinic.visits
PREPARE held AS MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO STDOUT;

-- write  reads: clinic.patients  writes: clinic.visits
COPY (MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO '/tmp/out.csv' CSV;

-- write  reads: clinic.patients  writes: clinic.visits
EXPLAIN (ANALYZE, TIMING off) MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: clinic.patients  writes: clinic.visits
/* 1 */ MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id /* 2 */ ; -- 3
;

-- write  reads: clinic.patients, outside  writes: clinic.visits
WITH inside AS (MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM inside, outside;

-- read  reads: "Loans"  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM "Loans";

-- read  reads: "Loans"  writes: -
PREPARE held AS SELECT * FROM "Loans";

-- copy_out  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans") TO STDOUT;

-- write  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans") TO '/tmp/out.csv' CSV;

-- read  reads: "Loans"  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM "Loans";

-- read  reads: "Loans"  writes: -
/* 1 */ SELECT * FROM "Loans" /* 2 */ ; -- 3
;

-- read  reads: "Loans"  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM "Loans";

-- write  reads: "Loans"  writes: target
INSERT INTO target SELECT * FROM "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE VIEW fresh AS SELECT * FROM "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE TABLE fresh AS SELECT * FROM "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM "Loans";

-- read  reads: "Loans", outside  writes: -
WITH inside AS (SELECT * FROM "Loans") SELECT * FROM inside, outside;

-- read  reads: "Loans", outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM "Loans");

-- read  reads: "Loans"  writes: -
SELECT * FROM (SELECT * FROM "Loans") AS inside;

-- read  reads: "Loans"  writes: -
(SELECT * FROM "Loans");

-- read  reads: "Loans"  writes: -
SELECT EXISTS (SELECT * FROM "Loans"), ARRAY(SELECT * FROM "Loans");

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN ANALYZE SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- read  reads: "Loans", library."Readers"  writes: -
PREPARE held AS SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- copy_out  reads: "Loans", library."Readers"  writes: -
COPY (SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id)) TO STDOUT;

-- write  reads: "Loans", library."Readers"  writes: -
COPY (SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id)) TO '/tmp/out.csv' CSV;

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- read  reads: "Loans", library."Readers"  writes: -
/* 1 */ SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id) /* 2 */ ; -- 3
;

-- read  reads: "Loans", library."Readers"  writes: -
DECLARE held SCROLL CURSOR FOR SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- write  reads: "Loans", library."Readers"  writes: target
INSERT INTO target SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE VIEW fresh AS SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE TABLE fresh AS SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id);

-- read  reads: "Loans", library."Readers", outside  writes: -
WITH inside AS (SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id)) SELECT * FROM inside, outside;

-- read  reads: "Loans", library."Readers", outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id));

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM (SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id)) AS inside;

-- read  reads: "Loans", library."Readers"  writes: -
(SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id));

-- read  reads: "Loans", library."Readers"  writes: -
SELECT EXISTS (SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id)), ARRAY(SELECT x.id FROM "Loans" x JOIN library."Readers" y USING (id));

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN ANALYZE SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- read  reads: "Loans", library."Readers"  writes: -
PREPARE held AS SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- copy_out  reads: "Loans", library."Readers"  writes: -
COPY (SELECT id FROM "Loans" UNION SELECT id FROM library."Readers") TO STDOUT;

-- write  reads: "Loans", library."Readers"  writes: -
COPY (SELECT id FROM "Loans" UNION SELECT id FROM library."Readers") TO '/tmp/out.csv' CSV;

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- read  reads: "Loans", library."Readers"  writes: -
/* 1 */ SELECT id FROM "Loans" UNION SELECT id FROM library."Readers" /* 2 */ ; -- 3
;

-- read  reads: "Loans", library."Readers"  writes: -
DECLARE held SCROLL CURSOR FOR SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- write  reads: "Loans", library."Readers"  writes: target
INSERT INTO target SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE VIEW fresh AS SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE TABLE fresh AS SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- read  reads: "Loans", library."Readers", outside  writes: -
WITH inside AS (SELECT id FROM "Loans" UNION SELECT id FROM library."Readers") SELECT * FROM inside, outside;

-- read  reads: "Loans", library."Readers", outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT id FROM "Loans" UNION SELECT id FROM library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM (SELECT id FROM "Loans" UNION SELECT id FROM library."Readers") AS inside;

-- read  reads: "Loans", library."Readers"  writes: -
(SELECT id FROM "Loans" UNION SELECT id FROM library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
SELECT EXISTS (SELECT id FROM "Loans" UNION SELECT id FROM library."Readers"), ARRAY(SELECT id FROM "Loans" UNION SELECT id FROM library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN ANALYZE WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (VERBOSE, FORMAT json) WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- read  reads: "Loans", library."Readers"  writes: -
PREPARE held AS WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- copy_out  reads: "Loans", library."Readers"  writes: -
COPY (WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers") TO STDOUT;

-- write  reads: "Loans", library."Readers"  writes: -
COPY (WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers") TO '/tmp/out.csv' CSV;

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (ANALYZE, TIMING off) WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- read  reads: "Loans", library."Readers"  writes: -
/* 1 */ WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers" /* 2 */ ; -- 3
;

-- read  reads: "Loans", library."Readers"  writes: -
DECLARE held SCROLL CURSOR FOR WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- write  reads: "Loans", library."Readers"  writes: target
INSERT INTO target WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE VIEW fresh AS WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE TABLE fresh AS WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers";

-- read  reads: "Loans", library."Readers", outside  writes: -
WITH inside AS (WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers") SELECT * FROM inside, outside;

-- read  reads: "Loans", library."Readers", outside  writes: -
SELECT * FROM outside WHERE id IN (WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM (WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers") AS inside;

-- read  reads: "Loans", library."Readers"  writes: -
(WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
SELECT EXISTS (WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers"), ARRAY(WITH w AS (SELECT * FROM "Loans") SELECT * FROM w, library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN ANALYZE SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
PREPARE held AS SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- copy_out  reads: "Loans", library."Readers"  writes: -
COPY (SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers")) TO STDOUT;

-- write  reads: "Loans", library."Readers"  writes: -
COPY (SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers")) TO '/tmp/out.csv' CSV;

-- read  reads: "Loans", library."Readers"  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- read  reads: "Loans", library."Readers"  writes: -
/* 1 */ SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers") /* 2 */ ; -- 3
;

-- read  reads: "Loans", library."Readers"  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- write  reads: "Loans", library."Readers"  writes: target
INSERT INTO target SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE VIEW fresh AS SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE TABLE fresh AS SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- ddl  reads: "Loans", library."Readers"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers");

-- read  reads: "Loans", library."Readers", outside  writes: -
WITH inside AS (SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers")) SELECT * FROM inside, outside;

-- read  reads: "Loans", library."Readers", outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers"));

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM (SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers")) AS inside;

-- read  reads: "Loans", library."Readers"  writes: -
(SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers"));

-- read  reads: "Loans", library."Readers"  writes: -
SELECT EXISTS (SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers")), ARRAY(SELECT * FROM "Loans" WHERE id NOT IN (TABLE library."Readers"));

-- read  reads: "Loans"  writes: -
EXPLAIN ANALYZE TABLE "Loans";

-- read  reads: "Loans"  writes: -
EXPLAIN (VERBOSE, FORMAT json) TABLE "Loans";

-- read  reads: "Loans"  writes: -
PREPARE held AS TABLE "Loans";

-- copy_out  reads: "Loans"  writes: -
COPY (TABLE "Loans") TO STDOUT;

-- write  reads: "Loans"  writes: -
COPY (TABLE "Loans") TO '/tmp/out.csv' CSV;

-- read  reads: "Loans"  writes: -
EXPLAIN (ANALYZE, TIMING off) TABLE "Loans";

-- read  reads: "Loans"  writes: -
/* 1 */ TABLE "Loans" /* 2 */ ; -- 3
;

-- read  reads: "Loans"  writes: -
DECLARE held SCROLL CURSOR FOR TABLE "Loans";

-- write  reads: "Loans"  writes: target
INSERT INTO target TABLE "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE VIEW fresh AS TABLE "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE TABLE fresh AS TABLE "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS TABLE "Loans";

-- read  reads: "Loans", outside  writes: -
WITH inside AS (TABLE "Loans") SELECT * FROM inside, outside;

-- read  reads: "Loans", outside  writes: -
SELECT * FROM outside WHERE id IN (TABLE "Loans");

-- read  reads: "Loans"  writes: -
SELECT * FROM (TABLE "Loans") AS inside;

-- read  reads: "Loans"  writes: -
(TABLE "Loans");

-- read  reads: "Loans"  writes: -
SELECT EXISTS (TABLE "Loans"), ARRAY(TABLE "Loans");

-- write  reads: "Loans"  writes: -
EXPLAIN ANALYZE SELECT * FROM "Loans" FOR UPDATE;

-- read  reads: "Loans"  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: "Loans"  writes: -
PREPARE held AS SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans" FOR UPDATE) TO '/tmp/out.csv' CSV;

-- write  reads: "Loans"  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: "Loans"  writes: -
/* 1 */ SELECT * FROM "Loans" FOR UPDATE /* 2 */ ; -- 3
;

-- write  reads: "Loans"  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: "Loans"  writes: target
INSERT INTO target SELECT * FROM "Loans" FOR UPDATE;

-- ddl  reads: "Loans"  writes: fresh
CREATE VIEW fresh AS SELECT * FROM "Loans" FOR UPDATE;

-- ddl  reads: "Loans"  writes: fresh
CREATE TABLE fresh AS SELECT * FROM "Loans" FOR UPDATE;

-- ddl  reads: "Loans"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: "Loans", outside  writes: -
WITH inside AS (SELECT * FROM "Loans" FOR UPDATE) SELECT * FROM inside, outside;

-- write  reads: "Loans", outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM "Loans" FOR UPDATE);

-- write  reads: "Loans"  writes: -
SELECT * FROM (SELECT * FROM "Loans" FOR UPDATE) AS inside;

-- write  reads: "Loans"  writes: -
SELECT EXISTS (SELECT * FROM "Loans" FOR UPDATE), ARRAY(SELECT * FROM "Loans" FOR UPDATE);

-- write  reads: -  writes: "Loans_seq"
EXPLAIN ANALYZE SELECT nextval('"Loans_seq"');

-- read  reads: -  writes: "Loans_seq"
EXPLAIN (VERBOSE, FORMAT json) SELECT nextval('"Loans_seq"');

-- write  reads: -  writes: "Loans_seq"
PREPARE held AS SELECT nextval('"Loans_seq"');

-- write  reads: -  writes: "Loans_seq"
COPY (SELECT nextval('"Loans_seq"')) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: "Loans_seq"
EXPLAIN (ANALYZE, TIMING off) SELECT nextval('"Loans_seq"');

-- write  reads: -  writes: "Loans_seq"
/* 1 */ SELECT nextval('"Loans_seq"') /* 2 */ ; -- 3
;

-- write  reads: -  writes: "Loans_seq"
DECLARE held SCROLL CURSOR FOR SELECT nextval('"Loans_seq"');

-- write  reads: -  writes: "Loans_seq", target
INSERT INTO target SELECT nextval('"Loans_seq"');

-- ddl  reads: "Loans_seq"  writes: fresh
CREATE VIEW fresh AS SELECT nextval('"Loans_seq"');

-- ddl  reads: "Loans_seq"  writes: fresh
CREATE TABLE fresh AS SELECT nextval('"Loans_seq"');

-- ddl  reads: "Loans_seq"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT nextval('"Loans_seq"');

-- write  reads: outside  writes: "Loans_seq"
WITH inside AS (SELECT nextval('"Loans_seq"')) SELECT * FROM inside, outside;

-- write  reads: outside  writes: "Loans_seq"
SELECT * FROM outside WHERE id IN (SELECT nextval('"Loans_seq"'));

-- write  reads: -  writes: "Loans_seq"
SELECT * FROM (SELECT nextval('"Loans_seq"')) AS inside;

-- write  reads: -  writes: "Loans_seq"
(SELECT nextval('"Loans_seq"'));

-- write  reads: -  writes: "Loans_seq"
SELECT EXISTS (SELECT nextval('"Loans_seq"')), ARRAY(SELECT nextval('"Loans_seq"'));

-- write  reads: "Loans"  writes: -
EXPLAIN ANALYZE SELECT ledger_total(id) FROM "Loans";

-- read  reads: "Loans"  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT ledger_total(id) FROM "Loans";

-- write  reads: "Loans"  writes: -
PREPARE held AS SELECT ledger_total(id) FROM "Loans";

-- write  reads: "Loans"  writes: -
COPY (SELECT ledger_total(id) FROM "Loans") TO STDOUT;

-- write  reads: "Loans"  writes: -
COPY (SELECT ledger_total(id) FROM "Loans") TO '/tmp/out.csv' CSV;

-- write  reads: "Loans"  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT ledger_total(id) FROM "Loans";

-- write  reads: "Loans"  writes: -
/* 1 */ SELECT ledger_total(id) FROM "Loans" /* 2 */ ; -- 3
;

-- write  reads: "Loans"  writes: -
DECLARE held SCROLL CURSOR FOR SELECT ledger_total(id) FROM "Loans";

-- write  reads: "Loans"  writes: target
INSERT INTO target SELECT ledger_total(id) FROM "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE VIEW fresh AS SELECT ledger_total(id) FROM "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE TABLE fresh AS SELECT ledger_total(id) FROM "Loans";

-- ddl  reads: "Loans"  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT ledger_total(id) FROM "Loans";

-- write  reads: "Loans", outside  writes: -
WITH inside AS (SELECT ledger_total(id) FROM "Loans") SELECT * FROM inside, outside;

-- write  reads: "Loans", outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT ledger_total(id) FROM "Loans");

-- write  reads: "Loans"  writes: -
SELECT * FROM (SELECT ledger_total(id) FROM "Loans") AS inside;

-- write  reads: "Loans"  writes: -
(SELECT ledger_total(id) FROM "Loans");

-- write  reads: "Loans"  writes: -
SELECT EXISTS (SELECT ledger_total(id) FROM "Loans"), ARRAY(SELECT ledger_total(id) FROM "Loans");

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN ANALYZE WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id);

-- read  reads: library."Readers"  writes: "Loans"
EXPLAIN (VERBOSE, FORMAT json) WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id);

-- write  reads: library."Readers"  writes: "Loans"
PREPARE held AS WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id);

-- write  reads: library."Readers"  writes: "Loans"
COPY (WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id)) TO STDOUT;

-- write  reads: library."Readers"  writes: "Loans"
COPY (WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id)) TO '/tmp/out.csv' CSV;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN (ANALYZE, TIMING off) WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id);

-- write  reads: library."Readers"  writes: "Loans"
/* 1 */ WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id) /* 2 */ ; -- 3
;

-- write  reads: library."Readers", outside  writes: "Loans"
WITH inside AS (WITH g AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM g JOIN library."Readers" USING (id)) SELECT * FROM inside, outside;

-- write  reads: -  writes: "Loans"
EXPLAIN ANALYZE INSERT INTO "Loans" VALUES (1) RETURNING id;

-- read  reads: -  writes: "Loans"
EXPLAIN (VERBOSE, FORMAT json) INSERT INTO "Loans" VALUES (1) RETURNING id;

-- write  reads: -  writes: "Loans"
PREPARE held AS INSERT INTO "Loans" VALUES (1) RETURNING id;

-- write  reads: -  writes: "Loans"
COPY (INSERT INTO "Loans" VALUES (1) RETURNING id) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: "Loans"
EXPLAIN (ANALYZE, TIMING off) INSERT INTO "Loans" VALUES (1) RETURNING id;

-- write  reads: -  writes: "Loans"
/* 1 */ INSERT INTO "Loans" VALUES (1) RETURNING id /* 2 */ ; -- 3
;

-- write  reads: outside  writes: "Loans"
WITH inside AS (INSERT INTO "Loans" VALUES (1) RETURNING id) SELECT * FROM inside, outside;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN ANALYZE UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- read  reads: library."Readers"  writes: "Loans"
EXPLAIN (VERBOSE, FORMAT json) UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- write  reads: library."Readers"  writes: "Loans"
PREPARE held AS UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- write  reads: library."Readers"  writes: "Loans"
COPY (UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *) TO STDOUT;

-- write  reads: library."Readers"  writes: "Loans"
COPY (UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN (ANALYZE, TIMING off) UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- write  reads: library."Readers"  writes: "Loans"
/* 1 */ UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: library."Readers", outside  writes: "Loans"
WITH inside AS (UPDATE "Loans" SET id = 0 FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN ANALYZE DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- read  reads: library."Readers"  writes: "Loans"
EXPLAIN (VERBOSE, FORMAT json) DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- write  reads: library."Readers"  writes: "Loans"
PREPARE held AS DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- write  reads: library."Readers"  writes: "Loans"
COPY (DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *) TO STDOUT;

-- write  reads: library."Readers"  writes: "Loans"
COPY (DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN (ANALYZE, TIMING off) DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *;

-- write  reads: library."Readers"  writes: "Loans"
/* 1 */ DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: library."Readers", outside  writes: "Loans"
WITH inside AS (DELETE FROM "Loans" USING library."Readers" WHERE library."Readers".id = reader_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN ANALYZE MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- read  reads: library."Readers"  writes: "Loans"
EXPLAIN (VERBOSE, FORMAT json) MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: library."Readers"  writes: "Loans"
PREPARE held AS MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: library."Readers"  writes: "Loans"
COPY (MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO STDOUT;

-- write  reads: library."Readers"  writes: "Loans"
COPY (MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO '/tmp/out.csv' CSV;

-- write  reads: library."Readers"  writes: "Loans"
EXPLAIN (ANALYZE, TIMING off) MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: library."Readers"  writes: "Loans"
/* 1 */ MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id /* 2 */ ; -- 3
;

-- write  reads: library."Readers", outside  writes: "Loans"
WITH inside AS (MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM inside, outside;

-- read  reads: events  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM EVENTS;

-- read  reads: events  writes: -
PREPARE held AS SELECT * FROM EVENTS;

-- copy_out  reads: events  writes: -
COPY (SELECT * FROM EVENTS) TO STDOUT;

-- write  reads: events  writes: -
COPY (SELECT * FROM EVENTS) TO '/tmp/out.csv' CSV;

-- read  reads: events  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM EVENTS;

-- read  reads: events  writes: -
/* 1 */ SELECT * FROM EVENTS /* 2 */ ; -- 3
;

-- read  reads: events  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM EVENTS;

-- write  reads: events  writes: target
INSERT INTO target SELECT * FROM EVENTS;

-- ddl  reads: events  writes: fresh
CREATE VIEW fresh AS SELECT * FROM EVENTS;

-- ddl  reads: events  writes: fresh
CREATE TABLE fresh AS SELECT * FROM EVENTS;

-- ddl  reads: events  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM EVENTS;

-- read  reads: events, outside  writes: -
WITH inside AS (SELECT * FROM EVENTS) SELECT * FROM inside, outside;

-- read  reads: events, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM EVENTS);

-- read  reads: events  writes: -
SELECT * FROM (SELECT * FROM EVENTS) AS inside;

-- read  reads: events  writes: -
(SELECT * FROM EVENTS);

-- read  reads: events  writes: -
SELECT EXISTS (SELECT * FROM EVENTS), ARRAY(SELECT * FROM EVENTS);

-- read  reads: events, public.venues  writes: -
EXPLAIN ANALYZE SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- read  reads: events, public.venues  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- read  reads: events, public.venues  writes: -
PREPARE held AS SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- copy_out  reads: events, public.venues  writes: -
COPY (SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id)) TO STDOUT;

-- write  reads: events, public.venues  writes: -
COPY (SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id)) TO '/tmp/out.csv' CSV;

-- read  reads: events, public.venues  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- read  reads: events, public.venues  writes: -
/* 1 */ SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id) /* 2 */ ; -- 3
;

-- read  reads: events, public.venues  writes: -
DECLARE held SCROLL CURSOR FOR SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- write  reads: events, public.venues  writes: target
INSERT INTO target SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- ddl  reads: events, public.venues  writes: fresh
CREATE VIEW fresh AS SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- ddl  reads: events, public.venues  writes: fresh
CREATE TABLE fresh AS SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- ddl  reads: events, public.venues  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id);

-- read  reads: events, outside, public.venues  writes: -
WITH inside AS (SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id)) SELECT * FROM inside, outside;

-- read  reads: events, outside, public.venues  writes: -
SELECT * FROM outside WHERE id IN (SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id));

-- read  reads: events, public.venues  writes: -
SELECT * FROM (SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id)) AS inside;

-- read  reads: events, public.venues  writes: -
(SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id));

-- read  reads: events, public.venues  writes: -
SELECT EXISTS (SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id)), ARRAY(SELECT x.id FROM EVENTS x JOIN Public.Venues y USING (id));

-- read  reads: events, public.venues  writes: -
EXPLAIN ANALYZE SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- read  reads: events, public.venues  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- read  reads: events, public.venues  writes: -
PREPARE held AS SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- copy_out  reads: events, public.venues  writes: -
COPY (SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues) TO STDOUT;

-- write  reads: events, public.venues  writes: -
COPY (SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues) TO '/tmp/out.csv' CSV;

-- read  reads: events, public.venues  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- read  reads: events, public.venues  writes: -
/* 1 */ SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues /* 2 */ ; -- 3
;

-- read  reads: events, public.venues  writes: -
DECLARE held SCROLL CURSOR FOR SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- write  reads: events, public.venues  writes: target
INSERT INTO target SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- ddl  reads: events, public.venues  writes: fresh
CREATE VIEW fresh AS SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- ddl  reads: events, public.venues  writes: fresh
CREATE TABLE fresh AS SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- ddl  reads: events, public.venues  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- read  reads: events, outside, public.venues  writes: -
WITH inside AS (SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues) SELECT * FROM inside, outside;

-- read  reads: events, outside, public.venues  writes: -
SELECT * FROM outside WHERE id IN (SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues);

-- read  reads: events, public.venues  writes: -
SELECT * FROM (SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues) AS inside;

-- read  reads: events, public.venues  writes: -
(SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues);

-- read  reads: events, public.venues  writes: -
SELECT EXISTS (SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues), ARRAY(SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues);

-- read  reads: events, public.venues  writes: -
EXPLAIN ANALYZE WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- read  reads: events, public.venues  writes: -
EXPLAIN (VERBOSE, FORMAT json) WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- read  reads: events, public.venues  writes: -
PREPARE held AS WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- copy_out  reads: events, public.venues  writes: -
COPY (WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues) TO STDOUT;

-- write  reads: events, public.venues  writes: -
COPY (WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues) TO '/tmp/out.csv' CSV;

-- read  reads: events, public.venues  writes: -
EXPLAIN (ANALYZE, TIMING off) WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- read  reads: events, public.venues  writes: -
/* 1 */ WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues /* 2 */ ; -- 3
;

-- read  reads: events, public.venues  writes: -
DECLARE held SCROLL CURSOR FOR WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- write  reads: events, public.venues  writes: target
INSERT INTO target WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- ddl  reads: events, public.venues  writes: fresh
CREATE VIEW fresh AS WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- ddl  reads: events, public.venues  writes: fresh
CREATE TABLE fresh AS WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- ddl  reads: events, public.venues  writes: fresh
CREATE MATERIALIZED VIEW fresh AS WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues;

-- read  reads: events, outside, public.venues  writes: -
WITH inside AS (WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues) SELECT * FROM inside, outside;

-- read  reads: events, outside, public.venues  writes: -
SELECT * FROM outside WHERE id IN (WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues);

-- read  reads: events, public.venues  writes: -
SELECT * FROM (WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues) AS inside;

-- read  reads: events, public.venues  writes: -
(WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues);

-- read  reads: events, public.venues  writes: -
SELECT EXISTS (WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues), ARRAY(WITH w AS (SELECT * FROM EVENTS) SELECT * FROM w, Public.Venues);

-- read  reads: events, public.venues  writes: -
EXPLAIN ANALYZE SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- read  reads: events, public.venues  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- read  reads: events, public.venues  writes: -
PREPARE held AS SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- copy_out  reads: events, public.venues  writes: -
COPY (SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues)) TO STDOUT;

-- write  reads: events, public.venues  writes: -
COPY (SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues)) TO '/tmp/out.csv' CSV;

-- read  reads: events, public.venues  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- read  reads: events, public.venues  writes: -
/* 1 */ SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues) /* 2 */ ; -- 3
;

-- read  reads: events, public.venues  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- write  reads: events, public.venues  writes: target
INSERT INTO target SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- ddl  reads: events, public.venues  writes: fresh
CREATE VIEW fresh AS SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- ddl  reads: events, public.venues  writes: fresh
CREATE TABLE fresh AS SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- ddl  reads: events, public.venues  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues);

-- read  reads: events, outside, public.venues  writes: -
WITH inside AS (SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues)) SELECT * FROM inside, outside;

-- read  reads: events, outside, public.venues  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues));

-- read  reads: events, public.venues  writes: -
SELECT * FROM (SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues)) AS inside;

-- read  reads: events, public.venues  writes: -
(SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues));

-- read  reads: events, public.venues  writes: -
SELECT EXISTS (SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues)), ARRAY(SELECT * FROM EVENTS WHERE id NOT IN (TABLE Public.Venues));

-- read  reads: events  writes: -
EXPLAIN ANALYZE TABLE EVENTS;

-- read  reads: events  writes: -
EXPLAIN (VERBOSE, FORMAT json) TABLE EVENTS;

-- read  reads: events  writes: -
PREPARE held AS TABLE EVENTS;

-- copy_out  reads: events  writes: -
COPY (TABLE EVENTS) TO STDOUT;

-- write  reads: events  writes: -
COPY (TABLE EVENTS) TO '/tmp/out.csv' CSV;

-- read  reads: events  writes: -
EXPLAIN (ANALYZE, TIMING off) TABLE EVENTS;

-- read  reads: events  writes: -
/* 1 */ TABLE EVENTS /* 2 */ ; -- 3
;

-- read  reads: events  writes: -
DECLARE held SCROLL CURSOR FOR TABLE EVENTS;

-- write  reads: events  writes: target
INSERT INTO target TABLE EVENTS;

-- ddl  reads: events  writes: fresh
CREATE VIEW fresh AS TABLE EVENTS;

-- ddl  reads: events  writes: fresh
CREATE TABLE fresh AS TABLE EVENTS;

-- ddl  reads: events  writes: fresh
CREATE MATERIALIZED VIEW fresh AS TABLE EVENTS;

-- read  reads: events, outside  writes: -
WITH inside AS (TABLE EVENTS) SELECT * FROM inside, outside;

-- read  reads: events, outside  writes: -
SELECT * FROM outside WHERE id IN (TABLE EVENTS);

-- read  reads: events  writes: -
SELECT * FROM (TABLE EVENTS) AS inside;

-- read  reads: events  writes: -
(TABLE EVENTS);

-- read  reads: events  writes: -
SELECT EXISTS (TABLE EVENTS), ARRAY(TABLE EVENTS);

-- write  reads: events  writes: -
EXPLAIN ANALYZE SELECT * FROM EVENTS FOR UPDATE;

-- read  reads: events  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: events  writes: -
PREPARE held AS SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: events  writes: -
COPY (SELECT * FROM EVENTS FOR UPDATE) TO '/tmp/out.csv' CSV;

-- write  reads: events  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: events  writes: -
/* 1 */ SELECT * FROM EVENTS FOR UPDATE /* 2 */ ; -- 3
;

-- write  reads: events  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: events  writes: target
INSERT INTO target SELECT * FROM EVENTS FOR UPDATE;

-- ddl  reads: events  writes: fresh
CREATE VIEW fresh AS SELECT * FROM EVENTS FOR UPDATE;

-- ddl  reads: events  writes: fresh
CREATE TABLE fresh AS SELECT * FROM EVENTS FOR UPDATE;

-- ddl  reads: events  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: events, outside  writes: -
WITH inside AS (SELECT * FROM EVENTS FOR UPDATE) SELECT * FROM inside, outside;

-- write  reads: events, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM EVENTS FOR UPDATE);

-- write  reads: events  writes: -
SELECT * FROM (SELECT * FROM EVENTS FOR UPDATE) AS inside;

-- write  reads: events  writes: -
SELECT EXISTS (SELECT * FROM EVENTS FOR UPDATE), ARRAY(SELECT * FROM EVENTS FOR UPDATE);

-- write  reads: -  writes: ticket_numbers
EXPLAIN ANALYZE SELECT nextval('Ticket_Numbers');

-- read  reads: -  writes: ticket_numbers
EXPLAIN (VERBOSE, FORMAT json) SELECT nextval('Ticket_Numbers');

-- write  reads: -  writes: ticket_numbers
PREPARE held AS SELECT nextval('Ticket_Numbers');

-- write  reads: -  writes: ticket_numbers
COPY (SELECT nextval('Ticket_Numbers')) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: ticket_numbers
EXPLAIN (ANALYZE, TIMING off) SELECT nextval('Ticket_Numbers');

-- write  reads: -  writes: ticket_numbers
/* 1 */ SELECT nextval('Ticket_Numbers') /* 2 */ ; -- 3
;

-- write  reads: -  writes: ticket_numbers
DECLARE held SCROLL CURSOR FOR SELECT nextval('Ticket_Numbers');

-- write  reads: -  writes: target, ticket_numbers
INSERT INTO target SELECT nextval('Ticket_Numbers');

-- ddl  reads: ticket_numbers  writes: fresh
CREATE VIEW fresh AS SELECT nextval('Ticket_Numbers');

-- ddl  reads: ticket_numbers  writes: fresh
CREATE TABLE fresh AS SELECT nextval('Ticket_Numbers');

-- ddl  reads: ticket_numbers  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT nextval('Ticket_Numbers');

-- write  reads: outside  writes: ticket_numbers
WITH inside AS (SELECT nextval('Ticket_Numbers')) SELECT * FROM inside, outside;

-- write  reads: outside  writes: ticket_numbers
SELECT * FROM outside WHERE id IN (SELECT nextval('Ticket_Numbers'));

-- write  reads: -  writes: ticket_numbers
SELECT * FROM (SELECT nextval('Ticket_Numbers')) AS inside;

-- write  reads: -  writes: ticket_numbers
(SELECT nextval('Ticket_Numbers'));

-- write  reads: -  writes: ticket_numbers
SELECT EXISTS (SELECT nextval('Ticket_Numbers')), ARRAY(SELECT nextval('Ticket_Numbers'));

-- write  reads: events  writes: -
EXPLAIN ANALYZE SELECT ledger_total(id) FROM EVENTS;

-- read  reads: events  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT ledger_total(id) FROM EVENTS;

-- write  reads: events  writes: -
PREPARE held AS SELECT ledger_total(id) FROM EVENTS;

-- write  reads: events  writes: -
COPY (SELECT ledger_total(id) FROM EVENTS) TO STDOUT;

-- write  reads: events  writes: -
COPY (SELECT ledger_total(id) FROM EVENTS) TO '/tmp/out.csv' CSV;

-- write  reads: events  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT ledger_total(id) FROM EVENTS;

-- write  reads: events  writes: -
/* 1 */ SELECT ledger_total(id) FROM EVENTS /* 2 */ ; -- 3
;

-- write  reads: events  writes: -
DECLARE held SCROLL CURSOR FOR SELECT ledger_total(id) FROM EVENTS;

-- write  reads: events  writes: target
INSERT INTO target SELECT ledger_total(id) FROM EVENTS;

-- ddl  reads: events  writes: fresh
CREATE VIEW fresh AS SELECT ledger_total(id) FROM EVENTS;

-- ddl  reads: events  writes: fresh
CREATE TABLE fresh AS SELECT ledger_total(id) FROM EVENTS;

-- ddl  reads: events  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT ledger_total(id) FROM EVENTS;

-- write  reads: events, outside  writes: -
WITH inside AS (SELECT ledger_total(id) FROM EVENTS) SELECT * FROM inside, outside;

-- write  reads: events, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT ledger_total(id) FROM EVENTS);

-- write  reads: events  writes: -
SELECT * FROM (SELECT ledger_total(id) FROM EVENTS) AS inside;

-- write  reads: events  writes: -
(SELECT ledger_total(id) FROM EVENTS);

-- write  reads: events  writes: -
SELECT EXISTS (SELECT ledger_total(id) FROM EVENTS), ARRAY(SELECT ledger_total(id) FROM EVENTS);

-- write  reads: public.venues  writes: events
EXPLAIN ANALYZE WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id);

-- read  reads: public.venues  writes: events
EXPLAIN (VERBOSE, FORMAT json) WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id);

-- write  reads: public.venues  writes: events
PREPARE held AS WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id);

-- write  reads: public.venues  writes: events
COPY (WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id)) TO STDOUT;

-- write  reads: public.venues  writes: events
COPY (WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id)) TO '/tmp/out.csv' CSV;

-- write  reads: public.venues  writes: events
EXPLAIN (ANALYZE, TIMING off) WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id);

-- write  reads: public.venues  writes: events
/* 1 */ WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id) /* 2 */ ; -- 3
;

-- write  reads: outside, public.venues  writes: events
WITH inside AS (WITH g AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM g JOIN Public.Venues USING (id)) SELECT * FROM inside, outside;

-- write  reads: -  writes: events
EXPLAIN ANALYZE INSERT INTO EVENTS VALUES (1) RETURNING id;

-- read  reads: -  writes: events
EXPLAIN (VERBOSE, FORMAT json) INSERT INTO EVENTS VALUES (1) RETURNING id;

-- write  reads: -  writes: events
PREPARE held AS INSERT INTO EVENTS VALUES (1) RETURNING id;

-- write  reads: -  writes: events
COPY (INSERT INTO EVENTS VALUES (1) RETURNING id) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: events
EXPLAIN (ANALYZE, TIMING off) INSERT INTO EVENTS VALUES (1) RETURNING id;

-- write  reads: -  writes: events
/* 1 */ INSERT INTO EVENTS VALUES (1) RETURNING id /* 2 */ ; -- 3
;

-- write  reads: outside  writes: events
WITH inside AS (INSERT INTO EVENTS VALUES (1) RETURNING id) SELECT * FROM inside, outside;

-- write  reads: public.venues  writes: events
EXPLAIN ANALYZE UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- read  reads: public.venues  writes: events
EXPLAIN (VERBOSE, FORMAT json) UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- write  reads: public.venues  writes: events
PREPARE held AS UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- write  reads: public.venues  writes: events
COPY (UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *) TO STDOUT;

-- write  reads: public.venues  writes: events
COPY (UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: public.venues  writes: events
EXPLAIN (ANALYZE, TIMING off) UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- write  reads: public.venues  writes: events
/* 1 */ UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: outside, public.venues  writes: events
WITH inside AS (UPDATE EVENTS SET id = 0 FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: public.venues  writes: events
EXPLAIN ANALYZE DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- read  reads: public.venues  writes: events
EXPLAIN (VERBOSE, FORMAT json) DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- write  reads: public.venues  writes: events
PREPARE held AS DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- write  reads: public.venues  writes: events
COPY (DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *) TO STDOUT;

-- write  reads: public.venues  writes: events
COPY (DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: public.venues  writes: events
EXPLAIN (ANALYZE, TIMING off) DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *;

-- write  reads: public.venues  writes: events
/* 1 */ DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: outside, public.venues  writes: events
WITH inside AS (DELETE FROM EVENTS USING Public.Venues WHERE Public.Venues.id = venue_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: public.venues  writes: events
EXPLAIN ANALYZE MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- read  reads: public.venues  writes: events
EXPLAIN (VERBOSE, FORMAT json) MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: public.venues  writes: events
PREPARE held AS MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: public.venues  writes: events
COPY (MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO STDOUT;

-- write  reads: public.venues  writes: events
COPY (MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO '/tmp/out.csv' CSV;

-- write  reads: public.venues  writes: events
EXPLAIN (ANALYZE, TIMING off) MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: public.venues  writes: events
/* 1 */ MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id /* 2 */ ; -- 3
;

-- write  reads: outside, public.venues  writes: events
WITH inside AS (MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM inside, outside;

-- read  reads: user  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM "user";

-- read  reads: user  writes: -
PREPARE held AS SELECT * FROM "user";

-- copy_out  reads: user  writes: -
COPY (SELECT * FROM "user") TO STDOUT;

-- write  reads: user  writes: -
COPY (SELECT * FROM "user") TO '/tmp/out.csv' CSV;

-- read  reads: user  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM "user";

-- read  reads: user  writes: -
/* 1 */ SELECT * FROM "user" /* 2 */ ; -- 3
;

-- read  reads: user  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM "user";

-- write  reads: user  writes: target
INSERT INTO target SELECT * FROM "user";

-- ddl  reads: user  writes: fresh
CREATE VIEW fresh AS SELECT * FROM "user";

-- ddl  reads: user  writes: fresh
CREATE TABLE fresh AS SELECT * FROM "user";

-- ddl  reads: user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM "user";

-- read  reads: outside, user  writes: -
WITH inside AS (SELECT * FROM "user") SELECT * FROM inside, outside;

-- read  reads: outside, user  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM "user");

-- read  reads: user  writes: -
SELECT * FROM (SELECT * FROM "user") AS inside;

-- read  reads: user  writes: -
(SELECT * FROM "user");

-- read  reads: user  writes: -
SELECT EXISTS (SELECT * FROM "user"), ARRAY(SELECT * FROM "user");

-- read  reads: group, user  writes: -
EXPLAIN ANALYZE SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- read  reads: group, user  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- read  reads: group, user  writes: -
PREPARE held AS SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- copy_out  reads: group, user  writes: -
COPY (SELECT x.id FROM "user" x JOIN "group" y USING (id)) TO STDOUT;

-- write  reads: group, user  writes: -
COPY (SELECT x.id FROM "user" x JOIN "group" y USING (id)) TO '/tmp/out.csv' CSV;

-- read  reads: group, user  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- read  reads: group, user  writes: -
/* 1 */ SELECT x.id FROM "user" x JOIN "group" y USING (id) /* 2 */ ; -- 3
;

-- read  reads: group, user  writes: -
DECLARE held SCROLL CURSOR FOR SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- write  reads: group, user  writes: target
INSERT INTO target SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- ddl  reads: group, user  writes: fresh
CREATE VIEW fresh AS SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- ddl  reads: group, user  writes: fresh
CREATE TABLE fresh AS SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- ddl  reads: group, user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT x.id FROM "user" x JOIN "group" y USING (id);

-- read  reads: group, outside, user  writes: -
WITH inside AS (SELECT x.id FROM "user" x JOIN "group" y USING (id)) SELECT * FROM inside, outside;

-- read  reads: group, outside, user  writes: -
SELECT * FROM outside WHERE id IN (SELECT x.id FROM "user" x JOIN "group" y USING (id));

-- read  reads: group, user  writes: -
SELECT * FROM (SELECT x.id FROM "user" x JOIN "group" y USING (id)) AS inside;

-- read  reads: group, user  writes: -
(SELECT x.id FROM "user" x JOIN "group" y USING (id));

-- read  reads: group, user  writes: -
SELECT EXISTS (SELECT x.id FROM "user" x JOIN "group" y USING (id)), ARRAY(SELECT x.id FROM "user" x JOIN "group" y USING (id));

-- read  reads: group, user  writes: -
EXPLAIN ANALYZE SELECT id FROM "user" UNION SELECT id FROM "group";

-- read  reads: group, user  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT id FROM "user" UNION SELECT id FROM "group";

-- read  reads: group, user  writes: -
PREPARE held AS SELECT id FROM "user" UNION SELECT id FROM "group";

-- copy_out  reads: group, user  writes: -
COPY (SELECT id FROM "user" UNION SELECT id FROM "group") TO STDOUT;

-- write  reads: group, user  writes: -
COPY (SELECT id FROM "user" UNION SELECT id FROM "group") TO '/tmp/out.csv' CSV;

-- read  reads: group, user  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT id FROM "user" UNION SELECT id FROM "group";

-- read  reads: group, user  writes: -
/* 1 */ SELECT id FROM "user" UNION SELECT id FROM "group" /* 2 */ ; -- 3
;

-- read  reads: group, user  writes: -
DECLARE held SCROLL CURSOR FOR SELECT id FROM "user" UNION SELECT id FROM "group";

-- write  reads: group, user  writes: target
INSERT INTO target SELECT id FROM "user" UNION SELECT id FROM "group";

-- ddl  reads: group, user  writes: fresh
CREATE VIEW fresh AS SELECT id FROM "user" UNION SELECT id FROM "group";

-- ddl  reads: group, user  writes: fresh
CREATE TABLE fresh AS SELECT id FROM "user" UNION SELECT id FROM "group";

-- ddl  reads: group, user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM "user" UNION SELECT id FROM "group";

-- read  reads: group, outside, user  writes: -
WITH inside AS (SELECT id FROM "user" UNION SELECT id FROM "group") SELECT * FROM inside, outside;

-- read  reads: group, outside, user  writes: -
SELECT * FROM outside WHERE id IN (SELECT id FROM "user" UNION SELECT id FROM "group");

-- read  reads: group, user  writes: -
SELECT * FROM (SELECT id FROM "user" UNION SELECT id FROM "group") AS inside;

-- read  reads: group, user  writes: -
(SELECT id FROM "user" UNION SELECT id FROM "group");

-- read  reads: group, user  writes: -
SELECT EXISTS (SELECT id FROM "user" UNION SELECT id FROM "group"), ARRAY(SELECT id FROM "user" UNION SELECT id FROM "group");

-- read  reads: group, user  writes: -
EXPLAIN ANALYZE WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- read  reads: group, user  writes: -
EXPLAIN (VERBOSE, FORMAT json) WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- read  reads: group, user  writes: -
PREPARE held AS WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- copy_out  reads: group, user  writes: -
COPY (WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group") TO STDOUT;

-- write  reads: group, user  writes: -
COPY (WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group") TO '/tmp/out.csv' CSV;

-- read  reads: group, user  writes: -
EXPLAIN (ANALYZE, TIMING off) WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- read  reads: group, user  writes: -
/* 1 */ WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group" /* 2 */ ; -- 3
;

-- read  reads: group, user  writes: -
DECLARE held SCROLL CURSOR FOR WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- write  reads: group, user  writes: target
INSERT INTO target WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- ddl  reads: group, user  writes: fresh
CREATE VIEW fresh AS WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- ddl  reads: group, user  writes: fresh
CREATE TABLE fresh AS WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- ddl  reads: group, user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group";

-- read  reads: group, outside, user  writes: -
WITH inside AS (WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group") SELECT * FROM inside, outside;

-- read  reads: group, outside, user  writes: -
SELECT * FROM outside WHERE id IN (WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group");

-- read  reads: group, user  writes: -
SELECT * FROM (WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group") AS inside;

-- read  reads: group, user  writes: -
(WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group");

-- read  reads: group, user  writes: -
SELECT EXISTS (WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group"), ARRAY(WITH w AS (SELECT * FROM "user") SELECT * FROM w, "group");

-- read  reads: group, user  writes: -
EXPLAIN ANALYZE SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- read  reads: group, user  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- read  reads: group, user  writes: -
PREPARE held AS SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- copy_out  reads: group, user  writes: -
COPY (SELECT * FROM "user" WHERE id NOT IN (TABLE "group")) TO STDOUT;

-- write  reads: group, user  writes: -
COPY (SELECT * FROM "user" WHERE id NOT IN (TABLE "group")) TO '/tmp/out.csv' CSV;

-- read  reads: group, user  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- read  reads: group, user  writes: -
/* 1 */ SELECT * FROM "user" WHERE id NOT IN (TABLE "group") /* 2 */ ; -- 3
;

-- read  reads: group, user  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- write  reads: group, user  writes: target
INSERT INTO target SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- ddl  reads: group, user  writes: fresh
CREATE VIEW fresh AS SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- ddl  reads: group, user  writes: fresh
CREATE TABLE fresh AS SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- ddl  reads: group, user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM "user" WHERE id NOT IN (TABLE "group");

-- read  reads: group, outside, user  writes: -
WITH inside AS (SELECT * FROM "user" WHERE id NOT IN (TABLE "group")) SELECT * FROM inside, outside;

-- read  reads: group, outside, user  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM "user" WHERE id NOT IN (TABLE "group"));

-- read  reads: group, user  writes: -
SELECT * FROM (SELECT * FROM "user" WHERE id NOT IN (TABLE "group")) AS inside;

-- read  reads: group, user  writes: -
(SELECT * FROM "user" WHERE id NOT IN (TABLE "group"));

-- read  reads: group, user  writes: -
SELECT EXISTS (SELECT * FROM "user" WHERE id NOT IN (TABLE "group")), ARRAY(SELECT * FROM "user" WHERE id NOT IN (TABLE "group"));

-- read  reads: user  writes: -
EXPLAIN ANALYZE TABLE "user";

-- read  reads: user  writes: -
EXPLAIN (VERBOSE, FORMAT json) TABLE "user";

-- read  reads: user  writes: -
PREPARE held AS TABLE "user";

-- copy_out  reads: user  writes: -
COPY (TABLE "user") TO STDOUT;

-- write  reads: user  writes: -
COPY (TABLE "user") TO '/tmp/out.csv' CSV;

-- read  reads: user  writes: -
EXPLAIN (ANALYZE, TIMING off) TABLE "user";

-- read  reads: user  writes: -
/* 1 */ TABLE "user" /* 2 */ ; -- 3
;

-- read  reads: user  writes: -
DECLARE held SCROLL CURSOR FOR TABLE "user";

-- write  reads: user  writes: target
INSERT INTO target TABLE "user";

-- ddl  reads: user  writes: fresh
CREATE VIEW fresh AS TABLE "user";

-- ddl  reads: user  writes: fresh
CREATE TABLE fresh AS TABLE "user";

-- ddl  reads: user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS TABLE "user";

-- read  reads: outside, user  writes: -
WITH inside AS (TABLE "user") SELECT * FROM inside, outside;

-- read  reads: outside, user  writes: -
SELECT * FROM outside WHERE id IN (TABLE "user");

-- read  reads: user  writes: -
SELECT * FROM (TABLE "user") AS inside;

-- read  reads: user  writes: -
(TABLE "user");

-- read  reads: user  writes: -
SELECT EXISTS (TABLE "user"), ARRAY(TABLE "user");

-- write  reads: user  writes: -
EXPLAIN ANALYZE SELECT * FROM "user" FOR UPDATE;

-- read  reads: user  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM "user" FOR UPDATE;

-- write  reads: user  writes: -
PREPARE held AS SELECT * FROM "user" FOR UPDATE;

-- write  reads: user  writes: -
COPY (SELECT * FROM "user" FOR UPDATE) TO '/tmp/out.csv' CSV;

-- write  reads: user  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM "user" FOR UPDATE;

-- write  reads: user  writes: -
/* 1 */ SELECT * FROM "user" FOR UPDATE /* 2 */ ; -- 3
;

-- write  reads: user  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM "user" FOR UPDATE;

-- write  reads: user  writes: target
INSERT INTO target SELECT * FROM "user" FOR UPDATE;

-- ddl  reads: user  writes: fresh
CREATE VIEW fresh AS SELECT * FROM "user" FOR UPDATE;

-- ddl  reads: user  writes: fresh
CREATE TABLE fresh AS SELECT * FROM "user" FOR UPDATE;

-- ddl  reads: user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM "user" FOR UPDATE;

-- write  reads: outside, user  writes: -
WITH inside AS (SELECT * FROM "user" FOR UPDATE) SELECT * FROM inside, outside;

-- write  reads: outside, user  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM "user" FOR UPDATE);

-- write  reads: user  writes: -
SELECT * FROM (SELECT * FROM "user" FOR UPDATE) AS inside;

-- write  reads: user  writes: -
SELECT EXISTS (SELECT * FROM "user" FOR UPDATE), ARRAY(SELECT * FROM "user" FOR UPDATE);

-- write  reads: -  writes: select
EXPLAIN ANALYZE SELECT nextval('"select"');

-- read  reads: -  writes: select
EXPLAIN (VERBOSE, FORMAT json) SELECT nextval('"select"');

-- write  reads: -  writes: select
PREPARE held AS SELECT nextval('"select"');

-- write  reads: -  writes: select
COPY (SELECT nextval('"select"')) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: select
EXPLAIN (ANALYZE, TIMING off) SELECT nextval('"select"');

-- write  reads: -  writes: select
/* 1 */ SELECT nextval('"select"') /* 2 */ ; -- 3
;

-- write  reads: -  writes: select
DECLARE held SCROLL CURSOR FOR SELECT nextval('"select"');

-- write  reads: -  writes: select, target
INSERT INTO target SELECT nextval('"select"');

-- ddl  reads: select  writes: fresh
CREATE VIEW fresh AS SELECT nextval('"select"');

-- ddl  reads: select  writes: fresh
CREATE TABLE fresh AS SELECT nextval('"select"');

-- ddl  reads: select  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT nextval('"select"');

-- write  reads: outside  writes: select
WITH inside AS (SELECT nextval('"select"')) SELECT * FROM inside, outside;

-- write  reads: outside  writes: select
SELECT * FROM outside WHERE id IN (SELECT nextval('"select"'));

-- write  reads: -  writes: select
SELECT * FROM (SELECT nextval('"select"')) AS inside;

-- write  reads: -  writes: select
(SELECT nextval('"select"'));

-- write  reads: -  writes: select
SELECT EXISTS (SELECT nextval('"select"')), ARRAY(SELECT nextval('"select"'));

-- write  reads: user  writes: -
EXPLAIN ANALYZE SELECT ledger_total(id) FROM "user";

-- read  reads: user  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT ledger_total(id) FROM "user";

-- write  reads: user  writes: -
PREPARE held AS SELECT ledger_total(id) FROM "user";

-- write  reads: user  writes: -
COPY (SELECT ledger_total(id) FROM "user") TO STDOUT;

-- write  reads: user  writes: -
COPY (SELECT ledger_total(id) FROM "user") TO '/tmp/out.csv' CSV;

-- write  reads: user  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT ledger_total(id) FROM "user";

-- write  reads: user  writes: -
/* 1 */ SELECT ledger_total(id) FROM "user" /* 2 */ ; -- 3
;

-- write  reads: user  writes: -
DECLARE held SCROLL CURSOR FOR SELECT ledger_total(id) FROM "user";

-- write  reads: user  writes: target
INSERT INTO target SELECT ledger_total(id) FROM "user";

-- ddl  reads: user  writes: fresh
CREATE VIEW fresh AS SELECT ledger_total(id) FROM "user";

-- ddl  reads: user  writes: fresh
CREATE TABLE fresh AS SELECT ledger_total(id) FROM "user";

-- ddl  reads: user  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT ledger_total(id) FROM "user";

-- write  reads: outside, user  writes: -
WITH inside AS (SELECT ledger_total(id) FROM "user") SELECT * FROM inside, outside;

-- write  reads: outside, user  writes: -
SELECT * FROM outside WHERE id IN (SELECT ledger_total(id) FROM "user");

-- write  reads: user  writes: -
SELECT * FROM (SELECT ledger_total(id) FROM "user") AS inside;

-- write  reads: user  writes: -
(SELECT ledger_total(id) FROM "user");

-- write  reads: user  writes: -
SELECT EXISTS (SELECT ledger_total(id) FROM "user"), ARRAY(SELECT ledger_total(id) FROM "user");

-- write  reads: group  writes: user
EXPLAIN ANALYZE WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id);

-- read  reads: group  writes: user
EXPLAIN (VERBOSE, FORMAT json) WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id);

-- write  reads: group  writes: user
PREPARE held AS WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id);

-- write  reads: group  writes: user
COPY (WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id)) TO STDOUT;

-- write  reads: group  writes: user
COPY (WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id)) TO '/tmp/out.csv' CSV;

-- write  reads: group  writes: user
EXPLAIN (ANALYZE, TIMING off) WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id);

-- write  reads: group  writes: user
/* 1 */ WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id) /* 2 */ ; -- 3
;

-- write  reads: group, outside  writes: user
WITH inside AS (WITH g AS (DELETE FROM "user" RETURNING *) SELECT * FROM g JOIN "group" USING (id)) SELECT * FROM inside, outside;

-- write  reads: -  writes: user
EXPLAIN ANALYZE INSERT INTO "user" VALUES (1) RETURNING id;

-- read  reads: -  writes: user
EXPLAIN (VERBOSE, FORMAT json) INSERT INTO "user" VALUES (1) RETURNING id;

-- write  reads: -  writes: user
PREPARE held AS INSERT INTO "user" VALUES (1) RETURNING id;

-- write  reads: -  writes: user
COPY (INSERT INTO "user" VALUES (1) RETURNING id) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: user
EXPLAIN (ANALYZE, TIMING off) INSERT INTO "user" VALUES (1) RETURNING id;

-- write  reads: -  writes: user
/* 1 */ INSERT INTO "user" VALUES (1) RETURNING id /* 2 */ ; -- 3
;

-- write  reads: outside  writes: user
WITH inside AS (INSERT INTO "user" VALUES (1) RETURNING id) SELECT * FROM inside, outside;

-- write  reads: group  writes: user
EXPLAIN ANALYZE UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *;

-- read  reads: group  writes: user
EXPLAIN (VERBOSE, FORMAT json) UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *;

-- write  reads: group  writes: user
PREPARE held AS UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *;

-- write  reads: group  writes: user
COPY (UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *) TO STDOUT;

-- write  reads: group  writes: user
COPY (UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: group  writes: user
EXPLAIN (ANALYZE, TIMING off) UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *;

-- write  reads: group  writes: user
/* 1 */ UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: group, outside  writes: user
WITH inside AS (UPDATE "user" SET id = 0 FROM "group" WHERE "group".id = group_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: group  writes: user
EXPLAIN ANALYZE DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *;

-- read  reads: group  writes: user
EXPLAIN (VERBOSE, FORMAT json) DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *;

-- write  reads: group  writes: user
PREPARE held AS DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *;

-- write  reads: group  writes: user
COPY (DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *) TO STDOUT;

-- write  reads: group  writes: user
COPY (DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: group  writes: user
EXPLAIN (ANALYZE, TIMING off) DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *;

-- write  reads: group  writes: user
/* 1 */ DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: group, outside  writes: user
WITH inside AS (DELETE FROM "user" USING "group" WHERE "group".id = group_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: group  writes: user
EXPLAIN ANALYZE MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- read  reads: group  writes: user
EXPLAIN (VERBOSE, FORMAT json) MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: group  writes: user
PREPARE held AS MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: group  writes: user
COPY (MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO STDOUT;

-- write  reads: group  writes: user
COPY (MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO '/tmp/out.csv' CSV;

-- write  reads: group  writes: user
EXPLAIN (ANALYZE, TIMING off) MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: group  writes: user
/* 1 */ MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id /* 2 */ ; -- 3
;

-- write  reads: group, outside  writes: user
WITH inside AS (MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM flotte.véhicules;

-- read  reads: flotte.véhicules  writes: -
PREPARE held AS SELECT * FROM flotte.véhicules;

-- copy_out  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules) TO STDOUT;

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules) TO '/tmp/out.csv' CSV;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM flotte.véhicules;

-- read  reads: flotte.véhicules  writes: -
/* 1 */ SELECT * FROM flotte.véhicules /* 2 */ ; -- 3
;

-- read  reads: flotte.véhicules  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM flotte.véhicules;

-- write  reads: flotte.véhicules  writes: target
INSERT INTO target SELECT * FROM flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE VIEW fresh AS SELECT * FROM flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE TABLE fresh AS SELECT * FROM flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM flotte.véhicules;

-- read  reads: flotte.véhicules, outside  writes: -
WITH inside AS (SELECT * FROM flotte.véhicules) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM flotte.véhicules);

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM (SELECT * FROM flotte.véhicules) AS inside;

-- read  reads: flotte.véhicules  writes: -
(SELECT * FROM flotte.véhicules);

-- read  reads: flotte.véhicules  writes: -
SELECT EXISTS (SELECT * FROM flotte.véhicules), ARRAY(SELECT * FROM flotte.véhicules);

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN ANALYZE SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- read  reads: flotte.véhicules, trajets  writes: -
PREPARE held AS SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- copy_out  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id)) TO STDOUT;

-- write  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id)) TO '/tmp/out.csv' CSV;

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- read  reads: flotte.véhicules, trajets  writes: -
/* 1 */ SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id) /* 2 */ ; -- 3
;

-- read  reads: flotte.véhicules, trajets  writes: -
DECLARE held SCROLL CURSOR FOR SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- write  reads: flotte.véhicules, trajets  writes: target
INSERT INTO target SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE VIEW fresh AS SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE TABLE fresh AS SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id);

-- read  reads: flotte.véhicules, outside, trajets  writes: -
WITH inside AS (SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id)) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules, outside, trajets  writes: -
SELECT * FROM outside WHERE id IN (SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id));

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM (SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id)) AS inside;

-- read  reads: flotte.véhicules, trajets  writes: -
(SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id));

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT EXISTS (SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id)), ARRAY(SELECT x.id FROM flotte.véhicules x JOIN trajets y USING (id));

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN ANALYZE SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- read  reads: flotte.véhicules, trajets  writes: -
PREPARE held AS SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- copy_out  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets) TO STDOUT;

-- write  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets) TO '/tmp/out.csv' CSV;

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- read  reads: flotte.véhicules, trajets  writes: -
/* 1 */ SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets /* 2 */ ; -- 3
;

-- read  reads: flotte.véhicules, trajets  writes: -
DECLARE held SCROLL CURSOR FOR SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- write  reads: flotte.véhicules, trajets  writes: target
INSERT INTO target SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE VIEW fresh AS SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE TABLE fresh AS SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- read  reads: flotte.véhicules, outside, trajets  writes: -
WITH inside AS (SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules, outside, trajets  writes: -
SELECT * FROM outside WHERE id IN (SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM (SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets) AS inside;

-- read  reads: flotte.véhicules, trajets  writes: -
(SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT EXISTS (SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets), ARRAY(SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN ANALYZE WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (VERBOSE, FORMAT json) WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- read  reads: flotte.véhicules, trajets  writes: -
PREPARE held AS WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- copy_out  reads: flotte.véhicules, trajets  writes: -
COPY (WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets) TO STDOUT;

-- write  reads: flotte.véhicules, trajets  writes: -
COPY (WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets) TO '/tmp/out.csv' CSV;

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (ANALYZE, TIMING off) WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- read  reads: flotte.véhicules, trajets  writes: -
/* 1 */ WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets /* 2 */ ; -- 3
;

-- read  reads: flotte.véhicules, trajets  writes: -
DECLARE held SCROLL CURSOR FOR WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- write  reads: flotte.véhicules, trajets  writes: target
INSERT INTO target WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE VIEW fresh AS WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE TABLE fresh AS WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE MATERIALIZED VIEW fresh AS WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets;

-- read  reads: flotte.véhicules, outside, trajets  writes: -
WITH inside AS (WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules, outside, trajets  writes: -
SELECT * FROM outside WHERE id IN (WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM (WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets) AS inside;

-- read  reads: flotte.véhicules, trajets  writes: -
(WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT EXISTS (WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets), ARRAY(WITH w AS (SELECT * FROM flotte.véhicules) SELECT * FROM w, trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN ANALYZE SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
PREPARE held AS SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- copy_out  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets)) TO STDOUT;

-- write  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets)) TO '/tmp/out.csv' CSV;

-- read  reads: flotte.véhicules, trajets  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- read  reads: flotte.véhicules, trajets  writes: -
/* 1 */ SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets) /* 2 */ ; -- 3
;

-- read  reads: flotte.véhicules, trajets  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- write  reads: flotte.véhicules, trajets  writes: target
INSERT INTO target SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE VIEW fresh AS SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE TABLE fresh AS SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- ddl  reads: flotte.véhicules, trajets  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets);

-- read  reads: flotte.véhicules, outside, trajets  writes: -
WITH inside AS (SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets)) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules, outside, trajets  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets));

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM (SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets)) AS inside;

-- read  reads: flotte.véhicules, trajets  writes: -
(SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets));

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT EXISTS (SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets)), ARRAY(SELECT * FROM flotte.véhicules WHERE id NOT IN (TABLE trajets));

-- read  reads: flotte.véhicules  writes: -
EXPLAIN ANALYZE TABLE flotte.véhicules;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (VERBOSE, FORMAT json) TABLE flotte.véhicules;

-- read  reads: flotte.véhicules  writes: -
PREPARE held AS TABLE flotte.véhicules;

-- copy_out  reads: flotte.véhicules  writes: -
COPY (TABLE flotte.véhicules) TO STDOUT;

-- write  reads: flotte.véhicules  writes: -
COPY (TABLE flotte.véhicules) TO '/tmp/out.csv' CSV;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (ANALYZE, TIMING off) TABLE flotte.véhicules;

-- read  reads: flotte.véhicules  writes: -
/* 1 */ TABLE flotte.véhicules /* 2 */ ; -- 3
;

-- read  reads: flotte.véhicules  writes: -
DECLARE held SCROLL CURSOR FOR TABLE flotte.véhicules;

-- write  reads: flotte.véhicules  writes: target
INSERT INTO target TABLE flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE VIEW fresh AS TABLE flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE TABLE fresh AS TABLE flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE MATERIALIZED VIEW fresh AS TABLE flotte.véhicules;

-- read  reads: flotte.véhicules, outside  writes: -
WITH inside AS (TABLE flotte.véhicules) SELECT * FROM inside, outside;

-- read  reads: flotte.véhicules, outside  writes: -
SELECT * FROM outside WHERE id IN (TABLE flotte.véhicules);

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM (TABLE flotte.véhicules) AS inside;

-- read  reads: flotte.véhicules  writes: -
(TABLE flotte.véhicules);

-- read  reads: flotte.véhicules  writes: -
SELECT EXISTS (TABLE flotte.véhicules), ARRAY(TABLE flotte.véhicules);

-- write  reads: flotte.véhicules  writes: -
EXPLAIN ANALYZE SELECT * FROM flotte.véhicules FOR UPDATE;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT * FROM flotte.véhicules FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
PREPARE held AS SELECT * FROM flotte.véhicules FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules FOR UPDATE) TO '/tmp/out.csv' CSV;

-- write  reads: flotte.véhicules  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT * FROM flotte.véhicules FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
/* 1 */ SELECT * FROM flotte.véhicules FOR UPDATE /* 2 */ ; -- 3
;

-- write  reads: flotte.véhicules  writes: -
DECLARE held SCROLL CURSOR FOR SELECT * FROM flotte.véhicules FOR UPDATE;

-- write  reads: flotte.véhicules  writes: target
INSERT INTO target SELECT * FROM flotte.véhicules FOR UPDATE;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE VIEW fresh AS SELECT * FROM flotte.véhicules FOR UPDATE;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE TABLE fresh AS SELECT * FROM flotte.véhicules FOR UPDATE;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT * FROM flotte.véhicules FOR UPDATE;

-- write  reads: flotte.véhicules, outside  writes: -
WITH inside AS (SELECT * FROM flotte.véhicules FOR UPDATE) SELECT * FROM inside, outside;

-- write  reads: flotte.véhicules, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT * FROM flotte.véhicules FOR UPDATE);

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM (SELECT * FROM flotte.véhicules FOR UPDATE) AS inside;

-- write  reads: flotte.véhicules  writes: -
SELECT EXISTS (SELECT * FROM flotte.véhicules FOR UPDATE), ARRAY(SELECT * FROM flotte.véhicules FOR UPDATE);

-- write  reads: -  writes: trajets_numéro
EXPLAIN ANALYZE SELECT nextval('trajets_numéro');

-- read  reads: -  writes: trajets_numéro
EXPLAIN (VERBOSE, FORMAT json) SELECT nextval('trajets_numéro');

-- write  reads: -  writes: trajets_numéro
PREPARE held AS SELECT nextval('trajets_numéro');

-- write  reads: -  writes: trajets_numéro
COPY (SELECT nextval('trajets_numéro')) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: trajets_numéro
EXPLAIN (ANALYZE, TIMING off) SELECT nextval('trajets_numéro');

-- write  reads: -  writes: trajets_numéro
/* 1 */ SELECT nextval('trajets_numéro') /* 2 */ ; -- 3
;

-- write  reads: -  writes: trajets_numéro
DECLARE held SCROLL CURSOR FOR SELECT nextval('trajets_numéro');

-- write  reads: -  writes: target, trajets_numéro
INSERT INTO target SELECT nextval('trajets_numéro');

-- ddl  reads: trajets_numéro  writes: fresh
CREATE VIEW fresh AS SELECT nextval('trajets_numéro');

-- ddl  reads: trajets_numéro  writes: fresh
CREATE TABLE fresh AS SELECT nextval('trajets_numéro');

-- ddl  reads: trajets_numéro  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT nextval('trajets_numéro');

-- write  reads: outside  writes: trajets_numéro
WITH inside AS (SELECT nextval('trajets_numéro')) SELECT * FROM inside, outside;

-- write  reads: outside  writes: trajets_numéro
SELECT * FROM outside WHERE id IN (SELECT nextval('trajets_numéro'));

-- write  reads: -  writes: trajets_numéro
SELECT * FROM (SELECT nextval('trajets_numéro')) AS inside;

-- write  reads: -  writes: trajets_numéro
(SELECT nextval('trajets_numéro'));

-- write  reads: -  writes: trajets_numéro
SELECT EXISTS (SELECT nextval('trajets_numéro')), ARRAY(SELECT nextval('trajets_numéro'));

-- write  reads: flotte.véhicules  writes: -
EXPLAIN ANALYZE SELECT ledger_total(id) FROM flotte.véhicules;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (VERBOSE, FORMAT json) SELECT ledger_total(id) FROM flotte.véhicules;

-- write  reads: flotte.véhicules  writes: -
PREPARE held AS SELECT ledger_total(id) FROM flotte.véhicules;

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT ledger_total(id) FROM flotte.véhicules) TO STDOUT;

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT ledger_total(id) FROM flotte.véhicules) TO '/tmp/out.csv' CSV;

-- write  reads: flotte.véhicules  writes: -
EXPLAIN (ANALYZE, TIMING off) SELECT ledger_total(id) FROM flotte.véhicules;

-- write  reads: flotte.véhicules  writes: -
/* 1 */ SELECT ledger_total(id) FROM flotte.véhicules /* 2 */ ; -- 3
;

-- write  reads: flotte.véhicules  writes: -
DECLARE held SCROLL CURSOR FOR SELECT ledger_total(id) FROM flotte.véhicules;

-- write  reads: flotte.véhicules  writes: target
INSERT INTO target SELECT ledger_total(id) FROM flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE VIEW fresh AS SELECT ledger_total(id) FROM flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE TABLE fresh AS SELECT ledger_total(id) FROM flotte.véhicules;

-- ddl  reads: flotte.véhicules  writes: fresh
CREATE MATERIALIZED VIEW fresh AS SELECT ledger_total(id) FROM flotte.véhicules;

-- write  reads: flotte.véhicules, outside  writes: -
WITH inside AS (SELECT ledger_total(id) FROM flotte.véhicules) SELECT * FROM inside, outside;

-- write  reads: flotte.véhicules, outside  writes: -
SELECT * FROM outside WHERE id IN (SELECT ledger_total(id) FROM flotte.véhicules);

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM (SELECT ledger_total(id) FROM flotte.véhicules) AS inside;

-- write  reads: flotte.véhicules  writes: -
(SELECT ledger_total(id) FROM flotte.véhicules);

-- write  reads: flotte.véhicules  writes: -
SELECT EXISTS (SELECT ledger_total(id) FROM flotte.véhicules), ARRAY(SELECT ledger_total(id) FROM flotte.véhicules);

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN ANALYZE WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id);

-- read  reads: trajets  writes: flotte.véhicules
EXPLAIN (VERBOSE, FORMAT json) WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id);

-- write  reads: trajets  writes: flotte.véhicules
PREPARE held AS WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id);

-- write  reads: trajets  writes: flotte.véhicules
COPY (WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id)) TO STDOUT;

-- write  reads: trajets  writes: flotte.véhicules
COPY (WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id)) TO '/tmp/out.csv' CSV;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN (ANALYZE, TIMING off) WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id);

-- write  reads: trajets  writes: flotte.véhicules
/* 1 */ WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id) /* 2 */ ; -- 3
;

-- write  reads: outside, trajets  writes: flotte.véhicules
WITH inside AS (WITH g AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM g JOIN trajets USING (id)) SELECT * FROM inside, outside;

-- write  reads: -  writes: flotte.véhicules
EXPLAIN ANALYZE INSERT INTO flotte.véhicules VALUES (1) RETURNING id;

-- read  reads: -  writes: flotte.véhicules
EXPLAIN (VERBOSE, FORMAT json) INSERT INTO flotte.véhicules VALUES (1) RETURNING id;

-- write  reads: -  writes: flotte.véhicules
PREPARE held AS INSERT INTO flotte.véhicules VALUES (1) RETURNING id;

-- write  reads: -  writes: flotte.véhicules
COPY (INSERT INTO flotte.véhicules VALUES (1) RETURNING id) TO '/tmp/out.csv' CSV;

-- write  reads: -  writes: flotte.véhicules
EXPLAIN (ANALYZE, TIMING off) INSERT INTO flotte.véhicules VALUES (1) RETURNING id;

-- write  reads: -  writes: flotte.véhicules
/* 1 */ INSERT INTO flotte.véhicules VALUES (1) RETURNING id /* 2 */ ; -- 3
;

-- write  reads: outside  writes: flotte.véhicules
WITH inside AS (INSERT INTO flotte.véhicules VALUES (1) RETURNING id) SELECT * FROM inside, outside;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN ANALYZE UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *;

-- read  reads: trajets  writes: flotte.véhicules
EXPLAIN (VERBOSE, FORMAT json) UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *;

-- write  reads: trajets  writes: flotte.véhicules
PREPARE held AS UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *;

-- write  reads: trajets  writes: flotte.véhicules
COPY (UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *) TO STDOUT;

-- write  reads: trajets  writes: flotte.véhicules
COPY (UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN (ANALYZE, TIMING off) UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *;

-- write  reads: trajets  writes: flotte.véhicules
/* 1 */ UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: outside, trajets  writes: flotte.véhicules
WITH inside AS (UPDATE flotte.véhicules SET id = 0 FROM trajets WHERE trajets.id = véhicule_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN ANALYZE DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *;

-- read  reads: trajets  writes: flotte.véhicules
EXPLAIN (VERBOSE, FORMAT json) DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *;

-- write  reads: trajets  writes: flotte.véhicules
PREPARE held AS DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *;

-- write  reads: trajets  writes: flotte.véhicules
COPY (DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *) TO STDOUT;

-- write  reads: trajets  writes: flotte.véhicules
COPY (DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *) TO '/tmp/out.csv' CSV;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN (ANALYZE, TIMING off) DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *;

-- write  reads: trajets  writes: flotte.véhicules
/* 1 */ DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING * /* 2 */ ; -- 3
;

-- write  reads: outside, trajets  writes: flotte.véhicules
WITH inside AS (DELETE FROM flotte.véhicules USING trajets WHERE trajets.id = véhicule_id RETURNING *) SELECT * FROM inside, outside;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN ANALYZE MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- read  reads: trajets  writes: flotte.véhicules
EXPLAIN (VERBOSE, FORMAT json) MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: trajets  writes: flotte.véhicules
PREPARE held AS MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: trajets  writes: flotte.véhicules
COPY (MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO STDOUT;

-- write  reads: trajets  writes: flotte.véhicules
COPY (MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) TO '/tmp/out.csv' CSV;

-- write  reads: trajets  writes: flotte.véhicules
EXPLAIN (ANALYZE, TIMING off) MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;

-- write  reads: trajets  writes: flotte.véhicules
/* 1 */ MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id /* 2 */ ; -- 3
;

-- write  reads: outside, trajets  writes: flotte.véhicules
WITH inside AS (MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM inside, outside;
