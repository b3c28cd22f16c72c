CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TABLE dt (id int PRIMARY KEY, a posint, b posint DEFAULT 7);
INSERT INTO dt VALUES (1, 5, DEFAULT), (2, NULL, 3);
INSERT INTO dt (id) VALUES (3);
SELECT * FROM dt ORDER BY id;
SELECT a + 1, a::text, 5::posint, '6'::posint, NULL::posint FROM dt ORDER BY id;
SELECT id FROM dt WHERE a = 5;
UPDATE dt SET a = a + 1 WHERE id = 1 RETURNING a;
SELECT sum(a), max(b) FROM dt;
SELECT data_type, domain_name, domain_schema, udt_name FROM information_schema.columns WHERE table_name = 'dt' ORDER BY ordinal_position;
SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'dt'::regclass AND attnum > 0 ORDER BY attnum;
SELECT typname, typtype, typnotnull, typtypmod, typbasetype::regtype::text FROM pg_type WHERE typname = 'posint';
SELECT conname, contype FROM pg_constraint WHERE contypid = 'posint'::regtype;
UPDATE dt SET a = -1

CREATE DOMAIN posint AS int CHECK (VALUE > 0);
SELECT (-1)::posint

CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TABLE dt (a posint);
INSERT INTO dt SELECT n FROM generate_series(3, 0, -1) AS n

CREATE DOMAIN word AS varchar(5) NOT NULL DEFAULT 'none' CONSTRAINT lower_only CHECK (VALUE = lower(VALUE));
CREATE TABLE dt (id int, w word);
INSERT INTO dt (id) VALUES (1);
INSERT INTO dt VALUES (2, 'abc') RETURNING *;
SELECT * FROM dt ORDER BY id;
INSERT INTO dt VALUES (3, 'ABC')

CREATE DOMAIN word AS varchar(5) NOT NULL;
SELECT NULL::word

CREATE DOMAIN word AS varchar(5) NOT NULL;
CREATE TABLE dt (id int, w word);
INSERT INTO dt (id) VALUES (1)

CREATE DOMAIN word AS varchar(5);
SELECT 'abcdefgh'::word

CREATE DOMAIN word AS varchar(5);
CREATE TABLE dt (w word);
INSERT INTO dt VALUES ('abcdefgh')

CREATE DOMAIN one AS int CHECK (VALUE > 0);
CREATE DOMAIN two AS one CHECK (VALUE < 10);
SELECT 5::two;
SELECT 0::two

CREATE DOMAIN one AS int CHECK (VALUE > 0);
CREATE DOMAIN two AS one CHECK (VALUE < 10);
SELECT 11::two

CREATE DOMAIN email AS text CHECK (VALUE ~ '^[^@]+@[^@]+$');
CREATE TABLE dt (e email UNIQUE);
INSERT INTO dt VALUES ('a@b');
INSERT INTO dt VALUES ('a@b') ON CONFLICT (e) DO UPDATE SET e = 'c@d' RETURNING e;
INSERT INTO dt VALUES ('nonsense')

CREATE DOMAIN d1 AS int;
CREATE DOMAIN d1 AS int

DROP DOMAIN d1

DROP DOMAIN IF EXISTS d1

CREATE DOMAIN d1 AS int;
DROP DOMAIN d1;
SELECT 1::d1

CREATE DOMAIN d1 AS int;
CREATE TABLE dt (a d1);
DROP DOMAIN d1

CREATE DOMAIN d1 AS nosuch

CREATE DOMAIN d1 AS int CHECK (nosuch > 0)

CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN calm AS mood CHECK (VALUE <> 'sad');
CREATE TABLE dt (c calm);
INSERT INTO dt VALUES ('ok');
SELECT * FROM dt;
INSERT INTO dt VALUES ('sad')

CREATE DOMAIN d1 AS int CHECK (VALUE > 0);
CREATE TABLE dt (a d1, b int);
INSERT INTO dt VALUES (1, 1);
ALTER TABLE dt ADD COLUMN c d1 DEFAULT 5;
SELECT * FROM dt;
UPDATE dt SET c = 0
