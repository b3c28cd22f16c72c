-- WITH: what a CTE name hides, and what it does not; writes inside.

-- read  reads: orders  writes: -
WITH recent AS (SELECT * FROM orders) SELECT * FROM recent;

-- read  reads: clinic.visits  writes: -
WITH recent AS (SELECT * FROM clinic.visits) SELECT * FROM recent;

-- read  reads: "Loans"  writes: -
WITH recent AS (SELECT * FROM "Loans") SELECT * FROM recent;

-- read  reads: events  writes: -
WITH recent AS (SELECT * FROM EVENTS) SELECT * FROM recent;

-- read  reads: user  writes: -
WITH recent AS (SELECT * FROM "user") SELECT * FROM recent;

-- read  reads: flotte.véhicules  writes: -
WITH recent AS (SELECT * FROM flotte.véhicules) SELECT * FROM recent;

-- read  reads: customers, orders  writes: -
WITH r AS MATERIALIZED (SELECT * FROM orders), s AS NOT MATERIALIZED (SELECT * FROM r JOIN customers USING (id)) SELECT * FROM r, s;

-- read  reads: clinic.patients, clinic.visits  writes: -
WITH r AS MATERIALIZED (SELECT * FROM clinic.visits), s AS NOT MATERIALIZED (SELECT * FROM r JOIN clinic.patients USING (id)) SELECT * FROM r, s;

-- read  reads: "Loans", library."Readers"  writes: -
WITH r AS MATERIALIZED (SELECT * FROM "Loans"), s AS NOT MATERIALIZED (SELECT * FROM r JOIN library."Readers" USING (id)) SELECT * FROM r, s;

-- read  reads: events, public.venues  writes: -
WITH r AS MATERIALIZED (SELECT * FROM EVENTS), s AS NOT MATERIALIZED (SELECT * FROM r JOIN Public.Venues USING (id)) SELECT * FROM r, s;

-- read  reads: group, user  writes: -
WITH r AS MATERIALIZED (SELECT * FROM "user"), s AS NOT MATERIALIZED (SELECT * FROM r JOIN "group" USING (id)) SELECT * FROM r, s;

-- read  reads: flotte.véhicules, trajets  writes: -
WITH r AS MATERIALIZED (SELECT * FROM flotte.véhicules), s AS NOT MATERIALIZED (SELECT * FROM r JOIN trajets USING (id)) SELECT * FROM r, s;

-- read  reads: orders  writes: -
WITH RECURSIVE tree AS (SELECT id, customer_id FROM orders WHERE customer_id IS NULL UNION ALL SELECT x.id, x.customer_id FROM orders x JOIN tree t ON x.customer_id = t.id) SELECT * FROM tree;

-- read  reads: clinic.visits  writes: -
WITH RECURSIVE tree AS (SELECT id, patient_id FROM clinic.visits WHERE patient_id IS NULL UNION ALL SELECT x.id, x.patient_id FROM clinic.visits x JOIN tree t ON x.patient_id = t.id) SELECT * FROM tree;

-- read  reads: "Loans"  writes: -
WITH RECURSIVE tree AS (SELECT id, reader_id FROM "Loans" WHERE reader_id IS NULL UNION ALL SELECT x.id, x.reader_id FROM "Loans" x JOIN tree t ON x.reader_id = t.id) SELECT * FROM tree;

-- read  reads: events  writes: -
WITH RECURSIVE tree AS (SELECT id, venue_id FROM EVENTS WHERE venue_id IS NULL UNION ALL SELECT x.id, x.venue_id FROM EVENTS x JOIN tree t ON x.venue_id = t.id) SELECT * FROM tree;

-- read  reads: user  writes: -
WITH RECURSIVE tree AS (SELECT id, group_id FROM "user" WHERE group_id IS NULL UNION ALL SELECT x.id, x.group_id FROM "user" x JOIN tree t ON x.group_id = t.id) SELECT * FROM tree;

-- read  reads: flotte.véhicules  writes: -
WITH RECURSIVE tree AS (SELECT id, véhicule_id FROM flotte.véhicules WHERE véhicule_id IS NULL UNION ALL SELECT x.id, x.véhicule_id FROM flotte.véhicules x JOIN tree t ON x.véhicule_id = t.id) SELECT * FROM tree;

-- read  reads: orders  writes: -
WITH RECURSIVE t AS (SELECT id, customer_id FROM orders UNION ALL SELECT x.id, x.customer_id FROM orders x, t WHERE x.customer_id = t.id) SEARCH DEPTH FIRST BY id SET path SELECT * FROM t;

-- read  reads: clinic.visits  writes: -
WITH RECURSIVE t AS (SELECT id, patient_id FROM clinic.visits UNION ALL SELECT x.id, x.patient_id FROM clinic.visits x, t WHERE x.patient_id = t.id) SEARCH DEPTH FIRST BY id SET path SELECT * FROM t;

-- read  reads: "Loans"  writes: -
WITH RECURSIVE t AS (SELECT id, reader_id FROM "Loans" UNION ALL SELECT x.id, x.reader_id FROM "Loans" x, t WHERE x.reader_id = t.id) SEARCH DEPTH FIRST BY id SET path SELECT * FROM t;

-- read  reads: events  writes: -
WITH RECURSIVE t AS (SELECT id, venue_id FROM EVENTS UNION ALL SELECT x.id, x.venue_id FROM EVENTS x, t WHERE x.venue_id = t.id) SEARCH DEPTH FIRST BY id SET path SELECT * FROM t;

-- read  reads: user  writes: -
WITH RECURSIVE t AS (SELECT id, group_id FROM "user" UNION ALL SELECT x.id, x.group_id FROM "user" x, t WHERE x.group_id = t.id) SEARCH DEPTH FIRST BY id SET path SELECT * FROM t;

-- read  reads: flotte.véhicules  writes: -
WITH RECURSIVE t AS (SELECT id, véhicule_id FROM flotte.véhicules UNION ALL SELECT x.id, x.véhicule_id FROM flotte.véhicules x, t WHERE x.véhicule_id = t.id) SEARCH DEPTH FIRST BY id SET path SELECT * FROM t;

-- read  reads: orders  writes: -
WITH RECURSIVE t AS (SELECT id, customer_id FROM orders UNION ALL SELECT x.id, x.customer_id FROM orders x, t WHERE x.customer_id = t.id) CYCLE id SET again USING trail SELECT * FROM t;

-- read  reads: clinic.visits  writes: -
WITH RECURSIVE t AS (SELECT id, patient_id FROM clinic.visits UNION ALL SELECT x.id, x.patient_id FROM clinic.visits x, t WHERE x.patient_id = t.id) CYCLE id SET again USING trail SELECT * FROM t;

-- read  reads: "Loans"  writes: -
WITH RECURSIVE t AS (SELECT id, reader_id FROM "Loans" UNION ALL SELECT x.id, x.reader_id FROM "Loans" x, t WHERE x.reader_id = t.id) CYCLE id SET again USING trail SELECT * FROM t;

-- read  reads: events  writes: -
WITH RECURSIVE t AS (SELECT id, venue_id FROM EVENTS UNION ALL SELECT x.id, x.venue_id FROM EVENTS x, t WHERE x.venue_id = t.id) CYCLE id SET again USING trail SELECT * FROM t;

-- read  reads: user  writes: -
WITH RECURSIVE t AS (SELECT id, group_id FROM "user" UNION ALL SELECT x.id, x.group_id FROM "user" x, t WHERE x.group_id = t.id) CYCLE id SET again USING trail SELECT * FROM t;

-- read  reads: flotte.véhicules  writes: -
WITH RECURSIVE t AS (SELECT id, véhicule_id FROM flotte.véhicules UNION ALL SELECT x.id, x.véhicule_id FROM flotte.véhicules x, t WHERE x.véhicule_id = t.id) CYCLE id SET again USING trail SELECT * FROM t;

-- write  reads: customers  writes: orders
WITH gone AS (DELETE FROM orders WHERE customer_id = 1 RETURNING *) SELECT * FROM gone JOIN customers USING (id);

-- write  reads: clinic.patients  writes: clinic.visits
WITH gone AS (DELETE FROM clinic.visits WHERE patient_id = 1 RETURNING *) SELECT * FROM gone JOIN clinic.patients USING (id);

-- write  reads: library."Readers"  writes: "Loans"
WITH gone AS (DELETE FROM "Loans" WHERE reader_id = 1 RETURNING *) SELECT * FROM gone JOIN library."Readers" USING (id);

-- write  reads: public.venues  writes: events
WITH gone AS (DELETE FROM EVENTS WHERE venue_id = 1 RETURNING *) SELECT * FROM gone JOIN Public.Venues USING (id);

-- write  reads: group  writes: user
WITH gone AS (DELETE FROM "user" WHERE group_id = 1 RETURNING *) SELECT * FROM gone JOIN "group" USING (id);

-- write  reads: trajets  writes: flotte.véhicules
WITH gone AS (DELETE FROM flotte.véhicules WHERE véhicule_id = 1 RETURNING *) SELECT * FROM gone JOIN trajets USING (id);

-- write  reads: -  writes: customers, orders
WITH moved AS (DELETE FROM orders RETURNING *) INSERT INTO customers SELECT * FROM moved;

-- write  reads: -  writes: clinic.patients, clinic.visits
WITH moved AS (DELETE FROM clinic.visits RETURNING *) INSERT INTO clinic.patients SELECT * FROM moved;

-- write  reads: -  writes: "Loans", library."Readers"
WITH moved AS (DELETE FROM "Loans" RETURNING *) INSERT INTO library."Readers" SELECT * FROM moved;

-- write  reads: -  writes: events, public.venues
WITH moved AS (DELETE FROM EVENTS RETURNING *) INSERT INTO Public.Venues SELECT * FROM moved;

-- write  reads: -  writes: group, user
WITH moved AS (DELETE FROM "user" RETURNING *) INSERT INTO "group" SELECT * FROM moved;

-- write  reads: -  writes: flotte.véhicules, trajets
WITH moved AS (DELETE FROM flotte.véhicules RETURNING *) INSERT INTO trajets SELECT * FROM moved;

-- write  reads: customers  writes: orders
WITH u AS (UPDATE orders SET status = 'x' FROM customers WHERE customers.id = customer_id RETURNING 1) SELECT count(*) FROM u;

-- write  reads: clinic.patients  writes: clinic.visits
WITH u AS (UPDATE clinic.visits SET reason = 'x' FROM clinic.patients WHERE clinic.patients.id = patient_id RETURNING 1) SELECT count(*) FROM u;

-- write  reads: library."Readers"  writes: "Loans"
WITH u AS (UPDATE "Loans" SET shelf = 'x' FROM library."Readers" WHERE library."Readers".id = reader_id RETURNING 1) SELECT count(*) FROM u;

-- write  reads: public.venues  writes: events
WITH u AS (UPDATE EVENTS SET title = 'x' FROM Public.Venues WHERE Public.Venues.id = venue_id RETURNING 1) SELECT count(*) FROM u;

-- write  reads: group  writes: user
WITH u AS (UPDATE "user" SET "name" = 'x' FROM "group" WHERE "group".id = group_id RETURNING 1) SELECT count(*) FROM u;

-- write  reads: trajets  writes: flotte.véhicules
WITH u AS (UPDATE flotte.véhicules SET état = 'x' FROM trajets WHERE trajets.id = véhicule_id RETURNING 1) SELECT count(*) FROM u;

-- write  reads: -  writes: orders
WITH i AS (INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM i;

-- write  reads: -  writes: clinic.visits
WITH i AS (INSERT INTO clinic.visits (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM i;

-- write  reads: -  writes: "Loans"
WITH i AS (INSERT INTO "Loans" (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM i;

-- write  reads: -  writes: events
WITH i AS (INSERT INTO EVENTS (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM i;

-- write  reads: -  writes: user
WITH i AS (INSERT INTO "user" (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM i;

-- write  reads: -  writes: flotte.véhicules
WITH i AS (INSERT INTO flotte.véhicules (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id) SELECT * FROM i;

-- write  reads: customers  writes: orders
WITH m AS (MERGE INTO orders t USING customers s ON s.id = t.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM m;

-- write  reads: clinic.patients  writes: clinic.visits
WITH m AS (MERGE INTO clinic.visits t USING clinic.patients s ON s.id = t.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM m;

-- write  reads: library."Readers"  writes: "Loans"
WITH m AS (MERGE INTO "Loans" t USING library."Readers" s ON s.id = t.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM m;

-- write  reads: public.venues  writes: events
WITH m AS (MERGE INTO EVENTS t USING Public.Venues s ON s.id = t.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM m;

-- write  reads: group  writes: user
WITH m AS (MERGE INTO "user" t USING "group" s ON s.id = t.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM m;

-- write  reads: trajets  writes: flotte.véhicules
WITH m AS (MERGE INTO flotte.véhicules t USING trajets s ON s.id = t.id WHEN MATCHED THEN DELETE RETURNING t.id) SELECT * FROM m;

-- write  reads: customers, order_lines  writes: orders
WITH one AS (SELECT * FROM customers), two AS (WITH three AS (SELECT * FROM order_lines) SELECT * FROM one, three), four AS (UPDATE orders SET id = 1) SELECT * FROM two;

-- write  reads: clinic.invoices, clinic.patients  writes: clinic.visits
WITH one AS (SELECT * FROM clinic.patients), two AS (WITH three AS (SELECT * FROM clinic.invoices) SELECT * FROM one, three), four AS (UPDATE clinic.visits SET id = 1) SELECT * FROM two;

-- write  reads: "loan items", library."Readers"  writes: "Loans"
WITH one AS (SELECT * FROM library."Readers"), two AS (WITH three AS (SELECT * FROM "loan items") SELECT * FROM one, three), four AS (UPDATE "Loans" SET id = 1) SELECT * FROM two;

-- write  reads: public.venues, ticketsales  writes: events
WITH one AS (SELECT * FROM Public.Venues), two AS (WITH three AS (SELECT * FROM TicketSales) SELECT * FROM one, three), four AS (UPDATE EVENTS SET id = 1) SELECT * FROM two;

-- write  reads: group, order  writes: user
WITH one AS (SELECT * FROM "group"), two AS (WITH three AS (SELECT * FROM "order") SELECT * FROM one, three), four AS (UPDATE "user" SET id = 1) SELECT * FROM two;

-- write  reads: flotte.relevé, trajets  writes: flotte.véhicules
WITH one AS (SELECT * FROM trajets), two AS (WITH three AS (SELECT * FROM flotte."relevé") SELECT * FROM one, three), four AS (UPDATE flotte.véhicules SET id = 1) SELECT * FROM two;

-- read  reads: customers, orders  writes: -
WITH x AS (SELECT 1) SELECT * FROM orders WHERE EXISTS (WITH y AS (SELECT * FROM customers) SELECT * FROM x, y);

-- read  reads: clinic.patients, clinic.visits  writes: -
WITH x AS (SELECT 1) SELECT * FROM clinic.visits WHERE EXISTS (WITH y AS (SELECT * FROM clinic.patients) SELECT * FROM x, y);

-- read  reads: "Loans", library."Readers"  writes: -
WITH x AS (SELECT 1) SELECT * FROM "Loans" WHERE EXISTS (WITH y AS (SELECT * FROM library."Readers") SELECT * FROM x, y);

-- read  reads: events, public.venues  writes: -
WITH x AS (SELECT 1) SELECT * FROM EVENTS WHERE EXISTS (WITH y AS (SELECT * FROM Public.Venues) SELECT * FROM x, y);

-- read  reads: group, user  writes: -
WITH x AS (SELECT 1) SELECT * FROM "user" WHERE EXISTS (WITH y AS (SELECT * FROM "group") SELECT * FROM x, y);

-- read  reads: flotte.véhicules, trajets  writes: -
WITH x AS (SELECT 1) SELECT * FROM flotte.véhicules WHERE EXISTS (WITH y AS (SELECT * FROM trajets) SELECT * FROM x, y);

-- read  reads: orders, y  writes: -
WITH x AS (SELECT * FROM orders WHERE EXISTS (WITH y AS (SELECT 1) SELECT * FROM y)) SELECT * FROM x, y;

-- read  reads: clinic.visits, y  writes: -
WITH x AS (SELECT * FROM clinic.visits WHERE EXISTS (WITH y AS (SELECT 1) SELECT * FROM y)) SELECT * FROM x, y;

-- read  reads: "Loans", y  writes: -
WITH x AS (SELECT * FROM "Loans" WHERE EXISTS (WITH y AS (SELECT 1) SELECT * FROM y)) SELECT * FROM x, y;

-- read  reads: events, y  writes: -
WITH x AS (SELECT * FROM EVENTS WHERE EXISTS (WITH y AS (SELECT 1) SELECT * FROM y)) SELECT * FROM x, y;

-- read  reads: user, y  writes: -
WITH x AS (SELECT * FROM "user" WHERE EXISTS (WITH y AS (SELECT 1) SELECT * FROM y)) SELECT * FROM x, y;

-- read  reads: flotte.véhicules, y  writes: -
WITH x AS (SELECT * FROM flotte.véhicules WHERE EXISTS (WITH y AS (SELECT 1) SELECT * FROM y)) SELECT * FROM x, y;

-- read  reads: later, orders  writes: -
WITH early AS (SELECT * FROM later), later AS (SELECT * FROM orders) SELECT * FROM early, later;

-- read  reads: clinic.visits, later  writes: -
WITH early AS (SELECT * FROM later), later AS (SELECT * FROM clinic.visits) SELECT * FROM early, later;

-- read  reads: "Loans", later  writes: -
WITH early AS (SELECT * FROM later), later AS (SELECT * FROM "Loans") SELECT * FROM early, later;

-- read  reads: events, later  writes: -
WITH early AS (SELECT * FROM later), later AS (SELECT * FROM EVENTS) SELECT * FROM early, later;

-- read  reads: later, user  writes: -
WITH early AS (SELECT * FROM later), later AS (SELECT * FROM "user") SELECT * FROM early, later;

-- read  reads: flotte.véhicules, later  writes: -
WITH early AS (SELECT * FROM later), later AS (SELECT * FROM flotte.véhicules) SELECT * FROM early, later;

-- read  reads: orders  writes: -
WITH RECURSIVE early AS (SELECT * FROM later), later AS (SELECT * FROM orders) SELECT * FROM early;

-- read  reads: clinic.visits  writes: -
WITH RECURSIVE early AS (SELECT * FROM later), later AS (SELECT * FROM clinic.visits) SELECT * FROM early;

-- read  reads: "Loans"  writes: -
WITH RECURSIVE early AS (SELECT * FROM later), later AS (SELECT * FROM "Loans") SELECT * FROM early;

-- read  reads: events  writes: -
WITH RECURSIVE early AS (SELECT * FROM later), later AS (SELECT * FROM EVENTS) SELECT * FROM early;

-- read  reads: user  writes: -
WITH RECURSIVE early AS (SELECT * FROM later), later AS (SELECT * FROM "user") SELECT * FROM early;

-- read  reads: flotte.véhicules  writes: -
WITH RECURSIVE early AS (SELECT * FROM later), later AS (SELECT * FROM flotte.véhicules) SELECT * FROM early;

-- read  reads: orders, t  writes: -
WITH t AS (SELECT * FROM t JOIN orders USING (id)) SELECT * FROM t;

-- read  reads: clinic.visits, t  writes: -
WITH t AS (SELECT * FROM t JOIN clinic.visits USING (id)) SELECT * FROM t;

-- read  reads: "Loans", t  writes: -
WITH t AS (SELECT * FROM t JOIN "Loans" USING (id)) SELECT * FROM t;

-- read  reads: events, t  writes: -
WITH t AS (SELECT * FROM t JOIN EVENTS USING (id)) SELECT * FROM t;

-- read  reads: t, user  writes: -
WITH t AS (SELECT * FROM t JOIN "user" USING (id)) SELECT * FROM t;

-- read  reads: flotte.véhicules, t  writes: -
WITH t AS (SELECT * FROM t JOIN flotte.véhicules USING (id)) SELECT * FROM t;

-- read  reads: elsewhere.t, orders  writes: -
WITH t AS (SELECT * FROM orders) SELECT * FROM t JOIN elsewhere.t AS u USING (id);

-- read  reads: clinic.visits, elsewhere.t  writes: -
WITH t AS (SELECT * FROM clinic.visits) SELECT * FROM t JOIN elsewhere.t AS u USING (id);

-- read  reads: "Loans", elsewhere.t  writes: -
WITH t AS (SELECT * FROM "Loans") SELECT * FROM t JOIN elsewhere.t AS u USING (id);

-- read  reads: elsewhere.t, events  writes: -
WITH t AS (SELECT * FROM EVENTS) SELECT * FROM t JOIN elsewhere.t AS u USING (id);

-- read  reads: elsewhere.t, user  writes: -
WITH t AS (SELECT * FROM "user") SELECT * FROM t JOIN elsewhere.t AS u USING (id);

-- read  reads: elsewhere.t, flotte.véhicules  writes: -
WITH t AS (SELECT * FROM flotte.véhicules) SELECT * FROM t JOIN elsewhere.t AS u USING (id);

-- write  reads: orders  writes: t
WITH t AS (SELECT * FROM orders) INSERT INTO t SELECT * FROM t;

-- write  reads: clinic.visits  writes: t
WITH t AS (SELECT * FROM clinic.visits) INSERT INTO t SELECT * FROM t;

-- write  reads: "Loans"  writes: t
WITH t AS (SELECT * FROM "Loans") INSERT INTO t SELECT * FROM t;

-- write  reads: events  writes: t
WITH t AS (SELECT * FROM EVENTS) INSERT INTO t SELECT * FROM t;

-- write  reads: user  writes: t
WITH t AS (SELECT * FROM "user") INSERT INTO t SELECT * FROM t;

-- write  reads: flotte.véhicules  writes: t
WITH t AS (SELECT * FROM flotte.véhicules) INSERT INTO t SELECT * FROM t;

-- write  reads: orders  writes: t
WITH t AS (SELECT * FROM orders) UPDATE t SET id = 1 WHERE id IN (SELECT id FROM t);

-- write  reads: clinic.visits  writes: t
WITH t AS (SELECT * FROM clinic.visits) UPDATE t SET id = 1 WHERE id IN (SELECT id FROM t);

-- write  reads: "Loans"  writes: t
WITH t AS (SELECT * FROM "Loans") UPDATE t SET id = 1 WHERE id IN (SELECT id FROM t);

-- write  reads: events  writes: t
WITH t AS (SELECT * FROM EVENTS) UPDATE t SET id = 1 WHERE id IN (SELECT id FROM t);

-- write  reads: user  writes: t
WITH t AS (SELECT * FROM "user") UPDATE t SET id = 1 WHERE id IN (SELECT id FROM t);

-- write  reads: flotte.véhicules  writes: t
WITH t AS (SELECT * FROM flotte.véhicules) UPDATE t SET id = 1 WHERE id IN (SELECT id FROM t);

-- write  reads: orders  writes: t
WITH t AS (SELECT * FROM orders) DELETE FROM t USING t AS u WHERE u.id = t.id;

-- write  reads: clinic.visits  writes: t
WITH t AS (SELECT * FROM clinic.visits) DELETE FROM t USING t AS u WHERE u.id = t.id;

-- write  reads: "Loans"  writes: t
WITH t AS (SELECT * FROM "Loans") DELETE FROM t USING t AS u WHERE u.id = t.id;

-- write  reads: events  writes: t
WITH t AS (SELECT * FROM EVENTS) DELETE FROM t USING t AS u WHERE u.id = t.id;

-- write  reads: user  writes: t
WITH t AS (SELECT * FROM "user") DELETE FROM t USING t AS u WHERE u.id = t.id;

-- write  reads: flotte.véhicules  writes: t
WITH t AS (SELECT * FROM flotte.véhicules) DELETE FROM t USING t AS u WHERE u.id = t.id;

-- write  reads: orders  writes: t
WITH t AS (SELECT * FROM orders) MERGE INTO t USING t AS s ON s.id = t.id WHEN NOT MATCHED THEN DO NOTHING;

-- write  reads: clinic.visits  writes: t
WITH t AS (SELECT * FROM clinic.visits) MERGE INTO t USING t AS s ON s.id = t.id WHEN NOT MATCHED THEN DO NOTHING;

-- write  reads: "Loans"  writes: t
WITH t AS (SELECT * FROM "Loans") MERGE INTO t USING t AS s ON s.id = t.id WHEN NOT MATCHED THEN DO NOTHING;

-- write  reads: events  writes: t
WITH t AS (SELECT * FROM EVENTS) MERGE INTO t USING t AS s ON s.id = t.id WHEN NOT MATCHED THEN DO NOTHING;

-- write  reads: user  writes: t
WITH t AS (SELECT * FROM "user") MERGE INTO t USING t AS s ON s.id = t.id WHEN NOT MATCHED THEN DO NOTHING;

-- write  reads: flotte.véhicules  writes: t
WITH t AS (SELECT * FROM flotte.véhicules) MERGE INTO t USING t AS s ON s.id = t.id WHEN NOT MATCHED THEN DO NOTHING;

-- read  reads: customers, orders  writes: -
WITH x (id, n) AS (VALUES (1, 'a')) SELECT * FROM x JOIN orders USING (id) UNION SELECT id, 'b', NULL FROM customers;

-- read  reads: clinic.patients, clinic.visits  writes: -
WITH x (id, n) AS (VALUES (1, 'a')) SELECT * FROM x JOIN clinic.visits USING (id) UNION SELECT id, 'b', NULL FROM clinic.patients;

-- read  reads: "Loans", library."Readers"  writes: -
WITH x (id, n) AS (VALUES (1, 'a')) SELECT * FROM x JOIN "Loans" USING (id) UNION SELECT id, 'b', NULL FROM library."Readers";

-- read  reads: events, public.venues  writes: -
WITH x (id, n) AS (VALUES (1, 'a')) SELECT * FROM x JOIN EVENTS USING (id) UNION SELECT id, 'b', NULL FROM Public.Venues;

-- read  reads: group, user  writes: -
WITH x (id, n) AS (VALUES (1, 'a')) SELECT * FROM x JOIN "user" USING (id) UNION SELECT id, 'b', NULL FROM "group";

-- read  reads: flotte.véhicules, trajets  writes: -
WITH x (id, n) AS (VALUES (1, 'a')) SELECT * FROM x JOIN flotte.véhicules USING (id) UNION SELECT id, 'b', NULL FROM trajets;

-- read  reads: "T", orders  writes: -
WITH t AS (SELECT * FROM orders) SELECT * FROM "T", t;

-- read  reads: "T", clinic.visits  writes: -
WITH t AS (SELECT * FROM clinic.visits) SELECT * FROM "T", t;

-- read  reads: "Loans", "T"  writes: -
WITH t AS (SELECT * FROM "Loans") SELECT * FROM "T", t;

-- read  reads: "T", events  writes: -
WITH t AS (SELECT * FROM EVENTS) SELECT * FROM "T", t;

-- read  reads: "T", user  writes: -
WITH t AS (SELECT * FROM "user") SELECT * FROM "T", t;

-- read  reads: "T", flotte.véhicules  writes: -
WITH t AS (SELECT * FROM flotte.véhicules) SELECT * FROM "T", t;

-- read  reads: orders  writes: -
WITH T AS (SELECT * FROM orders) SELECT * FROM "t";

-- read  reads: clinic.visits  writes: -
WITH T AS (SELECT * FROM clinic.visits) SELECT * FROM "t";

-- read  reads: "Loans"  writes: -
WITH T AS (SELECT * FROM "Loans") SELECT * FROM "t";

-- read  reads: events  writes: -
WITH T AS (SELECT * FROM EVENTS) SELECT * FROM "t";

-- read  reads: user  writes: -
WITH T AS (SELECT * FROM "user") SELECT * FROM "t";

-- read  reads: flotte.véhicules  writes: -
WITH T AS (SELECT * FROM flotte.véhicules) SELECT * FROM "t";

-- write  reads: customers, orders  writes: order_lines
WITH x AS (SELECT * FROM orders) INSERT INTO order_lines SELECT * FROM x UNION ALL SELECT * FROM customers RETURNING *;

-- write  reads: clinic.patients, clinic.visits  writes: clinic.invoices
WITH x AS (SELECT * FROM clinic.visits) INSERT INTO clinic.invoices SELECT * FROM x UNION ALL SELECT * FROM clinic.patients RETURNING *;

-- write  reads: "Loans", library."Readers"  writes: "loan items"
WITH x AS (SELECT * FROM "Loans") INSERT INTO "loan items" SELECT * FROM x UNION ALL SELECT * FROM library."Readers" RETURNING *;

-- write  reads: events, public.venues  writes: ticketsales
WITH x AS (SELECT * FROM EVENTS) INSERT INTO TicketSales SELECT * FROM x UNION ALL SELECT * FROM Public.Venues RETURNING *;

-- write  reads: group, user  writes: order
WITH x AS (SELECT * FROM "user") INSERT INTO "order" SELECT * FROM x UNION ALL SELECT * FROM "group" RETURNING *;

-- write  reads: flotte.véhicules, trajets  writes: flotte.relevé
WITH x AS (SELECT * FROM flotte.véhicules) INSERT INTO flotte."relevé" SELECT * FROM x UNION ALL SELECT * FROM trajets RETURNING *;

-- write  reads: customers, orders  writes: order_lines
INSERT INTO order_lines WITH x AS (SELECT * FROM orders) SELECT * FROM x JOIN customers USING (id);

-- write  reads: clinic.patients, clinic.visits  writes: clinic.invoices
INSERT INTO clinic.invoices WITH x AS (SELECT * FROM clinic.visits) SELECT * FROM x JOIN clinic.patients USING (id);

-- write  reads: "Loans", library."Readers"  writes: "loan items"
INSERT INTO "loan items" WITH x AS (SELECT * FROM "Loans") SELECT * FROM x JOIN library."Readers" USING (id);

-- write  reads: events, public.venues  writes: ticketsales
INSERT INTO TicketSales WITH x AS (SELECT * FROM EVENTS) SELECT * FROM x JOIN Public.Venues USING (id);

-- write  reads: group, user  writes: order
INSERT INTO "order" WITH x AS (SELECT * FROM "user") SELECT * FROM x JOIN "group" USING (id);

-- write  reads: flotte.véhicules, trajets  writes: flotte.relevé
INSERT INTO flotte."relevé" WITH x AS (SELECT * FROM flotte.véhicules) SELECT * FROM x JOIN trajets USING (id);

-- write  reads: customers  writes: orders_id_seq
SELECT * FROM customers WHERE EXISTS (WITH d AS (SELECT 1) SELECT 1 FROM d WHERE nextval('orders_id_seq') > 0);

-- write  reads: clinic.patients  writes: clinic.visits_id_seq
SELECT * FROM clinic.patients WHERE EXISTS (WITH d AS (SELECT 1) SELECT 1 FROM d WHERE nextval('clinic.visits_id_seq') > 0);

-- write  reads: library."Readers"  writes: "Loans_seq"
SELECT * FROM library."Readers" WHERE EXISTS (WITH d AS (SELECT 1) SELECT 1 FROM d WHERE nextval('"Loans_seq"') > 0);

-- write  reads: public.venues  writes: ticket_numbers
SELECT * FROM Public.Venues WHERE EXISTS (WITH d AS (SELECT 1) SELECT 1 FROM d WHERE nextval('Ticket_Numbers') > 0);

-- write  reads: group  writes: select
SELECT * FROM "group" WHERE EXISTS (WITH d AS (SELECT 1) SELECT 1 FROM d WHERE nextval('"select"') > 0);

-- write  reads: trajets  writes: trajets_numéro
SELECT * FROM trajets WHERE EXISTS (WITH d AS (SELECT 1) SELECT 1 FROM d WHERE nextval('trajets_numéro') > 0);

-- write  reads: visits  writes: customers
WITH latest AS (SELECT max(day) AS day FROM visits)
UPDATE customers SET seen = true RETURNING (SELECT day FROM latest);

-- write  reads: visits  writes: customers
WITH latest AS (SELECT max(day) AS day FROM visits)
DELETE FROM customers RETURNING id, EXISTS (SELECT 1 FROM latest WHERE day > seen_at);

-- write  reads: visits, orders  writes: customers
WITH latest AS (SELECT max(day) AS day FROM visits)
MERGE INTO customers AS c USING orders AS o ON o.customer_id = c.id WHEN MATCHED THEN DELETE RETURNING (SELECT day FROM latest);

-- write  reads: visits, orders  writes: customers
WITH RECURSIVE latest AS (SELECT 1 AS day FROM visits)
UPDATE customers SET seen = true FROM (WITH latest AS (TABLE orders) SELECT * FROM latest) AS l RETURNING (SELECT count(*) FROM latest);

-- write  reads: visits  writes: customers, log
WITH latest AS (SELECT 1 AS day FROM visits), gone AS (DELETE FROM customers RETURNING (SELECT day FROM latest) AS day)
INSERT INTO log SELECT day FROM gone ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM gone), (SELECT count(*) FROM latest);
