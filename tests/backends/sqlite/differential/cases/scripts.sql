SET TIME ZONE 'America/New_York';
SELECT timestamptz '2024-07-01 12:00:00+00'

SET TIME ZONE 'America/New_York';
SELECT '2024-11-03 01:30'::timestamptz

SET TIME ZONE 'America/New_York';
SELECT '2024-03-10 02:30'::timestamptz

SET TIME ZONE 'America/New_York';
SELECT date '2024-07-01'::timestamptz

SET TIME ZONE 'America/New_York';
SELECT timestamptz '2024-07-01 03:00+00'::date

SET TIME ZONE 'America/New_York';
SELECT extract(hour FROM timestamptz '2024-07-01 12:00:00+00')

SET TIME ZONE 'America/New_York';
SELECT to_char(timestamptz '2024-07-01 12:00:00+00', 'YYYY-MM-DD HH24:MI:SS TZ OF')

SET TIME ZONE 'America/New_York';
SELECT timestamptz '2024-03-09 12:00' + interval '1 day'

SET TIME ZONE 'America/New_York';
SELECT timestamptz '2024-03-09 12:00' + interval '24 hours'

SET TIME ZONE 'America/New_York';
SELECT date_trunc('month', timestamptz '2024-07-01 02:00+00')

SELECT 'line1
line2' ~ '^line2'

CREATE TABLE a (id serial PRIMARY KEY, n int, t text);
INSERT INTO a (n, t) VALUES (1, 'x'), (2, 'y') RETURNING id;
TRUNCATE a RESTART IDENTITY;
INSERT INTO a (n) VALUES (5) RETURNING id;
TRUNCATE a CONTINUE IDENTITY;
INSERT INTO a (n) VALUES (5) RETURNING id;
TRUNCATE TABLE ONLY a;
SELECT count(*) FROM a

CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1, 1);
TRUNCATE a CASCADE;
SELECT count(*) FROM b

CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
TRUNCATE a

CREATE SEQUENCE s MAXVALUE 2;
SELECT nextval('s'), nextval('s');
SELECT nextval('s')

CREATE SEQUENCE s;
SELECT currval('s')

CREATE TABLE u (a int, b int, c text, UNIQUE (a, b));
INSERT INTO u VALUES (1, 1, 'x') ON CONFLICT DO NOTHING;
INSERT INTO u VALUES (1, 1, 'y') ON CONFLICT DO NOTHING RETURNING *;
INSERT INTO u VALUES (1, 1, 'y') ON CONFLICT (a, b) DO UPDATE SET c = EXCLUDED.c || u.c WHERE u.c <> 'z' RETURNING *;
INSERT INTO u VALUES (1, 1, 'q') ON CONFLICT ON CONSTRAINT u_a_b_key DO UPDATE SET c = excluded.c RETURNING c;
INSERT INTO u AS t VALUES (1, 1, 'q') ON CONFLICT (a, b) DO UPDATE SET (b, c) = (excluded.b + 1, t.c) RETURNING t.*;
INSERT INTO u (a, b) VALUES (1, NULL), (1, NULL) ON CONFLICT (a, b) DO NOTHING;
SELECT count(*) FROM u;
INSERT INTO u VALUES (1, 2, 'q') ON CONFLICT (c) DO NOTHING

CREATE TABLE u (a int PRIMARY KEY, b int);
CREATE UNIQUE INDEX ui ON u (b) WHERE a > 5;
INSERT INTO u VALUES (6, 1);
INSERT INTO u VALUES (7, 1) ON CONFLICT (b) WHERE a > 5 DO UPDATE SET b = 2 RETURNING *;
INSERT INTO u VALUES (1, 1), (2, 1);
CREATE UNIQUE INDEX ul ON u (abs(b), (a + 1));
INSERT INTO u VALUES (6, 9) ON CONFLICT (a) DO UPDATE SET b = 99 RETURNING *;
INSERT INTO u VALUES (8, 2), (8, 3) ON CONFLICT (a) DO UPDATE SET b = 1

CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1, 999);
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES item (id)

CREATE TABLE t (a int);
INSERT INTO t VALUES (1), (1);
ALTER TABLE t ADD UNIQUE (a)

CREATE TABLE t (a int);
INSERT INTO t VALUES (NULL);
ALTER TABLE t ALTER a SET NOT NULL

CREATE TABLE t (a int);
INSERT INTO t VALUES (-1);
ALTER TABLE t ADD CHECK (a > 0)

CREATE TABLE t (a text);
INSERT INTO t VALUES ('5'), ('x');
ALTER TABLE t ALTER a TYPE int USING a::int

CREATE INDEX x ON item USING gin (doc)

CREATE TEMP TABLE tt (a int) ON COMMIT DROP;
INSERT INTO tt VALUES (1);
SELECT * FROM tt

CREATE TABLE t AS SELECT id, label FROM item WITH NO DATA;
SELECT * FROM t

CREATE TABLE IF NOT EXISTS item (a int)

CREATE VIEW v AS SELECT id, label FROM item;
SELECT * FROM v ORDER BY id;
CREATE OR REPLACE VIEW v AS SELECT id, label, code FROM item;
SELECT code FROM v ORDER BY id;
DROP VIEW v;
SELECT * FROM v

WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT sum(n) FROM r

WITH x AS MATERIALIZED (SELECT 1 AS a), y AS NOT MATERIALIZED (SELECT a + 1 AS b FROM x) SELECT * FROM x, y

INSERT INTO kind (item_id, word) SELECT id, 'w' || id FROM item WHERE id < 3 RETURNING word, item_id * 2 AS dbl

UPDATE item SET (label, code) = (SELECT 'q', 'r') WHERE id = 1 RETURNING label, code

UPDATE item SET label = DEFAULT WHERE id = 1 RETURNING label

DELETE FROM item USING kind WHERE kind.item_id = item.id AND kind.word = 'two' RETURNING item.id, kind.word

UPDATE item i SET small = k.n FROM (SELECT item_id, count(*)::int AS n FROM kind GROUP BY 1) k WHERE k.item_id = i.id RETURNING i.id, i.small

SHOW search_path

SET LOCAL statement_timeout = '5s';
SHOW statement_timeout

BEGIN

SAVEPOINT a;
SELECT 1/0;
SELECT 1

SAVEPOINT a;
INSERT INTO kind (word) VALUES ('s1');
SAVEPOINT b;
INSERT INTO kind (word) VALUES ('s2');
ROLLBACK TO a;
INSERT INTO kind (word) VALUES ('s3');
RELEASE a;
SELECT word FROM kind ORDER BY id;
RELEASE b

(SELECT 1 AS a UNION ALL SELECT 2) ORDER BY a DESC LIMIT 1

VALUES (1, 'a'), (2, NULL) ORDER BY 1 DESC

TABLE kind ORDER BY id

INSERT INTO item (id, code) VALUES (90, 'abcdefghijklmnop')

INSERT INTO item (id) VALUES (1)

INSERT INTO item (id) VALUES (NULL)

INSERT INTO kind (item_id) VALUES (999)

INSERT INTO item (nosuch) VALUES (1)

INSERT INTO item VALUES (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)

INSERT INTO item (id, label) VALUES (1)

UPDATE item SET nosuch = 1

SELEC 1

DROP TABLE item

DROP TABLE nosuch

DELETE FROM item WHERE id = 1 RETURNING *
