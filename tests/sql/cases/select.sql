-- Plain reading: joins, subqueries, set operations, aggregates, windows.

-- read  reads: orders  writes: -
SELECT * FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans";

-- read  reads: events  writes: -
SELECT * FROM EVENTS;

-- read  reads: user  writes: -
SELECT * FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT count(*) FROM orders WHERE total > 10;

-- read  reads: clinic.visits  writes: -
SELECT count(*) FROM clinic.visits WHERE fee > 10;

-- read  reads: "Loans"  writes: -
SELECT count(*) FROM "Loans" WHERE fine > 10;

-- read  reads: events  writes: -
SELECT count(*) FROM EVENTS WHERE price > 10;

-- read  reads: user  writes: -
SELECT count(*) FROM "user" WHERE "limit" > 10;

-- read  reads: flotte.véhicules  writes: -
SELECT count(*) FROM flotte.véhicules WHERE distance > 10;

-- read  reads: orders  writes: -
SELECT status, sum(total) FROM orders GROUP BY status HAVING sum(total) > 100 ORDER BY 2 DESC;

-- read  reads: clinic.visits  writes: -
SELECT reason, sum(fee) FROM clinic.visits GROUP BY reason HAVING sum(fee) > 100 ORDER BY 2 DESC;

-- read  reads: "Loans"  writes: -
SELECT shelf, sum(fine) FROM "Loans" GROUP BY shelf HAVING sum(fine) > 100 ORDER BY 2 DESC;

-- read  reads: events  writes: -
SELECT title, sum(price) FROM EVENTS GROUP BY title HAVING sum(price) > 100 ORDER BY 2 DESC;

-- read  reads: user  writes: -
SELECT "name", sum("limit") FROM "user" GROUP BY "name" HAVING sum("limit") > 100 ORDER BY 2 DESC;

-- read  reads: flotte.véhicules  writes: -
SELECT état, sum(distance) FROM flotte.véhicules GROUP BY état HAVING sum(distance) > 100 ORDER BY 2 DESC;

-- read  reads: customers, orders  writes: -
SELECT x.status, y.id FROM orders AS x JOIN customers AS y ON y.id = x.customer_id;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT x.reason, y.id FROM clinic.visits AS x JOIN clinic.patients AS y ON y.id = x.patient_id;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT x.shelf, y.id FROM "Loans" AS x JOIN library."Readers" AS y ON y.id = x.reader_id;

-- read  reads: events, public.venues  writes: -
SELECT x.title, y.id FROM EVENTS AS x JOIN Public.Venues AS y ON y.id = x.venue_id;

-- read  reads: group, user  writes: -
SELECT x."name", y.id FROM "user" AS x JOIN "group" AS y ON y.id = x.group_id;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT x.état, y.id FROM flotte.véhicules AS x JOIN trajets AS y ON y.id = x.véhicule_id;

-- read  reads: customers, orders  writes: -
SELECT * FROM orders x LEFT JOIN customers y ON y.id = x.customer_id WHERE y.id IS NULL;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits x LEFT JOIN clinic.patients y ON y.id = x.patient_id WHERE y.id IS NULL;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" x LEFT JOIN library."Readers" y ON y.id = x.reader_id WHERE y.id IS NULL;

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS x LEFT JOIN Public.Venues y ON y.id = x.venue_id WHERE y.id IS NULL;

-- read  reads: group, user  writes: -
SELECT * FROM "user" x LEFT JOIN "group" y ON y.id = x.group_id WHERE y.id IS NULL;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules x LEFT JOIN trajets y ON y.id = x.véhicule_id WHERE y.id IS NULL;

-- read  reads: customers, orders  writes: -
SELECT * FROM orders x, customers y WHERE y.id = x.customer_id;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits x, clinic.patients y WHERE y.id = x.patient_id;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" x, library."Readers" y WHERE y.id = x.reader_id;

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS x, Public.Venues y WHERE y.id = x.venue_id;

-- read  reads: group, user  writes: -
SELECT * FROM "user" x, "group" y WHERE y.id = x.group_id;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules x, trajets y WHERE y.id = x.véhicule_id;

-- read  reads: customers, order_lines, orders  writes: -
SELECT 1 FROM orders x NATURAL JOIN customers y CROSS JOIN order_lines z;

-- read  reads: clinic.invoices, clinic.patients, clinic.visits  writes: -
SELECT 1 FROM clinic.visits x NATURAL JOIN clinic.patients y CROSS JOIN clinic.invoices z;

-- read  reads: "Loans", "loan items", library."Readers"  writes: -
SELECT 1 FROM "Loans" x NATURAL JOIN library."Readers" y CROSS JOIN "loan items" z;

-- read  reads: events, public.venues, ticketsales  writes: -
SELECT 1 FROM EVENTS x NATURAL JOIN Public.Venues y CROSS JOIN TicketSales z;

-- read  reads: group, order, user  writes: -
SELECT 1 FROM "user" x NATURAL JOIN "group" y CROSS JOIN "order" z;

-- read  reads: flotte.relevé, flotte.véhicules, trajets  writes: -
SELECT 1 FROM flotte.véhicules x NATURAL JOIN trajets y CROSS JOIN flotte."relevé" z;

-- read  reads: customers, order_lines, orders  writes: -
SELECT 1 FROM (orders x FULL JOIN customers y USING (id)) RIGHT JOIN order_lines z USING (id);

-- read  reads: clinic.invoices, clinic.patients, clinic.visits  writes: -
SELECT 1 FROM (clinic.visits x FULL JOIN clinic.patients y USING (id)) RIGHT JOIN clinic.invoices z USING (id);

-- read  reads: "Loans", "loan items", library."Readers"  writes: -
SELECT 1 FROM ("Loans" x FULL JOIN library."Readers" y USING (id)) RIGHT JOIN "loan items" z USING (id);

-- read  reads: events, public.venues, ticketsales  writes: -
SELECT 1 FROM (EVENTS x FULL JOIN Public.Venues y USING (id)) RIGHT JOIN TicketSales z USING (id);

-- read  reads: group, order, user  writes: -
SELECT 1 FROM ("user" x FULL JOIN "group" y USING (id)) RIGHT JOIN "order" z USING (id);

-- read  reads: flotte.relevé, flotte.véhicules, trajets  writes: -
SELECT 1 FROM (flotte.véhicules x FULL JOIN trajets y USING (id)) RIGHT JOIN flotte."relevé" z USING (id);

-- read  reads: customers, orders  writes: -
SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE patient_id IN (SELECT id FROM clinic.patients);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" WHERE reader_id IN (SELECT id FROM library."Readers");

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS WHERE venue_id IN (SELECT id FROM Public.Venues);

-- read  reads: group, user  writes: -
SELECT * FROM "user" WHERE group_id IN (SELECT id FROM "group");

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules WHERE véhicule_id IN (SELECT id FROM trajets);

-- read  reads: customers, orders  writes: -
SELECT * FROM orders x WHERE EXISTS (SELECT 1 FROM customers y WHERE y.id = x.customer_id);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits x WHERE EXISTS (SELECT 1 FROM clinic.patients y WHERE y.id = x.patient_id);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" x WHERE EXISTS (SELECT 1 FROM library."Readers" y WHERE y.id = x.reader_id);

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS x WHERE EXISTS (SELECT 1 FROM Public.Venues y WHERE y.id = x.venue_id);

-- read  reads: group, user  writes: -
SELECT * FROM "user" x WHERE EXISTS (SELECT 1 FROM "group" y WHERE y.id = x.group_id);

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules x WHERE EXISTS (SELECT 1 FROM trajets y WHERE y.id = x.véhicule_id);

-- read  reads: customers, orders  writes: -
SELECT id, (SELECT max(id) FROM customers) AS newest FROM orders;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT id, (SELECT max(id) FROM clinic.patients) AS newest FROM clinic.visits;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT id, (SELECT max(id) FROM library."Readers") AS newest FROM "Loans";

-- read  reads: events, public.venues  writes: -
SELECT id, (SELECT max(id) FROM Public.Venues) AS newest FROM EVENTS;

-- read  reads: group, user  writes: -
SELECT id, (SELECT max(id) FROM "group") AS newest FROM "user";

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT id, (SELECT max(id) FROM trajets) AS newest FROM flotte.véhicules;

-- read  reads: customers, orders  writes: -
SELECT * FROM (SELECT customer_id, count(*) FROM orders GROUP BY 1) AS per (k, n) JOIN customers ON id = per.k;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM (SELECT patient_id, count(*) FROM clinic.visits GROUP BY 1) AS per (k, n) JOIN clinic.patients ON id = per.k;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM (SELECT reader_id, count(*) FROM "Loans" GROUP BY 1) AS per (k, n) JOIN library."Readers" ON id = per.k;

-- read  reads: events, public.venues  writes: -
SELECT * FROM (SELECT venue_id, count(*) FROM EVENTS GROUP BY 1) AS per (k, n) JOIN Public.Venues ON id = per.k;

-- read  reads: group, user  writes: -
SELECT * FROM (SELECT group_id, count(*) FROM "user" GROUP BY 1) AS per (k, n) JOIN "group" ON id = per.k;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM (SELECT véhicule_id, count(*) FROM flotte.véhicules GROUP BY 1) AS per (k, n) JOIN trajets ON id = per.k;

-- read  reads: customers, orders  writes: -
SELECT * FROM customers y, LATERAL (SELECT * FROM orders x WHERE x.customer_id = y.id ORDER BY placed_at DESC LIMIT 3) AS latest;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.patients y, LATERAL (SELECT * FROM clinic.visits x WHERE x.patient_id = y.id ORDER BY visited_on DESC LIMIT 3) AS latest;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM library."Readers" y, LATERAL (SELECT * FROM "Loans" x WHERE x.reader_id = y.id ORDER BY due_on DESC LIMIT 3) AS latest;

-- read  reads: events, public.venues  writes: -
SELECT * FROM Public.Venues y, LATERAL (SELECT * FROM EVENTS x WHERE x.venue_id = y.id ORDER BY starts_at DESC LIMIT 3) AS latest;

-- read  reads: group, user  writes: -
SELECT * FROM "group" y, LATERAL (SELECT * FROM "user" x WHERE x.group_id = y.id ORDER BY "date" DESC LIMIT 3) AS latest;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM trajets y, LATERAL (SELECT * FROM flotte.véhicules x WHERE x.véhicule_id = y.id ORDER BY relevé_le DESC LIMIT 3) AS latest;

-- read  reads: customers, orders  writes: -
SELECT id FROM orders UNION SELECT id FROM customers;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT id FROM clinic.visits UNION SELECT id FROM clinic.patients;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT id FROM "Loans" UNION SELECT id FROM library."Readers";

-- read  reads: events, public.venues  writes: -
SELECT id FROM EVENTS UNION SELECT id FROM Public.Venues;

-- read  reads: group, user  writes: -
SELECT id FROM "user" UNION SELECT id FROM "group";

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT id FROM flotte.véhicules UNION SELECT id FROM trajets;

-- read  reads: customers, order_lines, orders  writes: -
(SELECT id FROM orders EXCEPT ALL SELECT id FROM customers) INTERSECT SELECT id FROM order_lines ORDER BY 1 LIMIT 5 OFFSET 5;

-- read  reads: clinic.invoices, clinic.patients, clinic.visits  writes: -
(SELECT id FROM clinic.visits EXCEPT ALL SELECT id FROM clinic.patients) INTERSECT SELECT id FROM clinic.invoices ORDER BY 1 LIMIT 5 OFFSET 5;

-- read  reads: "Loans", "loan items", library."Readers"  writes: -
(SELECT id FROM "Loans" EXCEPT ALL SELECT id FROM library."Readers") INTERSECT SELECT id FROM "loan items" ORDER BY 1 LIMIT 5 OFFSET 5;

-- read  reads: events, public.venues, ticketsales  writes: -
(SELECT id FROM EVENTS EXCEPT ALL SELECT id FROM Public.Venues) INTERSECT SELECT id FROM TicketSales ORDER BY 1 LIMIT 5 OFFSET 5;

-- read  reads: group, order, user  writes: -
(SELECT id FROM "user" EXCEPT ALL SELECT id FROM "group") INTERSECT SELECT id FROM "order" ORDER BY 1 LIMIT 5 OFFSET 5;

-- read  reads: flotte.relevé, flotte.véhicules, trajets  writes: -
(SELECT id FROM flotte.véhicules EXCEPT ALL SELECT id FROM trajets) INTERSECT SELECT id FROM flotte."relevé" ORDER BY 1 LIMIT 5 OFFSET 5;

-- read  reads: orders  writes: -
TABLE orders;

-- read  reads: clinic.visits  writes: -
TABLE clinic.visits;

-- read  reads: "Loans"  writes: -
TABLE "Loans";

-- read  reads: events  writes: -
TABLE EVENTS;

-- read  reads: user  writes: -
TABLE "user";

-- read  reads: flotte.véhicules  writes: -
TABLE flotte.véhicules;

-- read  reads: orders  writes: -
TABLE ONLY orders;

-- read  reads: clinic.visits  writes: -
TABLE ONLY clinic.visits;

-- read  reads: "Loans"  writes: -
TABLE ONLY "Loans";

-- read  reads: events  writes: -
TABLE ONLY EVENTS;

-- read  reads: user  writes: -
TABLE ONLY "user";

-- read  reads: flotte.véhicules  writes: -
TABLE ONLY flotte.véhicules;

-- read  reads: customers, orders  writes: -
TABLE orders UNION ALL TABLE customers;

-- read  reads: clinic.patients, clinic.visits  writes: -
TABLE clinic.visits UNION ALL TABLE clinic.patients;

-- read  reads: "Loans", library."Readers"  writes: -
TABLE "Loans" UNION ALL TABLE library."Readers";

-- read  reads: events, public.venues  writes: -
TABLE EVENTS UNION ALL TABLE Public.Venues;

-- read  reads: group, user  writes: -
TABLE "user" UNION ALL TABLE "group";

-- read  reads: flotte.véhicules, trajets  writes: -
TABLE flotte.véhicules UNION ALL TABLE trajets;

-- read  reads: orders  writes: -
SELECT * FROM ONLY orders;

-- read  reads: clinic.visits  writes: -
SELECT * FROM ONLY clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT * FROM ONLY "Loans";

-- read  reads: events  writes: -
SELECT * FROM ONLY EVENTS;

-- read  reads: user  writes: -
SELECT * FROM ONLY "user";

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM ONLY flotte.véhicules;

-- read  reads: orders  writes: -
SELECT * FROM ONLY (orders);

-- read  reads: clinic.visits  writes: -
SELECT * FROM ONLY (clinic.visits);

-- read  reads: "Loans"  writes: -
SELECT * FROM ONLY ("Loans");

-- read  reads: events  writes: -
SELECT * FROM ONLY (EVENTS);

-- read  reads: user  writes: -
SELECT * FROM ONLY ("user");

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM ONLY (flotte.véhicules);

-- read  reads: orders  writes: -
SELECT * FROM orders *;

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits *;

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" *;

-- read  reads: events  writes: -
SELECT * FROM EVENTS *;

-- read  reads: user  writes: -
SELECT * FROM "user" *;

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules *;

-- read  reads: orders  writes: -
SELECT * FROM orders TABLESAMPLE BERNOULLI (10) REPEATABLE (7);

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits TABLESAMPLE BERNOULLI (10) REPEATABLE (7);

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" TABLESAMPLE BERNOULLI (10) REPEATABLE (7);

-- read  reads: events  writes: -
SELECT * FROM EVENTS TABLESAMPLE BERNOULLI (10) REPEATABLE (7);

-- read  reads: user  writes: -
SELECT * FROM "user" TABLESAMPLE BERNOULLI (10) REPEATABLE (7);

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules TABLESAMPLE BERNOULLI (10) REPEATABLE (7);

-- read  reads: orders  writes: -
SELECT DISTINCT ON (customer_id) * FROM orders ORDER BY customer_id, placed_at DESC;

-- read  reads: clinic.visits  writes: -
SELECT DISTINCT ON (patient_id) * FROM clinic.visits ORDER BY patient_id, visited_on DESC;

-- read  reads: "Loans"  writes: -
SELECT DISTINCT ON (reader_id) * FROM "Loans" ORDER BY reader_id, due_on DESC;

-- read  reads: events  writes: -
SELECT DISTINCT ON (venue_id) * FROM EVENTS ORDER BY venue_id, starts_at DESC;

-- read  reads: user  writes: -
SELECT DISTINCT ON (group_id) * FROM "user" ORDER BY group_id, "date" DESC;

-- read  reads: flotte.véhicules  writes: -
SELECT DISTINCT ON (véhicule_id) * FROM flotte.véhicules ORDER BY véhicule_id, relevé_le DESC;

-- read  reads: orders  writes: -
SELECT row_number() OVER (PARTITION BY customer_id ORDER BY placed_at) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT row_number() OVER (PARTITION BY patient_id ORDER BY visited_on) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT row_number() OVER (PARTITION BY reader_id ORDER BY due_on) FROM "Loans";

-- read  reads: events  writes: -
SELECT row_number() OVER (PARTITION BY venue_id ORDER BY starts_at) FROM EVENTS;

-- read  reads: user  writes: -
SELECT row_number() OVER (PARTITION BY group_id ORDER BY "date") FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT row_number() OVER (PARTITION BY véhicule_id ORDER BY relevé_le) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT sum(total) OVER w FROM orders WINDOW w AS (ORDER BY placed_at ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE TIES);

-- read  reads: clinic.visits  writes: -
SELECT sum(fee) OVER w FROM clinic.visits WINDOW w AS (ORDER BY visited_on ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE TIES);

-- read  reads: "Loans"  writes: -
SELECT sum(fine) OVER w FROM "Loans" WINDOW w AS (ORDER BY due_on ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE TIES);

-- read  reads: events  writes: -
SELECT sum(price) OVER w FROM EVENTS WINDOW w AS (ORDER BY starts_at ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE TIES);

-- read  reads: user  writes: -
SELECT sum("limit") OVER w FROM "user" WINDOW w AS (ORDER BY "date" ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE TIES);

-- read  reads: flotte.véhicules  writes: -
SELECT sum(distance) OVER w FROM flotte.véhicules WINDOW w AS (ORDER BY relevé_le ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE TIES);

-- read  reads: orders  writes: -
SELECT customer_id, status, sum(total) FROM orders GROUP BY GROUPING SETS ((customer_id, status), ROLLUP (customer_id), ());

-- read  reads: clinic.visits  writes: -
SELECT patient_id, reason, sum(fee) FROM clinic.visits GROUP BY GROUPING SETS ((patient_id, reason), ROLLUP (patient_id), ());

-- read  reads: "Loans"  writes: -
SELECT reader_id, shelf, sum(fine) FROM "Loans" GROUP BY GROUPING SETS ((reader_id, shelf), ROLLUP (reader_id), ());

-- read  reads: events  writes: -
SELECT venue_id, title, sum(price) FROM EVENTS GROUP BY GROUPING SETS ((venue_id, title), ROLLUP (venue_id), ());

-- read  reads: user  writes: -
SELECT group_id, "name", sum("limit") FROM "user" GROUP BY GROUPING SETS ((group_id, "name"), ROLLUP (group_id), ());

-- read  reads: flotte.véhicules  writes: -
SELECT véhicule_id, état, sum(distance) FROM flotte.véhicules GROUP BY GROUPING SETS ((véhicule_id, état), ROLLUP (véhicule_id), ());

-- read  reads: orders  writes: -
SELECT count(*) FILTER (WHERE total > 5), percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT count(*) FILTER (WHERE fee > 5), percentile_cont(0.5) WITHIN GROUP (ORDER BY fee) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT count(*) FILTER (WHERE fine > 5), percentile_cont(0.5) WITHIN GROUP (ORDER BY fine) FROM "Loans";

-- read  reads: events  writes: -
SELECT count(*) FILTER (WHERE price > 5), percentile_cont(0.5) WITHIN GROUP (ORDER BY price) FROM EVENTS;

-- read  reads: user  writes: -
SELECT count(*) FILTER (WHERE "limit" > 5), percentile_cont(0.5) WITHIN GROUP (ORDER BY "limit") FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT count(*) FILTER (WHERE distance > 5), percentile_cont(0.5) WITHIN GROUP (ORDER BY distance) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT array_agg(status ORDER BY placed_at) FROM orders ORDER BY 1 FETCH FIRST 3 ROWS WITH TIES;

-- read  reads: clinic.visits  writes: -
SELECT array_agg(reason ORDER BY visited_on) FROM clinic.visits ORDER BY 1 FETCH FIRST 3 ROWS WITH TIES;

-- read  reads: "Loans"  writes: -
SELECT array_agg(shelf ORDER BY due_on) FROM "Loans" ORDER BY 1 FETCH FIRST 3 ROWS WITH TIES;

-- read  reads: events  writes: -
SELECT array_agg(title ORDER BY starts_at) FROM EVENTS ORDER BY 1 FETCH FIRST 3 ROWS WITH TIES;

-- read  reads: user  writes: -
SELECT array_agg("name" ORDER BY "date") FROM "user" ORDER BY 1 FETCH FIRST 3 ROWS WITH TIES;

-- read  reads: flotte.véhicules  writes: -
SELECT array_agg(état ORDER BY relevé_le) FROM flotte.véhicules ORDER BY 1 FETCH FIRST 3 ROWS WITH TIES;

-- read  reads: orders  writes: -
SELECT CASE WHEN total > 5 THEN 'dear' ELSE 'cheap' END FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT CASE WHEN fee > 5 THEN 'dear' ELSE 'cheap' END FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT CASE WHEN fine > 5 THEN 'dear' ELSE 'cheap' END FROM "Loans";

-- read  reads: events  writes: -
SELECT CASE WHEN price > 5 THEN 'dear' ELSE 'cheap' END FROM EVENTS;

-- read  reads: user  writes: -
SELECT CASE WHEN "limit" > 5 THEN 'dear' ELSE 'cheap' END FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT CASE WHEN distance > 5 THEN 'dear' ELSE 'cheap' END FROM flotte.véhicules;

-- read  reads: customers, orders  writes: -
SELECT CASE WHEN EXISTS (SELECT 1 FROM customers) THEN 1 END FROM orders;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT CASE WHEN EXISTS (SELECT 1 FROM clinic.patients) THEN 1 END FROM clinic.visits;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT CASE WHEN EXISTS (SELECT 1 FROM library."Readers") THEN 1 END FROM "Loans";

-- read  reads: events, public.venues  writes: -
SELECT CASE WHEN EXISTS (SELECT 1 FROM Public.Venues) THEN 1 END FROM EVENTS;

-- read  reads: group, user  writes: -
SELECT CASE WHEN EXISTS (SELECT 1 FROM "group") THEN 1 END FROM "user";

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT CASE WHEN EXISTS (SELECT 1 FROM trajets) THEN 1 END FROM flotte.véhicules;

-- read  reads: customers, orders  writes: -
SELECT ARRAY(SELECT status FROM orders WHERE customer_id = y.id) FROM customers y;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT ARRAY(SELECT reason FROM clinic.visits WHERE patient_id = y.id) FROM clinic.patients y;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT ARRAY(SELECT shelf FROM "Loans" WHERE reader_id = y.id) FROM library."Readers" y;

-- read  reads: events, public.venues  writes: -
SELECT ARRAY(SELECT title FROM EVENTS WHERE venue_id = y.id) FROM Public.Venues y;

-- read  reads: group, user  writes: -
SELECT ARRAY(SELECT "name" FROM "user" WHERE group_id = y.id) FROM "group" y;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT ARRAY(SELECT état FROM flotte.véhicules WHERE véhicule_id = y.id) FROM trajets y;

-- read  reads: customers, orders  writes: -
SELECT * FROM orders WHERE (customer_id, status) = ANY (SELECT id, 'x' FROM customers);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE (patient_id, reason) = ANY (SELECT id, 'x' FROM clinic.patients);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" WHERE (reader_id, shelf) = ANY (SELECT id, 'x' FROM library."Readers");

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS WHERE (venue_id, title) = ANY (SELECT id, 'x' FROM Public.Venues);

-- read  reads: group, user  writes: -
SELECT * FROM "user" WHERE (group_id, "name") = ANY (SELECT id, 'x' FROM "group");

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules WHERE (véhicule_id, état) = ANY (SELECT id, 'x' FROM trajets);

-- read  reads: customers, orders  writes: -
SELECT * FROM orders ORDER BY (SELECT count(*) FROM customers);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits ORDER BY (SELECT count(*) FROM clinic.patients);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" ORDER BY (SELECT count(*) FROM library."Readers");

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS ORDER BY (SELECT count(*) FROM Public.Venues);

-- read  reads: group, user  writes: -
SELECT * FROM "user" ORDER BY (SELECT count(*) FROM "group");

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules ORDER BY (SELECT count(*) FROM trajets);

-- read  reads: customers, orders  writes: -
SELECT * FROM orders LIMIT (SELECT count(*) FROM customers);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits LIMIT (SELECT count(*) FROM clinic.patients);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" LIMIT (SELECT count(*) FROM library."Readers");

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS LIMIT (SELECT count(*) FROM Public.Venues);

-- read  reads: group, user  writes: -
SELECT * FROM "user" LIMIT (SELECT count(*) FROM "group");

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules LIMIT (SELECT count(*) FROM trajets);

-- read  reads: customers, order_lines, orders  writes: -
SELECT * FROM orders JOIN customers ON customers.id IN (SELECT customer_id FROM order_lines);

-- read  reads: clinic.invoices, clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits JOIN clinic.patients ON clinic.patients.id IN (SELECT patient_id FROM clinic.invoices);

-- read  reads: "Loans", "loan items", library."Readers"  writes: -
SELECT * FROM "Loans" JOIN library."Readers" ON library."Readers".id IN (SELECT reader_id FROM "loan items");

-- read  reads: events, public.venues, ticketsales  writes: -
SELECT * FROM EVENTS JOIN Public.Venues ON Public.Venues.id IN (SELECT venue_id FROM TicketSales);

-- read  reads: group, order, user  writes: -
SELECT * FROM "user" JOIN "group" ON "group".id IN (SELECT group_id FROM "order");

-- read  reads: flotte.relevé, flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules JOIN trajets ON trajets.id IN (SELECT véhicule_id FROM flotte."relevé");

-- read  reads: orders  writes: -
SELECT x.id FROM orders AS x (id, other), generate_series(1, 3) AS g (i);

-- read  reads: clinic.visits  writes: -
SELECT x.id FROM clinic.visits AS x (id, other), generate_series(1, 3) AS g (i);

-- read  reads: "Loans"  writes: -
SELECT x.id FROM "Loans" AS x (id, other), generate_series(1, 3) AS g (i);

-- read  reads: events  writes: -
SELECT x.id FROM EVENTS AS x (id, other), generate_series(1, 3) AS g (i);

-- read  reads: user  writes: -
SELECT x.id FROM "user" AS x (id, other), generate_series(1, 3) AS g (i);

-- read  reads: flotte.véhicules  writes: -
SELECT x.id FROM flotte.véhicules AS x (id, other), generate_series(1, 3) AS g (i);

-- read  reads: orders  writes: -
SELECT * FROM orders, unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (v, i);

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits, unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (v, i);

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans", unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (v, i);

-- read  reads: events  writes: -
SELECT * FROM EVENTS, unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (v, i);

-- read  reads: user  writes: -
SELECT * FROM "user", unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (v, i);

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules, unnest(ARRAY[1, 2]) WITH ORDINALITY AS u (v, i);

-- read  reads: orders  writes: -
SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS z, orders;

-- read  reads: clinic.visits  writes: -
SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS z, clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS z, "Loans";

-- read  reads: events  writes: -
SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS z, EVENTS;

-- read  reads: user  writes: -
SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS z, "user";

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS z, flotte.véhicules;

-- read  reads: orders  writes: -
SELECT j.* FROM orders, JSON_TABLE(status::jsonb, '$[*]' COLUMNS (id int PATH '$.id', NESTED PATH '$.tags[*]' COLUMNS (tag text PATH '$'))) AS j;

-- read  reads: clinic.visits  writes: -
SELECT j.* FROM clinic.visits, JSON_TABLE(reason::jsonb, '$[*]' COLUMNS (id int PATH '$.id', NESTED PATH '$.tags[*]' COLUMNS (tag text PATH '$'))) AS j;

-- read  reads: "Loans"  writes: -
SELECT j.* FROM "Loans", JSON_TABLE(shelf::jsonb, '$[*]' COLUMNS (id int PATH '$.id', NESTED PATH '$.tags[*]' COLUMNS (tag text PATH '$'))) AS j;

-- read  reads: events  writes: -
SELECT j.* FROM EVENTS, JSON_TABLE(title::jsonb, '$[*]' COLUMNS (id int PATH '$.id', NESTED PATH '$.tags[*]' COLUMNS (tag text PATH '$'))) AS j;

-- read  reads: user  writes: -
SELECT j.* FROM "user", JSON_TABLE("name"::jsonb, '$[*]' COLUMNS (id int PATH '$.id', NESTED PATH '$.tags[*]' COLUMNS (tag text PATH '$'))) AS j;

-- read  reads: flotte.véhicules  writes: -
SELECT j.* FROM flotte.véhicules, JSON_TABLE(état::jsonb, '$[*]' COLUMNS (id int PATH '$.id', NESTED PATH '$.tags[*]' COLUMNS (tag text PATH '$'))) AS j;

-- read  reads: orders  writes: -
SELECT x.* FROM orders, XMLTABLE('/rows/row' PASSING (status::xml) COLUMNS id int PATH '@id', label text PATH 'label') AS x;

-- read  reads: clinic.visits  writes: -
SELECT x.* FROM clinic.visits, XMLTABLE('/rows/row' PASSING (reason::xml) COLUMNS id int PATH '@id', label text PATH 'label') AS x;

-- read  reads: "Loans"  writes: -
SELECT x.* FROM "Loans", XMLTABLE('/rows/row' PASSING (shelf::xml) COLUMNS id int PATH '@id', label text PATH 'label') AS x;

-- read  reads: events  writes: -
SELECT x.* FROM EVENTS, XMLTABLE('/rows/row' PASSING (title::xml) COLUMNS id int PATH '@id', label text PATH 'label') AS x;

-- read  reads: user  writes: -
SELECT x.* FROM "user", XMLTABLE('/rows/row' PASSING ("name"::xml) COLUMNS id int PATH '@id', label text PATH 'label') AS x;

-- read  reads: flotte.véhicules  writes: -
SELECT x.* FROM flotte.véhicules, XMLTABLE('/rows/row' PASSING (état::xml) COLUMNS id int PATH '@id', label text PATH 'label') AS x;

-- read  reads: orders  writes: -
SELECT status::jsonb -> 'a' ->> 'b', status::jsonb #>> '{x,y}' FROM orders WHERE status::jsonb @> '{"on": true}' AND status::jsonb ? 'key';

-- read  reads: clinic.visits  writes: -
SELECT reason::jsonb -> 'a' ->> 'b', reason::jsonb #>> '{x,y}' FROM clinic.visits WHERE reason::jsonb @> '{"on": true}' AND reason::jsonb ? 'key';

-- read  reads: "Loans"  writes: -
SELECT shelf::jsonb -> 'a' ->> 'b', shelf::jsonb #>> '{x,y}' FROM "Loans" WHERE shelf::jsonb @> '{"on": true}' AND shelf::jsonb ? 'key';

-- read  reads: events  writes: -
SELECT title::jsonb -> 'a' ->> 'b', title::jsonb #>> '{x,y}' FROM EVENTS WHERE title::jsonb @> '{"on": true}' AND title::jsonb ? 'key';

-- read  reads: user  writes: -
SELECT "name"::jsonb -> 'a' ->> 'b', "name"::jsonb #>> '{x,y}' FROM "user" WHERE "name"::jsonb @> '{"on": true}' AND "name"::jsonb ? 'key';

-- read  reads: flotte.véhicules  writes: -
SELECT état::jsonb -> 'a' ->> 'b', état::jsonb #>> '{x,y}' FROM flotte.véhicules WHERE état::jsonb @> '{"on": true}' AND état::jsonb ? 'key';

-- read  reads: orders  writes: -
SELECT JSON_OBJECT('id' VALUE id, 'n' VALUE status ABSENT ON NULL) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT JSON_OBJECT('id' VALUE id, 'n' VALUE reason ABSENT ON NULL) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT JSON_OBJECT('id' VALUE id, 'n' VALUE shelf ABSENT ON NULL) FROM "Loans";

-- read  reads: events  writes: -
SELECT JSON_OBJECT('id' VALUE id, 'n' VALUE title ABSENT ON NULL) FROM EVENTS;

-- read  reads: user  writes: -
SELECT JSON_OBJECT('id' VALUE id, 'n' VALUE "name" ABSENT ON NULL) FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT JSON_OBJECT('id' VALUE id, 'n' VALUE état ABSENT ON NULL) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT placed_at AT TIME ZONE 'UTC', placed_at + interval '1 day', extract(epoch FROM placed_at) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT visited_on AT TIME ZONE 'UTC', visited_on + interval '1 day', extract(epoch FROM visited_on) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT due_on AT TIME ZONE 'UTC', due_on + interval '1 day', extract(epoch FROM due_on) FROM "Loans";

-- read  reads: events  writes: -
SELECT starts_at AT TIME ZONE 'UTC', starts_at + interval '1 day', extract(epoch FROM starts_at) FROM EVENTS;

-- read  reads: user  writes: -
SELECT "date" AT TIME ZONE 'UTC', "date" + interval '1 day', extract(epoch FROM "date") FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT relevé_le AT TIME ZONE 'UTC', relevé_le + interval '1 day', extract(epoch FROM relevé_le) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT status COLLATE "C", status ILIKE 'a%' ESCAPE '!', status SIMILAR TO '(a|b)%', status ~* '^x' FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT reason COLLATE "C", reason ILIKE 'a%' ESCAPE '!', reason SIMILAR TO '(a|b)%', reason ~* '^x' FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT shelf COLLATE "C", shelf ILIKE 'a%' ESCAPE '!', shelf SIMILAR TO '(a|b)%', shelf ~* '^x' FROM "Loans";

-- read  reads: events  writes: -
SELECT title COLLATE "C", title ILIKE 'a%' ESCAPE '!', title SIMILAR TO '(a|b)%', title ~* '^x' FROM EVENTS;

-- read  reads: user  writes: -
SELECT "name" COLLATE "C", "name" ILIKE 'a%' ESCAPE '!', "name" SIMILAR TO '(a|b)%', "name" ~* '^x' FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT état COLLATE "C", état ILIKE 'a%' ESCAPE '!', état SIMILAR TO '(a|b)%', état ~* '^x' FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT substring(status FROM 2 FOR 3), overlay(status PLACING 'xx' FROM 1), position('a' IN status), trim(BOTH 'x' FROM status) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT substring(reason FROM 2 FOR 3), overlay(reason PLACING 'xx' FROM 1), position('a' IN reason), trim(BOTH 'x' FROM reason) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT substring(shelf FROM 2 FOR 3), overlay(shelf PLACING 'xx' FROM 1), position('a' IN shelf), trim(BOTH 'x' FROM shelf) FROM "Loans";

-- read  reads: events  writes: -
SELECT substring(title FROM 2 FOR 3), overlay(title PLACING 'xx' FROM 1), position('a' IN title), trim(BOTH 'x' FROM title) FROM EVENTS;

-- read  reads: user  writes: -
SELECT substring("name" FROM 2 FOR 3), overlay("name" PLACING 'xx' FROM 1), position('a' IN "name"), trim(BOTH 'x' FROM "name") FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT substring(état FROM 2 FOR 3), overlay(état PLACING 'xx' FROM 1), position('a' IN état), trim(BOTH 'x' FROM état) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT (placed_at, interval '1 day') OVERLAPS (now(), now()) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT (visited_on, interval '1 day') OVERLAPS (now(), now()) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT (due_on, interval '1 day') OVERLAPS (now(), now()) FROM "Loans";

-- read  reads: events  writes: -
SELECT (starts_at, interval '1 day') OVERLAPS (now(), now()) FROM EVENTS;

-- read  reads: user  writes: -
SELECT ("date", interval '1 day') OVERLAPS (now(), now()) FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT (relevé_le, interval '1 day') OVERLAPS (now(), now()) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT CAST(total AS numeric(10, 2)), total::int::text, int '5' FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT CAST(fee AS numeric(10, 2)), fee::int::text, int '5' FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT CAST(fine AS numeric(10, 2)), fine::int::text, int '5' FROM "Loans";

-- read  reads: events  writes: -
SELECT CAST(price AS numeric(10, 2)), price::int::text, int '5' FROM EVENTS;

-- read  reads: user  writes: -
SELECT CAST("limit" AS numeric(10, 2)), "limit"::int::text, int '5' FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT CAST(distance AS numeric(10, 2)), distance::int::text, int '5' FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT x FROM orders x WHERE x IS NOT DISTINCT FROM NULL;

-- read  reads: clinic.visits  writes: -
SELECT x FROM clinic.visits x WHERE x IS NOT DISTINCT FROM NULL;

-- read  reads: "Loans"  writes: -
SELECT x FROM "Loans" x WHERE x IS NOT DISTINCT FROM NULL;

-- read  reads: events  writes: -
SELECT x FROM EVENTS x WHERE x IS NOT DISTINCT FROM NULL;

-- read  reads: user  writes: -
SELECT x FROM "user" x WHERE x IS NOT DISTINCT FROM NULL;

-- read  reads: flotte.véhicules  writes: -
SELECT x FROM flotte.véhicules x WHERE x IS NOT DISTINCT FROM NULL;

-- read  reads: orders  writes: -
SELECT (x).id, (ROW(1, 2)).f1 FROM orders AS x;

-- read  reads: clinic.visits  writes: -
SELECT (x).id, (ROW(1, 2)).f1 FROM clinic.visits AS x;

-- read  reads: "Loans"  writes: -
SELECT (x).id, (ROW(1, 2)).f1 FROM "Loans" AS x;

-- read  reads: events  writes: -
SELECT (x).id, (ROW(1, 2)).f1 FROM EVENTS AS x;

-- read  reads: user  writes: -
SELECT (x).id, (ROW(1, 2)).f1 FROM "user" AS x;

-- read  reads: flotte.véhicules  writes: -
SELECT (x).id, (ROW(1, 2)).f1 FROM flotte.véhicules AS x;

-- read  reads: orders  writes: -
SELECT status OPERATOR(pg_catalog.||) 'x' FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT reason OPERATOR(pg_catalog.||) 'x' FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT shelf OPERATOR(pg_catalog.||) 'x' FROM "Loans";

-- read  reads: events  writes: -
SELECT title OPERATOR(pg_catalog.||) 'x' FROM EVENTS;

-- read  reads: user  writes: -
SELECT "name" OPERATOR(pg_catalog.||) 'x' FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT état OPERATOR(pg_catalog.||) 'x' FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT GREATEST(total, 1), LEAST(total, 2), COALESCE(status, ''), NULLIF(status, '') FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT GREATEST(fee, 1), LEAST(fee, 2), COALESCE(reason, ''), NULLIF(reason, '') FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT GREATEST(fine, 1), LEAST(fine, 2), COALESCE(shelf, ''), NULLIF(shelf, '') FROM "Loans";

-- read  reads: events  writes: -
SELECT GREATEST(price, 1), LEAST(price, 2), COALESCE(title, ''), NULLIF(title, '') FROM EVENTS;

-- read  reads: user  writes: -
SELECT GREATEST("limit", 1), LEAST("limit", 2), COALESCE("name", ''), NULLIF("name", '') FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT GREATEST(distance, 1), LEAST(distance, 2), COALESCE(état, ''), NULLIF(état, '') FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT * FROM orders WHERE id = $1 AND status = $2 LIMIT $3;

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE id = $1 AND reason = $2 LIMIT $3;

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" WHERE id = $1 AND shelf = $2 LIMIT $3;

-- read  reads: events  writes: -
SELECT * FROM EVENTS WHERE id = $1 AND title = $2 LIMIT $3;

-- read  reads: user  writes: -
SELECT * FROM "user" WHERE id = $1 AND "name" = $2 LIMIT $3;

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules WHERE id = $1 AND état = $2 LIMIT $3;

-- read  reads: orders  writes: -
SELECT * FROM orders WHERE placed_at BETWEEN SYMMETRIC now() AND now() - interval '1 day';

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits WHERE visited_on BETWEEN SYMMETRIC now() AND now() - interval '1 day';

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" WHERE due_on BETWEEN SYMMETRIC now() AND now() - interval '1 day';

-- read  reads: events  writes: -
SELECT * FROM EVENTS WHERE starts_at BETWEEN SYMMETRIC now() AND now() - interval '1 day';

-- read  reads: user  writes: -
SELECT * FROM "user" WHERE "date" BETWEEN SYMMETRIC now() AND now() - interval '1 day';

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules WHERE relevé_le BETWEEN SYMMETRIC now() AND now() - interval '1 day';

-- read  reads: customers, orders  writes: -
VALUES (1, (SELECT max(id) FROM orders)), (2, (SELECT min(id) FROM customers));

-- read  reads: clinic.patients, clinic.visits  writes: -
VALUES (1, (SELECT max(id) FROM clinic.visits)), (2, (SELECT min(id) FROM clinic.patients));

-- read  reads: "Loans", library."Readers"  writes: -
VALUES (1, (SELECT max(id) FROM "Loans")), (2, (SELECT min(id) FROM library."Readers"));

-- read  reads: events, public.venues  writes: -
VALUES (1, (SELECT max(id) FROM EVENTS)), (2, (SELECT min(id) FROM Public.Venues));

-- read  reads: group, user  writes: -
VALUES (1, (SELECT max(id) FROM "user")), (2, (SELECT min(id) FROM "group"));

-- read  reads: flotte.véhicules, trajets  writes: -
VALUES (1, (SELECT max(id) FROM flotte.véhicules)), (2, (SELECT min(id) FROM trajets));

-- read  reads: orders  writes: -
SELECT FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT FROM "Loans";

-- read  reads: events  writes: -
SELECT FROM EVENTS;

-- read  reads: user  writes: -
SELECT FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT FROM flotte.véhicules;

-- read  reads: customers, orders  writes: -
SELECT * FROM orders AS x JOIN customers AS y USING (id) AS joined WHERE joined.id = 1;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM clinic.visits AS x JOIN clinic.patients AS y USING (id) AS joined WHERE joined.id = 1;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM "Loans" AS x JOIN library."Readers" AS y USING (id) AS joined WHERE joined.id = 1;

-- read  reads: events, public.venues  writes: -
SELECT * FROM EVENTS AS x JOIN Public.Venues AS y USING (id) AS joined WHERE joined.id = 1;

-- read  reads: group, user  writes: -
SELECT * FROM "user" AS x JOIN "group" AS y USING (id) AS joined WHERE joined.id = 1;

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM flotte.véhicules AS x JOIN trajets AS y USING (id) AS joined WHERE joined.id = 1;

-- read  reads: orders  writes: -
SELECT * FROM orders GROUP BY DISTINCT CUBE (id, status);

-- read  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits GROUP BY DISTINCT CUBE (id, reason);

-- read  reads: "Loans"  writes: -
SELECT * FROM "Loans" GROUP BY DISTINCT CUBE (id, shelf);

-- read  reads: events  writes: -
SELECT * FROM EVENTS GROUP BY DISTINCT CUBE (id, title);

-- read  reads: user  writes: -
SELECT * FROM "user" GROUP BY DISTINCT CUBE (id, "name");

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules GROUP BY DISTINCT CUBE (id, état);

-- read  reads: customers, orders  writes: -
(SELECT * FROM orders ORDER BY 1 LIMIT 1) UNION ALL (SELECT * FROM customers ORDER BY 1 LIMIT 1);

-- read  reads: clinic.patients, clinic.visits  writes: -
(SELECT * FROM clinic.visits ORDER BY 1 LIMIT 1) UNION ALL (SELECT * FROM clinic.patients ORDER BY 1 LIMIT 1);

-- read  reads: "Loans", library."Readers"  writes: -
(SELECT * FROM "Loans" ORDER BY 1 LIMIT 1) UNION ALL (SELECT * FROM library."Readers" ORDER BY 1 LIMIT 1);

-- read  reads: events, public.venues  writes: -
(SELECT * FROM EVENTS ORDER BY 1 LIMIT 1) UNION ALL (SELECT * FROM Public.Venues ORDER BY 1 LIMIT 1);

-- read  reads: group, user  writes: -
(SELECT * FROM "user" ORDER BY 1 LIMIT 1) UNION ALL (SELECT * FROM "group" ORDER BY 1 LIMIT 1);

-- read  reads: flotte.véhicules, trajets  writes: -
(SELECT * FROM flotte.véhicules ORDER BY 1 LIMIT 1) UNION ALL (SELECT * FROM trajets ORDER BY 1 LIMIT 1);

-- read  reads: customers, orders  writes: -
SELECT * FROM (VALUES (1), (2)) v (i) JOIN orders ON i = id WHERE NOT EXISTS (TABLE customers);

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT * FROM (VALUES (1), (2)) v (i) JOIN clinic.visits ON i = id WHERE NOT EXISTS (TABLE clinic.patients);

-- read  reads: "Loans", library."Readers"  writes: -
SELECT * FROM (VALUES (1), (2)) v (i) JOIN "Loans" ON i = id WHERE NOT EXISTS (TABLE library."Readers");

-- read  reads: events, public.venues  writes: -
SELECT * FROM (VALUES (1), (2)) v (i) JOIN EVENTS ON i = id WHERE NOT EXISTS (TABLE Public.Venues);

-- read  reads: group, user  writes: -
SELECT * FROM (VALUES (1), (2)) v (i) JOIN "user" ON i = id WHERE NOT EXISTS (TABLE "group");

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT * FROM (VALUES (1), (2)) v (i) JOIN flotte.véhicules ON i = id WHERE NOT EXISTS (TABLE trajets);
