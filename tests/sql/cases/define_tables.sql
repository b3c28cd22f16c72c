-- DDL on tables, indexes, sequences and views.

-- ddl  reads: -  writes: orders
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, status text NOT NULL DEFAULT '', total numeric(8, 2) CHECK (total >= 0));

-- ddl  reads: -  writes: clinic.visits
CREATE TABLE clinic.visits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reason text NOT NULL DEFAULT '', fee numeric(8, 2) CHECK (fee >= 0));

-- ddl  reads: -  writes: "Loans"
CREATE TABLE "Loans" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shelf text NOT NULL DEFAULT '', fine numeric(8, 2) CHECK (fine >= 0));

-- ddl  reads: -  writes: events
CREATE TABLE EVENTS (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL DEFAULT '', price numeric(8, 2) CHECK (price >= 0));

-- ddl  reads: -  writes: user
CREATE TABLE "user" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "name" text NOT NULL DEFAULT '', "limit" numeric(8, 2) CHECK ("limit" >= 0));

-- ddl  reads: -  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, état text NOT NULL DEFAULT '', distance numeric(8, 2) CHECK (distance >= 0));

-- ddl  reads: -  writes: orders
CREATE TABLE IF NOT EXISTS orders ();

-- ddl  reads: -  writes: clinic.visits
CREATE TABLE IF NOT EXISTS clinic.visits ();

-- ddl  reads: -  writes: "Loans"
CREATE TABLE IF NOT EXISTS "Loans" ();

-- ddl  reads: -  writes: events
CREATE TABLE IF NOT EXISTS EVENTS ();

-- ddl  reads: -  writes: user
CREATE TABLE IF NOT EXISTS "user" ();

-- ddl  reads: -  writes: flotte.véhicules
CREATE TABLE IF NOT EXISTS flotte.véhicules ();

-- ddl  reads: -  writes: orders
CREATE TEMP TABLE orders (id int) ON COMMIT DROP;

-- ddl  reads: -  writes: clinic.visits
CREATE TEMP TABLE clinic.visits (id int) ON COMMIT DROP;

-- ddl  reads: -  writes: "Loans"
CREATE TEMP TABLE "Loans" (id int) ON COMMIT DROP;

-- ddl  reads: -  writes: events
CREATE TEMP TABLE EVENTS (id int) ON COMMIT DROP;

-- ddl  reads: -  writes: user
CREATE TEMP TABLE "user" (id int) ON COMMIT DROP;

-- ddl  reads: -  writes: flotte.véhicules
CREATE TEMP TABLE flotte.véhicules (id int) ON COMMIT DROP;

-- ddl  reads: -  writes: orders
CREATE UNLOGGED TABLE orders (id serial) WITH (fillfactor = 70) TABLESPACE fast;

-- ddl  reads: -  writes: clinic.visits
CREATE UNLOGGED TABLE clinic.visits (id serial) WITH (fillfactor = 70) TABLESPACE fast;

-- ddl  reads: -  writes: "Loans"
CREATE UNLOGGED TABLE "Loans" (id serial) WITH (fillfactor = 70) TABLESPACE fast;

-- ddl  reads: -  writes: events
CREATE UNLOGGED TABLE EVENTS (id serial) WITH (fillfactor = 70) TABLESPACE fast;

-- ddl  reads: -  writes: user
CREATE UNLOGGED TABLE "user" (id serial) WITH (fillfactor = 70) TABLESPACE fast;

-- ddl  reads: -  writes: flotte.véhicules
CREATE UNLOGGED TABLE flotte.véhicules (id serial) WITH (fillfactor = 70) TABLESPACE fast;

-- ddl  reads: customers  writes: orders
CREATE TABLE orders (id int, customer_id int REFERENCES customers (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits (id int, patient_id int REFERENCES clinic.patients (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE "Loans" (id int, reader_id int REFERENCES library."Readers" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);

-- ddl  reads: public.venues  writes: events
CREATE TABLE EVENTS (id int, venue_id int REFERENCES Public.Venues (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);

-- ddl  reads: group  writes: user
CREATE TABLE "user" (id int, group_id int REFERENCES "group" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id int, véhicule_id int REFERENCES trajets (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);

-- ddl  reads: customers, order_lines  writes: orders
CREATE TABLE orders (id int, customer_id int, FOREIGN KEY (customer_id) REFERENCES customers, other int CONSTRAINT r REFERENCES order_lines MATCH FULL);

-- ddl  reads: clinic.invoices, clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits (id int, patient_id int, FOREIGN KEY (patient_id) REFERENCES clinic.patients, other int CONSTRAINT r REFERENCES clinic.invoices MATCH FULL);

-- ddl  reads: "loan items", library."Readers"  writes: "Loans"
CREATE TABLE "Loans" (id int, reader_id int, FOREIGN KEY (reader_id) REFERENCES library."Readers", other int CONSTRAINT r REFERENCES "loan items" MATCH FULL);

-- ddl  reads: public.venues, ticketsales  writes: events
CREATE TABLE EVENTS (id int, venue_id int, FOREIGN KEY (venue_id) REFERENCES Public.Venues, other int CONSTRAINT r REFERENCES TicketSales MATCH FULL);

-- ddl  reads: group, order  writes: user
CREATE TABLE "user" (id int, group_id int, FOREIGN KEY (group_id) REFERENCES "group", other int CONSTRAINT r REFERENCES "order" MATCH FULL);

-- ddl  reads: flotte.relevé, trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id int, véhicule_id int, FOREIGN KEY (véhicule_id) REFERENCES trajets, other int CONSTRAINT r REFERENCES flotte."relevé" MATCH FULL);

-- ddl  reads: customers  writes: orders
CREATE TABLE orders (LIKE customers INCLUDING ALL EXCLUDING COMMENTS);

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits (LIKE clinic.patients INCLUDING ALL EXCLUDING COMMENTS);

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE "Loans" (LIKE library."Readers" INCLUDING ALL EXCLUDING COMMENTS);

-- ddl  reads: public.venues  writes: events
CREATE TABLE EVENTS (LIKE Public.Venues INCLUDING ALL EXCLUDING COMMENTS);

-- ddl  reads: group  writes: user
CREATE TABLE "user" (LIKE "group" INCLUDING ALL EXCLUDING COMMENTS);

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (LIKE trajets INCLUDING ALL EXCLUDING COMMENTS);

-- ddl  reads: customers, order_lines  writes: orders
CREATE TABLE orders (extra int) INHERITS (customers, order_lines);

-- ddl  reads: clinic.invoices, clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits (extra int) INHERITS (clinic.patients, clinic.invoices);

-- ddl  reads: "loan items", library."Readers"  writes: "Loans"
CREATE TABLE "Loans" (extra int) INHERITS (library."Readers", "loan items");

-- ddl  reads: public.venues, ticketsales  writes: events
CREATE TABLE EVENTS (extra int) INHERITS (Public.Venues, TicketSales);

-- ddl  reads: group, order  writes: user
CREATE TABLE "user" (extra int) INHERITS ("group", "order");

-- ddl  reads: flotte.relevé, trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (extra int) INHERITS (trajets, flotte."relevé");

-- ddl  reads: -  writes: orders
CREATE TABLE orders (id int, placed_at date) PARTITION BY RANGE (placed_at);

-- ddl  reads: -  writes: clinic.visits
CREATE TABLE clinic.visits (id int, visited_on date) PARTITION BY RANGE (visited_on);

-- ddl  reads: -  writes: "Loans"
CREATE TABLE "Loans" (id int, due_on date) PARTITION BY RANGE (due_on);

-- ddl  reads: -  writes: events
CREATE TABLE EVENTS (id int, starts_at date) PARTITION BY RANGE (starts_at);

-- ddl  reads: -  writes: user
CREATE TABLE "user" (id int, "date" date) PARTITION BY RANGE ("date");

-- ddl  reads: -  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id int, relevé_le date) PARTITION BY RANGE (relevé_le);

-- ddl  reads: customers  writes: orders
CREATE TABLE orders PARTITION OF customers FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits PARTITION OF clinic.patients FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE "Loans" PARTITION OF library."Readers" FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

-- ddl  reads: public.venues  writes: events
CREATE TABLE EVENTS PARTITION OF Public.Venues FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

-- ddl  reads: group  writes: user
CREATE TABLE "user" PARTITION OF "group" FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules PARTITION OF trajets FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);

-- ddl  reads: customers  writes: orders
CREATE TABLE orders PARTITION OF customers DEFAULT PARTITION BY LIST (status);

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits PARTITION OF clinic.patients DEFAULT PARTITION BY LIST (reason);

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE "Loans" PARTITION OF library."Readers" DEFAULT PARTITION BY LIST (shelf);

-- ddl  reads: public.venues  writes: events
CREATE TABLE EVENTS PARTITION OF Public.Venues DEFAULT PARTITION BY LIST (title);

-- ddl  reads: group  writes: user
CREATE TABLE "user" PARTITION OF "group" DEFAULT PARTITION BY LIST ("name");

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules PARTITION OF trajets DEFAULT PARTITION BY LIST (état);

-- ddl  reads: -  writes: orders
CREATE TABLE orders OF address_type (PRIMARY KEY (id));

-- ddl  reads: -  writes: clinic.visits
CREATE TABLE clinic.visits OF address_type (PRIMARY KEY (id));

-- ddl  reads: -  writes: "Loans"
CREATE TABLE "Loans" OF address_type (PRIMARY KEY (id));

-- ddl  reads: -  writes: events
CREATE TABLE EVENTS OF address_type (PRIMARY KEY (id));

-- ddl  reads: -  writes: user
CREATE TABLE "user" OF address_type (PRIMARY KEY (id));

-- ddl  reads: -  writes: flotte.véhicules
CREATE TABLE flotte.véhicules OF address_type (PRIMARY KEY (id));

-- ddl  reads: orders_id_seq  writes: orders
CREATE TABLE orders (id bigint DEFAULT nextval('orders_id_seq'));

-- ddl  reads: clinic.visits_id_seq  writes: clinic.visits
CREATE TABLE clinic.visits (id bigint DEFAULT nextval('clinic.visits_id_seq'));

-- ddl  reads: "Loans_seq"  writes: "Loans"
CREATE TABLE "Loans" (id bigint DEFAULT nextval('"Loans_seq"'));

-- ddl  reads: ticket_numbers  writes: events
CREATE TABLE EVENTS (id bigint DEFAULT nextval('Ticket_Numbers'));

-- ddl  reads: select  writes: user
CREATE TABLE "user" (id bigint DEFAULT nextval('"select"'));

-- ddl  reads: trajets_numéro  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id bigint DEFAULT nextval('trajets_numéro'));

-- ddl  reads: orders_id_seq  writes: orders
CREATE TABLE orders (id bigint DEFAULT nextval('orders_id_seq'::regclass), total int GENERATED ALWAYS AS (id * 2) STORED);

-- ddl  reads: clinic.visits_id_seq  writes: clinic.visits
CREATE TABLE clinic.visits (id bigint DEFAULT nextval('clinic.visits_id_seq'::regclass), fee int GENERATED ALWAYS AS (id * 2) STORED);

-- ddl  reads: "Loans_seq"  writes: "Loans"
CREATE TABLE "Loans" (id bigint DEFAULT nextval('"Loans_seq"'::regclass), fine int GENERATED ALWAYS AS (id * 2) STORED);

-- ddl  reads: ticket_numbers  writes: events
CREATE TABLE EVENTS (id bigint DEFAULT nextval('Ticket_Numbers'::regclass), price int GENERATED ALWAYS AS (id * 2) STORED);

-- ddl  reads: select  writes: user
CREATE TABLE "user" (id bigint DEFAULT nextval('"select"'::regclass), "limit" int GENERATED ALWAYS AS (id * 2) STORED);

-- ddl  reads: trajets_numéro  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id bigint DEFAULT nextval('trajets_numéro'::regclass), distance int GENERATED ALWAYS AS (id * 2) STORED);

-- ddl  reads: customers  writes: orders
CREATE TABLE orders AS SELECT * FROM customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits AS SELECT * FROM clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE "Loans" AS SELECT * FROM library."Readers";

-- ddl  reads: public.venues  writes: events
CREATE TABLE EVENTS AS SELECT * FROM Public.Venues;

-- ddl  reads: group  writes: user
CREATE TABLE "user" AS SELECT * FROM "group";

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules AS SELECT * FROM trajets;

-- ddl  reads: customers, order_lines  writes: orders
CREATE TEMPORARY TABLE orders (x, y) ON COMMIT PRESERVE ROWS AS SELECT * FROM customers JOIN order_lines USING (id) WITH NO DATA;

-- ddl  reads: clinic.invoices, clinic.patients  writes: clinic.visits
CREATE TEMPORARY TABLE clinic.visits (x, y) ON COMMIT PRESERVE ROWS AS SELECT * FROM clinic.patients JOIN clinic.invoices USING (id) WITH NO DATA;

-- ddl  reads: "loan items", library."Readers"  writes: "Loans"
CREATE TEMPORARY TABLE "Loans" (x, y) ON COMMIT PRESERVE ROWS AS SELECT * FROM library."Readers" JOIN "loan items" USING (id) WITH NO DATA;

-- ddl  reads: public.venues, ticketsales  writes: events
CREATE TEMPORARY TABLE EVENTS (x, y) ON COMMIT PRESERVE ROWS AS SELECT * FROM Public.Venues JOIN TicketSales USING (id) WITH NO DATA;

-- ddl  reads: group, order  writes: user
CREATE TEMPORARY TABLE "user" (x, y) ON COMMIT PRESERVE ROWS AS SELECT * FROM "group" JOIN "order" USING (id) WITH NO DATA;

-- ddl  reads: flotte.relevé, trajets  writes: flotte.véhicules
CREATE TEMPORARY TABLE flotte.véhicules (x, y) ON COMMIT PRESERVE ROWS AS SELECT * FROM trajets JOIN flotte."relevé" USING (id) WITH NO DATA;

-- ddl  reads: customers  writes: orders
CREATE TABLE IF NOT EXISTS orders AS TABLE customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE IF NOT EXISTS clinic.visits AS TABLE clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE IF NOT EXISTS "Loans" AS TABLE library."Readers";

-- ddl  reads: public.venues  writes: events
CREATE TABLE IF NOT EXISTS EVENTS AS TABLE Public.Venues;

-- ddl  reads: group  writes: user
CREATE TABLE IF NOT EXISTS "user" AS TABLE "group";

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE IF NOT EXISTS flotte.véhicules AS TABLE trajets;

-- ddl  reads: customers  writes: orders
CREATE TABLE orders AS WITH x AS (SELECT * FROM customers) SELECT * FROM x;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE TABLE clinic.visits AS WITH x AS (SELECT * FROM clinic.patients) SELECT * FROM x;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE TABLE "Loans" AS WITH x AS (SELECT * FROM library."Readers") SELECT * FROM x;

-- ddl  reads: public.venues  writes: events
CREATE TABLE EVENTS AS WITH x AS (SELECT * FROM Public.Venues) SELECT * FROM x;

-- ddl  reads: group  writes: user
CREATE TABLE "user" AS WITH x AS (SELECT * FROM "group") SELECT * FROM x;

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE TABLE flotte.véhicules AS WITH x AS (SELECT * FROM trajets) SELECT * FROM x;

-- ddl  reads: -  writes: orders
CREATE TABLE orders AS VALUES (1, 'a'), (2, 'b');

-- ddl  reads: -  writes: clinic.visits
CREATE TABLE clinic.visits AS VALUES (1, 'a'), (2, 'b');

-- ddl  reads: -  writes: "Loans"
CREATE TABLE "Loans" AS VALUES (1, 'a'), (2, 'b');

-- ddl  reads: -  writes: events
CREATE TABLE EVENTS AS VALUES (1, 'a'), (2, 'b');

-- ddl  reads: -  writes: user
CREATE TABLE "user" AS VALUES (1, 'a'), (2, 'b');

-- ddl  reads: -  writes: flotte.véhicules
CREATE TABLE flotte.véhicules AS VALUES (1, 'a'), (2, 'b');

-- ddl  reads: -  writes: orders  unknown
CREATE TABLE orders AS EXECUTE yesterday(5);

-- ddl  reads: -  writes: clinic.visits  unknown
CREATE TABLE clinic.visits AS EXECUTE yesterday(5);

-- ddl  reads: -  writes: "Loans"  unknown
CREATE TABLE "Loans" AS EXECUTE yesterday(5);

-- ddl  reads: -  writes: events  unknown
CREATE TABLE EVENTS AS EXECUTE yesterday(5);

-- ddl  reads: -  writes: user  unknown
CREATE TABLE "user" AS EXECUTE yesterday(5);

-- ddl  reads: -  writes: flotte.véhicules  unknown
CREATE TABLE flotte.véhicules AS EXECUTE yesterday(5);

-- ddl  reads: -  writes: orders
ALTER TABLE orders ADD COLUMN note text, DROP COLUMN IF EXISTS status CASCADE;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits ADD COLUMN note text, DROP COLUMN IF EXISTS reason CASCADE;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" ADD COLUMN note text, DROP COLUMN IF EXISTS shelf CASCADE;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS ADD COLUMN note text, DROP COLUMN IF EXISTS title CASCADE;

-- ddl  reads: -  writes: user
ALTER TABLE "user" ADD COLUMN note text, DROP COLUMN IF EXISTS "name" CASCADE;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules ADD COLUMN note text, DROP COLUMN IF EXISTS état CASCADE;

-- ddl  reads: -  writes: orders
ALTER TABLE IF EXISTS ONLY orders ALTER COLUMN total TYPE bigint USING total::bigint;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE IF EXISTS ONLY clinic.visits ALTER COLUMN fee TYPE bigint USING fee::bigint;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE IF EXISTS ONLY "Loans" ALTER COLUMN fine TYPE bigint USING fine::bigint;

-- ddl  reads: -  writes: events
ALTER TABLE IF EXISTS ONLY EVENTS ALTER COLUMN price TYPE bigint USING price::bigint;

-- ddl  reads: -  writes: user
ALTER TABLE IF EXISTS ONLY "user" ALTER COLUMN "limit" TYPE bigint USING "limit"::bigint;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE IF EXISTS ONLY flotte.véhicules ALTER COLUMN distance TYPE bigint USING distance::bigint;

-- ddl  reads: customers  writes: orders
ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER TABLE clinic.visits ADD CONSTRAINT fk FOREIGN KEY (patient_id) REFERENCES clinic.patients (id) NOT VALID;

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER TABLE "Loans" ADD CONSTRAINT fk FOREIGN KEY (reader_id) REFERENCES library."Readers" (id) NOT VALID;

-- ddl  reads: public.venues  writes: events
ALTER TABLE EVENTS ADD CONSTRAINT fk FOREIGN KEY (venue_id) REFERENCES Public.Venues (id) NOT VALID;

-- ddl  reads: group  writes: user
ALTER TABLE "user" ADD CONSTRAINT fk FOREIGN KEY (group_id) REFERENCES "group" (id) NOT VALID;

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER TABLE flotte.véhicules ADD CONSTRAINT fk FOREIGN KEY (véhicule_id) REFERENCES trajets (id) NOT VALID;

-- ddl  reads: customers  writes: orders
ALTER TABLE orders ADD COLUMN other int REFERENCES customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER TABLE clinic.visits ADD COLUMN other int REFERENCES clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER TABLE "Loans" ADD COLUMN other int REFERENCES library."Readers";

-- ddl  reads: public.venues  writes: events
ALTER TABLE EVENTS ADD COLUMN other int REFERENCES Public.Venues;

-- ddl  reads: group  writes: user
ALTER TABLE "user" ADD COLUMN other int REFERENCES "group";

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER TABLE flotte.véhicules ADD COLUMN other int REFERENCES trajets;

-- ddl  reads: customers  writes: orders
ALTER TABLE orders INHERIT customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER TABLE clinic.visits INHERIT clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER TABLE "Loans" INHERIT library."Readers";

-- ddl  reads: public.venues  writes: events
ALTER TABLE EVENTS INHERIT Public.Venues;

-- ddl  reads: group  writes: user
ALTER TABLE "user" INHERIT "group";

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER TABLE flotte.véhicules INHERIT trajets;

-- ddl  reads: customers  writes: orders
ALTER TABLE orders NO INHERIT customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER TABLE clinic.visits NO INHERIT clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER TABLE "Loans" NO INHERIT library."Readers";

-- ddl  reads: public.venues  writes: events
ALTER TABLE EVENTS NO INHERIT Public.Venues;

-- ddl  reads: group  writes: user
ALTER TABLE "user" NO INHERIT "group";

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER TABLE flotte.véhicules NO INHERIT trajets;

-- ddl  reads: customers  writes: orders
ALTER TABLE orders ATTACH PARTITION customers FOR VALUES IN ('x');

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER TABLE clinic.visits ATTACH PARTITION clinic.patients FOR VALUES IN ('x');

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER TABLE "Loans" ATTACH PARTITION library."Readers" FOR VALUES IN ('x');

-- ddl  reads: public.venues  writes: events
ALTER TABLE EVENTS ATTACH PARTITION Public.Venues FOR VALUES IN ('x');

-- ddl  reads: group  writes: user
ALTER TABLE "user" ATTACH PARTITION "group" FOR VALUES IN ('x');

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER TABLE flotte.véhicules ATTACH PARTITION trajets FOR VALUES IN ('x');

-- ddl  reads: customers  writes: orders
ALTER TABLE orders DETACH PARTITION customers CONCURRENTLY;

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER TABLE clinic.visits DETACH PARTITION clinic.patients CONCURRENTLY;

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER TABLE "Loans" DETACH PARTITION library."Readers" CONCURRENTLY;

-- ddl  reads: public.venues  writes: events
ALTER TABLE EVENTS DETACH PARTITION Public.Venues CONCURRENTLY;

-- ddl  reads: group  writes: user
ALTER TABLE "user" DETACH PARTITION "group" CONCURRENTLY;

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER TABLE flotte.véhicules DETACH PARTITION trajets CONCURRENTLY;

-- ddl  reads: orders_id_seq  writes: orders
ALTER TABLE orders ALTER id SET DEFAULT nextval('orders_id_seq');

-- ddl  reads: clinic.visits_id_seq  writes: clinic.visits
ALTER TABLE clinic.visits ALTER id SET DEFAULT nextval('clinic.visits_id_seq');

-- ddl  reads: "Loans_seq"  writes: "Loans"
ALTER TABLE "Loans" ALTER id SET DEFAULT nextval('"Loans_seq"');

-- ddl  reads: ticket_numbers  writes: events
ALTER TABLE EVENTS ALTER id SET DEFAULT nextval('Ticket_Numbers');

-- ddl  reads: select  writes: user
ALTER TABLE "user" ALTER id SET DEFAULT nextval('"select"');

-- ddl  reads: trajets_numéro  writes: flotte.véhicules
ALTER TABLE flotte.véhicules ALTER id SET DEFAULT nextval('trajets_numéro');

-- ddl  reads: -  writes: orders
ALTER TABLE orders RENAME TO renamed;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits RENAME TO renamed;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" RENAME TO renamed;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS RENAME TO renamed;

-- ddl  reads: -  writes: user
ALTER TABLE "user" RENAME TO renamed;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules RENAME TO renamed;

-- ddl  reads: -  writes: orders
ALTER TABLE orders RENAME COLUMN status TO label;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits RENAME COLUMN reason TO label;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" RENAME COLUMN shelf TO label;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS RENAME COLUMN title TO label;

-- ddl  reads: -  writes: user
ALTER TABLE "user" RENAME COLUMN "name" TO label;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules RENAME COLUMN état TO label;

-- ddl  reads: -  writes: orders
ALTER TABLE orders RENAME CONSTRAINT fk TO fk2;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits RENAME CONSTRAINT fk TO fk2;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" RENAME CONSTRAINT fk TO fk2;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS RENAME CONSTRAINT fk TO fk2;

-- ddl  reads: -  writes: user
ALTER TABLE "user" RENAME CONSTRAINT fk TO fk2;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules RENAME CONSTRAINT fk TO fk2;

-- ddl  reads: -  writes: orders
ALTER TABLE orders SET SCHEMA archive;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits SET SCHEMA archive;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" SET SCHEMA archive;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS SET SCHEMA archive;

-- ddl  reads: -  writes: user
ALTER TABLE "user" SET SCHEMA archive;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules SET SCHEMA archive;

-- ddl  reads: -  writes: orders
ALTER TABLE orders OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: user
ALTER TABLE "user" OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: orders
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, CLUSTER ON by_date, REPLICA IDENTITY FULL;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits ENABLE ROW LEVEL SECURITY, CLUSTER ON by_date, REPLICA IDENTITY FULL;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" ENABLE ROW LEVEL SECURITY, CLUSTER ON by_date, REPLICA IDENTITY FULL;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS ENABLE ROW LEVEL SECURITY, CLUSTER ON by_date, REPLICA IDENTITY FULL;

-- ddl  reads: -  writes: user
ALTER TABLE "user" ENABLE ROW LEVEL SECURITY, CLUSTER ON by_date, REPLICA IDENTITY FULL;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules ENABLE ROW LEVEL SECURITY, CLUSTER ON by_date, REPLICA IDENTITY FULL;

-- ddl  reads: -  writes: orders
ALTER TABLE orders DISABLE TRIGGER ALL;

-- ddl  reads: -  writes: clinic.visits
ALTER TABLE clinic.visits DISABLE TRIGGER ALL;

-- ddl  reads: -  writes: "Loans"
ALTER TABLE "Loans" DISABLE TRIGGER ALL;

-- ddl  reads: -  writes: events
ALTER TABLE EVENTS DISABLE TRIGGER ALL;

-- ddl  reads: -  writes: user
ALTER TABLE "user" DISABLE TRIGGER ALL;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TABLE flotte.véhicules DISABLE TRIGGER ALL;

-- ddl  reads: -  writes: orders
DROP TABLE orders;

-- ddl  reads: -  writes: clinic.visits
DROP TABLE clinic.visits;

-- ddl  reads: -  writes: "Loans"
DROP TABLE "Loans";

-- ddl  reads: -  writes: events
DROP TABLE EVENTS;

-- ddl  reads: -  writes: user
DROP TABLE "user";

-- ddl  reads: -  writes: flotte.véhicules
DROP TABLE flotte.véhicules;

-- ddl  reads: -  writes: customers, order_lines, orders
DROP TABLE IF EXISTS orders, customers, order_lines CASCADE;

-- ddl  reads: -  writes: clinic.invoices, clinic.patients, clinic.visits
DROP TABLE IF EXISTS clinic.visits, clinic.patients, clinic.invoices CASCADE;

-- ddl  reads: -  writes: "Loans", "loan items", library."Readers"
DROP TABLE IF EXISTS "Loans", library."Readers", "loan items" CASCADE;

-- ddl  reads: -  writes: events, public.venues, ticketsales
DROP TABLE IF EXISTS EVENTS, Public.Venues, TicketSales CASCADE;

-- ddl  reads: -  writes: group, order, user
DROP TABLE IF EXISTS "user", "group", "order" CASCADE;

-- ddl  reads: -  writes: flotte.relevé, flotte.véhicules, trajets
DROP TABLE IF EXISTS flotte.véhicules, trajets, flotte."relevé" CASCADE;

-- ddl  reads: -  writes: orders
CREATE INDEX ON orders (lower(status));

-- ddl  reads: -  writes: clinic.visits
CREATE INDEX ON clinic.visits (lower(reason));

-- ddl  reads: -  writes: "Loans"
CREATE INDEX ON "Loans" (lower(shelf));

-- ddl  reads: -  writes: events
CREATE INDEX ON EVENTS (lower(title));

-- ddl  reads: -  writes: user
CREATE INDEX ON "user" (lower("name"));

-- ddl  reads: -  writes: flotte.véhicules
CREATE INDEX ON flotte.véhicules (lower(état));

-- ddl  reads: -  writes: orders
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_date ON ONLY orders USING btree (placed_at DESC NULLS LAST) INCLUDE (total) WHERE total > 0;

-- ddl  reads: -  writes: clinic.visits
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_date ON ONLY clinic.visits USING btree (visited_on DESC NULLS LAST) INCLUDE (fee) WHERE fee > 0;

-- ddl  reads: -  writes: "Loans"
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_date ON ONLY "Loans" USING btree (due_on DESC NULLS LAST) INCLUDE (fine) WHERE fine > 0;

-- ddl  reads: -  writes: events
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_date ON ONLY EVENTS USING btree (starts_at DESC NULLS LAST) INCLUDE (price) WHERE price > 0;

-- ddl  reads: -  writes: user
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_date ON ONLY "user" USING btree ("date" DESC NULLS LAST) INCLUDE ("limit") WHERE "limit" > 0;

-- ddl  reads: -  writes: flotte.véhicules
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS by_date ON ONLY flotte.véhicules USING btree (relevé_le DESC NULLS LAST) INCLUDE (distance) WHERE distance > 0;

-- ddl  reads: -  writes: orders
CREATE INDEX i ON orders USING gin (to_tsvector('english', status) tsvector_ops) WITH (fastupdate = off);

-- ddl  reads: -  writes: clinic.visits
CREATE INDEX i ON clinic.visits USING gin (to_tsvector('english', reason) tsvector_ops) WITH (fastupdate = off);

-- ddl  reads: -  writes: "Loans"
CREATE INDEX i ON "Loans" USING gin (to_tsvector('english', shelf) tsvector_ops) WITH (fastupdate = off);

-- ddl  reads: -  writes: events
CREATE INDEX i ON EVENTS USING gin (to_tsvector('english', title) tsvector_ops) WITH (fastupdate = off);

-- ddl  reads: -  writes: user
CREATE INDEX i ON "user" USING gin (to_tsvector('english', "name") tsvector_ops) WITH (fastupdate = off);

-- ddl  reads: -  writes: flotte.véhicules
CREATE INDEX i ON flotte.véhicules USING gin (to_tsvector('english', état) tsvector_ops) WITH (fastupdate = off);

-- ddl  reads: -  writes: orders
ALTER INDEX orders RENAME TO newer;

-- ddl  reads: -  writes: clinic.visits
ALTER INDEX clinic.visits RENAME TO newer;

-- ddl  reads: -  writes: "Loans"
ALTER INDEX "Loans" RENAME TO newer;

-- ddl  reads: -  writes: events
ALTER INDEX EVENTS RENAME TO newer;

-- ddl  reads: -  writes: user
ALTER INDEX "user" RENAME TO newer;

-- ddl  reads: -  writes: flotte.véhicules
ALTER INDEX flotte.véhicules RENAME TO newer;

-- ddl  reads: -  writes: orders
DROP INDEX CONCURRENTLY IF EXISTS orders;

-- ddl  reads: -  writes: clinic.visits
DROP INDEX CONCURRENTLY IF EXISTS clinic.visits;

-- ddl  reads: -  writes: "Loans"
DROP INDEX CONCURRENTLY IF EXISTS "Loans";

-- ddl  reads: -  writes: events
DROP INDEX CONCURRENTLY IF EXISTS EVENTS;

-- ddl  reads: -  writes: user
DROP INDEX CONCURRENTLY IF EXISTS "user";

-- ddl  reads: -  writes: flotte.véhicules
DROP INDEX CONCURRENTLY IF EXISTS flotte.véhicules;

-- ddl  reads: -  writes: orders
CREATE SEQUENCE orders START 100 INCREMENT BY 5 CACHE 20;

-- ddl  reads: -  writes: clinic.visits
CREATE SEQUENCE clinic.visits START 100 INCREMENT BY 5 CACHE 20;

-- ddl  reads: -  writes: "Loans"
CREATE SEQUENCE "Loans" START 100 INCREMENT BY 5 CACHE 20;

-- ddl  reads: -  writes: events
CREATE SEQUENCE EVENTS START 100 INCREMENT BY 5 CACHE 20;

-- ddl  reads: -  writes: user
CREATE SEQUENCE "user" START 100 INCREMENT BY 5 CACHE 20;

-- ddl  reads: -  writes: flotte.véhicules
CREATE SEQUENCE flotte.véhicules START 100 INCREMENT BY 5 CACHE 20;

-- ddl  reads: customers  writes: orders
CREATE SEQUENCE IF NOT EXISTS orders AS bigint OWNED BY customers.id;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE SEQUENCE IF NOT EXISTS clinic.visits AS bigint OWNED BY clinic.patients.id;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE SEQUENCE IF NOT EXISTS "Loans" AS bigint OWNED BY library."Readers".id;

-- ddl  reads: public.venues  writes: events
CREATE SEQUENCE IF NOT EXISTS EVENTS AS bigint OWNED BY Public.Venues.id;

-- ddl  reads: group  writes: user
CREATE SEQUENCE IF NOT EXISTS "user" AS bigint OWNED BY "group".id;

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE SEQUENCE IF NOT EXISTS flotte.véhicules AS bigint OWNED BY trajets.id;

-- ddl  reads: -  writes: orders
ALTER SEQUENCE orders RESTART WITH 1 OWNED BY NONE;

-- ddl  reads: -  writes: clinic.visits
ALTER SEQUENCE clinic.visits RESTART WITH 1 OWNED BY NONE;

-- ddl  reads: -  writes: "Loans"
ALTER SEQUENCE "Loans" RESTART WITH 1 OWNED BY NONE;

-- ddl  reads: -  writes: events
ALTER SEQUENCE EVENTS RESTART WITH 1 OWNED BY NONE;

-- ddl  reads: -  writes: user
ALTER SEQUENCE "user" RESTART WITH 1 OWNED BY NONE;

-- ddl  reads: -  writes: flotte.véhicules
ALTER SEQUENCE flotte.véhicules RESTART WITH 1 OWNED BY NONE;

-- ddl  reads: -  writes: orders
DROP SEQUENCE orders RESTRICT;

-- ddl  reads: -  writes: clinic.visits
DROP SEQUENCE clinic.visits RESTRICT;

-- ddl  reads: -  writes: "Loans"
DROP SEQUENCE "Loans" RESTRICT;

-- ddl  reads: -  writes: events
DROP SEQUENCE EVENTS RESTRICT;

-- ddl  reads: -  writes: user
DROP SEQUENCE "user" RESTRICT;

-- ddl  reads: -  writes: flotte.véhicules
DROP SEQUENCE flotte.véhicules RESTRICT;

-- ddl  reads: customers  writes: orders
CREATE VIEW orders AS SELECT * FROM customers;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE VIEW clinic.visits AS SELECT * FROM clinic.patients;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE VIEW "Loans" AS SELECT * FROM library."Readers";

-- ddl  reads: public.venues  writes: events
CREATE VIEW EVENTS AS SELECT * FROM Public.Venues;

-- ddl  reads: group  writes: user
CREATE VIEW "user" AS SELECT * FROM "group";

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE VIEW flotte.véhicules AS SELECT * FROM trajets;

-- ddl  reads: customers, order_lines  writes: orders
CREATE OR REPLACE TEMP VIEW orders (x, y) WITH (security_barrier) AS SELECT y.id, z.id FROM customers y JOIN order_lines z USING (id) WITH CHECK OPTION;

-- ddl  reads: clinic.invoices, clinic.patients  writes: clinic.visits
CREATE OR REPLACE TEMP VIEW clinic.visits (x, y) WITH (security_barrier) AS SELECT y.id, z.id FROM clinic.patients y JOIN clinic.invoices z USING (id) WITH CHECK OPTION;

-- ddl  reads: "loan items", library."Readers"  writes: "Loans"
CREATE OR REPLACE TEMP VIEW "Loans" (x, y) WITH (security_barrier) AS SELECT y.id, z.id FROM library."Readers" y JOIN "loan items" z USING (id) WITH CHECK OPTION;

-- ddl  reads: public.venues, ticketsales  writes: events
CREATE OR REPLACE TEMP VIEW EVENTS (x, y) WITH (security_barrier) AS SELECT y.id, z.id FROM Public.Venues y JOIN TicketSales z USING (id) WITH CHECK OPTION;

-- ddl  reads: group, order  writes: user
CREATE OR REPLACE TEMP VIEW "user" (x, y) WITH (security_barrier) AS SELECT y.id, z.id FROM "group" y JOIN "order" z USING (id) WITH CHECK OPTION;

-- ddl  reads: flotte.relevé, trajets  writes: flotte.véhicules
CREATE OR REPLACE TEMP VIEW flotte.véhicules (x, y) WITH (security_barrier) AS SELECT y.id, z.id FROM trajets y JOIN flotte."relevé" z USING (id) WITH CHECK OPTION;

-- ddl  reads: customers  writes: orders
CREATE VIEW orders AS WITH status AS (SELECT * FROM customers) SELECT * FROM status;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE VIEW clinic.visits AS WITH reason AS (SELECT * FROM clinic.patients) SELECT * FROM reason;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE VIEW "Loans" AS WITH shelf AS (SELECT * FROM library."Readers") SELECT * FROM shelf;

-- ddl  reads: public.venues  writes: events
CREATE VIEW EVENTS AS WITH title AS (SELECT * FROM Public.Venues) SELECT * FROM title;

-- ddl  reads: group  writes: user
CREATE VIEW "user" AS WITH "name" AS (SELECT * FROM "group") SELECT * FROM "name";

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE VIEW flotte.véhicules AS WITH état AS (SELECT * FROM trajets) SELECT * FROM état;

-- ddl  reads: customers  writes: orders
CREATE MATERIALIZED VIEW IF NOT EXISTS orders AS SELECT count(*) FROM customers WITH NO DATA;

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE MATERIALIZED VIEW IF NOT EXISTS clinic.visits AS SELECT count(*) FROM clinic.patients WITH NO DATA;

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE MATERIALIZED VIEW IF NOT EXISTS "Loans" AS SELECT count(*) FROM library."Readers" WITH NO DATA;

-- ddl  reads: public.venues  writes: events
CREATE MATERIALIZED VIEW IF NOT EXISTS EVENTS AS SELECT count(*) FROM Public.Venues WITH NO DATA;

-- ddl  reads: group  writes: user
CREATE MATERIALIZED VIEW IF NOT EXISTS "user" AS SELECT count(*) FROM "group" WITH NO DATA;

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE MATERIALIZED VIEW IF NOT EXISTS flotte.véhicules AS SELECT count(*) FROM trajets WITH NO DATA;

-- ddl  reads: -  writes: orders
REFRESH MATERIALIZED VIEW CONCURRENTLY orders WITH DATA;

-- ddl  reads: -  writes: clinic.visits
REFRESH MATERIALIZED VIEW CONCURRENTLY clinic.visits WITH DATA;

-- ddl  reads: -  writes: "Loans"
REFRESH MATERIALIZED VIEW CONCURRENTLY "Loans" WITH DATA;

-- ddl  reads: -  writes: events
REFRESH MATERIALIZED VIEW CONCURRENTLY EVENTS WITH DATA;

-- ddl  reads: -  writes: user
REFRESH MATERIALIZED VIEW CONCURRENTLY "user" WITH DATA;

-- ddl  reads: -  writes: flotte.véhicules
REFRESH MATERIALIZED VIEW CONCURRENTLY flotte.véhicules WITH DATA;

-- ddl  reads: -  writes: orders
ALTER VIEW orders ALTER COLUMN status SET DEFAULT 'x';

-- ddl  reads: -  writes: clinic.visits
ALTER VIEW clinic.visits ALTER COLUMN reason SET DEFAULT 'x';

-- ddl  reads: -  writes: "Loans"
ALTER VIEW "Loans" ALTER COLUMN shelf SET DEFAULT 'x';

-- ddl  reads: -  writes: events
ALTER VIEW EVENTS ALTER COLUMN title SET DEFAULT 'x';

-- ddl  reads: -  writes: user
ALTER VIEW "user" ALTER COLUMN "name" SET DEFAULT 'x';

-- ddl  reads: -  writes: flotte.véhicules
ALTER VIEW flotte.véhicules ALTER COLUMN état SET DEFAULT 'x';

-- ddl  reads: -  writes: orders
ALTER MATERIALIZED VIEW orders RENAME TO newer;

-- ddl  reads: -  writes: clinic.visits
ALTER MATERIALIZED VIEW clinic.visits RENAME TO newer;

-- ddl  reads: -  writes: "Loans"
ALTER MATERIALIZED VIEW "Loans" RENAME TO newer;

-- ddl  reads: -  writes: events
ALTER MATERIALIZED VIEW EVENTS RENAME TO newer;

-- ddl  reads: -  writes: user
ALTER MATERIALIZED VIEW "user" RENAME TO newer;

-- ddl  reads: -  writes: flotte.véhicules
ALTER MATERIALIZED VIEW flotte.véhicules RENAME TO newer;

-- ddl  reads: -  writes: customers, orders
DROP VIEW orders, customers;

-- ddl  reads: -  writes: clinic.patients, clinic.visits
DROP VIEW clinic.visits, clinic.patients;

-- ddl  reads: -  writes: "Loans", library."Readers"
DROP VIEW "Loans", library."Readers";

-- ddl  reads: -  writes: events, public.venues
DROP VIEW EVENTS, Public.Venues;

-- ddl  reads: -  writes: group, user
DROP VIEW "user", "group";

-- ddl  reads: -  writes: flotte.véhicules, trajets
DROP VIEW flotte.véhicules, trajets;

-- ddl  reads: -  writes: orders
DROP MATERIALIZED VIEW IF EXISTS orders;

-- ddl  reads: -  writes: clinic.visits
DROP MATERIALIZED VIEW IF EXISTS clinic.visits;

-- ddl  reads: -  writes: "Loans"
DROP MATERIALIZED VIEW IF EXISTS "Loans";

-- ddl  reads: -  writes: events
DROP MATERIALIZED VIEW IF EXISTS EVENTS;

-- ddl  reads: -  writes: user
DROP MATERIALIZED VIEW IF EXISTS "user";

-- ddl  reads: -  writes: flotte.véhicules
DROP MATERIALIZED VIEW IF EXISTS flotte.véhicules;

-- ddl  reads: -  writes: orders
CREATE FOREIGN TABLE orders (id int OPTIONS (column_name 'x')) SERVER elsewhere OPTIONS (table_name 'y');

-- ddl  reads: -  writes: clinic.visits
CREATE FOREIGN TABLE clinic.visits (id int OPTIONS (column_name 'x')) SERVER elsewhere OPTIONS (table_name 'y');

-- ddl  reads: -  writes: "Loans"
CREATE FOREIGN TABLE "Loans" (id int OPTIONS (column_name 'x')) SERVER elsewhere OPTIONS (table_name 'y');

-- ddl  reads: -  writes: events
CREATE FOREIGN TABLE EVENTS (id int OPTIONS (column_name 'x')) SERVER elsewhere OPTIONS (table_name 'y');

-- ddl  reads: -  writes: user
CREATE FOREIGN TABLE "user" (id int OPTIONS (column_name 'x')) SERVER elsewhere OPTIONS (table_name 'y');

-- ddl  reads: -  writes: flotte.véhicules
CREATE FOREIGN TABLE flotte.véhicules (id int OPTIONS (column_name 'x')) SERVER elsewhere OPTIONS (table_name 'y');

-- ddl  reads: -  writes: orders
ALTER FOREIGN TABLE orders OPTIONS (SET table_name 'z');

-- ddl  reads: -  writes: clinic.visits
ALTER FOREIGN TABLE clinic.visits OPTIONS (SET table_name 'z');

-- ddl  reads: -  writes: "Loans"
ALTER FOREIGN TABLE "Loans" OPTIONS (SET table_name 'z');

-- ddl  reads: -  writes: events
ALTER FOREIGN TABLE EVENTS OPTIONS (SET table_name 'z');

-- ddl  reads: -  writes: user
ALTER FOREIGN TABLE "user" OPTIONS (SET table_name 'z');

-- ddl  reads: -  writes: flotte.véhicules
ALTER FOREIGN TABLE flotte.véhicules OPTIONS (SET table_name 'z');

-- ddl  reads: -  writes: orders
DROP FOREIGN TABLE orders;

-- ddl  reads: -  writes: clinic.visits
DROP FOREIGN TABLE clinic.visits;

-- ddl  reads: -  writes: "Loans"
DROP FOREIGN TABLE "Loans";

-- ddl  reads: -  writes: events
DROP FOREIGN TABLE EVENTS;

-- ddl  reads: -  writes: user
DROP FOREIGN TABLE "user";

-- ddl  reads: -  writes: flotte.véhicules
DROP FOREIGN TABLE flotte.véhicules;
