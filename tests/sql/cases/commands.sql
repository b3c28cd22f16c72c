-- Every command of the PostgreSQL 18 reference, from A to Z, by its branches.

-- transaction  reads: -  writes: -
ABORT AND CHAIN;

-- transaction  reads: -  writes: -
ABORT WORK AND NO CHAIN;

-- ddl  reads: -  writes: -
ALTER AGGREGATE s.a(int) RENAME TO b;

-- ddl  reads: -  writes: -
ALTER AGGREGATE a(*) OWNER TO u;

-- ddl  reads: -  writes: -
ALTER AGGREGATE a(int ORDER BY int) SET SCHEMA s2;

-- ddl  reads: -  writes: -
ALTER COLLATION s.c REFRESH VERSION;

-- ddl  reads: -  writes: -
ALTER COLLATION c RENAME TO d;

-- ddl  reads: -  writes: -
ALTER CONVERSION c OWNER TO CURRENT_USER;

-- ddl  reads: -  writes: -
ALTER DATABASE d WITH CONNECTION LIMIT 5;

-- ddl  reads: -  writes: -
ALTER DATABASE d RENAME TO e;

-- ddl  reads: -  writes: -
ALTER DATABASE d SET TABLESPACE t;

-- ddl  reads: -  writes: -
ALTER DATABASE d REFRESH COLLATION VERSION;

-- ddl  reads: -  writes: -
ALTER DATABASE d SET search_path TO a, b;

-- ddl  reads: -  writes: -
ALTER DATABASE d SET search_path FROM CURRENT;

-- ddl  reads: -  writes: -
ALTER DATABASE d RESET ALL;

-- ddl  reads: -  writes: -
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO PUBLIC;

-- ddl  reads: -  writes: -
ALTER DEFAULT PRIVILEGES FOR ROLE r REVOKE GRANT OPTION FOR ALL ON LARGE OBJECTS FROM r2 CASCADE;

-- ddl  reads: -  writes: -
ALTER DOMAIN s.d SET DEFAULT f(1);

-- ddl  reads: -  writes: -
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;

-- ddl  reads: -  writes: -
ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c CASCADE;

-- ddl  reads: -  writes: -
ALTER EVENT TRIGGER e DISABLE;

-- ddl  reads: -  writes: -
ALTER EVENT TRIGGER e ENABLE ALWAYS;

-- ddl  reads: -  writes: -
ALTER EXTENSION e UPDATE TO '2';

-- ddl  reads: -  writes: s.t
ALTER EXTENSION e ADD TABLE s.t;

-- ddl  reads: -  writes: -
ALTER EXTENSION e DROP FUNCTION f(int);

-- ddl  reads: -  writes: m
ALTER EXTENSION e ADD MATERIALIZED VIEW m;

-- ddl  reads: -  writes: q
ALTER EXTENSION e ADD SEQUENCE q;

-- ddl  reads: -  writes: ft
ALTER EXTENSION e ADD FOREIGN TABLE ft;

-- ddl  reads: -  writes: v
ALTER EXTENSION e DROP VIEW v;

-- ddl  reads: -  writes: -
ALTER EXTENSION e SET SCHEMA s;

-- ddl  reads: -  writes: -
ALTER FOREIGN DATA WRAPPER w HANDLER h OPTIONS (ADD a 'b');

-- ddl  reads: -  writes: s.ft
ALTER FOREIGN TABLE IF EXISTS ONLY s.ft ADD COLUMN c int OPTIONS (a 'b');

-- ddl  reads: -  writes: ft
ALTER FOREIGN TABLE ft RENAME COLUMN a TO b;

-- ddl  reads: parent  writes: ft
ALTER FOREIGN TABLE ft INHERIT parent;

-- ddl  reads: -  writes: -
ALTER FUNCTION s.f(int) RENAME TO g;

-- ddl  reads: -  writes: -
ALTER FUNCTION f(int) STABLE LEAKPROOF SET search_path TO a RESTRICT;

-- ddl  reads: -  writes: -
ALTER FUNCTION f(int) NO DEPENDS ON EXTENSION e;

-- ddl  reads: -  writes: -
ALTER GROUP g ADD USER a, b;

-- ddl  reads: -  writes: -
ALTER GROUP g RENAME TO h;

-- ddl  reads: -  writes: i
ALTER INDEX IF EXISTS i RENAME TO j;

-- ddl  reads: -  writes: s.i
ALTER INDEX s.i SET TABLESPACE t;

-- ddl  reads: j  writes: i
ALTER INDEX i ATTACH PARTITION j;

-- ddl  reads: -  writes: i
ALTER INDEX i NO DEPENDS ON EXTENSION e;

-- ddl  reads: -  writes: i
ALTER INDEX i SET (fillfactor = 70);

-- ddl  reads: -  writes: i
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 100;

-- ddl  reads: -  writes: -
ALTER INDEX ALL IN TABLESPACE t OWNED BY r SET TABLESPACE u NOWAIT;

-- ddl  reads: -  writes: -
ALTER LANGUAGE plpgsql OWNER TO r;

-- ddl  reads: -  writes: -
ALTER LARGE OBJECT 12345 OWNER TO r;

-- ddl  reads: -  writes: s.m
ALTER MATERIALIZED VIEW IF EXISTS s.m CLUSTER ON i;

-- ddl  reads: -  writes: m
ALTER MATERIALIZED VIEW m DEPENDS ON EXTENSION e;

-- ddl  reads: -  writes: m
ALTER MATERIALIZED VIEW m RENAME COLUMN a TO b;

-- ddl  reads: -  writes: -
ALTER MATERIALIZED VIEW ALL IN TABLESPACE t SET TABLESPACE u;

-- ddl  reads: -  writes: -
ALTER OPERATOR s.+ (int, int) OWNER TO r;

-- ddl  reads: -  writes: -
ALTER OPERATOR + (NONE, int) SET (RESTRICT = NONE, JOIN = f);

-- ddl  reads: -  writes: -
ALTER OPERATOR CLASS c USING btree RENAME TO d;

-- ddl  reads: -  writes: -
ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 1 < (int4, int2), FUNCTION 1 btint42cmp(int4, int2);

-- ddl  reads: -  writes: -
ALTER OPERATOR FAMILY f USING btree DROP OPERATOR 1 (int4, int2);

-- ddl  reads: -  writes: s.t
ALTER POLICY p ON s.t RENAME TO q;

-- ddl  reads: u  writes: t
ALTER POLICY p ON t TO PUBLIC USING (EXISTS (SELECT 1 FROM u)) WITH CHECK (f(a));

-- ddl  reads: -  writes: -
ALTER PROCEDURE p(int) OWNER TO r;

-- ddl  reads: s.t, u, v  writes: -
ALTER PUBLICATION p ADD TABLE s.t (a, b) WHERE (a > 1), ONLY u, v *;

-- ddl  reads: -  writes: -
ALTER PUBLICATION p ADD TABLES IN SCHEMA s, CURRENT_SCHEMA;

-- ddl  reads: t  writes: -
ALTER PUBLICATION p SET TABLE t, TABLES IN SCHEMA s;

-- ddl  reads: t  writes: -
ALTER PUBLICATION p DROP TABLE t;

-- ddl  reads: -  writes: -
ALTER PUBLICATION p SET (publish = 'insert');

-- ddl  reads: -  writes: -
ALTER PUBLICATION p OWNER TO r;

-- ddl  reads: -  writes: -
ALTER ROLE r WITH SUPERUSER PASSWORD 'x' VALID UNTIL 'infinity';

-- ddl  reads: -  writes: -
ALTER ROLE r RENAME TO s;

-- ddl  reads: -  writes: -
ALTER ROLE ALL IN DATABASE d SET search_path = a, b;

-- ddl  reads: -  writes: -
ALTER ROLE r SET default_transaction_read_only TO on;

-- ddl  reads: -  writes: -
ALTER ROUTINE f(int) RENAME TO g;

-- ddl  reads: -  writes: s.t
ALTER RULE r ON s.t RENAME TO q;

-- ddl  reads: -  writes: -
ALTER SCHEMA s RENAME TO t;

-- ddl  reads: t  writes: s.q
ALTER SEQUENCE IF EXISTS s.q INCREMENT BY 2 OWNED BY t.c;

-- ddl  reads: s.t  writes: q
ALTER SEQUENCE q OWNED BY s.t.c;

-- ddl  reads: -  writes: q
ALTER SEQUENCE q OWNED BY NONE;

-- ddl  reads: -  writes: q
ALTER SEQUENCE q SET LOGGED;

-- ddl  reads: -  writes: q
ALTER SEQUENCE q RENAME TO r;

-- ddl  reads: -  writes: -
ALTER SERVER s VERSION '2' OPTIONS (SET host 'a');

-- ddl  reads: -  writes: -
ALTER STATISTICS s.x SET STATISTICS 5;

-- ddl  reads: -  writes: -
ALTER SUBSCRIPTION s CONNECTION 'host=x';

-- ddl  reads: -  writes: -
ALTER SUBSCRIPTION s ADD PUBLICATION p, q WITH (refresh = false);

-- ddl  reads: -  writes: -
ALTER SUBSCRIPTION s REFRESH PUBLICATION;

-- ddl  reads: -  writes: -
ALTER SUBSCRIPTION s SKIP (lsn = '0/0');

-- ddl  reads: -  writes: -
ALTER SYSTEM SET a = 'b';

-- ddl  reads: p  writes: t
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, PERIOD b) REFERENCES p (a, PERIOD b) NOT ENFORCED;

-- ddl  reads: -  writes: t
ALTER TABLE t RENAME COLUMN a TO b;

-- ddl  reads: -  writes: t
ALTER TABLE t RENAME CONSTRAINT a TO b;

-- ddl  reads: -  writes: t
ALTER TABLE t RENAME TO u;

-- ddl  reads: -  writes: t
ALTER TABLE t SET SCHEMA s;

-- ddl  reads: -  writes: -
ALTER TABLE ALL IN TABLESPACE x OWNED BY a, b SET TABLESPACE y NOWAIT;

-- ddl  reads: s.p  writes: t
ALTER TABLE t ATTACH PARTITION s.p FOR VALUES FROM (1) TO (MAXVALUE);

-- ddl  reads: p  writes: t
ALTER TABLE t DETACH PARTITION p CONCURRENTLY;

-- ddl  reads: q, s.p  writes: t
ALTER TABLE t INHERIT s.p, NO INHERIT q;

-- ddl  reads: q, x  writes: t
ALTER TABLE t ALTER c SET DEFAULT nextval('q'), ALTER c TYPE int USING (SELECT 1 FROM x), ALTER c ADD GENERATED ALWAYS AS IDENTITY;

-- ddl  reads: -  writes: t
ALTER TABLE t ADD EXCLUDE USING gist (c WITH &&) WHERE (f(a)), ADD PRIMARY KEY USING INDEX i, ADD NOT NULL a;

-- ddl  reads: -  writes: t
ALTER TABLE t DISABLE TRIGGER ALL, ENABLE REPLICA RULE r, FORCE ROW LEVEL SECURITY, CLUSTER ON i, SET WITHOUT CLUSTER, SET UNLOGGED;

-- ddl  reads: -  writes: t
ALTER TABLE t OF s.ty, REPLICA IDENTITY USING INDEX i, SET ACCESS METHOD DEFAULT;

-- ddl  reads: -  writes: t
ALTER TABLE t ALTER CONSTRAINT c NO INHERIT;

-- ddl  reads: -  writes: -
ALTER TABLESPACE t SET (seq_page_cost = 1);

-- ddl  reads: -  writes: -
ALTER TEXT SEARCH CONFIGURATION s.c ADD MAPPING FOR a, b WITH simple;

-- ddl  reads: -  writes: -
ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING REPLACE a WITH b;

-- ddl  reads: -  writes: -
ALTER TEXT SEARCH DICTIONARY d (a = b);

-- ddl  reads: -  writes: -
ALTER TEXT SEARCH PARSER p RENAME TO q;

-- ddl  reads: -  writes: -
ALTER TEXT SEARCH TEMPLATE p SET SCHEMA s;

-- ddl  reads: -  writes: s.t
ALTER TRIGGER g ON s.t RENAME TO h;

-- ddl  reads: -  writes: t
ALTER TRIGGER g ON t NO DEPENDS ON EXTENSION e;

-- ddl  reads: -  writes: -
ALTER TYPE s.c ADD ATTRIBUTE a int CASCADE, DROP ATTRIBUTE IF EXISTS b;

-- ddl  reads: -  writes: -
ALTER TYPE e ADD VALUE IF NOT EXISTS 'x' BEFORE 'y';

-- ddl  reads: -  writes: -
ALTER TYPE e RENAME VALUE 'a' TO 'b';

-- ddl  reads: -  writes: -
ALTER TYPE e RENAME ATTRIBUTE a TO b;

-- ddl  reads: -  writes: -
ALTER TYPE t SET (RECEIVE = f);

-- ddl  reads: -  writes: -
ALTER USER u WITH NOLOGIN;

-- ddl  reads: -  writes: -
ALTER USER MAPPING FOR u SERVER s OPTIONS (SET a 'b');

-- ddl  reads: -  writes: s.v
ALTER VIEW IF EXISTS s.v ALTER COLUMN c SET DEFAULT 1;

-- ddl  reads: -  writes: v
ALTER VIEW v RENAME a TO b;

-- ddl  reads: -  writes: v
ALTER VIEW v SET (security_invoker);

-- utility  reads: -  writes: s.t, u
ANALYZE VERBOSE s.t (a, b), u;

-- utility  reads: -  writes: t
ANALYZE (VERBOSE, SKIP_LOCKED, BUFFER_USAGE_LIMIT '2MB') ONLY t;

-- utility  reads: -  writes: t
ANALYSE t;

-- transaction  reads: -  writes: -
BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE;

-- write  reads: -  writes: -
CALL s.p(1, a => 2);

-- write  reads: t  writes: -
CALL p((SELECT max(a) FROM t));

-- utility  reads: -  writes: s.t
CLUSTER VERBOSE s.t USING i;

-- utility  reads: -  writes: t
CLUSTER (VERBOSE off) t;

-- utility  reads: -  writes: t
CLUSTER i ON t;

-- ddl  reads: -  writes: s.t
COMMENT ON TABLE s.t IS 'x';

-- ddl  reads: -  writes: s.t
COMMENT ON COLUMN s.t.c IS NULL;

-- ddl  reads: -  writes: t
COMMENT ON COLUMN t.c IS 'x';

-- ddl  reads: -  writes: t
COMMENT ON CONSTRAINT c ON t IS 'x';

-- ddl  reads: -  writes: s.t
COMMENT ON TRIGGER g ON s.t IS 'x';

-- ddl  reads: -  writes: t
COMMENT ON POLICY p ON t IS 'x';

-- ddl  reads: -  writes: s.i
COMMENT ON INDEX s.i IS 'x';

-- ddl  reads: -  writes: q
COMMENT ON SEQUENCE q IS 'x';

-- ddl  reads: -  writes: v
COMMENT ON VIEW v IS 'x';

-- ddl  reads: -  writes: v
COMMENT ON MATERIALIZED VIEW v IS 'x';

-- ddl  reads: -  writes: v
COMMENT ON FOREIGN TABLE v IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON FUNCTION f(int) IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON AGGREGATE f(*) IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON CAST (a AS b) IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON DATABASE d IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON LARGE OBJECT 5 IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON OPERATOR + (int, int) IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON TRANSFORM FOR a LANGUAGE b IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON TYPE t IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON STATISTICS s IS 'x';

-- ddl  reads: -  writes: -
COMMENT ON TEXT SEARCH CONFIGURATION s IS 'x';

-- transaction  reads: -  writes: -
COMMIT PREPARED 'x';

-- copy_in  reads: -  writes: s.t
COPY s.t (a, b) FROM STDIN;

-- write  reads: -  writes: t
COPY t FROM '/tmp/x' WITH (FORMAT csv);

-- write  reads: -  writes: t
COPY t FROM PROGRAM 'x' WHERE a > (SELECT 1);

-- copy_in  reads: -  writes: t
COPY t FROM STDIN WHERE f(a);

-- copy_out  reads: t  writes: -
COPY t TO STDOUT;

-- write  reads: t  writes: -
COPY t TO '/tmp/x';

-- write  reads: t  writes: -
COPY t TO PROGRAM 'x';

-- copy_out  reads: t  writes: -
COPY (SELECT * FROM t) TO STDOUT;

-- write  reads: t  writes: -
COPY (SELECT * FROM t FOR UPDATE) TO STDOUT;

-- write  reads: t  writes: -
COPY (SELECT f(a) FROM t) TO STDOUT;

-- copy_out  reads: -  writes: -
COPY (VALUES (1)) TO STDOUT;

-- copy_out  reads: t  writes: -
COPY (TABLE t) TO STDOUT;

-- write  reads: u  writes: t
COPY (INSERT INTO t SELECT * FROM u RETURNING *) TO STDOUT;

-- write  reads: u  writes: t
COPY (MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE RETURNING *) TO STDOUT;

-- write  reads: t  writes: -
COPY (SELECT * FROM t) TO '/tmp/x';

-- copy_in  reads: -  writes: t
COPY BINARY t FROM STDIN;

-- copy_in  reads: -  writes: t
COPY t FROM STDIN (FORMAT csv, REJECT_LIMIT 5, ON_ERROR ignore);

-- copy_out  reads: t  writes: -
COPY t TO STDIN;

-- ddl  reads: -  writes: -
CREATE ACCESS METHOD m TYPE INDEX HANDLER h;

-- ddl  reads: -  writes: -
CREATE AGGREGATE s.a (int) (SFUNC = f, STYPE = int);

-- ddl  reads: -  writes: -
CREATE OR REPLACE AGGREGATE a (BASETYPE = int, SFUNC = f, STYPE = int);

-- ddl  reads: -  writes: -
CREATE CAST (a AS b) WITH FUNCTION f(int) AS ASSIGNMENT;

-- ddl  reads: -  writes: -
CREATE COLLATION IF NOT EXISTS s.c FROM "C";

-- ddl  reads: -  writes: -
CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f;

-- ddl  reads: -  writes: -
CREATE DATABASE d TEMPLATE t;

-- ddl  reads: q  writes: -
CREATE DOMAIN d AS int DEFAULT nextval('q') CHECK (VALUE > 0 AND f(VALUE));

-- ddl  reads: -  writes: -
CREATE EVENT TRIGGER e ON ddl_command_start WHEN TAG IN ('x') EXECUTE FUNCTION f();

-- ddl  reads: -  writes: -
CREATE EXTENSION IF NOT EXISTS e WITH SCHEMA s VERSION '1' CASCADE;

-- ddl  reads: p  writes: s.ft
CREATE FOREIGN TABLE s.ft (a int) INHERITS (p) SERVER x OPTIONS (a 'b');

-- ddl  reads: p  writes: ft
CREATE FOREIGN TABLE ft PARTITION OF p FOR VALUES IN (1) SERVER x;

-- ddl  reads: q  writes: -
CREATE FUNCTION s.f(a int, b t.c%TYPE DEFAULT nextval('q')) RETURNS SETOF s.t LANGUAGE sql AS 'SELECT * FROM t';

-- ddl  reads: t  writes: -
CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN (SELECT max(a) FROM t);

-- ddl  reads: t, u  writes: -
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC INSERT INTO u VALUES (1); SELECT a FROM t; END;

-- ddl  reads: -  writes: -
CREATE GROUP g;

-- ddl  reads: -  writes: s.t
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING gin ((f(a)) s.ops DESC NULLS LAST) INCLUDE (b) NULLS NOT DISTINCT WITH (a=b) TABLESPACE x WHERE b > 0;

-- ddl  reads: -  writes: t
CREATE UNIQUE INDEX ON t (a);

-- ddl  reads: -  writes: -
CREATE LANGUAGE l HANDLER h;

-- ddl  reads: -  writes: -
CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE l;

-- ddl  reads: t  writes: s.m
CREATE MATERIALIZED VIEW IF NOT EXISTS s.m (a) AS SELECT * FROM t WITH NO DATA;

-- ddl  reads: -  writes: -
CREATE OPERATOR s.+ (FUNCTION = f, LEFTARG = int, RIGHTARG = int);

-- ddl  reads: -  writes: -
CREATE OPERATOR CLASS c FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 f(int, int);

-- ddl  reads: u  writes: s.t
CREATE POLICY p ON s.t AS RESTRICTIVE FOR SELECT TO r USING (a IN (SELECT x FROM u)) WITH CHECK (f(b));

-- ddl  reads: -  writes: -
CREATE PROCEDURE p(int) LANGUAGE sql AS 'DELETE FROM t';

-- ddl  reads: t  writes: -
CREATE PROCEDURE p() BEGIN ATOMIC DELETE FROM t; END;

-- ddl  reads: -  writes: -
CREATE PUBLICATION p FOR ALL TABLES;

-- ddl  reads: s.t, u  writes: -
CREATE PUBLICATION p FOR TABLE s.t (a) WHERE (a > 1), u, TABLES IN SCHEMA z WITH (publish = 'insert');

-- ddl  reads: -  writes: -
CREATE ROLE r LOGIN IN ROLE a;

-- ddl  reads: u, w  writes: s.t
CREATE OR REPLACE RULE r AS ON INSERT TO s.t WHERE NEW.a > 1 DO INSTEAD (INSERT INTO u VALUES (NEW.a); DELETE FROM w; NOTIFY x);

-- ddl  reads: -  writes: t
CREATE RULE r AS ON UPDATE TO t DO ALSO NOTHING;

-- ddl  reads: u, w  writes: t, v
CREATE SCHEMA s CREATE TABLE t (a int REFERENCES u) CREATE VIEW v AS SELECT * FROM w GRANT SELECT ON t TO r;

-- ddl  reads: -  writes: -
CREATE SCHEMA IF NOT EXISTS AUTHORIZATION r;

-- ddl  reads: -  writes: q
CREATE TEMP SEQUENCE q;

-- ddl  reads: t  writes: s.q
CREATE SEQUENCE s.q AS int OWNED BY t.c;

-- ddl  reads: -  writes: -
CREATE SERVER s FOREIGN DATA WRAPPER w;

-- ddl  reads: s.t  writes: -
CREATE STATISTICS s.x (ndistinct) ON a, b FROM s.t;

-- ddl  reads: t  writes: -
CREATE STATISTICS ON a, (f(b)) FROM t;

-- ddl  reads: -  writes: -
CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p;

-- ddl  reads: h, j, l, p, q  writes: s.t
CREATE TABLE s.t (a int DEFAULT nextval('q'), b int REFERENCES p, LIKE l INCLUDING ALL, EXCLUDE USING gist (a WITH =), CHECK (f(a))) INHERITS (h, j) PARTITION BY RANGE (f(a));

-- ddl  reads: -  writes: t
CREATE TABLE t OF ty (a WITH OPTIONS DEFAULT 1);

-- ddl  reads: s.p  writes: t
CREATE TABLE t PARTITION OF s.p (a DEFAULT 1) FOR VALUES WITH (MODULUS 2, REMAINDER 1);

-- ddl  reads: -  writes: t
CREATE UNLOGGED TABLE IF NOT EXISTS t ();

-- ddl  reads: -  writes: t
CREATE GLOBAL TEMPORARY TABLE t (a int) ON COMMIT DROP;

-- ddl  reads: -  writes: t
CREATE TABLE t (a int GENERATED ALWAYS AS (f(b)) VIRTUAL, c int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME s.q));

-- ddl  reads: u  writes: s.t
CREATE TABLE IF NOT EXISTS s.t (a) WITH (x) AS SELECT * FROM u WITH NO DATA;

-- ddl  reads: u  writes: t
CREATE TABLE t AS TABLE u;

-- ddl  reads: -  writes: t
CREATE TABLE t AS VALUES (1);

-- ddl  reads: -  writes: t  unknown
CREATE TABLE t AS EXECUTE p(1);

-- ddl  reads: -  writes: -
CREATE TABLESPACE t LOCATION '/x';

-- ddl  reads: -  writes: -
CREATE TEXT SEARCH CONFIGURATION c (COPY = d);

-- ddl  reads: -  writes: -
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = x);

-- ddl  reads: -  writes: -
CREATE TEXT SEARCH PARSER p (START = f);

-- ddl  reads: -  writes: -
CREATE TEXT SEARCH TEMPLATE t (LEXIZE = f);

-- ddl  reads: -  writes: -
CREATE TRANSFORM FOR t LANGUAGE l (FROM SQL WITH FUNCTION f(internal));

-- ddl  reads: o.r  writes: s.t
CREATE CONSTRAINT TRIGGER g AFTER UPDATE OF a, b ON s.t FROM o.r DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.a > OLD.a) EXECUTE FUNCTION s.f('x');

-- ddl  reads: -  writes: v
CREATE TRIGGER g INSTEAD OF INSERT OR DELETE ON v FOR EACH ROW EXECUTE PROCEDURE f();

-- ddl  reads: -  writes: t
CREATE TRIGGER g AFTER INSERT ON t REFERENCING NEW TABLE AS n EXECUTE FUNCTION f();

-- ddl  reads: -  writes: -
CREATE TYPE t AS (a int, b s.x);

-- ddl  reads: -  writes: -
CREATE TYPE t AS ENUM ('a');

-- ddl  reads: -  writes: -
CREATE TYPE t AS RANGE (SUBTYPE = int);

-- ddl  reads: -  writes: -
CREATE TYPE t (INPUT = f, OUTPUT = g);

-- ddl  reads: -  writes: -
CREATE TYPE t;

-- ddl  reads: -  writes: -
CREATE USER u;

-- ddl  reads: -  writes: -
CREATE USER MAPPING IF NOT EXISTS FOR u SERVER s;

-- ddl  reads: t  writes: v
CREATE OR REPLACE TEMP RECURSIVE VIEW v (a) AS SELECT 1 UNION ALL SELECT a + 1 FROM v, t;

-- ddl  reads: t  writes: s.v
CREATE VIEW s.v WITH (security_barrier) AS SELECT * FROM t WITH CASCADED CHECK OPTION;

-- read  reads: t  writes: -
DECLARE c CURSOR FOR SELECT * FROM t;

-- write  reads: t  writes: -
DECLARE c BINARY INSENSITIVE SCROLL CURSOR WITH HOLD FOR SELECT f(1) FROM t;

-- read  reads: t  writes: -
DECLARE c ASENSITIVE NO SCROLL CURSOR WITHOUT HOLD FOR TABLE t;

-- write  reads: t  writes: -
DECLARE c CURSOR FOR SELECT * FROM t FOR UPDATE;

-- write  reads: -  writes: t
DECLARE c CURSOR FOR WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x;

-- write  reads: -  writes: t
DELETE FROM t WHERE CURRENT OF c;

-- write  reads: u  writes: t
WITH RECURSIVE q AS (SELECT 1 FROM u) DELETE FROM t USING q;

-- write  reads: -  writes: t  unknown
DO $$ BEGIN DELETE FROM t; END $$;

-- write  reads: -  writes: -  unknown
DO LANGUAGE plpgsql 'BEGIN NULL; END';

-- ddl  reads: -  writes: -
DROP ACCESS METHOD m;

-- ddl  reads: -  writes: -
DROP AGGREGATE IF EXISTS s.a(int), b(*) CASCADE;

-- ddl  reads: -  writes: -
DROP CAST (a AS b);

-- ddl  reads: -  writes: -
DROP COLLATION c;

-- ddl  reads: -  writes: -
DROP CONVERSION c;

-- ddl  reads: -  writes: -
DROP DATABASE IF EXISTS d WITH (FORCE);

-- ddl  reads: -  writes: -
DROP DOMAIN s.d, e;

-- ddl  reads: -  writes: -
DROP EVENT TRIGGER e;

-- ddl  reads: -  writes: -
DROP EXTENSION e, f CASCADE;

-- ddl  reads: -  writes: -
DROP FOREIGN DATA WRAPPER w;

-- ddl  reads: -  writes: gt, s.ft
DROP FOREIGN TABLE IF EXISTS s.ft, gt;

-- ddl  reads: -  writes: -
DROP FUNCTION f(int), s.g CASCADE;

-- ddl  reads: -  writes: -
DROP GROUP g;

-- ddl  reads: -  writes: s.i
DROP INDEX CONCURRENTLY IF EXISTS s.i;

-- ddl  reads: -  writes: -
DROP LANGUAGE l;

-- ddl  reads: -  writes: n, s.m
DROP MATERIALIZED VIEW s.m, n RESTRICT;

-- ddl  reads: -  writes: -
DROP OPERATOR + (int, NONE);

-- ddl  reads: -  writes: -
DROP OPERATOR CLASS c USING btree;

-- ddl  reads: -  writes: -
DROP OPERATOR FAMILY c USING btree;

-- ddl  reads: -  writes: -
DROP OWNED BY r CASCADE;

-- ddl  reads: -  writes: s.t
DROP POLICY IF EXISTS p ON s.t;

-- ddl  reads: -  writes: -
DROP PROCEDURE p;

-- ddl  reads: -  writes: -
DROP PUBLICATION p;

-- ddl  reads: -  writes: -
DROP ROLE a, b;

-- ddl  reads: -  writes: -
DROP ROUTINE f;

-- ddl  reads: -  writes: s.t
DROP RULE r ON s.t CASCADE;

-- ddl  reads: -  writes: -
DROP SCHEMA s CASCADE;

-- ddl  reads: -  writes: r, s.q
DROP SEQUENCE s.q, r;

-- ddl  reads: -  writes: -
DROP SERVER s;

-- ddl  reads: -  writes: -
DROP STATISTICS s.x;

-- ddl  reads: -  writes: "U", s.t
DROP TABLE IF EXISTS s.t, "U" CASCADE;

-- ddl  reads: -  writes: -
DROP TABLESPACE t;

-- ddl  reads: -  writes: -
DROP TEXT SEARCH CONFIGURATION c;

-- ddl  reads: -  writes: -
DROP TEXT SEARCH DICTIONARY c;

-- ddl  reads: -  writes: -
DROP TEXT SEARCH PARSER c;

-- ddl  reads: -  writes: -
DROP TEXT SEARCH TEMPLATE c;

-- ddl  reads: -  writes: -
DROP TRANSFORM FOR t LANGUAGE l;

-- ddl  reads: -  writes: s.t
DROP TRIGGER g ON s.t;

-- ddl  reads: -  writes: -
DROP TYPE s.t;

-- ddl  reads: -  writes: -
DROP USER u;

-- ddl  reads: -  writes: -
DROP USER MAPPING FOR u SERVER s;

-- ddl  reads: -  writes: s.v, w
DROP VIEW s.v, w;

-- transaction  reads: -  writes: -
END WORK AND CHAIN;

-- write  reads: t  writes: -  unknown
EXECUTE p(1, (SELECT a FROM t));

-- read  reads: t  writes: -
EXPLAIN SELECT * FROM t;

-- read  reads: t  writes: -
EXPLAIN ANALYZE SELECT * FROM t;

-- write  reads: u  writes: t
EXPLAIN ANALYZE VERBOSE INSERT INTO t SELECT * FROM u;

-- read  reads: -  writes: t
EXPLAIN (ANALYZE false) DELETE FROM t;

-- write  reads: -  writes: t
EXPLAIN (ANALYZE, SERIALIZE text, MEMORY, GENERIC_PLAN off) DELETE FROM t;

-- read  reads: -  writes: t
EXPLAIN (ANALYZE 0, FORMAT json) DELETE FROM t;

-- read  reads: -  writes: t
EXPLAIN (FORMAT yaml) UPDATE t SET a = 1;

-- read  reads: -  writes: -  unknown
EXPLAIN VERBOSE EXECUTE p(1);

-- write  reads: -  writes: -  unknown
EXPLAIN ANALYZE EXECUTE p(1);

-- read  reads: u  writes: t
EXPLAIN CREATE TABLE t AS SELECT * FROM u;

-- ddl  reads: u  writes: t
EXPLAIN ANALYZE CREATE TABLE t AS SELECT * FROM u;

-- read  reads: t  writes: -
EXPLAIN DECLARE c CURSOR FOR SELECT * FROM t;

-- read  reads: t  writes: -
EXPLAIN ANALYZE DECLARE c CURSOR FOR SELECT * FROM t;

-- read  reads: u  writes: m
EXPLAIN CREATE MATERIALIZED VIEW m AS SELECT * FROM u;

-- read  reads: -  writes: m
EXPLAIN REFRESH MATERIALIZED VIEW m;

-- read  reads: u  writes: t
EXPLAIN SELECT * INTO t FROM u;

-- read  reads: u  writes: t
EXPLAIN MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE;

-- read  reads: -  writes: q
EXPLAIN SELECT nextval('q');

-- write  reads: t  writes: -
EXPLAIN ANALYZE SELECT f(1) FROM t;

-- read  reads: -  writes: -
EXPLAIN (ANALYZE on) (SELECT 1);

-- session  reads: -  writes: -
FETCH FORWARD ALL IN c;

-- session  reads: -  writes: -
FETCH ABSOLUTE -5 c;

-- ddl  reads: -  writes: s.t, u
GRANT SELECT (a, b), INSERT ON TABLE s.t, u TO PUBLIC WITH GRANT OPTION;

-- ddl  reads: -  writes: t
GRANT ALL PRIVILEGES ON t TO r GRANTED BY CURRENT_USER;

-- ddl  reads: -  writes: -
GRANT SELECT ON ALL TABLES IN SCHEMA s TO r;

-- ddl  reads: -  writes: q
GRANT USAGE ON SEQUENCE q TO r;

-- ddl  reads: -  writes: -
GRANT ALL ON ALL SEQUENCES IN SCHEMA s TO r;

-- ddl  reads: -  writes: -
GRANT CREATE ON DATABASE d TO r;

-- ddl  reads: -  writes: -
GRANT USAGE ON DOMAIN d TO r;

-- ddl  reads: -  writes: -
GRANT USAGE ON FOREIGN DATA WRAPPER w TO r;

-- ddl  reads: -  writes: -
GRANT USAGE ON FOREIGN SERVER s TO r;

-- ddl  reads: -  writes: -
GRANT EXECUTE ON FUNCTION f(int) TO r;

-- ddl  reads: -  writes: -
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA s TO r;

-- ddl  reads: -  writes: -
GRANT USAGE ON LANGUAGE l TO r;

-- ddl  reads: -  writes: -
GRANT SELECT ON LARGE OBJECT 5 TO r;

-- ddl  reads: -  writes: -
GRANT SET ON PARAMETER a.b TO r;

-- ddl  reads: -  writes: -
GRANT USAGE ON SCHEMA s TO r;

-- ddl  reads: -  writes: -
GRANT CREATE ON TABLESPACE t TO r;

-- ddl  reads: -  writes: -
GRANT USAGE ON TYPE t TO r;

-- ddl  reads: -  writes: t
GRANT MAINTAIN ON t TO r;

-- ddl  reads: -  writes: -
GRANT a, b TO c WITH ADMIN OPTION, INHERIT FALSE;

-- ddl  reads: -  writes: -
GRANT SELECT TO r;

-- ddl  reads: -  writes: -
IMPORT FOREIGN SCHEMA s LIMIT TO (a, b) FROM SERVER x INTO y;

-- write  reads: u  writes: s.t
INSERT INTO s.t AS x (a, b) OVERRIDING SYSTEM VALUE VALUES (1, DEFAULT) ON CONFLICT (a) WHERE b > 1 DO UPDATE SET a = (SELECT max(a) FROM u) WHERE x.a > 1 RETURNING *;

-- write  reads: -  writes: t
INSERT INTO t DEFAULT VALUES;

-- write  reads: u  writes: t
INSERT INTO t TABLE u;

-- write  reads: u  writes: t
WITH x AS (SELECT * FROM u) INSERT INTO t SELECT * FROM x;

-- write  reads: v  writes: t
INSERT INTO t (WITH x AS (SELECT 1) SELECT * FROM x, v);

-- session  reads: -  writes: -
LISTEN c;

-- utility  reads: -  writes: -
LOAD 'x';

-- utility  reads: -  writes: t
LOCK t;

-- utility  reads: -  writes: s.t, u
LOCK TABLE ONLY s.t, u * IN ACCESS EXCLUSIVE MODE NOWAIT;

-- write  reads: u, v  writes: s.t
MERGE INTO ONLY s.t AS x USING (SELECT * FROM u) AS y ON x.a = y.a WHEN MATCHED AND y.b > 1 THEN UPDATE SET a = (SELECT 1 FROM v) WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED BY TARGET THEN INSERT (a) VALUES (1) RETURNING merge_action(), x.*;

-- write  reads: z  writes: t
WITH q AS (SELECT * FROM z) MERGE INTO t USING q ON true WHEN MATCHED THEN DO NOTHING;

-- session  reads: -  writes: -
MOVE 5 FROM c;

-- session  reads: -  writes: -
MOVE BACKWARD c;

-- write  reads: -  writes: -
NOTIFY c, 'x';

-- read  reads: t  writes: -
PREPARE p (int) AS SELECT * FROM t WHERE a = $1;

-- write  reads: -  writes: t
PREPARE p AS INSERT INTO t VALUES ($1);

-- write  reads: -  writes: t
PREPARE p AS DELETE FROM t RETURNING *;

-- read  reads: -  writes: -
PREPARE p AS VALUES (1);

-- write  reads: -  writes: -
PREPARE p AS SELECT f(1);

-- write  reads: u  writes: t
PREPARE p AS MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE;

-- transaction  reads: -  writes: -
PREPARE TRANSACTION 'x';

-- ddl  reads: -  writes: -
REASSIGN OWNED BY a TO b;

-- ddl  reads: -  writes: s.m
REFRESH MATERIALIZED VIEW CONCURRENTLY s.m WITH DATA;

-- utility  reads: -  writes: s.t
REINDEX TABLE CONCURRENTLY s.t;

-- utility  reads: -  writes: s.i
REINDEX (VERBOSE) INDEX s.i;

-- utility  reads: -  writes: -
REINDEX SCHEMA s;

-- utility  reads: -  writes: -
REINDEX DATABASE d;

-- utility  reads: -  writes: -
REINDEX SYSTEM;

-- utility  reads: -  writes: -
REINDEX DATABASE;

-- transaction  reads: -  writes: -
RELEASE SAVEPOINT s;

-- session  reads: -  writes: -
RESET a;

-- session  reads: -  writes: -
RESET TRANSACTION ISOLATION LEVEL;

-- ddl  reads: -  writes: s.t
REVOKE GRANT OPTION FOR SELECT ON s.t FROM r CASCADE;

-- ddl  reads: -  writes: -
REVOKE ALL ON FUNCTION f FROM r;

-- ddl  reads: -  writes: -
REVOKE a FROM b;

-- transaction  reads: -  writes: -
ROLLBACK AND CHAIN;

-- transaction  reads: -  writes: -
ROLLBACK PREPARED 'x';

-- transaction  reads: -  writes: -
ROLLBACK WORK TO s;

-- ddl  reads: -  writes: s.t
SECURITY LABEL FOR p ON TABLE s.t IS 'x';

-- ddl  reads: -  writes: t
SECURITY LABEL ON COLUMN t.c IS 'x';

-- ddl  reads: -  writes: -
SECURITY LABEL ON ROLE r IS 'x';

-- ddl  reads: -  writes: -
SECURITY LABEL ON FUNCTION f(int) IS NULL;

-- write  reads: t  writes: x
SELECT * INTO TEMP TABLE x FROM t;

-- write  reads: t  writes: s.x
SELECT * INTO UNLOGGED s.x FROM t;

-- write  reads: t, u, v, w  writes: -
SELECT DISTINCT ON (a) *, (SELECT 1 FROM v) FROM ONLY t AS x (a, b) TABLESAMPLE bernoulli (5) REPEATABLE (1), LATERAL (SELECT * FROM u) y, ROWS FROM (f(1), generate_series(1, 2)) WITH ORDINALITY z WHERE EXISTS (SELECT 1 FROM w) GROUP BY DISTINCT CUBE (a), GROUPING SETS ((), (b)) HAVING count(*) > 1 WINDOW q AS (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) ORDER BY a USING > NULLS FIRST LIMIT ALL OFFSET 1 ROWS;

-- write  reads: t  writes: -
SELECT * FROM t FOR NO KEY UPDATE OF t SKIP LOCKED FOR SHARE OF u NOWAIT;

-- read  reads: t  writes: -
SELECT * FROM t FOR READ ONLY;

-- write  reads: t, u  writes: -
SELECT * FROM t, u FOR UPDATE OF u;

-- read  reads: a, b, c, d, e  writes: -
SELECT * FROM a NATURAL JOIN b CROSS JOIN c LEFT JOIN d USING (x) AS j FULL JOIN e ON true;

-- read  reads: t  writes: -
WITH RECURSIVE x (a) AS MATERIALIZED (SELECT 1 UNION SELECT a FROM x, t) SEARCH BREADTH FIRST BY a SET s CYCLE a SET c TO 1 DEFAULT 0 USING p SELECT * FROM x;

-- read  reads: t  writes: -
SELECT * FROM JSON_TABLE((SELECT j FROM t), '$[*]' COLUMNS (a int PATH '$.a', NESTED PATH '$.b' COLUMNS (b int)));

-- write  reads: t  writes: -
SELECT * FROM XMLTABLE('/a' PASSING (SELECT x FROM t) COLUMNS a int PATH 'b' DEFAULT f(1));

-- read  reads: s.t  writes: -
TABLE ONLY s.t;

-- read  reads: t  writes: -
VALUES (1, (SELECT 1 FROM t)), (2, 3) ORDER BY 1;

-- session  reads: -  writes: -
SET a TO 'b';

-- session  reads: -  writes: -
SET SESSION a = b, c;

-- session  reads: -  writes: -
SET LOCAL search_path TO s;

-- session  reads: -  writes: -
SET TIME ZONE 'UTC';

-- session  reads: -  writes: -
SET LOCAL TIME ZONE DEFAULT;

-- session  reads: -  writes: -
SET SCHEMA 's';

-- transaction  reads: -  writes: -
SET CONSTRAINTS s.a, b IMMEDIATE;

-- session  reads: -  writes: -
SET ROLE r;

-- session  reads: -  writes: -
SET SESSION ROLE NONE;

-- session  reads: -  writes: -
SET SESSION AUTHORIZATION u;

-- session  reads: -  writes: -
SET LOCAL SESSION AUTHORIZATION DEFAULT;

-- transaction  reads: -  writes: -
SET LOCAL TRANSACTION READ ONLY;

-- transaction  reads: -  writes: -
SET TRANSACTION SNAPSHOT 'x';

-- session  reads: -  writes: -
SHOW a;

-- transaction  reads: -  writes: -
START TRANSACTION READ WRITE;

-- write  reads: -  writes: t
TRUNCATE t;

-- write  reads: -  writes: s.t, u
TRUNCATE TABLE ONLY s.t, u * RESTART IDENTITY CASCADE;

-- session  reads: -  writes: -
UNLISTEN c;

-- write  reads: -  writes: t
UPDATE t SET a = 1 WHERE CURRENT OF c;

-- write  reads: -  writes: t
UPDATE t SET (a, b) = ROW (1, f(2));

-- utility  reads: -  writes: s.t, u
VACUUM FULL FREEZE VERBOSE ANALYZE s.t (a), u;

-- utility  reads: -  writes: -
VACUUM (FULL, ONLY_DATABASE_STATS);

-- utility  reads: -  writes: t
VACUUM (PARALLEL 2) ONLY t;
