-- Reports, arithmetic, text, dates, JSON, arrays, joins, upserts and constraints, as applications write them.
SELECT date_trunc('month', made)::date AS month, count(*) AS n, sum(amount) AS total, round(avg(amount), 2) AS mean FROM item WHERE made IS NOT NULL GROUP BY 1 ORDER BY 1;

SELECT good, count(*) FILTER (WHERE amount > 0) AS positive, sum(amount) FILTER (WHERE small IS NOT NULL) AS s FROM item GROUP BY good ORDER BY good NULLS FIRST;

SELECT id, amount, sum(amount) OVER (ORDER BY id) AS running, amount - lag(amount, 1, 0.00) OVER (ORDER BY id) AS delta, rank() OVER (ORDER BY amount DESC NULLS LAST) FROM item ORDER BY id;

SELECT id, ntile(2) OVER (ORDER BY id), first_value(label) OVER w, last_value(label) OVER w, nth_value(label, 2) OVER w FROM item WINDOW w AS (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) ORDER BY id;

WITH monthly AS (SELECT date_trunc('month', at) AS m, sum(amount) AS s FROM item WHERE at IS NOT NULL GROUP BY 1) SELECT m, s, s - lag(s) OVER (ORDER BY m) AS change, round(100.0 * s / sum(s) OVER (), 2) AS share FROM monthly ORDER BY m;

SELECT d::date AS day, count(i.id) FROM generate_series('2020-01-14'::date, '2020-01-16'::date, '1 day') AS d LEFT JOIN item i ON i.made = d::date GROUP BY d ORDER BY d;

SELECT coalesce(good::text, 'total') AS g, count(*) FROM item WHERE good IS NOT NULL GROUP BY ROLLUP (good) ORDER BY 1;

SELECT width_bucket(amount, 0, 100, 4) AS bucket, count(*), min(amount), max(amount) FROM item WHERE amount IS NOT NULL GROUP BY 1 ORDER BY 1;

SELECT to_char(at, 'YYYY-"Q"Q') AS quarter, count(*) FROM item WHERE at IS NOT NULL GROUP BY 1 ORDER BY 1;

SELECT i.id, array_to_string(array_agg(k.word ORDER BY k.word), '/') AS words FROM item i JOIN kind k ON k.item_id = i.id GROUP BY i.id ORDER BY i.id;

SELECT json_build_object('items', (SELECT json_agg(json_build_object('id', i.id, 'words', (SELECT coalesce(json_agg(k.word ORDER BY k.word), '[]'::json) FROM kind k WHERE k.item_id = i.id)) ORDER BY i.id) FROM item i WHERE i.id < 3)) AS doc;

SELECT key, value FROM item, jsonb_each(doc) WHERE id = 1 ORDER BY key;

SELECT id, doc || jsonb_build_object('n', id) AS merged, doc - 'a' AS less, jsonb_set(doc, '{x}', to_jsonb(label)) AS more FROM item WHERE id < 3 ORDER BY id;

SELECT jsonb_object_agg(id, label ORDER BY id) FROM item WHERE id < 3;

SELECT * FROM jsonb_to_recordset('[{"a": 1, "b": "x"}, {"a": 2, "c": true}]') AS t(a int, b text, c bool) ORDER BY a;

SELECT id, tags, tags || 9 AS more, array_position(tags, 5) AS p, array_remove(tags, 1) AS r, cardinality(tags) AS c FROM item ORDER BY id;

SELECT t.tag, count(*) FROM item CROSS JOIN LATERAL unnest(tags) AS t(tag) GROUP BY t.tag ORDER BY t.tag NULLS LAST;

SELECT i.id, t.tag, t.ord FROM item i, unnest(i.tags) WITH ORDINALITY AS t(tag, ord) ORDER BY i.id, t.ord;

SELECT split_part('a,b,c', ',', 2), regexp_replace('2020-01-15', '(\d+)-(\d+)-(\d+)', '\3.\2.\1'), substring('foo123' from '\d+'), left('abc', -1), initcap('hello WORLD'), lpad('7', 3, '0'), trim(both 'x' from 'xxaxx');

SELECT age('2024-03-01'::timestamp, '2023-01-31'), '2024-03-31'::date - interval '1 month', '2024-01-31'::timestamp + interval '1 month', extract(epoch from interval '1 day 1 hour'), justify_hours(interval '49 hours'), make_interval(days => 3, hours => 4);

SELECT '2024-03-10 02:30'::timestamp AT TIME ZONE 'America/New_York', '2024-11-03 01:30'::timestamp AT TIME ZONE 'America/New_York', timestamptz '2024-07-01 12:00+00' AT TIME ZONE 'Asia/Kolkata';

SET LOCAL TIME ZONE 'America/New_York';
SELECT seen, seen::date, date_trunc('day', seen), extract(hour from seen), to_char(seen, 'YYYY-MM-DD HH24:MI TZ'), '2024-07-01 12:00'::timestamptz FROM item ORDER BY id;

SELECT 7 / 2, -7 / 2, 7 % -3, 7.0 / 2, 1.0 / 3, 2::numeric(10,4) / 3, round(2.345, 2), round(-2.5), trunc(-1.99), 10 ^ 2, sqrt(4.0);

SELECT 2147483647 + 1;

SELECT 9223372036854775807 + 1;

SELECT 1 / 0;

SELECT 1.0 / 0;

SELECT sqrt(-1);

SELECT 'abc'::int;

SELECT 'abc'::varchar(2), 'ab'::char(4) || 'x', 'ab'::char(4) = 'ab  '::char(4), length('ab'::char(4));

SELECT 'a' < 'B', 'a' < 'b', 'Z' < 'a', 'é' > 'z', lower('ÄÖ'), upper('straße');

SELECT NULL = NULL, NULL IS DISTINCT FROM NULL, (1, NULL) = (1, NULL), (1, 2) < (1, 3), ROW(1, 2) = ROW(1, 2);

SELECT 1 IN (1, NULL), 2 IN (1, NULL), 2 NOT IN (1, NULL), 3 = ANY (ARRAY[1, NULL]), 3 <> ALL (ARRAY[1, 2]);

SELECT greatest(1, NULL, 3), least('b', 'a'), coalesce(NULL, 'x'), nullif(1, 1), num_nulls(1, NULL);

SELECT bool_and(good), bool_or(good), every(good) FROM item;

SELECT md5('x'), encode(sha256('x'), 'hex'), encode('\x0102'::bytea, 'base64'), decode('0102', 'hex'), '\x41'::bytea || '\x42'::bytea;

SELECT i.id FROM item i WHERE i.amount > (SELECT avg(amount) FROM item) ORDER BY 1;

SELECT id FROM item WHERE (good, small) IN ((true, 1), (false, 7)) ORDER BY 1;

SELECT a.id, b.id FROM item a FULL JOIN kind b USING (id) ORDER BY 1, 2;

SELECT id, word FROM item RIGHT JOIN kind USING (id) ORDER BY id, word;

SELECT * FROM (SELECT id FROM item WHERE id < 3) a NATURAL JOIN (SELECT id, label FROM item) b ORDER BY id;

SELECT id FROM item EXCEPT ALL SELECT item_id FROM kind ORDER BY 1;

SELECT id FROM item UNION SELECT 99 UNION ALL SELECT 99 ORDER BY 1;

SELECT 1 UNION SELECT 2 INTERSECT SELECT 2 ORDER BY 1;

(SELECT id FROM item ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM item ORDER BY id DESC LIMIT 1) ORDER BY 1;

WITH RECURSIVE tree(id, path) AS (SELECT 1, ARRAY[1] UNION ALL SELECT id + 1, path || (id + 1) FROM tree WHERE id < 4) SELECT * FROM tree ORDER BY id;

WITH RECURSIVE r AS (SELECT id, label, 0 AS depth FROM item WHERE id = 1 UNION SELECT i.id, i.label, r.depth + 1 FROM item i JOIN r ON i.id = r.id + 1) SELECT * FROM r ORDER BY id;

SELECT count(*) FROM item, kind;

SELECT id, CASE WHEN amount IS NULL THEN 'none' WHEN amount < 0 THEN 'debt' ELSE 'fine' END FROM item ORDER BY id;

SELECT id FROM item WHERE label LIKE 'Äpfel\_\%' OR label LIKE '%!_%' ESCAPE '!' ORDER BY id;

SELECT id FROM item WHERE label SIMILAR TO '(a|B)%' ORDER BY id;

SELECT id FROM item WHERE seen > now() - interval '100 years' ORDER BY id;

SELECT current_date - 1 < current_date, now() = transaction_timestamp(), current_timestamp IS NOT NULL, localtimestamp > '2000-01-01';

INSERT INTO item (id, amount) VALUES (70, 1234567.891);

INSERT INTO item (id, code) VALUES (70, '12345678901');

INSERT INTO item (id, made) VALUES (70, '2020-02-30');

INSERT INTO item (id, small) VALUES (70, 40000);

INSERT INTO item (id, doc) VALUES (70, '{bad');

INSERT INTO kind (item_id, word) VALUES (1, 'a'), (1, DEFAULT) RETURNING word;

INSERT INTO kind (word) VALUES ('one') ON CONFLICT DO NOTHING RETURNING id;

INSERT INTO kind (word, item_id) VALUES ('one', 2) ON CONFLICT ON CONSTRAINT kind_word_key DO UPDATE SET item_id = EXCLUDED.item_id WHERE kind.item_id = 1 RETURNING item_id;

SELECT item_id, word FROM kind WHERE item_id = 1 FOR UPDATE SKIP LOCKED;

CREATE TABLE acc (id int PRIMARY KEY, balance numeric(12,2) NOT NULL DEFAULT 0 CHECK (balance >= 0), owner text NOT NULL, UNIQUE (owner, id));
INSERT INTO acc (id, owner) VALUES (1, 'a');
UPDATE acc SET balance = balance - 1 WHERE id = 1;

CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES p ON DELETE SET NULL ON UPDATE CASCADE);
INSERT INTO p VALUES (1), (2);
INSERT INTO c VALUES (1, 1), (2, 2);
UPDATE p SET id = 3 WHERE id = 1;
DELETE FROM p WHERE id = 2;
SELECT * FROM c ORDER BY id;
