-- EXPLAIN shows a plan; with ANALYZE it runs the statement.

-- read  reads: orders  writes: -
EXPLAIN SELECT * FROM orders;

-- read  reads: clinic.visits  writes: -
EXPLAIN SELECT * FROM clinic.visits;

-- read  reads: "Loans"  writes: -
EXPLAIN SELECT * FROM "Loans";

-- read  reads: events  writes: -
EXPLAIN SELECT * FROM EVENTS;

-- read  reads: user  writes: -
EXPLAIN SELECT * FROM "user";

-- read  reads: flotte.véhicules  writes: -
EXPLAIN SELECT * FROM flotte.véhicules;

-- read  reads: -  writes: orders
EXPLAIN INSERT INTO orders VALUES (1);

-- read  reads: -  writes: clinic.visits
EXPLAIN INSERT INTO clinic.visits VALUES (1);

-- read  reads: -  writes: "Loans"
EXPLAIN INSERT INTO "Loans" VALUES (1);

-- read  reads: -  writes: events
EXPLAIN INSERT INTO EVENTS VALUES (1);

-- read  reads: -  writes: user
EXPLAIN INSERT INTO "user" VALUES (1);

-- read  reads: -  writes: flotte.véhicules
EXPLAIN INSERT INTO flotte.véhicules VALUES (1);

-- read  reads: -  writes: orders
EXPLAIN (COSTS off) DELETE FROM orders;

-- read  reads: -  writes: clinic.visits
EXPLAIN (COSTS off) DELETE FROM clinic.visits;

-- read  reads: -  writes: "Loans"
EXPLAIN (COSTS off) DELETE FROM "Loans";

-- read  reads: -  writes: events
EXPLAIN (COSTS off) DELETE FROM EVENTS;

-- read  reads: -  writes: user
EXPLAIN (COSTS off) DELETE FROM "user";

-- read  reads: -  writes: flotte.véhicules
EXPLAIN (COSTS off) DELETE FROM flotte.véhicules;

-- read  reads: customers  writes: orders
EXPLAIN VERBOSE UPDATE orders SET id = 1 FROM customers;

-- read  reads: clinic.patients  writes: clinic.visits
EXPLAIN VERBOSE UPDATE clinic.visits SET id = 1 FROM clinic.patients;

-- read  reads: library."Readers"  writes: "Loans"
EXPLAIN VERBOSE UPDATE "Loans" SET id = 1 FROM library."Readers";

-- read  reads: public.venues  writes: events
EXPLAIN VERBOSE UPDATE EVENTS SET id = 1 FROM Public.Venues;

-- read  reads: group  writes: user
EXPLAIN VERBOSE UPDATE "user" SET id = 1 FROM "group";

-- read  reads: trajets  writes: flotte.véhicules
EXPLAIN VERBOSE UPDATE flotte.véhicules SET id = 1 FROM trajets;

-- read  reads: orders  writes: -
EXPLAIN SELECT * FROM orders FOR UPDATE;

-- read  reads: clinic.visits  writes: -
EXPLAIN SELECT * FROM clinic.visits FOR UPDATE;

-- read  reads: "Loans"  writes: -
EXPLAIN SELECT * FROM "Loans" FOR UPDATE;

-- read  reads: events  writes: -
EXPLAIN SELECT * FROM EVENTS FOR UPDATE;

-- read  reads: user  writes: -
EXPLAIN SELECT * FROM "user" FOR UPDATE;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN SELECT * FROM flotte.véhicules FOR UPDATE;

-- read  reads: customers  writes: orders
EXPLAIN CREATE TABLE orders AS SELECT * FROM customers;

-- read  reads: clinic.patients  writes: clinic.visits
EXPLAIN CREATE TABLE clinic.visits AS SELECT * FROM clinic.patients;

-- read  reads: library."Readers"  writes: "Loans"
EXPLAIN CREATE TABLE "Loans" AS SELECT * FROM library."Readers";

-- read  reads: public.venues  writes: events
EXPLAIN CREATE TABLE EVENTS AS SELECT * FROM Public.Venues;

-- read  reads: group  writes: user
EXPLAIN CREATE TABLE "user" AS SELECT * FROM "group";

-- read  reads: trajets  writes: flotte.véhicules
EXPLAIN CREATE TABLE flotte.véhicules AS SELECT * FROM trajets;

-- read  reads: orders  writes: -
EXPLAIN ANALYZE SELECT * FROM orders;

-- read  reads: clinic.visits  writes: -
EXPLAIN ANALYZE SELECT * FROM clinic.visits;

-- read  reads: "Loans"  writes: -
EXPLAIN ANALYZE SELECT * FROM "Loans";

-- read  reads: events  writes: -
EXPLAIN ANALYZE SELECT * FROM EVENTS;

-- read  reads: user  writes: -
EXPLAIN ANALYZE SELECT * FROM "user";

-- read  reads: flotte.véhicules  writes: -
EXPLAIN ANALYZE SELECT * FROM flotte.véhicules;

-- read  reads: orders  writes: -
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT count(*) FROM orders;

-- read  reads: clinic.visits  writes: -
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT count(*) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT count(*) FROM "Loans";

-- read  reads: events  writes: -
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT count(*) FROM EVENTS;

-- read  reads: user  writes: -
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT count(*) FROM "user";

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT count(*) FROM flotte.véhicules;

-- write  reads: -  writes: orders
EXPLAIN ANALYZE DELETE FROM orders;

-- write  reads: -  writes: clinic.visits
EXPLAIN ANALYZE DELETE FROM clinic.visits;

-- write  reads: -  writes: "Loans"
EXPLAIN ANALYZE DELETE FROM "Loans";

-- write  reads: -  writes: events
EXPLAIN ANALYZE DELETE FROM EVENTS;

-- write  reads: -  writes: user
EXPLAIN ANALYZE DELETE FROM "user";

-- write  reads: -  writes: flotte.véhicules
EXPLAIN ANALYZE DELETE FROM flotte.véhicules;

-- write  reads: -  writes: orders
EXPLAIN ANALYZE VERBOSE INSERT INTO orders VALUES (1);

-- write  reads: -  writes: clinic.visits
EXPLAIN ANALYZE VERBOSE INSERT INTO clinic.visits VALUES (1);

-- write  reads: -  writes: "Loans"
EXPLAIN ANALYZE VERBOSE INSERT INTO "Loans" VALUES (1);

-- write  reads: -  writes: events
EXPLAIN ANALYZE VERBOSE INSERT INTO EVENTS VALUES (1);

-- write  reads: -  writes: user
EXPLAIN ANALYZE VERBOSE INSERT INTO "user" VALUES (1);

-- write  reads: -  writes: flotte.véhicules
EXPLAIN ANALYZE VERBOSE INSERT INTO flotte.véhicules VALUES (1);

-- write  reads: -  writes: orders
EXPLAIN (VERBOSE, ANALYZE true) UPDATE orders SET id = 1;

-- write  reads: -  writes: clinic.visits
EXPLAIN (VERBOSE, ANALYZE true) UPDATE clinic.visits SET id = 1;

-- write  reads: -  writes: "Loans"
EXPLAIN (VERBOSE, ANALYZE true) UPDATE "Loans" SET id = 1;

-- write  reads: -  writes: events
EXPLAIN (VERBOSE, ANALYZE true) UPDATE EVENTS SET id = 1;

-- write  reads: -  writes: user
EXPLAIN (VERBOSE, ANALYZE true) UPDATE "user" SET id = 1;

-- write  reads: -  writes: flotte.véhicules
EXPLAIN (VERBOSE, ANALYZE true) UPDATE flotte.véhicules SET id = 1;

-- write  reads: -  writes: orders
EXPLAIN (ANALYZE on, COSTS off) DELETE FROM orders;

-- write  reads: -  writes: clinic.visits
EXPLAIN (ANALYZE on, COSTS off) DELETE FROM clinic.visits;

-- write  reads: -  writes: "Loans"
EXPLAIN (ANALYZE on, COSTS off) DELETE FROM "Loans";

-- write  reads: -  writes: events
EXPLAIN (ANALYZE on, COSTS off) DELETE FROM EVENTS;

-- write  reads: -  writes: user
EXPLAIN (ANALYZE on, COSTS off) DELETE FROM "user";

-- write  reads: -  writes: flotte.véhicules
EXPLAIN (ANALYZE on, COSTS off) DELETE FROM flotte.véhicules;

-- write  reads: -  writes: orders
EXPLAIN (ANALYZE 1) DELETE FROM orders;

-- write  reads: -  writes: clinic.visits
EXPLAIN (ANALYZE 1) DELETE FROM clinic.visits;

-- write  reads: -  writes: "Loans"
EXPLAIN (ANALYZE 1) DELETE FROM "Loans";

-- write  reads: -  writes: events
EXPLAIN (ANALYZE 1) DELETE FROM EVENTS;

-- write  reads: -  writes: user
EXPLAIN (ANALYZE 1) DELETE FROM "user";

-- write  reads: -  writes: flotte.véhicules
EXPLAIN (ANALYZE 1) DELETE FROM flotte.véhicules;

-- read  reads: -  writes: orders
EXPLAIN (ANALYZE off) DELETE FROM orders;

-- read  reads: -  writes: clinic.visits
EXPLAIN (ANALYZE off) DELETE FROM clinic.visits;

-- read  reads: -  writes: "Loans"
EXPLAIN (ANALYZE off) DELETE FROM "Loans";

-- read  reads: -  writes: events
EXPLAIN (ANALYZE off) DELETE FROM EVENTS;

-- read  reads: -  writes: user
EXPLAIN (ANALYZE off) DELETE FROM "user";

-- read  reads: -  writes: flotte.véhicules
EXPLAIN (ANALYZE off) DELETE FROM flotte.véhicules;

-- read  reads: -  writes: orders
EXPLAIN (ANALYZE false, VERBOSE) DELETE FROM orders;

-- read  reads: -  writes: clinic.visits
EXPLAIN (ANALYZE false, VERBOSE) DELETE FROM clinic.visits;

-- read  reads: -  writes: "Loans"
EXPLAIN (ANALYZE false, VERBOSE) DELETE FROM "Loans";

-- read  reads: -  writes: events
EXPLAIN (ANALYZE false, VERBOSE) DELETE FROM EVENTS;

-- read  reads: -  writes: user
EXPLAIN (ANALYZE false, VERBOSE) DELETE FROM "user";

-- read  reads: -  writes: flotte.véhicules
EXPLAIN (ANALYZE false, VERBOSE) DELETE FROM flotte.véhicules;

-- read  reads: -  writes: orders
EXPLAIN (ANALYZE 0) DELETE FROM orders;

-- read  reads: -  writes: clinic.visits
EXPLAIN (ANALYZE 0) DELETE FROM clinic.visits;

-- read  reads: -  writes: "Loans"
EXPLAIN (ANALYZE 0) DELETE FROM "Loans";

-- read  reads: -  writes: events
EXPLAIN (ANALYZE 0) DELETE FROM EVENTS;

-- read  reads: -  writes: user
EXPLAIN (ANALYZE 0) DELETE FROM "user";

-- read  reads: -  writes: flotte.véhicules
EXPLAIN (ANALYZE 0) DELETE FROM flotte.véhicules;

-- write  reads: orders  writes: -
EXPLAIN ANALYZE SELECT * FROM orders FOR SHARE;

-- write  reads: clinic.visits  writes: -
EXPLAIN ANALYZE SELECT * FROM clinic.visits FOR SHARE;

-- write  reads: "Loans"  writes: -
EXPLAIN ANALYZE SELECT * FROM "Loans" FOR SHARE;

-- write  reads: events  writes: -
EXPLAIN ANALYZE SELECT * FROM EVENTS FOR SHARE;

-- write  reads: user  writes: -
EXPLAIN ANALYZE SELECT * FROM "user" FOR SHARE;

-- write  reads: flotte.véhicules  writes: -
EXPLAIN ANALYZE SELECT * FROM flotte.véhicules FOR SHARE;

-- write  reads: -  writes: orders
EXPLAIN ANALYZE WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d;

-- write  reads: -  writes: clinic.visits
EXPLAIN ANALYZE WITH d AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM d;

-- write  reads: -  writes: "Loans"
EXPLAIN ANALYZE WITH d AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM d;

-- write  reads: -  writes: events
EXPLAIN ANALYZE WITH d AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM d;

-- write  reads: -  writes: user
EXPLAIN ANALYZE WITH d AS (DELETE FROM "user" RETURNING *) SELECT * FROM d;

-- write  reads: -  writes: flotte.véhicules
EXPLAIN ANALYZE WITH d AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM d;

-- ddl  reads: customers  writes: orders
EXPLAIN ANALYZE CREATE TABLE orders AS SELECT * FROM customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
EXPLAIN ANALYZE CREATE TABLE clinic.visits AS SELECT * FROM clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
EXPLAIN ANALYZE CREATE TABLE "Loans" AS SELECT * FROM library."Readers";

-- ddl  reads: public.venues  writes: events
EXPLAIN ANALYZE CREATE TABLE EVENTS AS SELECT * FROM Public.Venues;

-- ddl  reads: group  writes: user
EXPLAIN ANALYZE CREATE TABLE "user" AS SELECT * FROM "group";

-- ddl  reads: trajets  writes: flotte.véhicules
EXPLAIN ANALYZE CREATE TABLE flotte.véhicules AS SELECT * FROM trajets;

-- read  reads: orders  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM orders;

-- read  reads: clinic.visits  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM clinic.visits;

-- read  reads: "Loans"  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM "Loans";

-- read  reads: events  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM EVENTS;

-- read  reads: user  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM "user";

-- read  reads: flotte.véhicules  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM flotte.véhicules;

-- read  reads: orders  writes: -
EXPLAIN (FORMAT yaml, SETTINGS) TABLE orders;

-- read  reads: clinic.visits  writes: -
EXPLAIN (FORMAT yaml, SETTINGS) TABLE clinic.visits;

-- read  reads: "Loans"  writes: -
EXPLAIN (FORMAT yaml, SETTINGS) TABLE "Loans";

-- read  reads: events  writes: -
EXPLAIN (FORMAT yaml, SETTINGS) TABLE EVENTS;

-- read  reads: user  writes: -
EXPLAIN (FORMAT yaml, SETTINGS) TABLE "user";

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (FORMAT yaml, SETTINGS) TABLE flotte.véhicules;

-- read  reads: orders  writes: -
EXPLAIN (GENERIC_PLAN) SELECT * FROM orders WHERE id = $1;

-- read  reads: clinic.visits  writes: -
EXPLAIN (GENERIC_PLAN) SELECT * FROM clinic.visits WHERE id = $1;

-- read  reads: "Loans"  writes: -
EXPLAIN (GENERIC_PLAN) SELECT * FROM "Loans" WHERE id = $1;

-- read  reads: events  writes: -
EXPLAIN (GENERIC_PLAN) SELECT * FROM EVENTS WHERE id = $1;

-- read  reads: user  writes: -
EXPLAIN (GENERIC_PLAN) SELECT * FROM "user" WHERE id = $1;

-- read  reads: flotte.véhicules  writes: -
EXPLAIN (GENERIC_PLAN) SELECT * FROM flotte.véhicules WHERE id = $1;
