-- VACUUM, ANALYZE, REINDEX, CLUSTER, LOCK, CHECKPOINT, LOAD.

-- utility  reads: -  writes: orders
VACUUM orders;

-- utility  reads: -  writes: clinic.visits
VACUUM clinic.visits;

-- utility  reads: -  writes: "Loans"
VACUUM "Loans";

-- utility  reads: -  writes: events
VACUUM EVENTS;

-- utility  reads: -  writes: user
VACUUM "user";

-- utility  reads: -  writes: flotte.véhicules
VACUUM flotte.véhicules;

-- utility  reads: -  writes: orders
VACUUM FULL VERBOSE orders;

-- utility  reads: -  writes: clinic.visits
VACUUM FULL VERBOSE clinic.visits;

-- utility  reads: -  writes: "Loans"
VACUUM FULL VERBOSE "Loans";

-- utility  reads: -  writes: events
VACUUM FULL VERBOSE EVENTS;

-- utility  reads: -  writes: user
VACUUM FULL VERBOSE "user";

-- utility  reads: -  writes: flotte.véhicules
VACUUM FULL VERBOSE flotte.véhicules;

-- utility  reads: -  writes: customers, orders
VACUUM (ANALYZE, PARALLEL 2, INDEX_CLEANUP off) orders (id, status), customers;

-- utility  reads: -  writes: clinic.patients, clinic.visits
VACUUM (ANALYZE, PARALLEL 2, INDEX_CLEANUP off) clinic.visits (id, reason), clinic.patients;

-- utility  reads: -  writes: "Loans", library."Readers"
VACUUM (ANALYZE, PARALLEL 2, INDEX_CLEANUP off) "Loans" (id, shelf), library."Readers";

-- utility  reads: -  writes: events, public.venues
VACUUM (ANALYZE, PARALLEL 2, INDEX_CLEANUP off) EVENTS (id, title), Public.Venues;

-- utility  reads: -  writes: group, user
VACUUM (ANALYZE, PARALLEL 2, INDEX_CLEANUP off) "user" (id, "name"), "group";

-- utility  reads: -  writes: flotte.véhicules, trajets
VACUUM (ANALYZE, PARALLEL 2, INDEX_CLEANUP off) flotte.véhicules (id, état), trajets;

-- utility  reads: -  writes: orders
VACUUM FREEZE ANALYZE orders (id);

-- utility  reads: -  writes: clinic.visits
VACUUM FREEZE ANALYZE clinic.visits (id);

-- utility  reads: -  writes: "Loans"
VACUUM FREEZE ANALYZE "Loans" (id);

-- utility  reads: -  writes: events
VACUUM FREEZE ANALYZE EVENTS (id);

-- utility  reads: -  writes: user
VACUUM FREEZE ANALYZE "user" (id);

-- utility  reads: -  writes: flotte.véhicules
VACUUM FREEZE ANALYZE flotte.véhicules (id);

-- utility  reads: -  writes: orders
ANALYZE orders;

-- utility  reads: -  writes: clinic.visits
ANALYZE clinic.visits;

-- utility  reads: -  writes: "Loans"
ANALYZE "Loans";

-- utility  reads: -  writes: events
ANALYZE EVENTS;

-- utility  reads: -  writes: user
ANALYZE "user";

-- utility  reads: -  writes: flotte.véhicules
ANALYZE flotte.véhicules;

-- utility  reads: -  writes: customers, orders
ANALYZE VERBOSE orders, customers (status);

-- utility  reads: -  writes: clinic.patients, clinic.visits
ANALYZE VERBOSE clinic.visits, clinic.patients (reason);

-- utility  reads: -  writes: "Loans", library."Readers"
ANALYZE VERBOSE "Loans", library."Readers" (shelf);

-- utility  reads: -  writes: events, public.venues
ANALYZE VERBOSE EVENTS, Public.Venues (title);

-- utility  reads: -  writes: group, user
ANALYZE VERBOSE "user", "group" ("name");

-- utility  reads: -  writes: flotte.véhicules, trajets
ANALYZE VERBOSE flotte.véhicules, trajets (état);

-- utility  reads: -  writes: orders
ANALYZE (SKIP_LOCKED) orders;

-- utility  reads: -  writes: clinic.visits
ANALYZE (SKIP_LOCKED) clinic.visits;

-- utility  reads: -  writes: "Loans"
ANALYZE (SKIP_LOCKED) "Loans";

-- utility  reads: -  writes: events
ANALYZE (SKIP_LOCKED) EVENTS;

-- utility  reads: -  writes: user
ANALYZE (SKIP_LOCKED) "user";

-- utility  reads: -  writes: flotte.véhicules
ANALYZE (SKIP_LOCKED) flotte.véhicules;

-- utility  reads: -  writes: orders
ANALYSE orders;

-- utility  reads: -  writes: clinic.visits
ANALYSE clinic.visits;

-- utility  reads: -  writes: "Loans"
ANALYSE "Loans";

-- utility  reads: -  writes: events
ANALYSE EVENTS;

-- utility  reads: -  writes: user
ANALYSE "user";

-- utility  reads: -  writes: flotte.véhicules
ANALYSE flotte.véhicules;

-- utility  reads: -  writes: orders
REINDEX TABLE orders;

-- utility  reads: -  writes: clinic.visits
REINDEX TABLE clinic.visits;

-- utility  reads: -  writes: "Loans"
REINDEX TABLE "Loans";

-- utility  reads: -  writes: events
REINDEX TABLE EVENTS;

-- utility  reads: -  writes: user
REINDEX TABLE "user";

-- utility  reads: -  writes: flotte.véhicules
REINDEX TABLE flotte.véhicules;

-- utility  reads: -  writes: orders
REINDEX (VERBOSE) TABLE CONCURRENTLY orders;

-- utility  reads: -  writes: clinic.visits
REINDEX (VERBOSE) TABLE CONCURRENTLY clinic.visits;

-- utility  reads: -  writes: "Loans"
REINDEX (VERBOSE) TABLE CONCURRENTLY "Loans";

-- utility  reads: -  writes: events
REINDEX (VERBOSE) TABLE CONCURRENTLY EVENTS;

-- utility  reads: -  writes: user
REINDEX (VERBOSE) TABLE CONCURRENTLY "user";

-- utility  reads: -  writes: flotte.véhicules
REINDEX (VERBOSE) TABLE CONCURRENTLY flotte.véhicules;

-- utility  reads: -  writes: orders
REINDEX INDEX orders;

-- utility  reads: -  writes: clinic.visits
REINDEX INDEX clinic.visits;

-- utility  reads: -  writes: "Loans"
REINDEX INDEX "Loans";

-- utility  reads: -  writes: events
REINDEX INDEX EVENTS;

-- utility  reads: -  writes: user
REINDEX INDEX "user";

-- utility  reads: -  writes: flotte.véhicules
REINDEX INDEX flotte.véhicules;

-- utility  reads: -  writes: orders
CLUSTER orders;

-- utility  reads: -  writes: clinic.visits
CLUSTER clinic.visits;

-- utility  reads: -  writes: "Loans"
CLUSTER "Loans";

-- utility  reads: -  writes: events
CLUSTER EVENTS;

-- utility  reads: -  writes: user
CLUSTER "user";

-- utility  reads: -  writes: flotte.véhicules
CLUSTER flotte.véhicules;

-- utility  reads: -  writes: orders
CLUSTER VERBOSE orders USING by_date;

-- utility  reads: -  writes: clinic.visits
CLUSTER VERBOSE clinic.visits USING by_date;

-- utility  reads: -  writes: "Loans"
CLUSTER VERBOSE "Loans" USING by_date;

-- utility  reads: -  writes: events
CLUSTER VERBOSE EVENTS USING by_date;

-- utility  reads: -  writes: user
CLUSTER VERBOSE "user" USING by_date;

-- utility  reads: -  writes: flotte.véhicules
CLUSTER VERBOSE flotte.véhicules USING by_date;

-- utility  reads: -  writes: orders
CLUSTER by_date ON orders;

-- utility  reads: -  writes: clinic.visits
CLUSTER by_date ON clinic.visits;

-- utility  reads: -  writes: "Loans"
CLUSTER by_date ON "Loans";

-- utility  reads: -  writes: events
CLUSTER by_date ON EVENTS;

-- utility  reads: -  writes: user
CLUSTER by_date ON "user";

-- utility  reads: -  writes: flotte.véhicules
CLUSTER by_date ON flotte.véhicules;

-- utility  reads: -  writes: orders
LOCK orders;

-- utility  reads: -  writes: clinic.visits
LOCK clinic.visits;

-- utility  reads: -  writes: "Loans"
LOCK "Loans";

-- utility  reads: -  writes: events
LOCK EVENTS;

-- utility  reads: -  writes: user
LOCK "user";

-- utility  reads: -  writes: flotte.véhicules
LOCK flotte.véhicules;

-- utility  reads: -  writes: orders
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE;

-- utility  reads: -  writes: clinic.visits
LOCK TABLE clinic.visits IN ACCESS EXCLUSIVE MODE;

-- utility  reads: -  writes: "Loans"
LOCK TABLE "Loans" IN ACCESS EXCLUSIVE MODE;

-- utility  reads: -  writes: events
LOCK TABLE EVENTS IN ACCESS EXCLUSIVE MODE;

-- utility  reads: -  writes: user
LOCK TABLE "user" IN ACCESS EXCLUSIVE MODE;

-- utility  reads: -  writes: flotte.véhicules
LOCK TABLE flotte.véhicules IN ACCESS EXCLUSIVE MODE;

-- utility  reads: -  writes: customers, orders
LOCK TABLE ONLY orders, customers IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- utility  reads: -  writes: clinic.patients, clinic.visits
LOCK TABLE ONLY clinic.visits, clinic.patients IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- utility  reads: -  writes: "Loans", library."Readers"
LOCK TABLE ONLY "Loans", library."Readers" IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- utility  reads: -  writes: events, public.venues
LOCK TABLE ONLY EVENTS, Public.Venues IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- utility  reads: -  writes: group, user
LOCK TABLE ONLY "user", "group" IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- utility  reads: -  writes: flotte.véhicules, trajets
LOCK TABLE ONLY flotte.véhicules, trajets IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- utility  reads: -  writes: orders
LOCK orders IN ROW SHARE MODE;

-- utility  reads: -  writes: clinic.visits
LOCK clinic.visits IN ROW SHARE MODE;

-- utility  reads: -  writes: "Loans"
LOCK "Loans" IN ROW SHARE MODE;

-- utility  reads: -  writes: events
LOCK EVENTS IN ROW SHARE MODE;

-- utility  reads: -  writes: user
LOCK "user" IN ROW SHARE MODE;

-- utility  reads: -  writes: flotte.véhicules
LOCK flotte.véhicules IN ROW SHARE MODE;

-- utility  reads: -  writes: -
VACUUM;

-- utility  reads: -  writes: -
VACUUM FULL;

-- utility  reads: -  writes: -
VACUUM (FREEZE);

-- utility  reads: -  writes: -
ANALYZE;

-- utility  reads: -  writes: -
ANALYZE VERBOSE;

-- utility  reads: -  writes: -
REINDEX SCHEMA shop;

-- utility  reads: -  writes: -
REINDEX DATABASE other;

-- utility  reads: -  writes: -
REINDEX SYSTEM other;

-- utility  reads: -  writes: -
CLUSTER;

-- utility  reads: -  writes: -
CHECKPOINT;

-- utility  reads: -  writes: -
LOAD 'auto_explain';

-- utility  reads: -  writes: -
LOAD '$libdir/plpgsql';

-- ddl  reads: -  writes: sequence
GRANT USAGE ON SEQUENCE sequence TO someone

-- ddl  reads: -  writes: sequence
GRANT SELECT ON sequence TO someone

-- ddl  reads: -  writes: orders, sequence
REVOKE SELECT ON TABLE sequence, orders FROM someone

-- write  reads: customers  writes: orders  unknown
DO LANGUAGE plpgsql $$ BEGIN UPDATE orders SET a = 1 WHERE EXISTS (SELECT FROM customers); END $$

-- write  reads: customers  writes: orders  unknown
DO $body$ DECLARE r record; BEGIN FOR r IN SELECT * FROM customers LOOP INSERT INTO orders VALUES (r.id); END LOOP; END $body$ LANGUAGE plpgsql
