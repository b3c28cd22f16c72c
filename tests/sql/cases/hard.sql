-- Hard cases: what looks like something else, and where a reader loses its place.

-- write  reads: -  writes: s
SELECT "nextval"('s');

-- write  reads: -  writes: s
SELECT NEXTVAL /**/ ('s');

-- write  reads: -  writes: s
SELECT U&"nextv\0061l"('s');

-- write  reads: -  writes: s."T"
SELECT "pg_catalog" . "nextval" ( 'S."T"' );

-- read  reads: s  writes: -
SELECT 's'::"regclass";

-- read  reads: s  writes: -
SELECT CAST('S' AS PG_CATALOG.REGCLASS);

-- read  reads: s  writes: -
SELECT E'\x73'::regclass;

-- read  reads: "S", s  writes: -
SELECT $$s$$::regclass, $a$"S"$a$::regclass;

-- read  reads: ab  writes: -
SELECT 'a'
  'b'::regclass;

-- write  reads: -  writes: s
SELECT nextval(U&'\0073');

-- write  reads: -  writes: b.c
SELECT nextval('a.b.c');

-- write  reads: -  writes: "s'q"
SELECT nextval(E's\'q');

-- write  reads: -  writes: s
SELECT nextval(('s'));

-- write  reads: -  writes: s
SELECT nextval(('s')::text);

-- write  reads: t  writes: -
TABLE t FOR UPDATE;

-- write  reads: t  writes: -
WITH x AS (TABLE t) TABLE x FOR SHARE;

-- write  reads: t  writes: -
SELECT * FROM t FETCH FIRST ROW ONLY FOR UPDATE;

-- write  reads: -  writes: -
VALUES (1) FOR UPDATE;

-- write  reads: -  writes: x
SELECT 1 INTO TEMP x;

-- write  reads: -  writes: x
SELECT 1 INTO x;

-- write  reads: -  writes: x
SELECT 1 AS into INTO x;

-- write  reads: t  writes: strict
SELECT a INTO STRICT FROM t;

-- write  reads: -  writes: t
INSERT INTO t AS values VALUES (1);

-- read  reads: b.c  writes: -
SELECT * FROM a.b.c;

-- read  reads: t, u  writes: -
SELECT * FROM ONLY(t), ONLY (u) AS v;

-- read  reads: t, u, v, w  writes: -
SELECT * FROM (t JOIN u USING (x)) JOIN (v CROSS JOIN w) ON true;

-- read  reads: t, u  writes: -
SELECT * FROM ((SELECT * FROM t) UNION SELECT * FROM u) x;

-- write  reads: -  writes: -
SELECT * FROM LATERAL (SELECT 1) x, LATERAL f(1) y;

-- read  reads: t  writes: -
SELECT * FROM t TABLESAMPLE my_method(1);

-- read  reads: t  writes: -
SELECT EXTRACT(DOW FROM x) FROM t;

-- read  reads: t  writes: -
SELECT TRIM(FROM x), SUBSTRING(x FROM y), OVERLAY(a PLACING b FROM c FOR d), POSITION(a IN b) FROM t;

-- read  reads: t  writes: -
SELECT x IS DISTINCT FROM y FROM t;

-- read  reads: t, u, v  writes: -
SELECT count(*) FILTER (WHERE x IN (SELECT 1 FROM u)) OVER (PARTITION BY (SELECT 1 FROM v)) FROM t;

-- read  reads: t, u  writes: -
SELECT JSON_VALUE(x, '$.a' RETURNING int DEFAULT (SELECT 1 FROM u) ON EMPTY) FROM t;

-- read  reads: u  writes: -
SELECT * FROM JSON_TABLE((SELECT j FROM u), '$' COLUMNS (a int PATH '$.a')) x;

-- read  reads: u, v  writes: -
SELECT * FROM XMLTABLE('/a' PASSING (SELECT x FROM u) COLUMNS b int DEFAULT (SELECT 1 FROM v));

-- read  reads: t  writes: -
SELECT XMLELEMENT(NAME a, XMLATTRIBUTES((SELECT 1 FROM t) AS b));

-- read  reads: t  writes: -
SELECT t.*::text, (t).*, (t.x).y FROM t;

-- read  reads: a, b, c, d  writes: -
SELECT (SELECT 1 FROM a), ARRAY[(SELECT 1 FROM b)], ROW((SELECT 1 FROM c)), ((SELECT 1 FROM d))::int;

-- write  reads: u, v  writes: t
UPDATE t SET (a, b) = ROW((SELECT 1 FROM u), 2), c[(SELECT 1 FROM v)] = 3;

-- write  reads: u, v  writes: t
MERGE INTO t USING (SELECT * FROM u FOR UPDATE) s ON true WHEN MATCHED AND EXISTS (SELECT 1 FROM v) THEN DO NOTHING;

-- write  reads: u  writes: t
INSERT INTO t (a, b) (SELECT * FROM u);

-- write  reads: u  writes: t
INSERT INTO t ((SELECT 1 FROM u));

-- write  reads: u  writes: t
INSERT INTO t (WITH x AS (SELECT * FROM u) SELECT * FROM x);

-- write  reads: -  writes: t, y
WITH x AS (INSERT INTO t DEFAULT VALUES RETURNING 1), y AS (SELECT * FROM x) DELETE FROM y USING x;

-- read  reads: s.t  writes: -
WITH t AS (SELECT 1) SELECT * FROM (WITH u AS (TABLE t) SELECT * FROM u, s.t) x;

-- read  reads: b  writes: -
WITH a AS (SELECT 1) (SELECT * FROM a) UNION (SELECT * FROM b);

-- read  reads: a  writes: -
(WITH a AS (SELECT 1) SELECT * FROM a) UNION SELECT * FROM a;

-- read  reads: a  writes: -
SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) x, a;

-- read  reads: c  writes: -
WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT * FROM c) SELECT * FROM a;

-- read  reads: "B", a  writes: -
WITH a AS (SELECT * FROM A), "A" AS (SELECT * FROM a) SELECT * FROM "A", "B";

-- write  reads: -  writes: t
EXPLAIN (ANALYZE 'on') DELETE FROM t;

-- read  reads: -  writes: t
EXPLAIN (analyze, analyze off) DELETE FROM t;

-- write  reads: -  writes: t
EXPLAIN (analyze off, analyze) DELETE FROM t;

-- read  reads: t  writes: -
EXPLAIN (SELECT * FROM t);

-- write  reads: t  writes: -
EXPLAIN ANALYZE (SELECT * FROM t FOR UPDATE);

-- write  reads: -  writes: t
EXPLAIN ANALYZE WITH x AS (INSERT INTO t VALUES (1) RETURNING 1) TABLE x;

-- ddl  reads: -  writes: m
EXPLAIN ANALYZE REFRESH MATERIALIZED VIEW m;

-- copy_in  reads: -  writes: t
-- copy_out  reads: s.t  writes: -
COPY t(a) FROM STDIN; COPY s.t TO STDOUT;

-- copy_in  reads: -  writes: stdin
COPY "stdin" FROM STDIN;

-- copy_in  reads: -  writes: t
COPY t FROM stdout;

-- write  reads: -  writes: -
COPY (SELECT 1) TO 'stdout';

-- write  reads: u  writes: t
COPY (MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE RETURNING 1) TO STDOUT;

-- write  reads: -  writes: t
-- write  reads: -  writes: t
PREPARE p AS INSERT INTO t VALUES (1); EXECUTE p;

-- ddl  reads: u  writes: t
CREATE TABLE t AS WITH x AS (DELETE FROM u RETURNING 1) TABLE x;

-- ddl  reads: s.u  writes: t
CREATE TABLE t (LIKE s.u INCLUDING ALL, CHECK (x > 0), EXCLUDE USING gist (a WITH =));

-- ddl  reads: s."V", u  writes: t
CREATE TABLE t (a int DEFAULT 1 REFERENCES u ON DELETE SET NULL (a), b text COLLATE "C" REFERENCES s."V");

-- ddl  reads: -  writes: if
CREATE TABLE IF NOT EXISTS if (exists int);

-- ddl  reads: -  writes: "if not exists"
CREATE TABLE "if not exists" ();

-- ddl  reads: s, u  writes: t
ALTER TABLE t ADD CHECK (x IN (1,2)), ADD FOREIGN KEY (a) REFERENCES u, ALTER x SET DEFAULT nextval('s');

-- ddl  reads: -  writes: -
ALTER TABLE ALL IN TABLESPACE x SET TABLESPACE y;

-- ddl  reads: -  writes: if, s.exists
DROP TABLE IF EXISTS if, s.exists CASCADE;

-- ddl  reads: -  writes: a, b
-- ddl  reads: -  writes: -
-- ddl  reads: -  writes: -
DROP VIEW IF EXISTS a, b; DROP FUNCTION t(int); DROP SCHEMA t;

-- ddl  reads: t  writes: v
CREATE OR REPLACE RECURSIVE VIEW v (n) AS SELECT * FROM t UNION SELECT n FROM v;

-- ddl  reads: u  writes: t
CREATE RULE r AS ON SELECT TO t DO INSTEAD SELECT * FROM u;

-- ddl  reads: -  writes: -
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x';

-- ddl  reads: -  writes: t
COMMENT ON RULE r ON t IS 'x';

-- ddl  reads: -  writes: s.u, t
-- ddl  reads: -  writes: -
-- ddl  reads: -  writes: -
GRANT SELECT ON t, s.u TO a; GRANT ALL ON SCHEMA t TO a; GRANT USAGE ON TYPE t TO a;

-- ddl  reads: -  writes: t
GRANT SELECT (a), UPDATE (b, c) ON TABLE t TO a;

-- utility  reads: -  writes: t, u
LOCK ONLY t, u IN SHARE MODE;

-- utility  reads: -  writes: lock
LOCK TABLE lock;

-- utility  reads: -  writes: a.b, c
VACUUM (FULL, VERBOSE) a.b (x), c;

-- write  reads: -  writes: -  unknown
DO LANGUAGE sql $$ x $$;

-- write  reads: t  writes: q
CALL s.p((SELECT 1 FROM t), nextval('q'));

-- write  reads: t  writes: -
DECLARE c CURSOR FOR (SELECT * FROM t) FOR UPDATE;

-- session  reads: -  writes: -
-- transaction  reads: -  writes: -
-- session  reads: -  writes: -
SET LOCAL x = 'a'; SET TRANSACTION READ ONLY; SET transaction_read_only = on;

-- transaction  reads: -  writes: -
-- read  reads: -  writes: -
-- transaction  reads: -  writes: -
BEGIN; SELECT 1; END;

-- ddl  reads: t, u  writes: -
-- read  reads: v  writes: -
CREATE FUNCTION f(a int DEFAULT 1) RETURNS TABLE (x int) LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END FROM t; UPDATE u SET a = 1; END; TABLE v;

-- ddl  reads: u  writes: -
CREATE FUNCTION f() RETURNS t LANGUAGE sql RETURN (SELECT x FROM u);

-- ddl  reads: -  writes: -
CREATE FUNCTION f() RETURNS SETOF t AS 'a', 'b' LANGUAGE c;

-- ddl  reads: b, c  writes: a, v
CREATE SCHEMA s CREATE TABLE a (x int REFERENCES b) CREATE VIEW v AS SELECT * FROM c GRANT SELECT ON v TO d;

-- ddl  reads: -  writes: s.v
ALTER EXTENSION e ADD VIEW s.v;

-- ddl  reads: -  writes: -
IMPORT FOREIGN SCHEMA x LIMIT TO (a, b) FROM SERVER y INTO z;

-- write  reads: t  writes: -
SELECT * FROM f(a => (SELECT 1 FROM t)) WITH ORDINALITY;

-- read  reads: -  writes: -
SELECT * FROM ROWS FROM (generate_series(1,2), json_to_record('{}') AS (a int)) x;

-- read  reads: t  writes: -
SELECT lower(t) FROM t;

-- write  reads: -  writes: -
SELECT "LOWER"('x');

-- write  reads: -  writes: -
SELECT pg_catalog."Lower"('x');

-- read  reads: t  writes: -
SELECT count(DISTINCT x ORDER BY y) FROM t;

-- read  reads: -  writes: -
SELECT current_schema, current_user, localtime(0), user;

-- read  reads: t  writes: -
SELECT COLLATION FOR (x) FROM t;

-- read  reads: -  writes: -
SELECT MERGE_ACTION();

-- read  reads: t  writes: -
SELECT GROUPING(a) FROM t GROUP BY CUBE(a);

-- read  reads: t  writes: -
SELECT NORMALIZE(x, NFC) FROM t;

-- write  reads: -  writes: -
SELECT set_config ( 'a.b', 'c', false );

-- write  reads: a  writes: -
SELECT a.lower('x') FROM a;

-- read  reads: -  writes: -
SELECT interval(1) '1', timestamp(3) 'x', bit(3) '101', char(3) 'abc', numeric(3,2) '1.1', float(3) '1', double precision '1', dec(3) '1', varchar(3) 'x', national char(3) 'x';

-- read  reads: t  writes: -
SELECT s.mytype 'x', mytype 'x' FROM t;

-- read  reads: t  writes: -
SELECT point '(1,2)', box'(1,1),(2,2)' FROM t;

-- read  reads: t  writes: -
SELECT x::numeric(10,2), x::varchar(10)[], x::s.t(3), x::interval day to second(3), x::time(3) with time zone FROM t;

-- read  reads: t  writes: -
SELECT CAST(x AS s.t(3)), CAST(x AS int[]), TREAT(x AS int) FROM t;

-- read  reads: t, u, v  writes: -
SELECT a FROM t WHERE x NOT IN (SELECT 1 FROM u) AND y LIKE ALL (ARRAY['a']) AND z = SOME (SELECT 1 FROM v);

-- read  reads: t  writes: -
SELECT not(true), (not false), a AND(b) OR(c) FROM t;

-- read  reads: t  writes: -
SELECT a IN(1,2), a BETWEEN(1)AND(2), a LIKE('x'), a IS NULL AND(b), CASE(a)WHEN(1)THEN(2)ELSE(3)END FROM t WHERE(a) AND(b);

-- read  reads: t  writes: -
SELECT all(select 1), any_value(x) FROM t;

-- read  reads: t  writes: -
SELECT 1 FROM t GROUP BY(a) HAVING(b) ORDER BY(c) LIMIT(1) OFFSET(2);

-- read  reads: t, u, v  writes: -
SELECT a FROM t JOIN u ON(a=b) WHERE EXISTS(SELECT 1) UNION(SELECT 1 FROM v);

-- read  reads: t  writes: -
SELECT a FROM t WINDOW w AS(PARTITION BY a), x AS (w ORDER BY b);

-- read  reads: t  writes: -
SELECT xmlparse(document 'x'), xmlroot(a, version '1'), xmlserialize(content a as text), xmlforest(a), xmlconcat(a), xmlpi(name x), xmlexists('a' passing b) FROM t;

-- read  reads: t, u  writes: -
SELECT json_arrayagg(a), json_objectagg(a: b), json_array(1,2), json_exists(a,'$'), json_query(a,'$'), json_scalar(1), json_serialize('1'), json('1'), json_array(SELECT a FROM u) FROM t;

-- read  reads: t  writes: -
SELECT least(1), greatest(1), coalesce(1), nullif(1,2), treat(1 as int) FROM t;

-- read  reads: t  writes: -
PREPARE transaction AS SELECT * FROM t;

-- transaction  reads: -  writes: -
PREPARE TRANSACTION 'as';

-- read  reads: -  writes: t
EXPLAIN (ANALYZE "false") DELETE FROM t;
