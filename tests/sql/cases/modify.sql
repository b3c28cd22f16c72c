-- INSERT, UPDATE, DELETE, MERGE and TRUNCATE.

-- write  reads: -  writes: orders
INSERT INTO orders VALUES (1, 'a');

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits VALUES (1, 'a');

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" VALUES (1, 'a');

-- write  reads: -  writes: events
INSERT INTO EVENTS VALUES (1, 'a');

-- write  reads: -  writes: user
INSERT INTO "user" VALUES (1, 'a');

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules VALUES (1, 'a');

-- write  reads: -  writes: orders
INSERT INTO orders (id, status) VALUES (1, 'a'), (2, DEFAULT) RETURNING id;

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits (id, reason) VALUES (1, 'a'), (2, DEFAULT) RETURNING id;

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" (id, shelf) VALUES (1, 'a'), (2, DEFAULT) RETURNING id;

-- write  reads: -  writes: events
INSERT INTO EVENTS (id, title) VALUES (1, 'a'), (2, DEFAULT) RETURNING id;

-- write  reads: -  writes: user
INSERT INTO "user" (id, "name") VALUES (1, 'a'), (2, DEFAULT) RETURNING id;

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id, état) VALUES (1, 'a'), (2, DEFAULT) RETURNING id;

-- write  reads: -  writes: orders
INSERT INTO orders DEFAULT VALUES;

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits DEFAULT VALUES;

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" DEFAULT VALUES;

-- write  reads: -  writes: events
INSERT INTO EVENTS DEFAULT VALUES;

-- write  reads: -  writes: user
INSERT INTO "user" DEFAULT VALUES;

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules DEFAULT VALUES;

-- write  reads: customers  writes: orders
INSERT INTO orders (id) SELECT id FROM customers WHERE id > 5;

-- write  reads: clinic.patients  writes: clinic.visits
INSERT INTO clinic.visits (id) SELECT id FROM clinic.patients WHERE id > 5;

-- write  reads: library."Readers"  writes: "Loans"
INSERT INTO "Loans" (id) SELECT id FROM library."Readers" WHERE id > 5;

-- write  reads: public.venues  writes: events
INSERT INTO EVENTS (id) SELECT id FROM Public.Venues WHERE id > 5;

-- write  reads: group  writes: user
INSERT INTO "user" (id) SELECT id FROM "group" WHERE id > 5;

-- write  reads: trajets  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id) SELECT id FROM trajets WHERE id > 5;

-- write  reads: customers  writes: orders
INSERT INTO orders TABLE customers;

-- write  reads: clinic.patients  writes: clinic.visits
INSERT INTO clinic.visits TABLE clinic.patients;

-- write  reads: library."Readers"  writes: "Loans"
INSERT INTO "Loans" TABLE library."Readers";

-- write  reads: public.venues  writes: events
INSERT INTO EVENTS TABLE Public.Venues;

-- write  reads: group  writes: user
INSERT INTO "user" TABLE "group";

-- write  reads: trajets  writes: flotte.véhicules
INSERT INTO flotte.véhicules TABLE trajets;

-- write  reads: customers  writes: orders
INSERT INTO orders VALUES ((SELECT max(id) FROM customers), 'x');

-- write  reads: clinic.patients  writes: clinic.visits
INSERT INTO clinic.visits VALUES ((SELECT max(id) FROM clinic.patients), 'x');

-- write  reads: library."Readers"  writes: "Loans"
INSERT INTO "Loans" VALUES ((SELECT max(id) FROM library."Readers"), 'x');

-- write  reads: public.venues  writes: events
INSERT INTO EVENTS VALUES ((SELECT max(id) FROM Public.Venues), 'x');

-- write  reads: group  writes: user
INSERT INTO "user" VALUES ((SELECT max(id) FROM "group"), 'x');

-- write  reads: trajets  writes: flotte.véhicules
INSERT INTO flotte.véhicules VALUES ((SELECT max(id) FROM trajets), 'x');

-- write  reads: -  writes: orders
INSERT INTO orders AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET status = excluded.status WHERE t.total < 5;

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET reason = excluded.reason WHERE t.fee < 5;

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET shelf = excluded.shelf WHERE t.fine < 5;

-- write  reads: -  writes: events
INSERT INTO EVENTS AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET title = excluded.title WHERE t.price < 5;

-- write  reads: -  writes: user
INSERT INTO "user" AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET "name" = excluded."name" WHERE t."limit" < 5;

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET état = excluded.état WHERE t.distance < 5;

-- write  reads: customers  writes: orders
INSERT INTO orders (id) VALUES (1) ON CONFLICT ON CONSTRAINT one DO UPDATE SET status = (SELECT status FROM customers LIMIT 1);

-- write  reads: clinic.patients  writes: clinic.visits
INSERT INTO clinic.visits (id) VALUES (1) ON CONFLICT ON CONSTRAINT one DO UPDATE SET reason = (SELECT reason FROM clinic.patients LIMIT 1);

-- write  reads: library."Readers"  writes: "Loans"
INSERT INTO "Loans" (id) VALUES (1) ON CONFLICT ON CONSTRAINT one DO UPDATE SET shelf = (SELECT shelf FROM library."Readers" LIMIT 1);

-- write  reads: public.venues  writes: events
INSERT INTO EVENTS (id) VALUES (1) ON CONFLICT ON CONSTRAINT one DO UPDATE SET title = (SELECT title FROM Public.Venues LIMIT 1);

-- write  reads: group  writes: user
INSERT INTO "user" (id) VALUES (1) ON CONFLICT ON CONSTRAINT one DO UPDATE SET "name" = (SELECT "name" FROM "group" LIMIT 1);

-- write  reads: trajets  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id) VALUES (1) ON CONFLICT ON CONSTRAINT one DO UPDATE SET état = (SELECT état FROM trajets LIMIT 1);

-- write  reads: customers  writes: orders
INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM customers);

-- write  reads: clinic.patients  writes: clinic.visits
INSERT INTO clinic.visits (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM clinic.patients);

-- write  reads: library."Readers"  writes: "Loans"
INSERT INTO "Loans" (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM library."Readers");

-- write  reads: public.venues  writes: events
INSERT INTO EVENTS (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM Public.Venues);

-- write  reads: group  writes: user
INSERT INTO "user" (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM "group");

-- write  reads: trajets  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM trajets);

-- write  reads: -  writes: orders
INSERT INTO orders (id) OVERRIDING SYSTEM VALUE VALUES (9);

-- write  reads: -  writes: clinic.visits
INSERT INTO clinic.visits (id) OVERRIDING SYSTEM VALUE VALUES (9);

-- write  reads: -  writes: "Loans"
INSERT INTO "Loans" (id) OVERRIDING SYSTEM VALUE VALUES (9);

-- write  reads: -  writes: events
INSERT INTO EVENTS (id) OVERRIDING SYSTEM VALUE VALUES (9);

-- write  reads: -  writes: user
INSERT INTO "user" (id) OVERRIDING SYSTEM VALUE VALUES (9);

-- write  reads: -  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id) OVERRIDING SYSTEM VALUE VALUES (9);

-- write  reads: orders  writes: orders
INSERT INTO orders SELECT * FROM orders;

-- write  reads: clinic.visits  writes: clinic.visits
INSERT INTO clinic.visits SELECT * FROM clinic.visits;

-- write  reads: "Loans"  writes: "Loans"
INSERT INTO "Loans" SELECT * FROM "Loans";

-- write  reads: events  writes: events
INSERT INTO EVENTS SELECT * FROM EVENTS;

-- write  reads: user  writes: user
INSERT INTO "user" SELECT * FROM "user";

-- write  reads: flotte.véhicules  writes: flotte.véhicules
INSERT INTO flotte.véhicules SELECT * FROM flotte.véhicules;

-- write  reads: customers, order_lines  writes: orders
INSERT INTO orders SELECT * FROM customers UNION SELECT * FROM order_lines;

-- write  reads: clinic.invoices, clinic.patients  writes: clinic.visits
INSERT INTO clinic.visits SELECT * FROM clinic.patients UNION SELECT * FROM clinic.invoices;

-- write  reads: "loan items", library."Readers"  writes: "Loans"
INSERT INTO "Loans" SELECT * FROM library."Readers" UNION SELECT * FROM "loan items";

-- write  reads: public.venues, ticketsales  writes: events
INSERT INTO EVENTS SELECT * FROM Public.Venues UNION SELECT * FROM TicketSales;

-- write  reads: group, order  writes: user
INSERT INTO "user" SELECT * FROM "group" UNION SELECT * FROM "order";

-- write  reads: flotte.relevé, trajets  writes: flotte.véhicules
INSERT INTO flotte.véhicules SELECT * FROM trajets UNION SELECT * FROM flotte."relevé";

-- write  reads: -  writes: orders
UPDATE orders SET status = 'b' WHERE id = 1;

-- write  reads: -  writes: clinic.visits
UPDATE clinic.visits SET reason = 'b' WHERE id = 1;

-- write  reads: -  writes: "Loans"
UPDATE "Loans" SET shelf = 'b' WHERE id = 1;

-- write  reads: -  writes: events
UPDATE EVENTS SET title = 'b' WHERE id = 1;

-- write  reads: -  writes: user
UPDATE "user" SET "name" = 'b' WHERE id = 1;

-- write  reads: -  writes: flotte.véhicules
UPDATE flotte.véhicules SET état = 'b' WHERE id = 1;

-- write  reads: -  writes: orders
UPDATE ONLY orders SET total = total + 1, status = DEFAULT RETURNING old.total, new.total;

-- write  reads: -  writes: clinic.visits
UPDATE ONLY clinic.visits SET fee = fee + 1, reason = DEFAULT RETURNING old.fee, new.fee;

-- write  reads: -  writes: "Loans"
UPDATE ONLY "Loans" SET fine = fine + 1, shelf = DEFAULT RETURNING old.fine, new.fine;

-- write  reads: -  writes: events
UPDATE ONLY EVENTS SET price = price + 1, title = DEFAULT RETURNING old.price, new.price;

-- write  reads: -  writes: user
UPDATE ONLY "user" SET "limit" = "limit" + 1, "name" = DEFAULT RETURNING old."limit", new."limit";

-- write  reads: -  writes: flotte.véhicules
UPDATE ONLY flotte.véhicules SET distance = distance + 1, état = DEFAULT RETURNING old.distance, new.distance;

-- write  reads: customers  writes: orders
UPDATE orders AS t SET status = s.label FROM customers AS s WHERE s.id = t.customer_id;

-- write  reads: clinic.patients  writes: clinic.visits
UPDATE clinic.visits AS t SET reason = s.label FROM clinic.patients AS s WHERE s.id = t.patient_id;

-- write  reads: library."Readers"  writes: "Loans"
UPDATE "Loans" AS t SET shelf = s.label FROM library."Readers" AS s WHERE s.id = t.reader_id;

-- write  reads: public.venues  writes: events
UPDATE EVENTS AS t SET title = s.label FROM Public.Venues AS s WHERE s.id = t.venue_id;

-- write  reads: group  writes: user
UPDATE "user" AS t SET "name" = s.label FROM "group" AS s WHERE s.id = t.group_id;

-- write  reads: trajets  writes: flotte.véhicules
UPDATE flotte.véhicules AS t SET état = s.label FROM trajets AS s WHERE s.id = t.véhicule_id;

-- write  reads: orders  writes: orders
UPDATE orders AS t SET total = s.total FROM orders AS s WHERE s.id = t.customer_id;

-- write  reads: clinic.visits  writes: clinic.visits
UPDATE clinic.visits AS t SET fee = s.fee FROM clinic.visits AS s WHERE s.id = t.patient_id;

-- write  reads: "Loans"  writes: "Loans"
UPDATE "Loans" AS t SET fine = s.fine FROM "Loans" AS s WHERE s.id = t.reader_id;

-- write  reads: events  writes: events
UPDATE EVENTS AS t SET price = s.price FROM EVENTS AS s WHERE s.id = t.venue_id;

-- write  reads: user  writes: user
UPDATE "user" AS t SET "limit" = s."limit" FROM "user" AS s WHERE s.id = t.group_id;

-- write  reads: flotte.véhicules  writes: flotte.véhicules
UPDATE flotte.véhicules AS t SET distance = s.distance FROM flotte.véhicules AS s WHERE s.id = t.véhicule_id;

-- write  reads: customers  writes: orders
UPDATE orders SET (status, total) = (SELECT label, price FROM customers WHERE id = customer_id);

-- write  reads: clinic.patients  writes: clinic.visits
UPDATE clinic.visits SET (reason, fee) = (SELECT label, price FROM clinic.patients WHERE id = patient_id);

-- write  reads: library."Readers"  writes: "Loans"
UPDATE "Loans" SET (shelf, fine) = (SELECT label, price FROM library."Readers" WHERE id = reader_id);

-- write  reads: public.venues  writes: events
UPDATE EVENTS SET (title, price) = (SELECT label, price FROM Public.Venues WHERE id = venue_id);

-- write  reads: group  writes: user
UPDATE "user" SET ("name", "limit") = (SELECT label, price FROM "group" WHERE id = group_id);

-- write  reads: trajets  writes: flotte.véhicules
UPDATE flotte.véhicules SET (état, distance) = (SELECT label, price FROM trajets WHERE id = véhicule_id);

-- write  reads: customers, order_lines  writes: orders
UPDATE orders SET status = 'x' FROM customers JOIN order_lines USING (id) WHERE customers.id = customer_id;

-- write  reads: clinic.invoices, clinic.patients  writes: clinic.visits
UPDATE clinic.visits SET reason = 'x' FROM clinic.patients JOIN clinic.invoices USING (id) WHERE clinic.patients.id = patient_id;

-- write  reads: "loan items", library."Readers"  writes: "Loans"
UPDATE "Loans" SET shelf = 'x' FROM library."Readers" JOIN "loan items" USING (id) WHERE library."Readers".id = reader_id;

-- write  reads: public.venues, ticketsales  writes: events
UPDATE EVENTS SET title = 'x' FROM Public.Venues JOIN TicketSales USING (id) WHERE Public.Venues.id = venue_id;

-- write  reads: group, order  writes: user
UPDATE "user" SET "name" = 'x' FROM "group" JOIN "order" USING (id) WHERE "group".id = group_id;

-- write  reads: flotte.relevé, trajets  writes: flotte.véhicules
UPDATE flotte.véhicules SET état = 'x' FROM trajets JOIN flotte."relevé" USING (id) WHERE trajets.id = véhicule_id;

-- write  reads: -  writes: orders
UPDATE orders SET tags[1] = 'x', place.city = 'y' WHERE CURRENT OF rows_cursor;

-- write  reads: -  writes: clinic.visits
UPDATE clinic.visits SET tags[1] = 'x', place.city = 'y' WHERE CURRENT OF rows_cursor;

-- write  reads: -  writes: "Loans"
UPDATE "Loans" SET tags[1] = 'x', place.city = 'y' WHERE CURRENT OF rows_cursor;

-- write  reads: -  writes: events
UPDATE EVENTS SET tags[1] = 'x', place.city = 'y' WHERE CURRENT OF rows_cursor;

-- write  reads: -  writes: user
UPDATE "user" SET tags[1] = 'x', place.city = 'y' WHERE CURRENT OF rows_cursor;

-- write  reads: -  writes: flotte.véhicules
UPDATE flotte.véhicules SET tags[1] = 'x', place.city = 'y' WHERE CURRENT OF rows_cursor;

-- write  reads: -  writes: orders
DELETE FROM orders;

-- write  reads: -  writes: clinic.visits
DELETE FROM clinic.visits;

-- write  reads: -  writes: "Loans"
DELETE FROM "Loans";

-- write  reads: -  writes: events
DELETE FROM EVENTS;

-- write  reads: -  writes: user
DELETE FROM "user";

-- write  reads: -  writes: flotte.véhicules
DELETE FROM flotte.véhicules;

-- write  reads: -  writes: orders
DELETE FROM ONLY orders WHERE id = 1 RETURNING *;

-- write  reads: -  writes: clinic.visits
DELETE FROM ONLY clinic.visits WHERE id = 1 RETURNING *;

-- write  reads: -  writes: "Loans"
DELETE FROM ONLY "Loans" WHERE id = 1 RETURNING *;

-- write  reads: -  writes: events
DELETE FROM ONLY EVENTS WHERE id = 1 RETURNING *;

-- write  reads: -  writes: user
DELETE FROM ONLY "user" WHERE id = 1 RETURNING *;

-- write  reads: -  writes: flotte.véhicules
DELETE FROM ONLY flotte.véhicules WHERE id = 1 RETURNING *;

-- write  reads: customers  writes: orders
DELETE FROM orders t USING customers s WHERE s.id = t.customer_id;

-- write  reads: clinic.patients  writes: clinic.visits
DELETE FROM clinic.visits t USING clinic.patients s WHERE s.id = t.patient_id;

-- write  reads: library."Readers"  writes: "Loans"
DELETE FROM "Loans" t USING library."Readers" s WHERE s.id = t.reader_id;

-- write  reads: public.venues  writes: events
DELETE FROM EVENTS t USING Public.Venues s WHERE s.id = t.venue_id;

-- write  reads: group  writes: user
DELETE FROM "user" t USING "group" s WHERE s.id = t.group_id;

-- write  reads: trajets  writes: flotte.véhicules
DELETE FROM flotte.véhicules t USING trajets s WHERE s.id = t.véhicule_id;

-- write  reads: customers  writes: orders
DELETE FROM orders WHERE NOT EXISTS (SELECT 1 FROM customers WHERE id = customer_id);

-- write  reads: clinic.patients  writes: clinic.visits
DELETE FROM clinic.visits WHERE NOT EXISTS (SELECT 1 FROM clinic.patients WHERE id = patient_id);

-- write  reads: library."Readers"  writes: "Loans"
DELETE FROM "Loans" WHERE NOT EXISTS (SELECT 1 FROM library."Readers" WHERE id = reader_id);

-- write  reads: public.venues  writes: events
DELETE FROM EVENTS WHERE NOT EXISTS (SELECT 1 FROM Public.Venues WHERE id = venue_id);

-- write  reads: group  writes: user
DELETE FROM "user" WHERE NOT EXISTS (SELECT 1 FROM "group" WHERE id = group_id);

-- write  reads: trajets  writes: flotte.véhicules
DELETE FROM flotte.véhicules WHERE NOT EXISTS (SELECT 1 FROM trajets WHERE id = véhicule_id);

-- write  reads: -  writes: orders
DELETE FROM orders WHERE CURRENT OF "Rows";

-- write  reads: -  writes: clinic.visits
DELETE FROM clinic.visits WHERE CURRENT OF "Rows";

-- write  reads: -  writes: "Loans"
DELETE FROM "Loans" WHERE CURRENT OF "Rows";

-- write  reads: -  writes: events
DELETE FROM EVENTS WHERE CURRENT OF "Rows";

-- write  reads: -  writes: user
DELETE FROM "user" WHERE CURRENT OF "Rows";

-- write  reads: -  writes: flotte.véhicules
DELETE FROM flotte.véhicules WHERE CURRENT OF "Rows";

-- write  reads: orders  writes: orders
DELETE FROM orders WHERE id IN (SELECT id FROM orders LIMIT 100);

-- write  reads: clinic.visits  writes: clinic.visits
DELETE FROM clinic.visits WHERE id IN (SELECT id FROM clinic.visits LIMIT 100);

-- write  reads: "Loans"  writes: "Loans"
DELETE FROM "Loans" WHERE id IN (SELECT id FROM "Loans" LIMIT 100);

-- write  reads: events  writes: events
DELETE FROM EVENTS WHERE id IN (SELECT id FROM EVENTS LIMIT 100);

-- write  reads: user  writes: user
DELETE FROM "user" WHERE id IN (SELECT id FROM "user" LIMIT 100);

-- write  reads: flotte.véhicules  writes: flotte.véhicules
DELETE FROM flotte.véhicules WHERE id IN (SELECT id FROM flotte.véhicules LIMIT 100);

-- write  reads: customers  writes: orders
MERGE INTO orders t USING customers s ON t.id = s.id WHEN MATCHED AND s.id > 3 THEN UPDATE SET status = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);

-- write  reads: clinic.patients  writes: clinic.visits
MERGE INTO clinic.visits t USING clinic.patients s ON t.id = s.id WHEN MATCHED AND s.id > 3 THEN UPDATE SET reason = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);

-- write  reads: library."Readers"  writes: "Loans"
MERGE INTO "Loans" t USING library."Readers" s ON t.id = s.id WHEN MATCHED AND s.id > 3 THEN UPDATE SET shelf = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);

-- write  reads: public.venues  writes: events
MERGE INTO EVENTS t USING Public.Venues s ON t.id = s.id WHEN MATCHED AND s.id > 3 THEN UPDATE SET title = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);

-- write  reads: group  writes: user
MERGE INTO "user" t USING "group" s ON t.id = s.id WHEN MATCHED AND s.id > 3 THEN UPDATE SET "name" = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);

-- write  reads: trajets  writes: flotte.véhicules
MERGE INTO flotte.véhicules t USING trajets s ON t.id = s.id WHEN MATCHED AND s.id > 3 THEN UPDATE SET état = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);

-- write  reads: customers, order_lines  writes: orders
MERGE INTO ONLY orders AS t USING (SELECT * FROM customers JOIN order_lines USING (id)) AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- write  reads: clinic.invoices, clinic.patients  writes: clinic.visits
MERGE INTO ONLY clinic.visits AS t USING (SELECT * FROM clinic.patients JOIN clinic.invoices USING (id)) AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- write  reads: "loan items", library."Readers"  writes: "Loans"
MERGE INTO ONLY "Loans" AS t USING (SELECT * FROM library."Readers" JOIN "loan items" USING (id)) AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- write  reads: public.venues, ticketsales  writes: events
MERGE INTO ONLY EVENTS AS t USING (SELECT * FROM Public.Venues JOIN TicketSales USING (id)) AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- write  reads: group, order  writes: user
MERGE INTO ONLY "user" AS t USING (SELECT * FROM "group" JOIN "order" USING (id)) AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- write  reads: flotte.relevé, trajets  writes: flotte.véhicules
MERGE INTO ONLY flotte.véhicules AS t USING (SELECT * FROM trajets JOIN flotte."relevé" USING (id)) AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- write  reads: customers, order_lines  writes: orders
MERGE INTO orders t USING customers s ON s.id = t.id WHEN MATCHED THEN UPDATE SET total = (SELECT max(id) FROM order_lines) RETURNING merge_action(), t.*;

-- write  reads: clinic.invoices, clinic.patients  writes: clinic.visits
MERGE INTO clinic.visits t USING clinic.patients s ON s.id = t.id WHEN MATCHED THEN UPDATE SET fee = (SELECT max(id) FROM clinic.invoices) RETURNING merge_action(), t.*;

-- write  reads: "loan items", library."Readers"  writes: "Loans"
MERGE INTO "Loans" t USING library."Readers" s ON s.id = t.id WHEN MATCHED THEN UPDATE SET fine = (SELECT max(id) FROM "loan items") RETURNING merge_action(), t.*;

-- write  reads: public.venues, ticketsales  writes: events
MERGE INTO EVENTS t USING Public.Venues s ON s.id = t.id WHEN MATCHED THEN UPDATE SET price = (SELECT max(id) FROM TicketSales) RETURNING merge_action(), t.*;

-- write  reads: group, order  writes: user
MERGE INTO "user" t USING "group" s ON s.id = t.id WHEN MATCHED THEN UPDATE SET "limit" = (SELECT max(id) FROM "order") RETURNING merge_action(), t.*;

-- write  reads: flotte.relevé, trajets  writes: flotte.véhicules
MERGE INTO flotte.véhicules t USING trajets s ON s.id = t.id WHEN MATCHED THEN UPDATE SET distance = (SELECT max(id) FROM flotte."relevé") RETURNING merge_action(), t.*;

-- write  reads: -  writes: orders
TRUNCATE orders;

-- write  reads: -  writes: clinic.visits
TRUNCATE clinic.visits;

-- write  reads: -  writes: "Loans"
TRUNCATE "Loans";

-- write  reads: -  writes: events
TRUNCATE EVENTS;

-- write  reads: -  writes: user
TRUNCATE "user";

-- write  reads: -  writes: flotte.véhicules
TRUNCATE flotte.véhicules;

-- write  reads: -  writes: customers, orders
TRUNCATE TABLE orders, ONLY customers RESTART IDENTITY CASCADE;

-- write  reads: -  writes: clinic.patients, clinic.visits
TRUNCATE TABLE clinic.visits, ONLY clinic.patients RESTART IDENTITY CASCADE;

-- write  reads: -  writes: "Loans", library."Readers"
TRUNCATE TABLE "Loans", ONLY library."Readers" RESTART IDENTITY CASCADE;

-- write  reads: -  writes: events, public.venues
TRUNCATE TABLE EVENTS, ONLY Public.Venues RESTART IDENTITY CASCADE;

-- write  reads: -  writes: group, user
TRUNCATE TABLE "user", ONLY "group" RESTART IDENTITY CASCADE;

-- write  reads: -  writes: flotte.véhicules, trajets
TRUNCATE TABLE flotte.véhicules, ONLY trajets RESTART IDENTITY CASCADE;

-- write  reads: -  writes: customers, order_lines, orders
TRUNCATE orders, customers *, order_lines;

-- write  reads: -  writes: clinic.invoices, clinic.patients, clinic.visits
TRUNCATE clinic.visits, clinic.patients *, clinic.invoices;

-- write  reads: -  writes: "Loans", "loan items", library."Readers"
TRUNCATE "Loans", library."Readers" *, "loan items";

-- write  reads: -  writes: events, public.venues, ticketsales
TRUNCATE EVENTS, Public.Venues *, TicketSales;

-- write  reads: -  writes: group, order, user
TRUNCATE "user", "group" *, "order";

-- write  reads: -  writes: flotte.relevé, flotte.véhicules, trajets
TRUNCATE flotte.véhicules, trajets *, flotte."relevé";

-- write  reads: orders  writes: copied
SELECT * INTO copied FROM orders;

-- write  reads: clinic.visits  writes: copied
SELECT * INTO copied FROM clinic.visits;

-- write  reads: "Loans"  writes: copied
SELECT * INTO copied FROM "Loans";

-- write  reads: events  writes: copied
SELECT * INTO copied FROM EVENTS;

-- write  reads: user  writes: copied
SELECT * INTO copied FROM "user";

-- write  reads: flotte.véhicules  writes: copied
SELECT * INTO copied FROM flotte.véhicules;

-- write  reads: customers, orders  writes: copied
SELECT x.* INTO TEMPORARY TABLE copied FROM orders x JOIN customers y USING (id);

-- write  reads: clinic.patients, clinic.visits  writes: copied
SELECT x.* INTO TEMPORARY TABLE copied FROM clinic.visits x JOIN clinic.patients y USING (id);

-- write  reads: "Loans", library."Readers"  writes: copied
SELECT x.* INTO TEMPORARY TABLE copied FROM "Loans" x JOIN library."Readers" y USING (id);

-- write  reads: events, public.venues  writes: copied
SELECT x.* INTO TEMPORARY TABLE copied FROM EVENTS x JOIN Public.Venues y USING (id);

-- write  reads: group, user  writes: copied
SELECT x.* INTO TEMPORARY TABLE copied FROM "user" x JOIN "group" y USING (id);

-- write  reads: flotte.véhicules, trajets  writes: copied
SELECT x.* INTO TEMPORARY TABLE copied FROM flotte.véhicules x JOIN trajets y USING (id);

-- write  reads: orders  writes: archive.copied
SELECT * INTO UNLOGGED archive.copied FROM orders WHERE placed_at < now();

-- write  reads: clinic.visits  writes: archive.copied
SELECT * INTO UNLOGGED archive.copied FROM clinic.visits WHERE visited_on < now();

-- write  reads: "Loans"  writes: archive.copied
SELECT * INTO UNLOGGED archive.copied FROM "Loans" WHERE due_on < now();

-- write  reads: events  writes: archive.copied
SELECT * INTO UNLOGGED archive.copied FROM EVENTS WHERE starts_at < now();

-- write  reads: user  writes: archive.copied
SELECT * INTO UNLOGGED archive.copied FROM "user" WHERE "date" < now();

-- write  reads: flotte.véhicules  writes: archive.copied
SELECT * INTO UNLOGGED archive.copied FROM flotte.véhicules WHERE relevé_le < now();

-- write  reads: customers, orders  writes: copied
SELECT id INTO copied FROM orders UNION SELECT id FROM customers;

-- write  reads: clinic.patients, clinic.visits  writes: copied
SELECT id INTO copied FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- write  reads: "Loans", library."Readers"  writes: copied
SELECT id INTO copied FROM "Loans" UNION SELECT id FROM library."Readers";

-- write  reads: events, public.venues  writes: copied
SELECT id INTO copied FROM EVENTS UNION SELECT id FROM Public.Venues;

-- write  reads: group, user  writes: copied
SELECT id INTO copied FROM "user" UNION SELECT id FROM "group";

-- write  reads: flotte.véhicules, trajets  writes: copied
SELECT id INTO copied FROM flotte.véhicules UNION SELECT id FROM trajets;

-- write  reads: orders  writes: copied
WITH x AS (SELECT * FROM orders) SELECT * INTO copied FROM x;

-- write  reads: clinic.visits  writes: copied
WITH x AS (SELECT * FROM clinic.visits) SELECT * INTO copied FROM x;

-- write  reads: "Loans"  writes: copied
WITH x AS (SELECT * FROM "Loans") SELECT * INTO copied FROM x;

-- write  reads: events  writes: copied
WITH x AS (SELECT * FROM EVENTS) SELECT * INTO copied FROM x;

-- write  reads: user  writes: copied
WITH x AS (SELECT * FROM "user") SELECT * INTO copied FROM x;

-- write  reads: flotte.véhicules  writes: copied
WITH x AS (SELECT * FROM flotte.véhicules) SELECT * INTO copied FROM x;

-- write  reads: -  writes: -
NOTIFY changed;

-- write  reads: -  writes: -
NOTIFY changed, 'row 5';

-- write  reads: -  writes: -
NOTIFY "Changed";

-- write  reads: -  writes: orders  unknown
DO $$ BEGIN DELETE FROM orders; END $$;

-- write  reads: -  writes: -  unknown
DO LANGUAGE plpgsql 'BEGIN PERFORM 1; END';

-- write  reads: -  writes: -
CALL clear();

-- write  reads: -  writes: -
CALL shop.close_day(CURRENT_DATE, force => true);

-- write  reads: orders  writes: -
CALL clear((SELECT max(id) FROM orders));

-- write  reads: clinic.visits  writes: -
CALL clear((SELECT max(id) FROM clinic.visits));

-- write  reads: "Loans"  writes: -
CALL clear((SELECT max(id) FROM "Loans"));

-- write  reads: events  writes: -
CALL clear((SELECT max(id) FROM EVENTS));

-- write  reads: user  writes: -
CALL clear((SELECT max(id) FROM "user"));

-- write  reads: flotte.véhicules  writes: -
CALL clear((SELECT max(id) FROM flotte.véhicules));
