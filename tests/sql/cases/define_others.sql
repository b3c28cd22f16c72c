-- DDL on everything else: functions, types, rules, triggers, policies, roles, grants, comments.

-- ddl  reads: -  writes: orders
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF status ON orders FOR EACH ROW WHEN (new.total > 0) EXECUTE FUNCTION stamp();

-- ddl  reads: -  writes: clinic.visits
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF reason ON clinic.visits FOR EACH ROW WHEN (new.fee > 0) EXECUTE FUNCTION stamp();

-- ddl  reads: -  writes: "Loans"
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF shelf ON "Loans" FOR EACH ROW WHEN (new.fine > 0) EXECUTE FUNCTION stamp();

-- ddl  reads: -  writes: events
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF title ON EVENTS FOR EACH ROW WHEN (new.price > 0) EXECUTE FUNCTION stamp();

-- ddl  reads: -  writes: user
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF "name" ON "user" FOR EACH ROW WHEN (new."limit" > 0) EXECUTE FUNCTION stamp();

-- ddl  reads: -  writes: flotte.véhicules
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF état ON flotte.véhicules FOR EACH ROW WHEN (new.distance > 0) EXECUTE FUNCTION stamp();

-- ddl  reads: customers  writes: orders
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON orders FROM customers DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_it('x');

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON clinic.visits FROM clinic.patients DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_it('x');

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON "Loans" FROM library."Readers" DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_it('x');

-- ddl  reads: public.venues  writes: events
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON EVENTS FROM Public.Venues DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_it('x');

-- ddl  reads: group  writes: user
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON "user" FROM "group" DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_it('x');

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE CONSTRAINT TRIGGER checked AFTER DELETE ON flotte.véhicules FROM trajets DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_it('x');

-- ddl  reads: -  writes: orders
CREATE TRIGGER counted AFTER UPDATE ON orders REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_it();

-- ddl  reads: -  writes: clinic.visits
CREATE TRIGGER counted AFTER UPDATE ON clinic.visits REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_it();

-- ddl  reads: -  writes: "Loans"
CREATE TRIGGER counted AFTER UPDATE ON "Loans" REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_it();

-- ddl  reads: -  writes: events
CREATE TRIGGER counted AFTER UPDATE ON EVENTS REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_it();

-- ddl  reads: -  writes: user
CREATE TRIGGER counted AFTER UPDATE ON "user" REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_it();

-- ddl  reads: -  writes: flotte.véhicules
CREATE TRIGGER counted AFTER UPDATE ON flotte.véhicules REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_it();

-- ddl  reads: -  writes: orders
DROP TRIGGER IF EXISTS stamp ON orders CASCADE;

-- ddl  reads: -  writes: clinic.visits
DROP TRIGGER IF EXISTS stamp ON clinic.visits CASCADE;

-- ddl  reads: -  writes: "Loans"
DROP TRIGGER IF EXISTS stamp ON "Loans" CASCADE;

-- ddl  reads: -  writes: events
DROP TRIGGER IF EXISTS stamp ON EVENTS CASCADE;

-- ddl  reads: -  writes: user
DROP TRIGGER IF EXISTS stamp ON "user" CASCADE;

-- ddl  reads: -  writes: flotte.véhicules
DROP TRIGGER IF EXISTS stamp ON flotte.véhicules CASCADE;

-- ddl  reads: -  writes: orders
ALTER TRIGGER stamp ON orders RENAME TO stamped;

-- ddl  reads: -  writes: clinic.visits
ALTER TRIGGER stamp ON clinic.visits RENAME TO stamped;

-- ddl  reads: -  writes: "Loans"
ALTER TRIGGER stamp ON "Loans" RENAME TO stamped;

-- ddl  reads: -  writes: events
ALTER TRIGGER stamp ON EVENTS RENAME TO stamped;

-- ddl  reads: -  writes: user
ALTER TRIGGER stamp ON "user" RENAME TO stamped;

-- ddl  reads: -  writes: flotte.véhicules
ALTER TRIGGER stamp ON flotte.véhicules RENAME TO stamped;

-- ddl  reads: customers  writes: orders
CREATE RULE logged AS ON INSERT TO orders DO ALSO INSERT INTO customers VALUES (new.id);

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE RULE logged AS ON INSERT TO clinic.visits DO ALSO INSERT INTO clinic.patients VALUES (new.id);

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE RULE logged AS ON INSERT TO "Loans" DO ALSO INSERT INTO library."Readers" VALUES (new.id);

-- ddl  reads: public.venues  writes: events
CREATE RULE logged AS ON INSERT TO EVENTS DO ALSO INSERT INTO Public.Venues VALUES (new.id);

-- ddl  reads: group  writes: user
CREATE RULE logged AS ON INSERT TO "user" DO ALSO INSERT INTO "group" VALUES (new.id);

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE RULE logged AS ON INSERT TO flotte.véhicules DO ALSO INSERT INTO trajets VALUES (new.id);

-- ddl  reads: customers, order_lines  writes: orders
CREATE OR REPLACE RULE moved AS ON DELETE TO orders WHERE EXISTS (SELECT 1 FROM order_lines) DO INSTEAD (DELETE FROM customers WHERE id = old.id; NOTIFY changed);

-- ddl  reads: clinic.invoices, clinic.patients  writes: clinic.visits
CREATE OR REPLACE RULE moved AS ON DELETE TO clinic.visits WHERE EXISTS (SELECT 1 FROM clinic.invoices) DO INSTEAD (DELETE FROM clinic.patients WHERE id = old.id; NOTIFY changed);

-- ddl  reads: "loan items", library."Readers"  writes: "Loans"
CREATE OR REPLACE RULE moved AS ON DELETE TO "Loans" WHERE EXISTS (SELECT 1 FROM "loan items") DO INSTEAD (DELETE FROM library."Readers" WHERE id = old.id; NOTIFY changed);

-- ddl  reads: public.venues, ticketsales  writes: events
CREATE OR REPLACE RULE moved AS ON DELETE TO EVENTS WHERE EXISTS (SELECT 1 FROM TicketSales) DO INSTEAD (DELETE FROM Public.Venues WHERE id = old.id; NOTIFY changed);

-- ddl  reads: group, order  writes: user
CREATE OR REPLACE RULE moved AS ON DELETE TO "user" WHERE EXISTS (SELECT 1 FROM "order") DO INSTEAD (DELETE FROM "group" WHERE id = old.id; NOTIFY changed);

-- ddl  reads: flotte.relevé, trajets  writes: flotte.véhicules
CREATE OR REPLACE RULE moved AS ON DELETE TO flotte.véhicules WHERE EXISTS (SELECT 1 FROM flotte."relevé") DO INSTEAD (DELETE FROM trajets WHERE id = old.id; NOTIFY changed);

-- ddl  reads: -  writes: orders
CREATE RULE nothing AS ON UPDATE TO orders DO INSTEAD NOTHING;

-- ddl  reads: -  writes: clinic.visits
CREATE RULE nothing AS ON UPDATE TO clinic.visits DO INSTEAD NOTHING;

-- ddl  reads: -  writes: "Loans"
CREATE RULE nothing AS ON UPDATE TO "Loans" DO INSTEAD NOTHING;

-- ddl  reads: -  writes: events
CREATE RULE nothing AS ON UPDATE TO EVENTS DO INSTEAD NOTHING;

-- ddl  reads: -  writes: user
CREATE RULE nothing AS ON UPDATE TO "user" DO INSTEAD NOTHING;

-- ddl  reads: -  writes: flotte.véhicules
CREATE RULE nothing AS ON UPDATE TO flotte.véhicules DO INSTEAD NOTHING;

-- ddl  reads: -  writes: orders
DROP RULE logged ON orders;

-- ddl  reads: -  writes: clinic.visits
DROP RULE logged ON clinic.visits;

-- ddl  reads: -  writes: "Loans"
DROP RULE logged ON "Loans";

-- ddl  reads: -  writes: events
DROP RULE logged ON EVENTS;

-- ddl  reads: -  writes: user
DROP RULE logged ON "user";

-- ddl  reads: -  writes: flotte.véhicules
DROP RULE logged ON flotte.véhicules;

-- ddl  reads: customers  writes: orders
CREATE POLICY own ON orders FOR SELECT TO PUBLIC USING (customer_id IN (SELECT id FROM customers));

-- ddl  reads: clinic.patients  writes: clinic.visits
CREATE POLICY own ON clinic.visits FOR SELECT TO PUBLIC USING (patient_id IN (SELECT id FROM clinic.patients));

-- ddl  reads: library."Readers"  writes: "Loans"
CREATE POLICY own ON "Loans" FOR SELECT TO PUBLIC USING (reader_id IN (SELECT id FROM library."Readers"));

-- ddl  reads: public.venues  writes: events
CREATE POLICY own ON EVENTS FOR SELECT TO PUBLIC USING (venue_id IN (SELECT id FROM Public.Venues));

-- ddl  reads: group  writes: user
CREATE POLICY own ON "user" FOR SELECT TO PUBLIC USING (group_id IN (SELECT id FROM "group"));

-- ddl  reads: trajets  writes: flotte.véhicules
CREATE POLICY own ON flotte.véhicules FOR SELECT TO PUBLIC USING (véhicule_id IN (SELECT id FROM trajets));

-- ddl  reads: customers  writes: orders
ALTER POLICY own ON orders WITH CHECK (EXISTS (SELECT 1 FROM customers WHERE id = customer_id));

-- ddl  reads: clinic.patients  writes: clinic.visits
ALTER POLICY own ON clinic.visits WITH CHECK (EXISTS (SELECT 1 FROM clinic.patients WHERE id = patient_id));

-- ddl  reads: library."Readers"  writes: "Loans"
ALTER POLICY own ON "Loans" WITH CHECK (EXISTS (SELECT 1 FROM library."Readers" WHERE id = reader_id));

-- ddl  reads: public.venues  writes: events
ALTER POLICY own ON EVENTS WITH CHECK (EXISTS (SELECT 1 FROM Public.Venues WHERE id = venue_id));

-- ddl  reads: group  writes: user
ALTER POLICY own ON "user" WITH CHECK (EXISTS (SELECT 1 FROM "group" WHERE id = group_id));

-- ddl  reads: trajets  writes: flotte.véhicules
ALTER POLICY own ON flotte.véhicules WITH CHECK (EXISTS (SELECT 1 FROM trajets WHERE id = véhicule_id));

-- ddl  reads: -  writes: orders
DROP POLICY IF EXISTS own ON orders;

-- ddl  reads: -  writes: clinic.visits
DROP POLICY IF EXISTS own ON clinic.visits;

-- ddl  reads: -  writes: "Loans"
DROP POLICY IF EXISTS own ON "Loans";

-- ddl  reads: -  writes: events
DROP POLICY IF EXISTS own ON EVENTS;

-- ddl  reads: -  writes: user
DROP POLICY IF EXISTS own ON "user";

-- ddl  reads: -  writes: flotte.véhicules
DROP POLICY IF EXISTS own ON flotte.véhicules;

-- ddl  reads: customers, orders  writes: -
CREATE PUBLICATION everything FOR TABLE orders, customers WHERE (id > 5);

-- ddl  reads: clinic.patients, clinic.visits  writes: -
CREATE PUBLICATION everything FOR TABLE clinic.visits, clinic.patients WHERE (id > 5);

-- ddl  reads: "Loans", library."Readers"  writes: -
CREATE PUBLICATION everything FOR TABLE "Loans", library."Readers" WHERE (id > 5);

-- ddl  reads: events, public.venues  writes: -
CREATE PUBLICATION everything FOR TABLE EVENTS, Public.Venues WHERE (id > 5);

-- ddl  reads: group, user  writes: -
CREATE PUBLICATION everything FOR TABLE "user", "group" WHERE (id > 5);

-- ddl  reads: flotte.véhicules, trajets  writes: -
CREATE PUBLICATION everything FOR TABLE flotte.véhicules, trajets WHERE (id > 5);

-- ddl  reads: orders  writes: -
ALTER PUBLICATION everything ADD TABLE ONLY orders;

-- ddl  reads: clinic.visits  writes: -
ALTER PUBLICATION everything ADD TABLE ONLY clinic.visits;

-- ddl  reads: "Loans"  writes: -
ALTER PUBLICATION everything ADD TABLE ONLY "Loans";

-- ddl  reads: events  writes: -
ALTER PUBLICATION everything ADD TABLE ONLY EVENTS;

-- ddl  reads: user  writes: -
ALTER PUBLICATION everything ADD TABLE ONLY "user";

-- ddl  reads: flotte.véhicules  writes: -
ALTER PUBLICATION everything ADD TABLE ONLY flotte.véhicules;

-- ddl  reads: orders  writes: -
CREATE STATISTICS related (dependencies) ON status, total FROM orders;

-- ddl  reads: clinic.visits  writes: -
CREATE STATISTICS related (dependencies) ON reason, fee FROM clinic.visits;

-- ddl  reads: "Loans"  writes: -
CREATE STATISTICS related (dependencies) ON shelf, fine FROM "Loans";

-- ddl  reads: events  writes: -
CREATE STATISTICS related (dependencies) ON title, price FROM EVENTS;

-- ddl  reads: user  writes: -
CREATE STATISTICS related (dependencies) ON "name", "limit" FROM "user";

-- ddl  reads: flotte.véhicules  writes: -
CREATE STATISTICS related (dependencies) ON état, distance FROM flotte.véhicules;

-- ddl  reads: -  writes: orders
COMMENT ON TABLE orders IS 'what it is for';

-- ddl  reads: -  writes: clinic.visits
COMMENT ON TABLE clinic.visits IS 'what it is for';

-- ddl  reads: -  writes: "Loans"
COMMENT ON TABLE "Loans" IS 'what it is for';

-- ddl  reads: -  writes: events
COMMENT ON TABLE EVENTS IS 'what it is for';

-- ddl  reads: -  writes: user
COMMENT ON TABLE "user" IS 'what it is for';

-- ddl  reads: -  writes: flotte.véhicules
COMMENT ON TABLE flotte.véhicules IS 'what it is for';

-- ddl  reads: -  writes: orders
COMMENT ON COLUMN orders.status IS NULL;

-- ddl  reads: -  writes: clinic.visits
COMMENT ON COLUMN clinic.visits.reason IS NULL;

-- ddl  reads: -  writes: "Loans"
COMMENT ON COLUMN "Loans".shelf IS NULL;

-- ddl  reads: -  writes: events
COMMENT ON COLUMN EVENTS.title IS NULL;

-- ddl  reads: -  writes: user
COMMENT ON COLUMN "user"."name" IS NULL;

-- ddl  reads: -  writes: flotte.véhicules
COMMENT ON COLUMN flotte.véhicules.état IS NULL;

-- ddl  reads: -  writes: orders
COMMENT ON CONSTRAINT fk ON orders IS 'why';

-- ddl  reads: -  writes: clinic.visits
COMMENT ON CONSTRAINT fk ON clinic.visits IS 'why';

-- ddl  reads: -  writes: "Loans"
COMMENT ON CONSTRAINT fk ON "Loans" IS 'why';

-- ddl  reads: -  writes: events
COMMENT ON CONSTRAINT fk ON EVENTS IS 'why';

-- ddl  reads: -  writes: user
COMMENT ON CONSTRAINT fk ON "user" IS 'why';

-- ddl  reads: -  writes: flotte.véhicules
COMMENT ON CONSTRAINT fk ON flotte.véhicules IS 'why';

-- ddl  reads: -  writes: orders
COMMENT ON TRIGGER stamp ON orders IS 'when';

-- ddl  reads: -  writes: clinic.visits
COMMENT ON TRIGGER stamp ON clinic.visits IS 'when';

-- ddl  reads: -  writes: "Loans"
COMMENT ON TRIGGER stamp ON "Loans" IS 'when';

-- ddl  reads: -  writes: events
COMMENT ON TRIGGER stamp ON EVENTS IS 'when';

-- ddl  reads: -  writes: user
COMMENT ON TRIGGER stamp ON "user" IS 'when';

-- ddl  reads: -  writes: flotte.véhicules
COMMENT ON TRIGGER stamp ON flotte.véhicules IS 'when';

-- ddl  reads: -  writes: orders
GRANT SELECT, INSERT (status) ON orders TO reader WITH GRANT OPTION;

-- ddl  reads: -  writes: clinic.visits
GRANT SELECT, INSERT (reason) ON clinic.visits TO reader WITH GRANT OPTION;

-- ddl  reads: -  writes: "Loans"
GRANT SELECT, INSERT (shelf) ON "Loans" TO reader WITH GRANT OPTION;

-- ddl  reads: -  writes: events
GRANT SELECT, INSERT (title) ON EVENTS TO reader WITH GRANT OPTION;

-- ddl  reads: -  writes: user
GRANT SELECT, INSERT ("name") ON "user" TO reader WITH GRANT OPTION;

-- ddl  reads: -  writes: flotte.véhicules
GRANT SELECT, INSERT (état) ON flotte.véhicules TO reader WITH GRANT OPTION;

-- ddl  reads: -  writes: customers, orders
GRANT ALL PRIVILEGES ON TABLE orders, customers TO PUBLIC;

-- ddl  reads: -  writes: clinic.patients, clinic.visits
GRANT ALL PRIVILEGES ON TABLE clinic.visits, clinic.patients TO PUBLIC;

-- ddl  reads: -  writes: "Loans", library."Readers"
GRANT ALL PRIVILEGES ON TABLE "Loans", library."Readers" TO PUBLIC;

-- ddl  reads: -  writes: events, public.venues
GRANT ALL PRIVILEGES ON TABLE EVENTS, Public.Venues TO PUBLIC;

-- ddl  reads: -  writes: group, user
GRANT ALL PRIVILEGES ON TABLE "user", "group" TO PUBLIC;

-- ddl  reads: -  writes: flotte.véhicules, trajets
GRANT ALL PRIVILEGES ON TABLE flotte.véhicules, trajets TO PUBLIC;

-- ddl  reads: -  writes: orders
REVOKE GRANT OPTION FOR UPDATE ON TABLE orders FROM writer CASCADE;

-- ddl  reads: -  writes: clinic.visits
REVOKE GRANT OPTION FOR UPDATE ON TABLE clinic.visits FROM writer CASCADE;

-- ddl  reads: -  writes: "Loans"
REVOKE GRANT OPTION FOR UPDATE ON TABLE "Loans" FROM writer CASCADE;

-- ddl  reads: -  writes: events
REVOKE GRANT OPTION FOR UPDATE ON TABLE EVENTS FROM writer CASCADE;

-- ddl  reads: -  writes: user
REVOKE GRANT OPTION FOR UPDATE ON TABLE "user" FROM writer CASCADE;

-- ddl  reads: -  writes: flotte.véhicules
REVOKE GRANT OPTION FOR UPDATE ON TABLE flotte.véhicules FROM writer CASCADE;

-- ddl  reads: -  writes: orders
GRANT USAGE ON SEQUENCE orders TO reader;

-- ddl  reads: -  writes: clinic.visits
GRANT USAGE ON SEQUENCE clinic.visits TO reader;

-- ddl  reads: -  writes: "Loans"
GRANT USAGE ON SEQUENCE "Loans" TO reader;

-- ddl  reads: -  writes: events
GRANT USAGE ON SEQUENCE EVENTS TO reader;

-- ddl  reads: -  writes: user
GRANT USAGE ON SEQUENCE "user" TO reader;

-- ddl  reads: -  writes: flotte.véhicules
GRANT USAGE ON SEQUENCE flotte.véhicules TO reader;

-- ddl  reads: orders  writes: -
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM orders; END;

-- ddl  reads: clinic.visits  writes: -
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM clinic.visits; END;

-- ddl  reads: "Loans"  writes: -
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM "Loans"; END;

-- ddl  reads: events  writes: -
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM EVENTS; END;

-- ddl  reads: user  writes: -
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM "user"; END;

-- ddl  reads: flotte.véhicules  writes: -
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM flotte.véhicules; END;

-- ddl  reads: customers, orders  writes: -
CREATE PROCEDURE p(i int) BEGIN ATOMIC DELETE FROM orders WHERE id = i; INSERT INTO customers VALUES (i); END;

-- ddl  reads: clinic.patients, clinic.visits  writes: -
CREATE PROCEDURE p(i int) BEGIN ATOMIC DELETE FROM clinic.visits WHERE id = i; INSERT INTO clinic.patients VALUES (i); END;

-- ddl  reads: "Loans", library."Readers"  writes: -
CREATE PROCEDURE p(i int) BEGIN ATOMIC DELETE FROM "Loans" WHERE id = i; INSERT INTO library."Readers" VALUES (i); END;

-- ddl  reads: events, public.venues  writes: -
CREATE PROCEDURE p(i int) BEGIN ATOMIC DELETE FROM EVENTS WHERE id = i; INSERT INTO Public.Venues VALUES (i); END;

-- ddl  reads: group, user  writes: -
CREATE PROCEDURE p(i int) BEGIN ATOMIC DELETE FROM "user" WHERE id = i; INSERT INTO "group" VALUES (i); END;

-- ddl  reads: flotte.véhicules, trajets  writes: -
CREATE PROCEDURE p(i int) BEGIN ATOMIC DELETE FROM flotte.véhicules WHERE id = i; INSERT INTO trajets VALUES (i); END;

-- ddl  reads: orders  writes: -
CREATE OR REPLACE FUNCTION f(i int) RETURNS text RETURN (SELECT status FROM orders WHERE id = i);

-- ddl  reads: clinic.visits  writes: -
CREATE OR REPLACE FUNCTION f(i int) RETURNS text RETURN (SELECT reason FROM clinic.visits WHERE id = i);

-- ddl  reads: "Loans"  writes: -
CREATE OR REPLACE FUNCTION f(i int) RETURNS text RETURN (SELECT shelf FROM "Loans" WHERE id = i);

-- ddl  reads: events  writes: -
CREATE OR REPLACE FUNCTION f(i int) RETURNS text RETURN (SELECT title FROM EVENTS WHERE id = i);

-- ddl  reads: user  writes: -
CREATE OR REPLACE FUNCTION f(i int) RETURNS text RETURN (SELECT "name" FROM "user" WHERE id = i);

-- ddl  reads: flotte.véhicules  writes: -
CREATE OR REPLACE FUNCTION f(i int) RETURNS text RETURN (SELECT état FROM flotte.véhicules WHERE id = i);

-- ddl  reads: -  writes: orders
CREATE SCHEMA stock CREATE TABLE orders (id int);

-- ddl  reads: -  writes: clinic.visits
CREATE SCHEMA stock CREATE TABLE clinic.visits (id int);

-- ddl  reads: -  writes: "Loans"
CREATE SCHEMA stock CREATE TABLE "Loans" (id int);

-- ddl  reads: -  writes: events
CREATE SCHEMA stock CREATE TABLE EVENTS (id int);

-- ddl  reads: -  writes: user
CREATE SCHEMA stock CREATE TABLE "user" (id int);

-- ddl  reads: -  writes: flotte.véhicules
CREATE SCHEMA stock CREATE TABLE flotte.véhicules (id int);

-- ddl  reads: -  writes: orders
ALTER EXTENSION postgis DROP TABLE orders;

-- ddl  reads: -  writes: clinic.visits
ALTER EXTENSION postgis DROP TABLE clinic.visits;

-- ddl  reads: -  writes: "Loans"
ALTER EXTENSION postgis DROP TABLE "Loans";

-- ddl  reads: -  writes: events
ALTER EXTENSION postgis DROP TABLE EVENTS;

-- ddl  reads: -  writes: user
ALTER EXTENSION postgis DROP TABLE "user";

-- ddl  reads: -  writes: flotte.véhicules
ALTER EXTENSION postgis DROP TABLE flotte.véhicules;

-- ddl  reads: -  writes: orders
SECURITY LABEL FOR selinux ON TABLE orders IS 'secret';

-- ddl  reads: -  writes: clinic.visits
SECURITY LABEL FOR selinux ON TABLE clinic.visits IS 'secret';

-- ddl  reads: -  writes: "Loans"
SECURITY LABEL FOR selinux ON TABLE "Loans" IS 'secret';

-- ddl  reads: -  writes: events
SECURITY LABEL FOR selinux ON TABLE EVENTS IS 'secret';

-- ddl  reads: -  writes: user
SECURITY LABEL FOR selinux ON TABLE "user" IS 'secret';

-- ddl  reads: -  writes: flotte.véhicules
SECURITY LABEL FOR selinux ON TABLE flotte.véhicules IS 'secret';

-- ddl  reads: -  writes: -
CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;

-- ddl  reads: -  writes: -
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN NEW.at := now(); RETURN NEW; END; $body$;

-- ddl  reads: -  writes: -
CREATE PROCEDURE clear() LANGUAGE plpgsql AS 'BEGIN DELETE FROM t; COMMIT; END';

-- ddl  reads: -  writes: -
CREATE AGGREGATE longest(text) (sfunc = pick_longest, stype = text);

-- ddl  reads: -  writes: -
ALTER FUNCTION add(int, int) VOLATILE PARALLEL SAFE;

-- ddl  reads: -  writes: -
ALTER FUNCTION add(int, int) RENAME TO plus;

-- ddl  reads: -  writes: -
ALTER FUNCTION add SET search_path = shop;

-- ddl  reads: -  writes: -
DROP FUNCTION IF EXISTS add(int, int), plus CASCADE;

-- ddl  reads: -  writes: -
DROP PROCEDURE clear;

-- ddl  reads: -  writes: -
DROP AGGREGATE longest(text);

-- ddl  reads: -  writes: -
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- ddl  reads: -  writes: -
CREATE TYPE address AS (street text, city text);

-- ddl  reads: -  writes: -
CREATE TYPE span AS RANGE (subtype = float8);

-- ddl  reads: -  writes: -
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm' BEFORE 'happy';

-- ddl  reads: -  writes: -
ALTER TYPE address ADD ATTRIBUTE zip text CASCADE;

-- ddl  reads: -  writes: -
ALTER TYPE address RENAME ATTRIBUTE zip TO postcode;

-- ddl  reads: -  writes: -
DROP TYPE mood, address;

-- ddl  reads: -  writes: -
CREATE DOMAIN positive AS int CHECK (VALUE > 0);

-- ddl  reads: -  writes: -
ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 100) NOT VALID;

-- ddl  reads: -  writes: -
DROP DOMAIN positive;

-- ddl  reads: -  writes: -
CREATE SCHEMA IF NOT EXISTS shop AUTHORIZATION CURRENT_USER;

-- ddl  reads: -  writes: -
ALTER SCHEMA shop RENAME TO store;

-- ddl  reads: -  writes: -
DROP SCHEMA shop CASCADE;

-- ddl  reads: -  writes: -
CREATE DATABASE other TEMPLATE template0 ENCODING 'UTF8';

-- ddl  reads: -  writes: -
ALTER DATABASE other SET work_mem = '64MB';

-- ddl  reads: -  writes: -
DROP DATABASE IF EXISTS other WITH (FORCE);

-- ddl  reads: -  writes: -
CREATE ROLE reader LOGIN PASSWORD 'secret' VALID UNTIL '2030-01-01';

-- ddl  reads: -  writes: -
CREATE USER writer IN ROLE reader;

-- ddl  reads: -  writes: -
ALTER ROLE reader SET statement_timeout = '5s';

-- ddl  reads: -  writes: -
ALTER USER writer WITH NOINHERIT;

-- ddl  reads: -  writes: -
DROP ROLE reader, writer;

-- ddl  reads: -  writes: -
GRANT reader TO writer WITH ADMIN OPTION;

-- ddl  reads: -  writes: -
REVOKE reader FROM writer;

-- ddl  reads: -  writes: -
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO reader;

-- ddl  reads: -  writes: -
GRANT EXECUTE ON FUNCTION add(int, int) TO reader;

-- ddl  reads: -  writes: -
GRANT USAGE ON SCHEMA shop TO reader;

-- ddl  reads: -  writes: -
GRANT CONNECT ON DATABASE other TO reader;

-- ddl  reads: -  writes: -
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO reader;

-- ddl  reads: -  writes: -
REASSIGN OWNED BY writer TO reader;

-- ddl  reads: -  writes: -
DROP OWNED BY writer CASCADE;

-- ddl  reads: -  writes: -
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- ddl  reads: -  writes: -
ALTER EXTENSION pg_trgm UPDATE TO '1.6';

-- ddl  reads: -  writes: -
DROP EXTENSION pg_trgm;

-- ddl  reads: -  writes: -
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'pg2');

-- ddl  reads: -  writes: -
CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user 'u');

-- ddl  reads: -  writes: -
ALTER SERVER elsewhere OPTIONS (SET host 'pg3');

-- ddl  reads: -  writes: -
DROP SERVER elsewhere CASCADE;

-- ddl  reads: -  writes: -
CREATE FOREIGN DATA WRAPPER w HANDLER h;

-- ddl  reads: -  writes: -
IMPORT FOREIGN SCHEMA remote FROM SERVER elsewhere INTO shop;

-- ddl  reads: -  writes: -
CREATE COLLATION german (provider = icu, locale = 'de-DE');

-- ddl  reads: -  writes: -
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);

-- ddl  reads: -  writes: -
DROP OPERATOR === (int, int);

-- ddl  reads: -  writes: -
CREATE OPERATOR CLASS c FOR TYPE int USING btree AS OPERATOR 1 <;

-- ddl  reads: -  writes: -
CREATE OPERATOR FAMILY f USING btree;

-- ddl  reads: -  writes: -
CREATE CAST (text AS int) WITH INOUT AS ASSIGNMENT;

-- ddl  reads: -  writes: -
DROP CAST (text AS int);

-- ddl  reads: -  writes: -
CREATE CONVERSION conv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;

-- ddl  reads: -  writes: -
CREATE TEXT SEARCH CONFIGURATION plain (PARSER = default);

-- ddl  reads: -  writes: -
ALTER TEXT SEARCH CONFIGURATION plain ADD MAPPING FOR word WITH simple;

-- ddl  reads: -  writes: -
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple);

-- ddl  reads: -  writes: -
CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION watch();

-- ddl  reads: -  writes: -
ALTER EVENT TRIGGER watch DISABLE;

-- ddl  reads: -  writes: -
CREATE LANGUAGE plpython3u;

-- ddl  reads: -  writes: -
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

-- ddl  reads: -  writes: -
CREATE TABLESPACE fast LOCATION '/mnt/fast';

-- ddl  reads: -  writes: -
DROP TABLESPACE fast;

-- ddl  reads: -  writes: -
ALTER SYSTEM SET shared_buffers = '1GB';

-- ddl  reads: -  writes: -
ALTER SYSTEM RESET ALL;

-- ddl  reads: -  writes: -
CREATE SUBSCRIPTION s CONNECTION 'host=pg1' PUBLICATION everything;

-- ddl  reads: -  writes: -
ALTER SUBSCRIPTION s DISABLE;

-- ddl  reads: -  writes: -
DROP SUBSCRIPTION s;

-- ddl  reads: -  writes: -
CREATE PUBLICATION everything FOR ALL TABLES;

-- ddl  reads: -  writes: -
DROP PUBLICATION everything;

-- ddl  reads: -  writes: -
DROP STATISTICS related;

-- ddl  reads: -  writes: -
COMMENT ON SCHEMA shop IS 'the shop';

-- ddl  reads: -  writes: -
COMMENT ON FUNCTION add(int, int) IS 'adds';

-- ddl  reads: -  writes: -
COMMENT ON TYPE mood IS 'how it feels';

-- ddl  reads: -  writes: -
COMMENT ON ROLE reader IS 'who reads';

-- ddl  reads: -  writes: -
COMMENT ON DATABASE other IS 'another';

-- ddl  reads: -  writes: -
COMMENT ON EXTENSION pg_trgm IS NULL;

-- ddl  reads: -  writes: -
CREATE TRANSFORM FOR int LANGUAGE plpython3u (FROM SQL WITH FUNCTION f(internal));
