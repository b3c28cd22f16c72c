-- PREPARE, EXECUTE, DECLARE and their kin.

-- read  reads: orders  writes: -
PREPARE p AS SELECT * FROM orders WHERE id = $1;

-- read  reads: clinic.visits  writes: -
PREPARE p AS SELECT * FROM clinic.visits WHERE id = $1;

-- read  reads: "Loans"  writes: -
PREPARE p AS SELECT * FROM "Loans" WHERE id = $1;

-- read  reads: events  writes: -
PREPARE p AS SELECT * FROM EVENTS WHERE id = $1;

-- read  reads: user  writes: -
PREPARE p AS SELECT * FROM "user" WHERE id = $1;

-- read  reads: flotte.véhicules  writes: -
PREPARE p AS SELECT * FROM flotte.véhicules WHERE id = $1;

-- read  reads: customers, orders  writes: -
PREPARE "P" (int, text) AS SELECT * FROM orders JOIN customers USING (id) WHERE id = $1;

-- read  reads: clinic.patients, clinic.visits  writes: -
PREPARE "P" (int, text) AS SELECT * FROM clinic.visits JOIN clinic.patients USING (id) WHERE id = $1;

-- read  reads: "Loans", library."Readers"  writes: -
PREPARE "P" (int, text) AS SELECT * FROM "Loans" JOIN library."Readers" USING (id) WHERE id = $1;

-- read  reads: events, public.venues  writes: -
PREPARE "P" (int, text) AS SELECT * FROM EVENTS JOIN Public.Venues USING (id) WHERE id = $1;

-- read  reads: group, user  writes: -
PREPARE "P" (int, text) AS SELECT * FROM "user" JOIN "group" USING (id) WHERE id = $1;

-- read  reads: flotte.véhicules, trajets  writes: -
PREPARE "P" (int, text) AS SELECT * FROM flotte.véhicules JOIN trajets USING (id) WHERE id = $1;

-- write  reads: -  writes: orders
PREPARE p (int) AS INSERT INTO orders VALUES ($1);

-- write  reads: -  writes: clinic.visits
PREPARE p (int) AS INSERT INTO clinic.visits VALUES ($1);

-- write  reads: -  writes: "Loans"
PREPARE p (int) AS INSERT INTO "Loans" VALUES ($1);

-- write  reads: -  writes: events
PREPARE p (int) AS INSERT INTO EVENTS VALUES ($1);

-- write  reads: -  writes: user
PREPARE p (int) AS INSERT INTO "user" VALUES ($1);

-- write  reads: -  writes: flotte.véhicules
PREPARE p (int) AS INSERT INTO flotte.véhicules VALUES ($1);

-- write  reads: -  writes: orders
PREPARE p AS DELETE FROM orders WHERE id = $1;

-- write  reads: -  writes: clinic.visits
PREPARE p AS DELETE FROM clinic.visits WHERE id = $1;

-- write  reads: -  writes: "Loans"
PREPARE p AS DELETE FROM "Loans" WHERE id = $1;

-- write  reads: -  writes: events
PREPARE p AS DELETE FROM EVENTS WHERE id = $1;

-- write  reads: -  writes: user
PREPARE p AS DELETE FROM "user" WHERE id = $1;

-- write  reads: -  writes: flotte.véhicules
PREPARE p AS DELETE FROM flotte.véhicules WHERE id = $1;

-- write  reads: customers  writes: orders
PREPARE p AS UPDATE orders SET status = $1 FROM customers WHERE customers.id = customer_id;

-- write  reads: clinic.patients  writes: clinic.visits
PREPARE p AS UPDATE clinic.visits SET reason = $1 FROM clinic.patients WHERE clinic.patients.id = patient_id;

-- write  reads: library."Readers"  writes: "Loans"
PREPARE p AS UPDATE "Loans" SET shelf = $1 FROM library."Readers" WHERE library."Readers".id = reader_id;

-- write  reads: public.venues  writes: events
PREPARE p AS UPDATE EVENTS SET title = $1 FROM Public.Venues WHERE Public.Venues.id = venue_id;

-- write  reads: group  writes: user
PREPARE p AS UPDATE "user" SET "name" = $1 FROM "group" WHERE "group".id = group_id;

-- write  reads: trajets  writes: flotte.véhicules
PREPARE p AS UPDATE flotte.véhicules SET état = $1 FROM trajets WHERE trajets.id = véhicule_id;

-- write  reads: orders  writes: -
PREPARE p AS SELECT * FROM orders FOR UPDATE;

-- write  reads: clinic.visits  writes: -
PREPARE p AS SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: "Loans"  writes: -
PREPARE p AS SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: events  writes: -
PREPARE p AS SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: user  writes: -
PREPARE p AS SELECT * FROM "user" FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
PREPARE p AS SELECT * FROM flotte.véhicules FOR UPDATE;

-- read  reads: orders  writes: -
PREPARE p AS TABLE orders;

-- read  reads: clinic.visits  writes: -
PREPARE p AS TABLE clinic.visits;

-- read  reads: "Loans"  writes: -
PREPARE p AS TABLE "Loans";

-- read  reads: events  writes: -
PREPARE p AS TABLE EVENTS;

-- read  reads: user  writes: -
PREPARE p AS TABLE "user";

-- read  reads: flotte.véhicules  writes: -
PREPARE p AS TABLE flotte.véhicules;

-- read  reads: orders  writes: -
DECLARE c CURSOR FOR SELECT * FROM orders;

-- read  reads: clinic.visits  writes: -
DECLARE c CURSOR FOR SELECT * FROM clinic.visits;

-- read  reads: "Loans"  writes: -
DECLARE c CURSOR FOR SELECT * FROM "Loans";

-- read  reads: events  writes: -
DECLARE c CURSOR FOR SELECT * FROM EVENTS;

-- read  reads: user  writes: -
DECLARE c CURSOR FOR SELECT * FROM "user";

-- read  reads: flotte.véhicules  writes: -
DECLARE c CURSOR FOR SELECT * FROM flotte.véhicules;

-- read  reads: orders  writes: -
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM orders ORDER BY placed_at;

-- read  reads: clinic.visits  writes: -
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM clinic.visits ORDER BY visited_on;

-- read  reads: "Loans"  writes: -
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM "Loans" ORDER BY due_on;

-- read  reads: events  writes: -
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM EVENTS ORDER BY starts_at;

-- read  reads: user  writes: -
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM "user" ORDER BY "date";

-- read  reads: flotte.véhicules  writes: -
DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM flotte.véhicules ORDER BY relevé_le;

-- read  reads: customers, orders  writes: -
DECLARE "C" SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM orders UNION ALL SELECT * FROM customers;

-- read  reads: clinic.patients, clinic.visits  writes: -
DECLARE "C" SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM clinic.visits UNION ALL SELECT * FROM clinic.patients;

-- read  reads: "Loans", library."Readers"  writes: -
DECLARE "C" SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM "Loans" UNION ALL SELECT * FROM library."Readers";

-- read  reads: events, public.venues  writes: -
DECLARE "C" SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM EVENTS UNION ALL SELECT * FROM Public.Venues;

-- read  reads: group, user  writes: -
DECLARE "C" SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM "user" UNION ALL SELECT * FROM "group";

-- read  reads: flotte.véhicules, trajets  writes: -
DECLARE "C" SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM flotte.véhicules UNION ALL SELECT * FROM trajets;

-- write  reads: orders  writes: -
DECLARE c CURSOR FOR SELECT * FROM orders FOR UPDATE;

-- write  reads: clinic.visits  writes: -
DECLARE c CURSOR FOR SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: "Loans"  writes: -
DECLARE c CURSOR FOR SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: events  writes: -
DECLARE c CURSOR FOR SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: user  writes: -
DECLARE c CURSOR FOR SELECT * FROM "user" FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
DECLARE c CURSOR FOR SELECT * FROM flotte.véhicules FOR UPDATE;

-- read  reads: orders  writes: -
DECLARE c ASENSITIVE CURSOR FOR WITH x AS (SELECT * FROM orders) SELECT * FROM x;

-- read  reads: clinic.visits  writes: -
DECLARE c ASENSITIVE CURSOR FOR WITH x AS (SELECT * FROM clinic.visits) SELECT * FROM x;

-- read  reads: "Loans"  writes: -
DECLARE c ASENSITIVE CURSOR FOR WITH x AS (SELECT * FROM "Loans") SELECT * FROM x;

-- read  reads: events  writes: -
DECLARE c ASENSITIVE CURSOR FOR WITH x AS (SELECT * FROM EVENTS) SELECT * FROM x;

-- read  reads: user  writes: -
DECLARE c ASENSITIVE CURSOR FOR WITH x AS (SELECT * FROM "user") SELECT * FROM x;

-- read  reads: flotte.véhicules  writes: -
DECLARE c ASENSITIVE CURSOR FOR WITH x AS (SELECT * FROM flotte.véhicules) SELECT * FROM x;

-- write  reads: -  writes: -  unknown
EXECUTE p;

-- read  reads: -  writes: -  unknown
EXPLAIN EXECUTE p;

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE p;

-- write  reads: -  writes: -  unknown
EXECUTE "P";

-- read  reads: -  writes: -  unknown
EXPLAIN EXECUTE "P";

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE "P";

-- write  reads: -  writes: -  unknown
EXECUTE by_id(1);

-- read  reads: -  writes: -  unknown
EXPLAIN EXECUTE by_id(1);

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE by_id(1);

-- write  reads: -  writes: -  unknown
EXECUTE by_name('x', NULL);

-- read  reads: -  writes: -  unknown
EXPLAIN EXECUTE by_name('x', NULL);

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE by_name('x', NULL);

-- write  reads: -  writes: -  unknown
EXECUTE q(now(), 1 + 2);

-- read  reads: -  writes: -  unknown
EXPLAIN EXECUTE q(now(), 1 + 2);

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE q(now(), 1 + 2);

-- write  reads: -  writes: -  unknown
EXECUTE "drop table"(5);

-- read  reads: -  writes: -  unknown
EXPLAIN EXECUTE "drop table"(5);

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE "drop table"(5);

-- read  reads: orders  writes: -
-- read  reads: orders  writes: -
PREPARE p AS SELECT * FROM orders WHERE id = $1; EXECUTE p(1);

-- write  reads: -  writes: orders
-- write  reads: -  writes: orders
PREPARE "P" (int) AS DELETE FROM orders WHERE id = $1; EXECUTE "P"(1);

-- write  reads: customers  writes: orders
-- write  reads: -  writes: -  unknown
PREPARE "P" AS INSERT INTO orders SELECT * FROM customers; EXECUTE p;

-- transaction  reads: -  writes: -
-- read  reads: orders  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; DECLARE c CURSOR FOR SELECT * FROM orders; FETCH 10 FROM c; CLOSE c; COMMIT;

-- read  reads: clinic.visits  writes: -
-- read  reads: clinic.visits  writes: -
PREPARE p AS SELECT * FROM clinic.visits WHERE id = $1; EXECUTE p(1);

-- write  reads: -  writes: clinic.visits
-- write  reads: -  writes: clinic.visits
PREPARE "P" (int) AS DELETE FROM clinic.visits WHERE id = $1; EXECUTE "P"(1);

-- write  reads: clinic.patients  writes: clinic.visits
-- write  reads: -  writes: -  unknown
PREPARE "P" AS INSERT INTO clinic.visits SELECT * FROM clinic.patients; EXECUTE p;

-- transaction  reads: -  writes: -
-- read  reads: clinic.visits  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; DECLARE c CURSOR FOR SELECT * FROM clinic.visits; FETCH 10 FROM c; CLOSE c; COMMIT;

-- read  reads: "Loans"  writes: -
-- read  reads: "Loans"  writes: -
PREPARE p AS SELECT * FROM "Loans" WHERE id = $1; EXECUTE p(1);

-- write  reads: -  writes: "Loans"
-- write  reads: -  writes: "Loans"
PREPARE "P" (int) AS DELETE FROM "Loans" WHERE id = $1; EXECUTE "P"(1);

-- write  reads: library."Readers"  writes: "Loans"
-- write  reads: -  writes: -  unknown
PREPARE "P" AS INSERT INTO "Loans" SELECT * FROM library."Readers"; EXECUTE p;

-- transaction  reads: -  writes: -
-- read  reads: "Loans"  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; DECLARE c CURSOR FOR SELECT * FROM "Loans"; FETCH 10 FROM c; CLOSE c; COMMIT;

-- read  reads: events  writes: -
-- read  reads: events  writes: -
PREPARE p AS SELECT * FROM EVENTS WHERE id = $1; EXECUTE p(1);

-- write  reads: -  writes: events
-- write  reads: -  writes: events
PREPARE "P" (int) AS DELETE FROM EVENTS WHERE id = $1; EXECUTE "P"(1);

-- write  reads: public.venues  writes: events
-- write  reads: -  writes: -  unknown
PREPARE "P" AS INSERT INTO EVENTS SELECT * FROM Public.Venues; EXECUTE p;

-- transaction  reads: -  writes: -
-- read  reads: events  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; DECLARE c CURSOR FOR SELECT * FROM EVENTS; FETCH 10 FROM c; CLOSE c; COMMIT;

-- read  reads: user  writes: -
-- read  reads: user  writes: -
PREPARE p AS SELECT * FROM "user" WHERE id = $1; EXECUTE p(1);

-- write  reads: -  writes: user
-- write  reads: -  writes: user
PREPARE "P" (int) AS DELETE FROM "user" WHERE id = $1; EXECUTE "P"(1);

-- write  reads: group  writes: user
-- write  reads: -  writes: -  unknown
PREPARE "P" AS INSERT INTO "user" SELECT * FROM "group"; EXECUTE p;

-- transaction  reads: -  writes: -
-- read  reads: user  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; DECLARE c CURSOR FOR SELECT * FROM "user"; FETCH 10 FROM c; CLOSE c; COMMIT;

-- read  reads: flotte.véhicules  writes: -
-- read  reads: flotte.véhicules  writes: -
PREPARE p AS SELECT * FROM flotte.véhicules WHERE id = $1; EXECUTE p(1);

-- write  reads: -  writes: flotte.véhicules
-- write  reads: -  writes: flotte.véhicules
PREPARE "P" (int) AS DELETE FROM flotte.véhicules WHERE id = $1; EXECUTE "P"(1);

-- write  reads: trajets  writes: flotte.véhicules
-- write  reads: -  writes: -  unknown
PREPARE "P" AS INSERT INTO flotte.véhicules SELECT * FROM trajets; EXECUTE p;

-- transaction  reads: -  writes: -
-- read  reads: flotte.véhicules  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; DECLARE c CURSOR FOR SELECT * FROM flotte.véhicules; FETCH 10 FROM c; CLOSE c; COMMIT;

-- session  reads: -  writes: -
DEALLOCATE p;

-- session  reads: -  writes: -
DEALLOCATE PREPARE "P";

-- session  reads: -  writes: -
DEALLOCATE ALL;

-- session  reads: -  writes: -
DEALLOCATE PREPARE ALL;

-- session  reads: -  writes: -
FETCH c;

-- session  reads: -  writes: -
FETCH NEXT FROM c;

-- session  reads: -  writes: -
FETCH PRIOR IN c;

-- session  reads: -  writes: -
FETCH FORWARD ALL FROM "C";

-- session  reads: -  writes: -
FETCH ABSOLUTE -1 FROM c;

-- session  reads: -  writes: -
FETCH BACKWARD 5 FROM c;

-- session  reads: -  writes: -
FETCH ALL c;

-- session  reads: -  writes: -
MOVE 5 IN c;

-- session  reads: -  writes: -
MOVE LAST FROM c;

-- session  reads: -  writes: -
CLOSE c;

-- session  reads: -  writes: -
CLOSE ALL;

-- read  reads: orders  writes: -
-- session  reads: -  writes: -
-- write  reads: -  writes: -  unknown
PREPARE by_day AS SELECT * FROM orders; DEALLOCATE by_day; EXECUTE by_day;

-- read  reads: orders  writes: -
-- session  reads: -  writes: -
-- write  reads: -  writes: -  unknown
PREPARE by_week AS SELECT * FROM orders; DEALLOCATE PREPARE ALL; EXECUTE by_week;

-- read  reads: orders  writes: -
-- session  reads: -  writes: -
-- write  reads: -  writes: -  unknown
PREPARE by_month AS SELECT * FROM orders; DISCARD ALL; EXECUTE by_month;

-- read  reads: orders  writes: -
-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- read  reads: orders  writes: -
PREPARE by_year AS SELECT * FROM orders; DISCARD PLANS; DEALLOCATE "all"; EXECUTE by_year;
