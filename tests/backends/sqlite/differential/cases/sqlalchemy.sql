-- What SQLAlchemy sends.
SELECT item.id AS item_id, item.label AS item_label FROM item WHERE item.id = 1;

SELECT anon_1.id, anon_1.n FROM (SELECT item.id AS id, count(kind.id) AS n FROM item LEFT OUTER JOIN kind ON item.id = kind.item_id GROUP BY item.id) AS anon_1 WHERE anon_1.n > 0 ORDER BY anon_1.id;

WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT t.n + 1 AS anon_1 FROM t WHERE t.n < 5) SELECT sum(t.n) AS s FROM t;

SELECT item.id FROM item WHERE item.label IN ('alpha', 'Beta') OR item.code = ANY (ARRAY['a', 'zz']) ORDER BY item.id;

SELECT count(*) AS count_1 FROM item WHERE item.made BETWEEN '2019-01-01' AND '2020-12-31';

SELECT lower(item.label) AS lower_1, coalesce(item.amount, 0) AS coalesce_1, CAST(item.big AS VARCHAR) AS b FROM item ORDER BY item.id;

INSERT INTO kind (item_id, word) SELECT p0::INTEGER, p1::VARCHAR FROM (VALUES (1, 'm1', 0), (2, 'm2', 1)) AS imp_sen(p0, p1, sen_counter) ORDER BY sen_counter RETURNING kind.word;

UPDATE item SET label='z' FROM kind WHERE kind.item_id = item.id AND kind.word = 'two' RETURNING item.id, kind.word;

SELECT item.doc ->> 'a' AS anon_1, item.doc #>> '{b, 1}' AS anon_2 FROM item ORDER BY item.id;

SELECT date_trunc('day', item.at) AS d, count(*) AS n FROM item GROUP BY date_trunc('day', item.at) ORDER BY d;

SELECT anon_1.value FROM item, jsonb_array_elements(item.doc -> 'b') AS anon_1 WHERE item.id = 1;
