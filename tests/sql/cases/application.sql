-- The shapes that object-relational mappers and drivers send.

-- read  reads: orders  writes: -
SELECT "t"."id", "t"."x" FROM orders AS "t" WHERE "t"."id" = $1 LIMIT 21;

-- read  reads: clinic.visits  writes: -
SELECT "t"."id", "t"."x" FROM clinic.visits AS "t" WHERE "t"."id" = $1 LIMIT 21;

-- read  reads: "Loans"  writes: -
SELECT "t"."id", "t"."x" FROM "Loans" AS "t" WHERE "t"."id" = $1 LIMIT 21;

-- read  reads: events  writes: -
SELECT "t"."id", "t"."x" FROM EVENTS AS "t" WHERE "t"."id" = $1 LIMIT 21;

-- read  reads: user  writes: -
SELECT "t"."id", "t"."x" FROM "user" AS "t" WHERE "t"."id" = $1 LIMIT 21;

-- read  reads: flotte.véhicules  writes: -
SELECT "t"."id", "t"."x" FROM flotte.véhicules AS "t" WHERE "t"."id" = $1 LIMIT 21;

-- read  reads: customers, orders  writes: -
SELECT COUNT(*) AS "__count" FROM orders x INNER JOIN customers y ON (x.customer_id = y."id") WHERE y."id" IN (1, 2, 3);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT COUNT(*) AS "__count" FROM clinic.visits x INNER JOIN clinic.patients y ON (x.patient_id = y."id") WHERE y."id" IN (1, 2, 3);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT COUNT(*) AS "__count" FROM "Loans" x INNER JOIN library."Readers" y ON (x.reader_id = y."id") WHERE y."id" IN (1, 2, 3);

-- read  reads: events, public.venues  writes: -
SELECT COUNT(*) AS "__count" FROM EVENTS x INNER JOIN Public.Venues y ON (x.venue_id = y."id") WHERE y."id" IN (1, 2, 3);

-- read  reads: group, user  writes: -
SELECT COUNT(*) AS "__count" FROM "user" x INNER JOIN "group" y ON (x.group_id = y."id") WHERE y."id" IN (1, 2, 3);

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT COUNT(*) AS "__count" FROM flotte.véhicules x INNER JOIN trajets y ON (x.véhicule_id = y."id") WHERE y."id" IN (1, 2, 3);

-- read  reads: customers, orders  writes: -
SELECT x.*, y."id" AS "y__id" FROM orders x LEFT OUTER JOIN customers y ON (x.customer_id = y."id") ORDER BY x.placed_at DESC NULLS LAST LIMIT 20 OFFSET 40;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT x.*, y."id" AS "y__id" FROM clinic.visits x LEFT OUTER JOIN clinic.patients y ON (x.patient_id = y."id") ORDER BY x.visited_on DESC NULLS LAST LIMIT 20 OFFSET 40;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT x.*, y."id" AS "y__id" FROM "Loans" x LEFT OUTER JOIN library."Readers" y ON (x.reader_id = y."id") ORDER BY x.due_on DESC NULLS LAST LIMIT 20 OFFSET 40;

-- read  reads: events, public.venues  writes: -
SELECT x.*, y."id" AS "y__id" FROM EVENTS x LEFT OUTER JOIN Public.Venues y ON (x.venue_id = y."id") ORDER BY x.starts_at DESC NULLS LAST LIMIT 20 OFFSET 40;

-- read  reads: group, user  writes: -
SELECT x.*, y."id" AS "y__id" FROM "user" x LEFT OUTER JOIN "group" y ON (x.group_id = y."id") ORDER BY x."date" DESC NULLS LAST LIMIT 20 OFFSET 40;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT x.*, y."id" AS "y__id" FROM flotte.véhicules x LEFT OUTER JOIN trajets y ON (x.véhicule_id = y."id") ORDER BY x.relevé_le DESC NULLS LAST LIMIT 20 OFFSET 40;

-- read  reads: orders  writes: -
SELECT (1) AS "a" FROM orders WHERE status = 'x' LIMIT 1;

-- read  reads: clinic.visits  writes: -
SELECT (1) AS "a" FROM clinic.visits WHERE reason = 'x' LIMIT 1;

-- read  reads: "Loans"  writes: -
SELECT (1) AS "a" FROM "Loans" WHERE shelf = 'x' LIMIT 1;

-- read  reads: events  writes: -
SELECT (1) AS "a" FROM EVENTS WHERE title = 'x' LIMIT 1;

-- read  reads: user  writes: -
SELECT (1) AS "a" FROM "user" WHERE "name" = 'x' LIMIT 1;

-- read  reads: flotte.véhicules  writes: -
SELECT (1) AS "a" FROM flotte.véhicules WHERE état = 'x' LIMIT 1;

-- read  reads: orders  writes: -
SELECT DISTINCT status AS "label" FROM orders WHERE UPPER(status::text) LIKE UPPER('%x%');

-- read  reads: clinic.visits  writes: -
SELECT DISTINCT reason AS "label" FROM clinic.visits WHERE UPPER(reason::text) LIKE UPPER('%x%');

-- read  reads: "Loans"  writes: -
SELECT DISTINCT shelf AS "label" FROM "Loans" WHERE UPPER(shelf::text) LIKE UPPER('%x%');

-- read  reads: events  writes: -
SELECT DISTINCT title AS "label" FROM EVENTS WHERE UPPER(title::text) LIKE UPPER('%x%');

-- read  reads: user  writes: -
SELECT DISTINCT "name" AS "label" FROM "user" WHERE UPPER("name"::text) LIKE UPPER('%x%');

-- read  reads: flotte.véhicules  writes: -
SELECT DISTINCT état AS "label" FROM flotte.véhicules WHERE UPPER(état::text) LIKE UPPER('%x%');

-- read  reads: order_lines, orders  writes: -
SELECT x.id, (SELECT U0."id" FROM order_lines U0 WHERE U0."id" = (x.id) ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM orders x;

-- read  reads: clinic.invoices, clinic.visits  writes: -
SELECT x.id, (SELECT U0."id" FROM clinic.invoices U0 WHERE U0."id" = (x.id) ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM clinic.visits x;

-- read  reads: "Loans", "loan items"  writes: -
SELECT x.id, (SELECT U0."id" FROM "loan items" U0 WHERE U0."id" = (x.id) ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM "Loans" x;

-- read  reads: events, ticketsales  writes: -
SELECT x.id, (SELECT U0."id" FROM TicketSales U0 WHERE U0."id" = (x.id) ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM EVENTS x;

-- read  reads: order, user  writes: -
SELECT x.id, (SELECT U0."id" FROM "order" U0 WHERE U0."id" = (x.id) ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM "user" x;

-- read  reads: flotte.relevé, flotte.véhicules  writes: -
SELECT x.id, (SELECT U0."id" FROM flotte."relevé" U0 WHERE U0."id" = (x.id) ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM flotte.véhicules x;

-- read  reads: customers, orders  writes: -
SELECT id FROM orders WHERE NOT (EXISTS(SELECT 1 AS "a" FROM customers V0 WHERE V0."id" = customer_id LIMIT 1));

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE NOT (EXISTS(SELECT 1 AS "a" FROM clinic.patients V0 WHERE V0."id" = patient_id LIMIT 1));

-- read  reads: "Loans", library."Readers"  writes: -
SELECT id FROM "Loans" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM library."Readers" V0 WHERE V0."id" = reader_id LIMIT 1));

-- read  reads: events, public.venues  writes: -
SELECT id FROM EVENTS WHERE NOT (EXISTS(SELECT 1 AS "a" FROM Public.Venues V0 WHERE V0."id" = venue_id LIMIT 1));

-- read  reads: group, user  writes: -
SELECT id FROM "user" WHERE NOT (EXISTS(SELECT 1 AS "a" FROM "group" V0 WHERE V0."id" = group_id LIMIT 1));

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT id FROM flotte.véhicules WHERE NOT (EXISTS(SELECT 1 AS "a" FROM trajets V0 WHERE V0."id" = véhicule_id LIMIT 1));

-- write  reads: orders  writes: -
SELECT * FROM orders WHERE id = 5 LIMIT 21 FOR UPDATE OF orders;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE id = 5 LIMIT 21 FOR UPDATE OF clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" WHERE id = 5 LIMIT 21 FOR UPDATE OF "Loans";

-- write  reads: events  writes: -
SELECT * FROM EVENTS WHERE id = 5 LIMIT 21 FOR UPDATE OF EVENTS;

-- write  reads: user  writes: -
SELECT * FROM "user" WHERE id = 5 LIMIT 21 FOR UPDATE OF "user";

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules WHERE id = 5 LIMIT 21 FOR UPDATE OF flotte.véhicules;

-- write  reads: -  writes: orders
INSERT INTO orders (status, total) VALUES ('x', 1), ('y', 2) RETURNING "id";

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits (reason, fee) VALUES ('x', 1), ('y', 2) RETURNING "id";

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" (shelf, fine) VALUES ('x', 1), ('y', 2) RETURNING "id";

-- write  reads: -  writes: events
INSERT INTO EVENTS (title, price) VALUES ('x', 1), ('y', 2) RETURNING "id";

-- write  reads: -  writes: user
INSERT INTO "user" ("name", "limit") VALUES ('x', 1), ('y', 2) RETURNING "id";

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules (état, distance) VALUES ('x', 1), ('y', 2) RETURNING "id";

-- write  reads: -  writes: orders
INSERT INTO orders (status) SELECT p0::VARCHAR FROM (VALUES ('a', 0), ('b', 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING id, id AS id__1;

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits (reason) SELECT p0::VARCHAR FROM (VALUES ('a', 0), ('b', 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING id, id AS id__1;

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" (shelf) SELECT p0::VARCHAR FROM (VALUES ('a', 0), ('b', 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING id, id AS id__1;

-- write  reads: -  writes: events
INSERT INTO EVENTS (title) SELECT p0::VARCHAR FROM (VALUES ('a', 0), ('b', 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING id, id AS id__1;

-- write  reads: -  writes: user
INSERT INTO "user" ("name") SELECT p0::VARCHAR FROM (VALUES ('a', 0), ('b', 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING id, id AS id__1;

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules (état) SELECT p0::VARCHAR FROM (VALUES ('a', 0), ('b', 1)) AS imp_sen(p0, sen_counter) ORDER BY sen_counter RETURNING id, id AS id__1;

-- write  reads: -  writes: orders
UPDATE orders SET status = CASE WHEN (id = 1) THEN 'a' WHEN (id = 2) THEN 'b' ELSE NULL END WHERE id IN (1, 2);

-- write  reads: -  writes: clinic.visits
UPDATE clinic.visits SET reason = CASE WHEN (id = 1) THEN 'a' WHEN (id = 2) THEN 'b' ELSE NULL END WHERE id IN (1, 2);

-- write  reads: -  writes: "Loans"
UPDATE "Loans" SET shelf = CASE WHEN (id = 1) THEN 'a' WHEN (id = 2) THEN 'b' ELSE NULL END WHERE id IN (1, 2);

-- write  reads: -  writes: events
UPDATE EVENTS SET title = CASE WHEN (id = 1) THEN 'a' WHEN (id = 2) THEN 'b' ELSE NULL END WHERE id IN (1, 2);

-- write  reads: -  writes: user
UPDATE "user" SET "name" = CASE WHEN (id = 1) THEN 'a' WHEN (id = 2) THEN 'b' ELSE NULL END WHERE id IN (1, 2);

-- write  reads: -  writes: flotte.véhicules
UPDATE flotte.véhicules SET état = CASE WHEN (id = 1) THEN 'a' WHEN (id = 2) THEN 'b' ELSE NULL END WHERE id IN (1, 2);

-- write  reads: order_lines  writes: orders
DELETE FROM orders WHERE id IN (SELECT U0."id" FROM order_lines U0 WHERE U0."id" > 5);

-- write  reads: clinic.invoices  writes: clinic.visits
DELETE FROM clinic.visits WHERE id IN (SELECT U0."id" FROM clinic.invoices U0 WHERE U0."id" > 5);

-- write  reads: "loan items"  writes: "Loans"
DELETE FROM "Loans" WHERE id IN (SELECT U0."id" FROM "loan items" U0 WHERE U0."id" > 5);

-- write  reads: ticketsales  writes: events
DELETE FROM EVENTS WHERE id IN (SELECT U0."id" FROM TicketSales U0 WHERE U0."id" > 5);

-- write  reads: order  writes: user
DELETE FROM "user" WHERE id IN (SELECT U0."id" FROM "order" U0 WHERE U0."id" > 5);

-- write  reads: flotte.relevé  writes: flotte.véhicules
DELETE FROM flotte.véhicules WHERE id IN (SELECT U0."id" FROM flotte."relevé" U0 WHERE U0."id" > 5);

-- write  reads: -  writes: orders
INSERT INTO orders (id, status) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status RETURNING (xmax = 0) AS inserted;

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits (id, reason) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET reason = EXCLUDED.reason RETURNING (xmax = 0) AS inserted;

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" (id, shelf) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET shelf = EXCLUDED.shelf RETURNING (xmax = 0) AS inserted;

-- write  reads: -  writes: events
INSERT INTO EVENTS (id, title) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title RETURNING (xmax = 0) AS inserted;

-- write  reads: -  writes: user
INSERT INTO "user" (id, "name") VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET "name" = EXCLUDED."name" RETURNING (xmax = 0) AS inserted;

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id, état) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET état = EXCLUDED.état RETURNING (xmax = 0) AS inserted;

-- read  reads: orders  writes: -
SELECT anon_1.id FROM (SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY placed_at DESC) AS rn FROM orders) AS anon_1 WHERE anon_1.rn = 1;

-- read  reads: clinic.visits  writes: -
SELECT anon_1.id FROM (SELECT id, row_number() OVER (PARTITION BY patient_id ORDER BY visited_on DESC) AS rn FROM clinic.visits) AS anon_1 WHERE anon_1.rn = 1;

-- read  reads: "Loans"  writes: -
SELECT anon_1.id FROM (SELECT id, row_number() OVER (PARTITION BY reader_id ORDER BY due_on DESC) AS rn FROM "Loans") AS anon_1 WHERE anon_1.rn = 1;

-- read  reads: events  writes: -
SELECT anon_1.id FROM (SELECT id, row_number() OVER (PARTITION BY venue_id ORDER BY starts_at DESC) AS rn FROM EVENTS) AS anon_1 WHERE anon_1.rn = 1;

-- read  reads: user  writes: -
SELECT anon_1.id FROM (SELECT id, row_number() OVER (PARTITION BY group_id ORDER BY "date" DESC) AS rn FROM "user") AS anon_1 WHERE anon_1.rn = 1;

-- read  reads: flotte.véhicules  writes: -
SELECT anon_1.id FROM (SELECT id, row_number() OVER (PARTITION BY véhicule_id ORDER BY relevé_le DESC) AS rn FROM flotte.véhicules) AS anon_1 WHERE anon_1.rn = 1;

-- read  reads: customers, orders  writes: -
SELECT x.id, count(y.id) AS count_1 FROM orders AS x LEFT OUTER JOIN customers AS y ON x.customer_id = y.id GROUP BY x.id HAVING count(y.id) > $1::INTEGER;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT x.id, count(y.id) AS count_1 FROM clinic.visits AS x LEFT OUTER JOIN clinic.patients AS y ON x.patient_id = y.id GROUP BY x.id HAVING count(y.id) > $1::INTEGER;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT x.id, count(y.id) AS count_1 FROM "Loans" AS x LEFT OUTER JOIN library."Readers" AS y ON x.reader_id = y.id GROUP BY x.id HAVING count(y.id) > $1::INTEGER;

-- read  reads: events, public.venues  writes: -
SELECT x.id, count(y.id) AS count_1 FROM EVENTS AS x LEFT OUTER JOIN Public.Venues AS y ON x.venue_id = y.id GROUP BY x.id HAVING count(y.id) > $1::INTEGER;

-- read  reads: group, user  writes: -
SELECT x.id, count(y.id) AS count_1 FROM "user" AS x LEFT OUTER JOIN "group" AS y ON x.group_id = y.id GROUP BY x.id HAVING count(y.id) > $1::INTEGER;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT x.id, count(y.id) AS count_1 FROM flotte.véhicules AS x LEFT OUTER JOIN trajets AS y ON x.véhicule_id = y.id GROUP BY x.id HAVING count(y.id) > $1::INTEGER;

-- read  reads: orders  writes: -
SELECT orders.* FROM orders WHERE placed_at > (now() - '7 days'::interval) /* controller:home, action:index */;

-- read  reads: clinic.visits  writes: -
SELECT clinic.visits.* FROM clinic.visits WHERE visited_on > (now() - '7 days'::interval) /* controller:home, action:index */;

-- read  reads: "Loans"  writes: -
SELECT "Loans".* FROM "Loans" WHERE due_on > (now() - '7 days'::interval) /* controller:home, action:index */;

-- read  reads: events  writes: -
SELECT EVENTS.* FROM EVENTS WHERE starts_at > (now() - '7 days'::interval) /* controller:home, action:index */;

-- read  reads: user  writes: -
SELECT "user".* FROM "user" WHERE "date" > (now() - '7 days'::interval) /* controller:home, action:index */;

-- read  reads: flotte.véhicules  writes: -
SELECT flotte.véhicules.* FROM flotte.véhicules WHERE relevé_le > (now() - '7 days'::interval) /* controller:home, action:index */;

-- read  reads: customers, orders  writes: -
SELECT t0_r0.id, array_to_json(array_agg(row_to_json(s))) FROM orders t0_r0 LEFT JOIN LATERAL (SELECT * FROM customers b WHERE b.id = t0_r0.customer_id) s ON true GROUP BY 1;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT t0_r0.id, array_to_json(array_agg(row_to_json(s))) FROM clinic.visits t0_r0 LEFT JOIN LATERAL (SELECT * FROM clinic.patients b WHERE b.id = t0_r0.patient_id) s ON true GROUP BY 1;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT t0_r0.id, array_to_json(array_agg(row_to_json(s))) FROM "Loans" t0_r0 LEFT JOIN LATERAL (SELECT * FROM library."Readers" b WHERE b.id = t0_r0.reader_id) s ON true GROUP BY 1;

-- read  reads: events, public.venues  writes: -
SELECT t0_r0.id, array_to_json(array_agg(row_to_json(s))) FROM EVENTS t0_r0 LEFT JOIN LATERAL (SELECT * FROM Public.Venues b WHERE b.id = t0_r0.venue_id) s ON true GROUP BY 1;

-- read  reads: group, user  writes: -
SELECT t0_r0.id, array_to_json(array_agg(row_to_json(s))) FROM "user" t0_r0 LEFT JOIN LATERAL (SELECT * FROM "group" b WHERE b.id = t0_r0.group_id) s ON true GROUP BY 1;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT t0_r0.id, array_to_json(array_agg(row_to_json(s))) FROM flotte.véhicules t0_r0 LEFT JOIN LATERAL (SELECT * FROM trajets b WHERE b.id = t0_r0.véhicule_id) s ON true GROUP BY 1;

-- read  reads: orders  writes: -
SELECT coalesce(json_agg("root"), '[]') AS "root" FROM (SELECT row_to_json((SELECT "_e" FROM (SELECT "_b"."id" AS "id") AS "_e")) AS "root" FROM (SELECT * FROM orders WHERE ('true')) AS "_b") AS "_r";

-- read  reads: clinic.visits  writes: -
SELECT coalesce(json_agg("root"), '[]') AS "root" FROM (SELECT row_to_json((SELECT "_e" FROM (SELECT "_b"."id" AS "id") AS "_e")) AS "root" FROM (SELECT * FROM clinic.visits WHERE ('true')) AS "_b") AS "_r";

-- read  reads: "Loans"  writes: -
SELECT coalesce(json_agg("root"), '[]') AS "root" FROM (SELECT row_to_json((SELECT "_e" FROM (SELECT "_b"."id" AS "id") AS "_e")) AS "root" FROM (SELECT * FROM "Loans" WHERE ('true')) AS "_b") AS "_r";

-- read  reads: events  writes: -
SELECT coalesce(json_agg("root"), '[]') AS "root" FROM (SELECT row_to_json((SELECT "_e" FROM (SELECT "_b"."id" AS "id") AS "_e")) AS "root" FROM (SELECT * FROM EVENTS WHERE ('true')) AS "_b") AS "_r";

-- read  reads: user  writes: -
SELECT coalesce(json_agg("root"), '[]') AS "root" FROM (SELECT row_to_json((SELECT "_e" FROM (SELECT "_b"."id" AS "id") AS "_e")) AS "root" FROM (SELECT * FROM "user" WHERE ('true')) AS "_b") AS "_r";

-- read  reads: flotte.véhicules  writes: -
SELECT coalesce(json_agg("root"), '[]') AS "root" FROM (SELECT row_to_json((SELECT "_e" FROM (SELECT "_b"."id" AS "id") AS "_e")) AS "root" FROM (SELECT * FROM flotte.véhicules WHERE ('true')) AS "_b") AS "_r";

-- read  reads: orders  writes: -
SELECT * FROM orders WHERE id = ANY($1::int[]) AND status = ANY(ARRAY['a', 'b']::text[]);

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE id = ANY($1::int[]) AND reason = ANY(ARRAY['a', 'b']::text[]);

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" WHERE id = ANY($1::int[]) AND shelf = ANY(ARRAY['a', 'b']::text[]);

-- read  reads: events  writes: -
SELECT * FROM EVENTS WHERE id = ANY($1::int[]) AND title = ANY(ARRAY['a', 'b']::text[]);

-- read  reads: user  writes: -
SELECT * FROM "user" WHERE id = ANY($1::int[]) AND "name" = ANY(ARRAY['a', 'b']::text[]);

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules WHERE id = ANY($1::int[]) AND état = ANY(ARRAY['a', 'b']::text[]);

-- read  reads: orders  writes: -
SELECT $1::text, $2::jsonb -> 'k' FROM orders WHERE to_tsvector('simple', status) @@ plainto_tsquery('simple', $3);

-- read  reads: clinic.visits  writes: -
SELECT $1::text, $2::jsonb -> 'k' FROM clinic.visits WHERE to_tsvector('simple', reason) @@ plainto_tsquery('simple', $3);

-- read  reads: "Loans"  writes: -
SELECT $1::text, $2::jsonb -> 'k' FROM "Loans" WHERE to_tsvector('simple', shelf) @@ plainto_tsquery('simple', $3);

-- read  reads: events  writes: -
SELECT $1::text, $2::jsonb -> 'k' FROM EVENTS WHERE to_tsvector('simple', title) @@ plainto_tsquery('simple', $3);

-- read  reads: user  writes: -
SELECT $1::text, $2::jsonb -> 'k' FROM "user" WHERE to_tsvector('simple', "name") @@ plainto_tsquery('simple', $3);

-- read  reads: flotte.véhicules  writes: -
SELECT $1::text, $2::jsonb -> 'k' FROM flotte.véhicules WHERE to_tsvector('simple', état) @@ plainto_tsquery('simple', $3);

-- read  reads: orders  writes: -
SELECT ROW_TO_JSON(x) FROM (SELECT id, status FROM orders) x;

-- read  reads: clinic.visits  writes: -
SELECT ROW_TO_JSON(x) FROM (SELECT id, reason FROM clinic.visits) x;

-- read  reads: "Loans"  writes: -
SELECT ROW_TO_JSON(x) FROM (SELECT id, shelf FROM "Loans") x;

-- read  reads: events  writes: -
SELECT ROW_TO_JSON(x) FROM (SELECT id, title FROM EVENTS) x;

-- read  reads: user  writes: -
SELECT ROW_TO_JSON(x) FROM (SELECT id, "name" FROM "user") x;

-- read  reads: flotte.véhicules  writes: -
SELECT ROW_TO_JSON(x) FROM (SELECT id, état FROM flotte.véhicules) x;

-- read  reads: customers, orders  writes: -
SELECT * FROM orders x WHERE x.id > 10 AND x.customer_id IN (SELECT id FROM customers WHERE id BETWEEN 1 AND 100) ORDER BY x.id ASC FETCH NEXT 10 ROWS ONLY;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits x WHERE x.id > 10 AND x.patient_id IN (SELECT id FROM clinic.patients WHERE id BETWEEN 1 AND 100) ORDER BY x.id ASC FETCH NEXT 10 ROWS ONLY;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" x WHERE x.id > 10 AND x.reader_id IN (SELECT id FROM library."Readers" WHERE id BETWEEN 1 AND 100) ORDER BY x.id ASC FETCH NEXT 10 ROWS ONLY;

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS x WHERE x.id > 10 AND x.venue_id IN (SELECT id FROM Public.Venues WHERE id BETWEEN 1 AND 100) ORDER BY x.id ASC FETCH NEXT 10 ROWS ONLY;

-- read  reads: group, user  writes: -
SELECT * FROM "user" x WHERE x.id > 10 AND x.group_id IN (SELECT id FROM "group" WHERE id BETWEEN 1 AND 100) ORDER BY x.id ASC FETCH NEXT 10 ROWS ONLY;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules x WHERE x.id > 10 AND x.véhicule_id IN (SELECT id FROM trajets WHERE id BETWEEN 1 AND 100) ORDER BY x.id ASC FETCH NEXT 10 ROWS ONLY;

-- read  reads: -  writes: -
SELECT c.relname, c.relkind FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v') AND pg_catalog.pg_table_is_visible(c.oid);

-- read  reads: -  writes: -
SELECT pg_catalog.version();

-- read  reads: -  writes: -
select current_schema(), current_database();

-- read  reads: -  writes: -
SELECT CAST('test plain returns' AS VARCHAR(60)) AS anon_1;

-- write  reads: -  writes: -
SELECT set_config('timezone', $1, false);

-- read  reads: -  writes: -
SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'hstore');
