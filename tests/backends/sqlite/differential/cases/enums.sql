CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE person (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', ms mood[], opt mood);
INSERT INTO person VALUES (1, 'happy', '{sad,ok}', NULL), (2, 'sad', NULL, 'ok'), (3, DEFAULT, '{}', 'happy');
SELECT * FROM person ORDER BY m;
SELECT * FROM person ORDER BY m DESC, id;
SELECT * FROM person WHERE m > 'sad' ORDER BY id;
SELECT * FROM person WHERE m = 'sad';
SELECT min(m), max(m), count(DISTINCT m) FROM person;
SELECT m, count(*) FROM person GROUP BY m ORDER BY m;
SELECT DISTINCT m FROM person ORDER BY 1;
SELECT m::text, m::text || 'x', upper(m::text) FROM person ORDER BY id;
SELECT 'happy'::mood, CAST('sad' AS mood), 'ok'::text::mood, NULL::mood, '{sad,happy}'::mood[], ARRAY['ok','sad']::mood[], ARRAY['ok'::mood];
SELECT enum_range(NULL::mood), enum_first(NULL::mood), enum_last(NULL::mood);
SELECT unnest(enum_range(NULL::mood)) AS x;
SELECT id FROM person WHERE m IN ('sad', 'ok') ORDER BY id;
SELECT id FROM person WHERE m = ANY('{sad,ok}') ORDER BY id;
SELECT id FROM person WHERE m = ANY(ARRAY['sad','ok']::mood[]) ORDER BY id;
SELECT id FROM person WHERE 'sad' = ANY(ms) ORDER BY id;
SELECT id, ms[1] FROM person WHERE ms @> '{sad}' ORDER BY id;
SELECT to_jsonb(m), json_build_object('m', m), row_to_json(person) FROM person ORDER BY id;
SELECT array_agg(m), string_agg(m::text, ',' ORDER BY id) FROM person;
SELECT coalesce(opt, 'sad'), CASE WHEN opt IS NULL THEN 'sad' ELSE opt END, nullif(m, 'sad') FROM person ORDER BY id;
SELECT pg_typeof(m)::text, pg_typeof(ms)::text FROM person WHERE id = 1;
UPDATE person SET m = 'happy' WHERE m < 'ok' RETURNING *;
SELECT m FROM person UNION SELECT 'sad' ORDER BY 1;
SELECT lag(m) OVER (ORDER BY m, id), first_value(m) OVER (ORDER BY m DESC, id) FROM person ORDER BY m, id;
SELECT p.id, q.id FROM person p JOIN person q ON p.m = q.opt ORDER BY 1, 2;
SELECT id FROM person WHERE m BETWEEN 'sad' AND 'ok' ORDER BY id;
SELECT array_position(enum_range(NULL::mood), m) FROM person ORDER BY id;
SELECT (ms)::text, array_to_string(ms, '-'), cardinality(ms), ms || 'ok'::mood FROM person ORDER BY id

CREATE TYPE mood AS ENUM ('sad', 'ok');
SELECT 'glad'::mood

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p (m mood);
INSERT INTO p VALUES ('glad')

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p (m mood);
INSERT INTO p VALUES ('ok'::text)

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p (m mood, t text);
SELECT * FROM p WHERE m = t

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p (m mood, t text);
SELECT * FROM p WHERE m LIKE 's%'

CREATE TYPE mood AS ENUM ('sad', 'ok');
SELECT upper('sad'::mood)

CREATE TYPE mood AS ENUM ('sad', 'ok');
SELECT 'sad'::mood || 'x', length('sad'::mood::text), concat('sad'::mood, 1), format('%s', 'ok'::mood)

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE mood AS ENUM ('sad')

CREATE TYPE mood AS ENUM ('sad', 'sad')

CREATE TYPE mood AS ENUM ()

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE mood (a int)

CREATE TABLE mood (a int);
CREATE TYPE mood AS ENUM ('sad', 'ok')

DROP TYPE mood

DROP TYPE IF EXISTS mood, other

CREATE TYPE mood AS ENUM ('sad', 'ok');
DROP TYPE mood;
SELECT 'sad'::mood

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p (m mood);
DROP TYPE mood

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE p (id int, m mood DEFAULT 'sad');
CREATE INDEX p_m ON p (m);
INSERT INTO p VALUES (1, 'ok'), (2, DEFAULT);
ALTER TYPE mood RENAME TO feeling;
SELECT 'sad'::feeling, m FROM p ORDER BY m;
SELECT t.typname, t.typtype, t.typcategory, t.typlen, e.enumlabel, e.enumsortorder FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typname = 'feeling' ORDER BY 6;
SELECT column_name, data_type, udt_name, udt_schema, column_default FROM information_schema.columns WHERE table_name = 'p' ORDER BY 1;
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attlen FROM pg_attribute a WHERE a.attrelid = 'p'::regclass AND a.attnum > 0 ORDER BY a.attnum

CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" (id serial PRIMARY KEY, "role" "Role" NOT NULL DEFAULT 'USER', rs "Role"[] DEFAULT ARRAY['USER']::"Role"[]);
INSERT INTO "User" DEFAULT VALUES;
SELECT * FROM "User" WHERE "role" = 'USER'::"Role";
INSERT INTO "User" ("role") VALUES (CAST('ADMIN'::text AS "Role")) RETURNING "role"::text;
SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = '"User"'::regclass AND a.attnum > 0 ORDER BY a.attnum;
SELECT '"Role"'::regtype::text, to_regtype('"Role"')::text

CREATE SCHEMA s1;
CREATE TYPE s1.kind AS ENUM ('a', 'b');
CREATE TABLE s1.t (k s1.kind);
INSERT INTO s1.t VALUES ('b');
SELECT k, k::text, 'a'::s1.kind FROM s1.t;
SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = 's1.t'::regclass AND a.attnum > 0

CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'ok'

CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'

CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TYPE mood ADD VALUE 'x' AFTER 'nosuch'

CREATE TYPE mood AS ENUM ('sad', 'ok', 'x');
CREATE TABLE p (id int, m mood);
CREATE INDEX ON p (m);
INSERT INTO p VALUES (1, 'ok'), (2, 'sad'), (3, 'x');
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
SELECT * FROM p ORDER BY m;
SELECT * FROM p WHERE m = 'fine';
ALTER TYPE mood RENAME VALUE 'nosuch' TO 'fine'

CREATE TYPE mood AS ENUM ('sad', 'ok', 'x');
CREATE TABLE p (id int, m text);
INSERT INTO p VALUES (1, 'ok'), (2, 'sad');
ALTER TABLE p ALTER COLUMN m TYPE mood USING m::mood;
SELECT * FROM p ORDER BY m DESC;
ALTER TABLE p ALTER COLUMN m TYPE text;
SELECT * FROM p ORDER BY m

CREATE TYPE mood AS ENUM ('b', 'a');
CREATE TABLE p (m mood PRIMARY KEY, n int);
INSERT INTO p VALUES ('a', 1), ('b', 2) ON CONFLICT (m) DO UPDATE SET n = 5;
INSERT INTO p VALUES ('a', 7) ON CONFLICT (m) DO UPDATE SET n = excluded.n RETURNING *;
SELECT * FROM p ORDER BY m LIMIT 1;
INSERT INTO p VALUES ('a', 1)

CREATE TYPE mood AS ENUM ('b', 'a');
CREATE TABLE p (m mood CHECK (m <> 'b'), k text CHECK (k IN ('x')));
INSERT INTO p VALUES ('b')

CREATE TYPE mood AS ENUM ('b', 'a');
CREATE VIEW v AS SELECT 'a'::mood AS m, 1 AS n;
SELECT * FROM v WHERE m >= 'a'

CREATE TYPE mood AS ENUM ('b', 'a', 'c');
SELECT enum_range('a'::mood, 'c'::mood), enum_range(NULL, 'a'::mood)

CREATE TYPE mood AS ENUM ('b', 'a', 'c');
PREPARE p (mood, int) AS SELECT $1, $2;
EXECUTE p ('a', 5);
EXECUTE p ('zz', 5)

CREATE TYPE mood AS ENUM ('b', 'a', 'c');
CREATE TABLE x AS SELECT 'a'::mood AS m;
INSERT INTO x VALUES ('c');
SELECT * FROM x ORDER BY m;
ALTER TABLE x ADD COLUMN n mood DEFAULT 'b', ADD COLUMN o mood NOT NULL DEFAULT 'a';
SELECT * FROM x ORDER BY m

CREATE TYPE mood AS ENUM ('b', 'a', 'c');
SELECT array_agg(m ORDER BY m), array_agg(DISTINCT m), string_agg(m::text, ',' ORDER BY m DESC) FROM (VALUES ('a'::mood), ('b')) v(m)
