-- COPY in, out, of queries, and of the server's files.

-- copy_in  reads: -  writes: orders
COPY orders FROM STDIN;

-- copy_in  reads: -  writes: clinic.visits
COPY clinic.visits FROM STDIN;

-- copy_in  reads: -  writes: "Loans"
COPY "Loans" FROM STDIN;

-- copy_in  reads: -  writes: events
COPY EVENTS FROM STDIN;

-- copy_in  reads: -  writes: user
COPY "user" FROM STDIN;

-- copy_in  reads: -  writes: flotte.véhicules
COPY flotte.véhicules FROM STDIN;

-- copy_in  reads: -  writes: orders
COPY orders (id, status) FROM STDIN WITH (FORMAT csv, HEADER true, NULL '');

-- copy_in  reads: -  writes: clinic.visits
COPY clinic.visits (id, reason) FROM STDIN WITH (FORMAT csv, HEADER true, NULL '');

-- copy_in  reads: -  writes: "Loans"
COPY "Loans" (id, shelf) FROM STDIN WITH (FORMAT csv, HEADER true, NULL '');

-- copy_in  reads: -  writes: events
COPY EVENTS (id, title) FROM STDIN WITH (FORMAT csv, HEADER true, NULL '');

-- copy_in  reads: -  writes: user
COPY "user" (id, "name") FROM STDIN WITH (FORMAT csv, HEADER true, NULL '');

-- copy_in  reads: -  writes: flotte.véhicules
COPY flotte.véhicules (id, état) FROM STDIN WITH (FORMAT csv, HEADER true, NULL '');

-- copy_in  reads: -  writes: orders
COPY orders FROM STDIN (FORMAT binary);

-- copy_in  reads: -  writes: clinic.visits
COPY clinic.visits FROM STDIN (FORMAT binary);

-- copy_in  reads: -  writes: "Loans"
COPY "Loans" FROM STDIN (FORMAT binary);

-- copy_in  reads: -  writes: events
COPY EVENTS FROM STDIN (FORMAT binary);

-- copy_in  reads: -  writes: user
COPY "user" FROM STDIN (FORMAT binary);

-- copy_in  reads: -  writes: flotte.véhicules
COPY flotte.véhicules FROM STDIN (FORMAT binary);

-- copy_in  reads: -  writes: orders
COPY orders FROM STDIN CSV DELIMITER ';' QUOTE '"';

-- copy_in  reads: -  writes: clinic.visits
COPY clinic.visits FROM STDIN CSV DELIMITER ';' QUOTE '"';

-- copy_in  reads: -  writes: "Loans"
COPY "Loans" FROM STDIN CSV DELIMITER ';' QUOTE '"';

-- copy_in  reads: -  writes: events
COPY EVENTS FROM STDIN CSV DELIMITER ';' QUOTE '"';

-- copy_in  reads: -  writes: user
COPY "user" FROM STDIN CSV DELIMITER ';' QUOTE '"';

-- copy_in  reads: -  writes: flotte.véhicules
COPY flotte.véhicules FROM STDIN CSV DELIMITER ';' QUOTE '"';

-- copy_in  reads: -  writes: orders
COPY orders FROM STDIN WHERE id > 10;

-- copy_in  reads: -  writes: clinic.visits
COPY clinic.visits FROM STDIN WHERE id > 10;

-- copy_in  reads: -  writes: "Loans"
COPY "Loans" FROM STDIN WHERE id > 10;

-- copy_in  reads: -  writes: events
COPY EVENTS FROM STDIN WHERE id > 10;

-- copy_in  reads: -  writes: user
COPY "user" FROM STDIN WHERE id > 10;

-- copy_in  reads: -  writes: flotte.véhicules
COPY flotte.véhicules FROM STDIN WHERE id > 10;

-- copy_in  reads: -  writes: orders
copy orders from stdin with delimiter as '|';

-- copy_in  reads: -  writes: clinic.visits
copy clinic.visits from stdin with delimiter as '|';

-- copy_in  reads: -  writes: "Loans"
copy "Loans" from stdin with delimiter as '|';

-- copy_in  reads: -  writes: events
copy EVENTS from stdin with delimiter as '|';

-- copy_in  reads: -  writes: user
copy "user" from stdin with delimiter as '|';

-- copy_in  reads: -  writes: flotte.véhicules
copy flotte.véhicules from stdin with delimiter as '|';

-- copy_out  reads: orders  writes: -
COPY orders TO STDOUT;

-- copy_out  reads: clinic.visits  writes: -
COPY clinic.visits TO STDOUT;

-- copy_out  reads: "Loans"  writes: -
COPY "Loans" TO STDOUT;

-- copy_out  reads: events  writes: -
COPY EVENTS TO STDOUT;

-- copy_out  reads: user  writes: -
COPY "user" TO STDOUT;

-- copy_out  reads: flotte.véhicules  writes: -
COPY flotte.véhicules TO STDOUT;

-- copy_out  reads: orders  writes: -
COPY orders (id) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *);

-- copy_out  reads: clinic.visits  writes: -
COPY clinic.visits (id) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *);

-- copy_out  reads: "Loans"  writes: -
COPY "Loans" (id) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *);

-- copy_out  reads: events  writes: -
COPY EVENTS (id) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *);

-- copy_out  reads: user  writes: -
COPY "user" (id) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *);

-- copy_out  reads: flotte.véhicules  writes: -
COPY flotte.véhicules (id) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *);

-- copy_out  reads: orders  writes: -
COPY (SELECT * FROM orders WHERE total > 5) TO STDOUT;

-- copy_out  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits WHERE fee > 5) TO STDOUT;

-- copy_out  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans" WHERE fine > 5) TO STDOUT;

-- copy_out  reads: events  writes: -
COPY (SELECT * FROM EVENTS WHERE price > 5) TO STDOUT;

-- copy_out  reads: user  writes: -
COPY (SELECT * FROM "user" WHERE "limit" > 5) TO STDOUT;

-- copy_out  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules WHERE distance > 5) TO STDOUT;

-- copy_out  reads: customers, orders  writes: -
COPY (SELECT * FROM orders UNION SELECT * FROM customers) TO STDOUT BINARY;

-- copy_out  reads: clinic.patients, clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits UNION SELECT * FROM clinic.patients) TO STDOUT BINARY;

-- copy_out  reads: "Loans", library."Readers"  writes: -
COPY (SELECT * FROM "Loans" UNION SELECT * FROM library."Readers") TO STDOUT BINARY;

-- copy_out  reads: events, public.venues  writes: -
COPY (SELECT * FROM EVENTS UNION SELECT * FROM Public.Venues) TO STDOUT BINARY;

-- copy_out  reads: group, user  writes: -
COPY (SELECT * FROM "user" UNION SELECT * FROM "group") TO STDOUT BINARY;

-- copy_out  reads: flotte.véhicules, trajets  writes: -
COPY (SELECT * FROM flotte.véhicules UNION SELECT * FROM trajets) TO STDOUT BINARY;

-- copy_out  reads: orders  writes: -
COPY (WITH x AS (SELECT * FROM orders) SELECT * FROM x) TO STDOUT;

-- copy_out  reads: clinic.visits  writes: -
COPY (WITH x AS (SELECT * FROM clinic.visits) SELECT * FROM x) TO STDOUT;

-- copy_out  reads: "Loans"  writes: -
COPY (WITH x AS (SELECT * FROM "Loans") SELECT * FROM x) TO STDOUT;

-- copy_out  reads: events  writes: -
COPY (WITH x AS (SELECT * FROM EVENTS) SELECT * FROM x) TO STDOUT;

-- copy_out  reads: user  writes: -
COPY (WITH x AS (SELECT * FROM "user") SELECT * FROM x) TO STDOUT;

-- copy_out  reads: flotte.véhicules  writes: -
COPY (WITH x AS (SELECT * FROM flotte.véhicules) SELECT * FROM x) TO STDOUT;

-- copy_out  reads: orders  writes: -
COPY (TABLE orders) TO STDOUT CSV HEADER;

-- copy_out  reads: clinic.visits  writes: -
COPY (TABLE clinic.visits) TO STDOUT CSV HEADER;

-- copy_out  reads: "Loans"  writes: -
COPY (TABLE "Loans") TO STDOUT CSV HEADER;

-- copy_out  reads: events  writes: -
COPY (TABLE EVENTS) TO STDOUT CSV HEADER;

-- copy_out  reads: user  writes: -
COPY (TABLE "user") TO STDOUT CSV HEADER;

-- copy_out  reads: flotte.véhicules  writes: -
COPY (TABLE flotte.véhicules) TO STDOUT CSV HEADER;

-- copy_out  reads: -  writes: -
COPY (VALUES (1), (2)) TO STDOUT;

-- write  reads: -  writes: orders
COPY (DELETE FROM orders RETURNING *) TO STDOUT;

-- write  reads: -  writes: clinic.visits
COPY (DELETE FROM clinic.visits RETURNING *) TO STDOUT;

-- write  reads: -  writes: "Loans"
COPY (DELETE FROM "Loans" RETURNING *) TO STDOUT;

-- write  reads: -  writes: events
COPY (DELETE FROM EVENTS RETURNING *) TO STDOUT;

-- write  reads: -  writes: user
COPY (DELETE FROM "user" RETURNING *) TO STDOUT;

-- write  reads: -  writes: flotte.véhicules
COPY (DELETE FROM flotte.véhicules RETURNING *) TO STDOUT;

-- write  reads: -  writes: orders
COPY (INSERT INTO orders VALUES (1) RETURNING id) TO STDOUT;

-- write  reads: -  writes: clinic.visits
COPY (INSERT INTO clinic.visits VALUES (1) RETURNING id) TO STDOUT;

-- write  reads: -  writes: "Loans"
COPY (INSERT INTO "Loans" VALUES (1) RETURNING id) TO STDOUT;

-- write  reads: -  writes: events
COPY (INSERT INTO EVENTS VALUES (1) RETURNING id) TO STDOUT;

-- write  reads: -  writes: user
COPY (INSERT INTO "user" VALUES (1) RETURNING id) TO STDOUT;

-- write  reads: -  writes: flotte.véhicules
COPY (INSERT INTO flotte.véhicules VALUES (1) RETURNING id) TO STDOUT;

-- write  reads: customers  writes: orders
COPY (UPDATE orders SET id = 1 FROM customers RETURNING 1) TO STDOUT WITH (FORMAT csv);

-- write  reads: clinic.patients  writes: clinic.visits
COPY (UPDATE clinic.visits SET id = 1 FROM clinic.patients RETURNING 1) TO STDOUT WITH (FORMAT csv);

-- write  reads: library."Readers"  writes: "Loans"
COPY (UPDATE "Loans" SET id = 1 FROM library."Readers" RETURNING 1) TO STDOUT WITH (FORMAT csv);

-- write  reads: public.venues  writes: events
COPY (UPDATE EVENTS SET id = 1 FROM Public.Venues RETURNING 1) TO STDOUT WITH (FORMAT csv);

-- write  reads: group  writes: user
COPY (UPDATE "user" SET id = 1 FROM "group" RETURNING 1) TO STDOUT WITH (FORMAT csv);

-- write  reads: trajets  writes: flotte.véhicules
COPY (UPDATE flotte.véhicules SET id = 1 FROM trajets RETURNING 1) TO STDOUT WITH (FORMAT csv);

-- write  reads: orders  writes: -
COPY (SELECT * FROM orders FOR UPDATE) TO STDOUT;

-- write  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits FOR UPDATE) TO STDOUT;

-- write  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans" FOR UPDATE) TO STDOUT;

-- write  reads: events  writes: -
COPY (SELECT * FROM EVENTS FOR UPDATE) TO STDOUT;

-- write  reads: user  writes: -
COPY (SELECT * FROM "user" FOR UPDATE) TO STDOUT;

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules FOR UPDATE) TO STDOUT;

-- write  reads: -  writes: orders
COPY (WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d) TO STDOUT;

-- write  reads: -  writes: clinic.visits
COPY (WITH d AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM d) TO STDOUT;

-- write  reads: -  writes: "Loans"
COPY (WITH d AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM d) TO STDOUT;

-- write  reads: -  writes: events
COPY (WITH d AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM d) TO STDOUT;

-- write  reads: -  writes: user
COPY (WITH d AS (DELETE FROM "user" RETURNING *) SELECT * FROM d) TO STDOUT;

-- write  reads: -  writes: flotte.véhicules
COPY (WITH d AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM d) TO STDOUT;

-- write  reads: -  writes: orders_id_seq
COPY (SELECT nextval('orders_id_seq')) TO STDOUT;

-- write  reads: -  writes: clinic.visits_id_seq
COPY (SELECT nextval('clinic.visits_id_seq')) TO STDOUT;

-- write  reads: -  writes: "Loans_seq"
COPY (SELECT nextval('"Loans_seq"')) TO STDOUT;

-- write  reads: -  writes: ticket_numbers
COPY (SELECT nextval('Ticket_Numbers')) TO STDOUT;

-- write  reads: -  writes: select
COPY (SELECT nextval('"select"')) TO STDOUT;

-- write  reads: -  writes: trajets_numéro
COPY (SELECT nextval('trajets_numéro')) TO STDOUT;

-- write  reads: -  writes: orders
COPY orders FROM '/tmp/rows.csv' CSV;

-- write  reads: -  writes: clinic.visits
COPY clinic.visits FROM '/tmp/rows.csv' CSV;

-- write  reads: -  writes: "Loans"
COPY "Loans" FROM '/tmp/rows.csv' CSV;

-- write  reads: -  writes: events
COPY EVENTS FROM '/tmp/rows.csv' CSV;

-- write  reads: -  writes: user
COPY "user" FROM '/tmp/rows.csv' CSV;

-- write  reads: -  writes: flotte.véhicules
COPY flotte.véhicules FROM '/tmp/rows.csv' CSV;

-- write  reads: orders  writes: -
COPY orders TO '/tmp/rows.csv';

-- write  reads: clinic.visits  writes: -
COPY clinic.visits TO '/tmp/rows.csv';

-- write  reads: "Loans"  writes: -
COPY "Loans" TO '/tmp/rows.csv';

-- write  reads: events  writes: -
COPY EVENTS TO '/tmp/rows.csv';

-- write  reads: user  writes: -
COPY "user" TO '/tmp/rows.csv';

-- write  reads: flotte.véhicules  writes: -
COPY flotte.véhicules TO '/tmp/rows.csv';

-- write  reads: -  writes: orders
COPY orders FROM PROGRAM 'zcat rows.gz';

-- write  reads: -  writes: clinic.visits
COPY clinic.visits FROM PROGRAM 'zcat rows.gz';

-- write  reads: -  writes: "Loans"
COPY "Loans" FROM PROGRAM 'zcat rows.gz';

-- write  reads: -  writes: events
COPY EVENTS FROM PROGRAM 'zcat rows.gz';

-- write  reads: -  writes: user
COPY "user" FROM PROGRAM 'zcat rows.gz';

-- write  reads: -  writes: flotte.véhicules
COPY flotte.véhicules FROM PROGRAM 'zcat rows.gz';

-- write  reads: orders  writes: -
COPY orders TO PROGRAM 'gzip > rows.gz';

-- write  reads: clinic.visits  writes: -
COPY clinic.visits TO PROGRAM 'gzip > rows.gz';

-- write  reads: "Loans"  writes: -
COPY "Loans" TO PROGRAM 'gzip > rows.gz';

-- write  reads: events  writes: -
COPY EVENTS TO PROGRAM 'gzip > rows.gz';

-- write  reads: user  writes: -
COPY "user" TO PROGRAM 'gzip > rows.gz';

-- write  reads: flotte.véhicules  writes: -
COPY flotte.véhicules TO PROGRAM 'gzip > rows.gz';

-- write  reads: orders  writes: -
COPY (SELECT * FROM orders) TO '/tmp/rows';

-- write  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits) TO '/tmp/rows';

-- write  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans") TO '/tmp/rows';

-- write  reads: events  writes: -
COPY (SELECT * FROM EVENTS) TO '/tmp/rows';

-- write  reads: user  writes: -
COPY (SELECT * FROM "user") TO '/tmp/rows';

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules) TO '/tmp/rows';

-- write  reads: orders  writes: -
COPY (SELECT * FROM orders) TO PROGRAM 'cat';

-- write  reads: clinic.visits  writes: -
COPY (SELECT * FROM clinic.visits) TO PROGRAM 'cat';

-- write  reads: "Loans"  writes: -
COPY (SELECT * FROM "Loans") TO PROGRAM 'cat';

-- write  reads: events  writes: -
COPY (SELECT * FROM EVENTS) TO PROGRAM 'cat';

-- write  reads: user  writes: -
COPY (SELECT * FROM "user") TO PROGRAM 'cat';

-- write  reads: flotte.véhicules  writes: -
COPY (SELECT * FROM flotte.véhicules) TO PROGRAM 'cat';

-- copy_in  reads: -  writes: orders
COPY BINARY orders FROM STDIN;

-- copy_in  reads: -  writes: clinic.visits
COPY BINARY clinic.visits FROM STDIN;

-- copy_in  reads: -  writes: "Loans"
COPY BINARY "Loans" FROM STDIN;

-- copy_in  reads: -  writes: events
COPY BINARY EVENTS FROM STDIN;

-- copy_in  reads: -  writes: user
COPY BINARY "user" FROM STDIN;

-- copy_in  reads: -  writes: flotte.véhicules
COPY BINARY flotte.véhicules FROM STDIN;
