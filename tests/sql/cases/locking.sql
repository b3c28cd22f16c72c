-- Locking reads: never for a replica.

-- write  reads: orders  writes: -
SELECT * FROM orders FOR UPDATE;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits FOR UPDATE;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" FOR UPDATE;

-- write  reads: events  writes: -
SELECT * FROM EVENTS FOR UPDATE;

-- write  reads: user  writes: -
SELECT * FROM "user" FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules FOR UPDATE;

-- write  reads: orders  writes: -
SELECT * FROM orders WHERE id = 1 FOR NO KEY UPDATE;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE id = 1 FOR NO KEY UPDATE;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" WHERE id = 1 FOR NO KEY UPDATE;

-- write  reads: events  writes: -
SELECT * FROM EVENTS WHERE id = 1 FOR NO KEY UPDATE;

-- write  reads: user  writes: -
SELECT * FROM "user" WHERE id = 1 FOR NO KEY UPDATE;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules WHERE id = 1 FOR NO KEY UPDATE;

-- write  reads: orders  writes: -
SELECT * FROM orders FOR SHARE;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits FOR SHARE;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" FOR SHARE;

-- write  reads: events  writes: -
SELECT * FROM EVENTS FOR SHARE;

-- write  reads: user  writes: -
SELECT * FROM "user" FOR SHARE;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules FOR SHARE;

-- write  reads: orders  writes: -
SELECT * FROM orders FOR KEY SHARE NOWAIT;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits FOR KEY SHARE NOWAIT;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" FOR KEY SHARE NOWAIT;

-- write  reads: events  writes: -
SELECT * FROM EVENTS FOR KEY SHARE NOWAIT;

-- write  reads: user  writes: -
SELECT * FROM "user" FOR KEY SHARE NOWAIT;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules FOR KEY SHARE NOWAIT;

-- write  reads: orders  writes: -
SELECT * FROM orders ORDER BY placed_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits ORDER BY visited_on LIMIT 1 FOR UPDATE SKIP LOCKED;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" ORDER BY due_on LIMIT 1 FOR UPDATE SKIP LOCKED;

-- write  reads: events  writes: -
SELECT * FROM EVENTS ORDER BY starts_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- write  reads: user  writes: -
SELECT * FROM "user" ORDER BY "date" LIMIT 1 FOR UPDATE SKIP LOCKED;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules ORDER BY relevé_le LIMIT 1 FOR UPDATE SKIP LOCKED;

-- write  reads: orders  writes: -
SELECT * FROM orders FOR UPDATE LIMIT 3;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits FOR UPDATE LIMIT 3;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" FOR UPDATE LIMIT 3;

-- write  reads: events  writes: -
SELECT * FROM EVENTS FOR UPDATE LIMIT 3;

-- write  reads: user  writes: -
SELECT * FROM "user" FOR UPDATE LIMIT 3;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules FOR UPDATE LIMIT 3;

-- write  reads: customers, orders  writes: -
SELECT * FROM orders x JOIN customers y ON y.id = x.customer_id FOR UPDATE OF x;

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits x JOIN clinic.patients y ON y.id = x.patient_id FOR UPDATE OF x;

-- write  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" x JOIN library."Readers" y ON y.id = x.reader_id FOR UPDATE OF x;

-- write  reads: events, public.venues  writes: -
SELECT * FROM EVENTS x JOIN Public.Venues y ON y.id = x.venue_id FOR UPDATE OF x;

-- write  reads: group, user  writes: -
SELECT * FROM "user" x JOIN "group" y ON y.id = x.group_id FOR UPDATE OF x;

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules x JOIN trajets y ON y.id = x.véhicule_id FOR UPDATE OF x;

-- write  reads: customers, orders  writes: -
SELECT * FROM orders x, customers y FOR UPDATE OF x NOWAIT FOR SHARE OF y SKIP LOCKED;

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits x, clinic.patients y FOR UPDATE OF x NOWAIT FOR SHARE OF y SKIP LOCKED;

-- write  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" x, library."Readers" y FOR UPDATE OF x NOWAIT FOR SHARE OF y SKIP LOCKED;

-- write  reads: events, public.venues  writes: -
SELECT * FROM EVENTS x, Public.Venues y FOR UPDATE OF x NOWAIT FOR SHARE OF y SKIP LOCKED;

-- write  reads: group, user  writes: -
SELECT * FROM "user" x, "group" y FOR UPDATE OF x NOWAIT FOR SHARE OF y SKIP LOCKED;

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules x, trajets y FOR UPDATE OF x NOWAIT FOR SHARE OF y SKIP LOCKED;

-- write  reads: orders  writes: -
SELECT * FROM (SELECT * FROM orders FOR UPDATE) AS inner_rows;

-- write  reads: clinic.visits  writes: -
SELECT * FROM (SELECT * FROM clinic.visits FOR UPDATE) AS inner_rows;

-- write  reads: "Loans"  writes: -
SELECT * FROM (SELECT * FROM "Loans" FOR UPDATE) AS inner_rows;

-- write  reads: events  writes: -
SELECT * FROM (SELECT * FROM EVENTS FOR UPDATE) AS inner_rows;

-- write  reads: user  writes: -
SELECT * FROM (SELECT * FROM "user" FOR UPDATE) AS inner_rows;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM (SELECT * FROM flotte.véhicules FOR UPDATE) AS inner_rows;

-- write  reads: customers, orders  writes: -
SELECT * FROM customers WHERE id IN (SELECT customer_id FROM orders FOR SHARE);

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.patients WHERE id IN (SELECT patient_id FROM clinic.visits FOR SHARE);

-- write  reads: "Loans", library."Readers"  writes: -
SELECT * FROM library."Readers" WHERE id IN (SELECT reader_id FROM "Loans" FOR SHARE);

-- write  reads: events, public.venues  writes: -
SELECT * FROM Public.Venues WHERE id IN (SELECT venue_id FROM EVENTS FOR SHARE);

-- write  reads: group, user  writes: -
SELECT * FROM "group" WHERE id IN (SELECT group_id FROM "user" FOR SHARE);

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM trajets WHERE id IN (SELECT véhicule_id FROM flotte.véhicules FOR SHARE);

-- write  reads: orders  writes: -
WITH locked AS (SELECT id FROM orders FOR UPDATE SKIP LOCKED) SELECT * FROM locked;

-- write  reads: clinic.visits  writes: -
WITH locked AS (SELECT id FROM clinic.visits FOR UPDATE SKIP LOCKED) SELECT * FROM locked;

-- write  reads: "Loans"  writes: -
WITH locked AS (SELECT id FROM "Loans" FOR UPDATE SKIP LOCKED) SELECT * FROM locked;

-- write  reads: events  writes: -
WITH locked AS (SELECT id FROM EVENTS FOR UPDATE SKIP LOCKED) SELECT * FROM locked;

-- write  reads: user  writes: -
WITH locked AS (SELECT id FROM "user" FOR UPDATE SKIP LOCKED) SELECT * FROM locked;

-- write  reads: flotte.véhicules  writes: -
WITH locked AS (SELECT id FROM flotte.véhicules FOR UPDATE SKIP LOCKED) SELECT * FROM locked;

-- write  reads: orders  writes: -
WITH t AS (SELECT * FROM orders) SELECT * FROM t FOR UPDATE;

-- write  reads: clinic.visits  writes: -
WITH t AS (SELECT * FROM clinic.visits) SELECT * FROM t FOR UPDATE;

-- write  reads: "Loans"  writes: -
WITH t AS (SELECT * FROM "Loans") SELECT * FROM t FOR UPDATE;

-- write  reads: events  writes: -
WITH t AS (SELECT * FROM EVENTS) SELECT * FROM t FOR UPDATE;

-- write  reads: user  writes: -
WITH t AS (SELECT * FROM "user") SELECT * FROM t FOR UPDATE;

-- write  reads: flotte.véhicules  writes: -
WITH t AS (SELECT * FROM flotte.véhicules) SELECT * FROM t FOR UPDATE;

-- write  reads: orders  writes: orders
UPDATE orders SET status = 'taken' WHERE id = (SELECT id FROM orders WHERE status = 'free' LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id;

-- write  reads: clinic.visits  writes: clinic.visits
UPDATE clinic.visits SET reason = 'taken' WHERE id = (SELECT id FROM clinic.visits WHERE reason = 'free' LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id;

-- write  reads: "Loans"  writes: "Loans"
UPDATE "Loans" SET shelf = 'taken' WHERE id = (SELECT id FROM "Loans" WHERE shelf = 'free' LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id;

-- write  reads: events  writes: events
UPDATE EVENTS SET title = 'taken' WHERE id = (SELECT id FROM EVENTS WHERE title = 'free' LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id;

-- write  reads: user  writes: user
UPDATE "user" SET "name" = 'taken' WHERE id = (SELECT id FROM "user" WHERE "name" = 'free' LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id;

-- write  reads: flotte.véhicules  writes: flotte.véhicules
UPDATE flotte.véhicules SET état = 'taken' WHERE id = (SELECT id FROM flotte.véhicules WHERE état = 'free' LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id;

-- read  reads: orders  writes: -
SELECT * FROM orders FOR READ ONLY;

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits FOR READ ONLY;

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" FOR READ ONLY;

-- read  reads: events  writes: -
SELECT * FROM EVENTS FOR READ ONLY;

-- read  reads: user  writes: -
SELECT * FROM "user" FOR READ ONLY;

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules FOR READ ONLY;

-- read  reads: orders  writes: -
SELECT 'FOR UPDATE' AS "for update" FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT 'FOR UPDATE' AS "for update" FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT 'FOR UPDATE' AS "for update" FROM "Loans";

-- read  reads: events  writes: -
SELECT 'FOR UPDATE' AS "for update" FROM EVENTS;

-- read  reads: user  writes: -
SELECT 'FOR UPDATE' AS "for update" FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT 'FOR UPDATE' AS "for update" FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT id /* FOR UPDATE */ FROM orders -- FOR UPDATE;

-- read  reads: clinic.visits  writes: -
SELECT id /* FOR UPDATE */ FROM clinic.visits -- FOR UPDATE;

-- read  reads: "Loans"  writes: -
SELECT id /* FOR UPDATE */ FROM "Loans" -- FOR UPDATE;

-- read  reads: events  writes: -
SELECT id /* FOR UPDATE */ FROM EVENTS -- FOR UPDATE;

-- read  reads: user  writes: -
SELECT id /* FOR UPDATE */ FROM "user" -- FOR UPDATE;

-- read  reads: flotte.véhicules  writes: -
SELECT id /* FOR UPDATE */ FROM flotte.véhicules -- FOR UPDATE;

-- write  reads: customers, orders  writes: -
SELECT ARRAY(SELECT id FROM customers FOR KEY SHARE) FROM orders;

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT ARRAY(SELECT id FROM clinic.patients FOR KEY SHARE) FROM clinic.visits;

-- write  reads: "Loans", library."Readers"  writes: -
SELECT ARRAY(SELECT id FROM library."Readers" FOR KEY SHARE) FROM "Loans";

-- write  reads: events, public.venues  writes: -
SELECT ARRAY(SELECT id FROM Public.Venues FOR KEY SHARE) FROM EVENTS;

-- write  reads: group, user  writes: -
SELECT ARRAY(SELECT id FROM "group" FOR KEY SHARE) FROM "user";

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT ARRAY(SELECT id FROM trajets FOR KEY SHARE) FROM flotte.véhicules;

-- write  reads: orders  writes: -
(SELECT * FROM orders FOR UPDATE);

-- write  reads: clinic.visits  writes: -
(SELECT * FROM clinic.visits FOR UPDATE);

-- write  reads: "Loans"  writes: -
(SELECT * FROM "Loans" FOR UPDATE);

-- write  reads: events  writes: -
(SELECT * FROM EVENTS FOR UPDATE);

-- write  reads: user  writes: -
(SELECT * FROM "user" FOR UPDATE);

-- write  reads: flotte.véhicules  writes: -
(SELECT * FROM flotte.véhicules FOR UPDATE);
