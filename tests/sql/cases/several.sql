-- Several statements in one string.

-- read  reads: orders  writes: -
-- read  reads: customers  writes: -
SELECT * FROM orders; SELECT * FROM customers;

-- read  reads: orders  writes: -
-- write  reads: -  writes: customers
SELECT * FROM orders;; ;DELETE FROM customers

-- transaction  reads: -  writes: -
-- write  reads: -  writes: orders
-- transaction  reads: -  writes: -
BEGIN; INSERT INTO orders VALUES (1); COMMIT;

-- transaction  reads: -  writes: -
-- read  reads: orders  writes: -
-- write  reads: -  writes: orders
-- transaction  reads: -  writes: -
BEGIN READ WRITE; SELECT 1 FROM orders; UPDATE orders SET id = 2; ROLLBACK

-- session  reads: -  writes: -
-- read  reads: orders  writes: -
-- session  reads: -  writes: -
SET search_path = shop; SELECT * FROM orders; RESET ALL;

-- ddl  reads: -  writes: orders
-- ddl  reads: -  writes: orders
-- copy_in  reads: -  writes: orders
CREATE TABLE orders (id int); CREATE INDEX ON orders (id); COPY orders FROM STDIN;

-- ddl  reads: orders  writes: -
-- write  reads: -  writes: customers
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1 FROM orders; SELECT 2; END; DELETE FROM customers;

-- ddl  reads: orders  writes: -
-- read  reads: customers  writes: -
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END FROM orders; END; SELECT * FROM customers

-- ddl  reads: customers  writes: orders
-- read  reads: order_lines  writes: -
CREATE RULE r AS ON INSERT TO orders DO INSTEAD (DELETE FROM customers; SELECT 1); TABLE order_lines

-- write  reads: -  writes: x  unknown
-- read  reads: orders  writes: -
DO $$ BEGIN DELETE FROM x; END $$; SELECT * FROM orders

-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
-- write  reads: -  writes: orders
-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SAVEPOINT s; DELETE FROM orders; ROLLBACK TO s; END

-- read  reads: orders  writes: -
-- utility  reads: -  writes: orders
SELECT 1 FROM orders; VACUUM orders

-- write  reads: -  writes: orders
-- write  reads: orders  writes: customers
WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d; INSERT INTO customers TABLE orders

-- read  reads: orders  writes: -
-- read  reads: orders  writes: -
-- ; first
SELECT ';' FROM orders; /* ; */ SELECT ";" FROM orders -- ;

-- ddl  reads: -  writes: orders
-- ddl  reads: orders  writes: customers
-- ddl  reads: -  writes: customers, orders
CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE customers (id int REFERENCES orders); DROP TABLE orders, customers

-- session  reads: -  writes: -
-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
LISTEN a; UNLISTEN a; ROLLBACK

-- read  reads: clinic.visits  writes: -
-- read  reads: clinic.patients  writes: -
SELECT * FROM clinic.visits; SELECT * FROM clinic.patients;

-- read  reads: clinic.visits  writes: -
-- write  reads: -  writes: clinic.patients
SELECT * FROM clinic.visits;; ;DELETE FROM clinic.patients

-- transaction  reads: -  writes: -
-- write  reads: -  writes: clinic.visits
-- transaction  reads: -  writes: -
BEGIN; INSERT INTO clinic.visits VALUES (1); COMMIT;

-- transaction  reads: -  writes: -
-- read  reads: clinic.visits  writes: -
-- write  reads: -  writes: clinic.visits
-- transaction  reads: -  writes: -
BEGIN READ WRITE; SELECT 1 FROM clinic.visits; UPDATE clinic.visits SET id = 2; ROLLBACK

-- session  reads: -  writes: -
-- read  reads: clinic.visits  writes: -
-- session  reads: -  writes: -
SET search_path = shop; SELECT * FROM clinic.visits; RESET ALL;

-- ddl  reads: -  writes: clinic.visits
-- ddl  reads: -  writes: clinic.visits
-- copy_in  reads: -  writes: clinic.visits
CREATE TABLE clinic.visits (id int); CREATE INDEX ON clinic.visits (id); COPY clinic.visits FROM STDIN;

-- ddl  reads: clinic.visits  writes: -
-- write  reads: -  writes: clinic.patients
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1 FROM clinic.visits; SELECT 2; END; DELETE FROM clinic.patients;

-- ddl  reads: clinic.visits  writes: -
-- read  reads: clinic.patients  writes: -
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END FROM clinic.visits; END; SELECT * FROM clinic.patients

-- ddl  reads: clinic.patients  writes: clinic.visits
-- read  reads: clinic.invoices  writes: -
CREATE RULE r AS ON INSERT TO clinic.visits DO INSTEAD (DELETE FROM clinic.patients; SELECT 1); TABLE clinic.invoices

-- write  reads: -  writes: x  unknown
-- read  reads: clinic.visits  writes: -
DO $$ BEGIN DELETE FROM x; END $$; SELECT * FROM clinic.visits

-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
-- write  reads: -  writes: clinic.visits
-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SAVEPOINT s; DELETE FROM clinic.visits; ROLLBACK TO s; END

-- read  reads: clinic.visits  writes: -
-- utility  reads: -  writes: clinic.visits
SELECT 1 FROM clinic.visits; VACUUM clinic.visits

-- write  reads: -  writes: clinic.visits
-- write  reads: clinic.visits  writes: clinic.patients
WITH d AS (DELETE FROM clinic.visits RETURNING *) SELECT * FROM d; INSERT INTO clinic.patients TABLE clinic.visits

-- read  reads: clinic.visits  writes: -
-- read  reads: clinic.visits  writes: -
-- ; first
SELECT ';' FROM clinic.visits; /* ; */ SELECT ";" FROM clinic.visits -- ;

-- ddl  reads: -  writes: clinic.visits
-- ddl  reads: clinic.visits  writes: clinic.patients
-- ddl  reads: -  writes: clinic.patients, clinic.visits
CREATE TABLE clinic.visits (id int PRIMARY KEY); CREATE TABLE clinic.patients (id int REFERENCES clinic.visits); DROP TABLE clinic.visits, clinic.patients

-- read  reads: "Loans"  writes: -
-- read  reads: library."Readers"  writes: -
SELECT * FROM "Loans"; SELECT * FROM library."Readers";

-- read  reads: "Loans"  writes: -
-- write  reads: -  writes: library."Readers"
SELECT * FROM "Loans";; ;DELETE FROM library."Readers"

-- transaction  reads: -  writes: -
-- write  reads: -  writes: "Loans"
-- transaction  reads: -  writes: -
BEGIN; INSERT INTO "Loans" VALUES (1); COMMIT;

-- transaction  reads: -  writes: -
-- read  reads: "Loans"  writes: -
-- write  reads: -  writes: "Loans"
-- transaction  reads: -  writes: -
BEGIN READ WRITE; SELECT 1 FROM "Loans"; UPDATE "Loans" SET id = 2; ROLLBACK

-- session  reads: -  writes: -
-- read  reads: "Loans"  writes: -
-- session  reads: -  writes: -
SET search_path = shop; SELECT * FROM "Loans"; RESET ALL;

-- ddl  reads: -  writes: "Loans"
-- ddl  reads: -  writes: "Loans"
-- copy_in  reads: -  writes: "Loans"
CREATE TABLE "Loans" (id int); CREATE INDEX ON "Loans" (id); COPY "Loans" FROM STDIN;

-- ddl  reads: "Loans"  writes: -
-- write  reads: -  writes: library."Readers"
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1 FROM "Loans"; SELECT 2; END; DELETE FROM library."Readers";

-- ddl  reads: "Loans"  writes: -
-- read  reads: library."Readers"  writes: -
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END FROM "Loans"; END; SELECT * FROM library."Readers"

-- ddl  reads: library."Readers"  writes: "Loans"
-- read  reads: "loan items"  writes: -
CREATE RULE r AS ON INSERT TO "Loans" DO INSTEAD (DELETE FROM library."Readers"; SELECT 1); TABLE "loan items"

-- write  reads: -  writes: x  unknown
-- read  reads: "Loans"  writes: -
DO $$ BEGIN DELETE FROM x; END $$; SELECT * FROM "Loans"

-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
-- write  reads: -  writes: "Loans"
-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SAVEPOINT s; DELETE FROM "Loans"; ROLLBACK TO s; END

-- read  reads: "Loans"  writes: -
-- utility  reads: -  writes: "Loans"
SELECT 1 FROM "Loans"; VACUUM "Loans"

-- write  reads: -  writes: "Loans"
-- write  reads: "Loans"  writes: library."Readers"
WITH d AS (DELETE FROM "Loans" RETURNING *) SELECT * FROM d; INSERT INTO library."Readers" TABLE "Loans"

-- read  reads: "Loans"  writes: -
-- read  reads: "Loans"  writes: -
-- ; first
SELECT ';' FROM "Loans"; /* ; */ SELECT ";" FROM "Loans" -- ;

-- ddl  reads: -  writes: "Loans"
-- ddl  reads: "Loans"  writes: library."Readers"
-- ddl  reads: -  writes: "Loans", library."Readers"
CREATE TABLE "Loans" (id int PRIMARY KEY); CREATE TABLE library."Readers" (id int REFERENCES "Loans"); DROP TABLE "Loans", library."Readers"

-- read  reads: events  writes: -
-- read  reads: public.venues  writes: -
SELECT * FROM EVENTS; SELECT * FROM Public.Venues;

-- read  reads: events  writes: -
-- write  reads: -  writes: public.venues
SELECT * FROM EVENTS;; ;DELETE FROM Public.Venues

-- transaction  reads: -  writes: -
-- write  reads: -  writes: events
-- transaction  reads: -  writes: -
BEGIN; INSERT INTO EVENTS VALUES (1); COMMIT;

-- transaction  reads: -  writes: -
-- read  reads: events  writes: -
-- write  reads: -  writes: events
-- transaction  reads: -  writes: -
BEGIN READ WRITE; SELECT 1 FROM EVENTS; UPDATE EVENTS SET id = 2; ROLLBACK

-- session  reads: -  writes: -
-- read  reads: events  writes: -
-- session  reads: -  writes: -
SET search_path = shop; SELECT * FROM EVENTS; RESET ALL;

-- ddl  reads: -  writes: events
-- ddl  reads: -  writes: events
-- copy_in  reads: -  writes: events
CREATE TABLE EVENTS (id int); CREATE INDEX ON EVENTS (id); COPY EVENTS FROM STDIN;

-- ddl  reads: events  writes: -
-- write  reads: -  writes: public.venues
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1 FROM EVENTS; SELECT 2; END; DELETE FROM Public.Venues;

-- ddl  reads: events  writes: -
-- read  reads: public.venues  writes: -
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END FROM EVENTS; END; SELECT * FROM Public.Venues

-- ddl  reads: public.venues  writes: events
-- read  reads: ticketsales  writes: -
CREATE RULE r AS ON INSERT TO EVENTS DO INSTEAD (DELETE FROM Public.Venues; SELECT 1); TABLE TicketSales

-- write  reads: -  writes: x  unknown
-- read  reads: events  writes: -
DO $$ BEGIN DELETE FROM x; END $$; SELECT * FROM EVENTS

-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
-- write  reads: -  writes: events
-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SAVEPOINT s; DELETE FROM EVENTS; ROLLBACK TO s; END

-- read  reads: events  writes: -
-- utility  reads: -  writes: events
SELECT 1 FROM EVENTS; VACUUM EVENTS

-- write  reads: -  writes: events
-- write  reads: events  writes: public.venues
WITH d AS (DELETE FROM EVENTS RETURNING *) SELECT * FROM d; INSERT INTO Public.Venues TABLE EVENTS

-- read  reads: events  writes: -
-- read  reads: events  writes: -
-- ; first
SELECT ';' FROM EVENTS; /* ; */ SELECT ";" FROM EVENTS -- ;

-- ddl  reads: -  writes: events
-- ddl  reads: events  writes: public.venues
-- ddl  reads: -  writes: events, public.venues
CREATE TABLE EVENTS (id int PRIMARY KEY); CREATE TABLE Public.Venues (id int REFERENCES EVENTS); DROP TABLE EVENTS, Public.Venues

-- read  reads: user  writes: -
-- read  reads: group  writes: -
SELECT * FROM "user"; SELECT * FROM "group";

-- read  reads: user  writes: -
-- write  reads: -  writes: group
SELECT * FROM "user";; ;DELETE FROM "group"

-- transaction  reads: -  writes: -
-- write  reads: -  writes: user
-- transaction  reads: -  writes: -
BEGIN; INSERT INTO "user" VALUES (1); COMMIT;

-- transaction  reads: -  writes: -
-- read  reads: user  writes: -
-- write  reads: -  writes: user
-- transaction  reads: -  writes: -
BEGIN READ WRITE; SELECT 1 FROM "user"; UPDATE "user" SET id = 2; ROLLBACK

-- session  reads: -  writes: -
-- read  reads: user  writes: -
-- session  reads: -  writes: -
SET search_path = shop; SELECT * FROM "user"; RESET ALL;

-- ddl  reads: -  writes: user
-- ddl  reads: -  writes: user
-- copy_in  reads: -  writes: user
CREATE TABLE "user" (id int); CREATE INDEX ON "user" (id); COPY "user" FROM STDIN;

-- ddl  reads: user  writes: -
-- write  reads: -  writes: group
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1 FROM "user"; SELECT 2; END; DELETE FROM "group";

-- ddl  reads: user  writes: -
-- read  reads: group  writes: -
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END FROM "user"; END; SELECT * FROM "group"

-- ddl  reads: group  writes: user
-- read  reads: order  writes: -
CREATE RULE r AS ON INSERT TO "user" DO INSTEAD (DELETE FROM "group"; SELECT 1); TABLE "order"

-- write  reads: -  writes: x  unknown
-- read  reads: user  writes: -
DO $$ BEGIN DELETE FROM x; END $$; SELECT * FROM "user"

-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
-- write  reads: -  writes: user
-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SAVEPOINT s; DELETE FROM "user"; ROLLBACK TO s; END

-- read  reads: user  writes: -
-- utility  reads: -  writes: user
SELECT 1 FROM "user"; VACUUM "user"

-- write  reads: -  writes: user
-- write  reads: user  writes: group
WITH d AS (DELETE FROM "user" RETURNING *) SELECT * FROM d; INSERT INTO "group" TABLE "user"

-- read  reads: user  writes: -
-- read  reads: user  writes: -
-- ; first
SELECT ';' FROM "user"; /* ; */ SELECT ";" FROM "user" -- ;

-- ddl  reads: -  writes: user
-- ddl  reads: user  writes: group
-- ddl  reads: -  writes: group, user
CREATE TABLE "user" (id int PRIMARY KEY); CREATE TABLE "group" (id int REFERENCES "user"); DROP TABLE "user", "group"

-- read  reads: flotte.véhicules  writes: -
-- read  reads: trajets  writes: -
SELECT * FROM flotte.véhicules; SELECT * FROM trajets;

-- read  reads: flotte.véhicules  writes: -
-- write  reads: -  writes: trajets
SELECT * FROM flotte.véhicules;; ;DELETE FROM trajets

-- transaction  reads: -  writes: -
-- write  reads: -  writes: flotte.véhicules
-- transaction  reads: -  writes: -
BEGIN; INSERT INTO flotte.véhicules VALUES (1); COMMIT;

-- transaction  reads: -  writes: -
-- read  reads: flotte.véhicules  writes: -
-- write  reads: -  writes: flotte.véhicules
-- transaction  reads: -  writes: -
BEGIN READ WRITE; SELECT 1 FROM flotte.véhicules; UPDATE flotte.véhicules SET id = 2; ROLLBACK

-- session  reads: -  writes: -
-- read  reads: flotte.véhicules  writes: -
-- session  reads: -  writes: -
SET search_path = shop; SELECT * FROM flotte.véhicules; RESET ALL;

-- ddl  reads: -  writes: flotte.véhicules
-- ddl  reads: -  writes: flotte.véhicules
-- copy_in  reads: -  writes: flotte.véhicules
CREATE TABLE flotte.véhicules (id int); CREATE INDEX ON flotte.véhicules (id); COPY flotte.véhicules FROM STDIN;

-- ddl  reads: flotte.véhicules  writes: -
-- write  reads: -  writes: trajets
CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1 FROM flotte.véhicules; SELECT 2; END; DELETE FROM trajets;

-- ddl  reads: flotte.véhicules  writes: -
-- read  reads: trajets  writes: -
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END FROM flotte.véhicules; END; SELECT * FROM trajets

-- ddl  reads: trajets  writes: flotte.véhicules
-- read  reads: flotte.relevé  writes: -
CREATE RULE r AS ON INSERT TO flotte.véhicules DO INSTEAD (DELETE FROM trajets; SELECT 1); TABLE flotte."relevé"

-- write  reads: -  writes: x  unknown
-- read  reads: flotte.véhicules  writes: -
DO $$ BEGIN DELETE FROM x; END $$; SELECT * FROM flotte.véhicules

-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
-- write  reads: -  writes: flotte.véhicules
-- transaction  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SAVEPOINT s; DELETE FROM flotte.véhicules; ROLLBACK TO s; END

-- read  reads: flotte.véhicules  writes: -
-- utility  reads: -  writes: flotte.véhicules
SELECT 1 FROM flotte.véhicules; VACUUM flotte.véhicules

-- write  reads: -  writes: flotte.véhicules
-- write  reads: flotte.véhicules  writes: trajets
WITH d AS (DELETE FROM flotte.véhicules RETURNING *) SELECT * FROM d; INSERT INTO trajets TABLE flotte.véhicules

-- read  reads: flotte.véhicules  writes: -
-- read  reads: flotte.véhicules  writes: -
-- ; first
SELECT ';' FROM flotte.véhicules; /* ; */ SELECT ";" FROM flotte.véhicules -- ;

-- ddl  reads: -  writes: flotte.véhicules
-- ddl  reads: flotte.véhicules  writes: trajets
-- ddl  reads: -  writes: flotte.véhicules, trajets
CREATE TABLE flotte.véhicules (id int PRIMARY KEY); CREATE TABLE trajets (id int REFERENCES flotte.véhicules); DROP TABLE flotte.véhicules, trajets

-- empty  reads: -  writes: -
;

-- empty  reads: -  writes: -
;;

-- empty  reads: -  writes: -
 ; ; 

-- empty  reads: -  writes: -
-- only a comment

-- empty  reads: -  writes: -
/* only */

-- empty  reads: -  writes: -
/* a /* b */ c */;

-- empty  reads: -  writes: -
 -- x
 ; /* y */ ;
