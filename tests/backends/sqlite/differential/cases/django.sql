-- What Django's ORM sends.
SELECT "item"."id", "item"."label", "item"."amount" FROM "item" WHERE ("item"."label" LIKE '%a%' AND NOT ("item"."id" = 3)) ORDER BY "item"."id" ASC LIMIT 21;

SELECT COUNT(*) FROM (SELECT DISTINCT "item"."good" AS "col1" FROM "item") subquery;

SELECT "item"."good", COUNT("item"."id") AS "n", SUM("item"."amount") AS "total", AVG("item"."amount") AS "mean", MIN("item"."made") AS "first", MAX("item"."seen") AS "last" FROM "item" GROUP BY "item"."good" HAVING COUNT("item"."id") > 1 ORDER BY "n" DESC, "item"."good" ASC;

SELECT "item"."id", COUNT("kind"."id") AS "kinds" FROM "item" LEFT OUTER JOIN "kind" ON ("item"."id" = "kind"."item_id") GROUP BY "item"."id" ORDER BY "kinds" DESC, "item"."id" ASC;

SELECT DISTINCT (DATE_TRUNC('month', "item"."seen" AT TIME ZONE 'UTC'))::date AS "datefield" FROM "item" WHERE "item"."seen" IS NOT NULL ORDER BY "datefield" ASC;

SELECT EXTRACT('year' FROM "item"."seen" AT TIME ZONE 'Europe/Berlin') AS "y", EXTRACT(ISODOW FROM "item"."made") AS "d" FROM "item" ORDER BY "item"."id" ASC;

SELECT "item"."id" FROM "item" WHERE UPPER("item"."label"::text) LIKE UPPER('AL%') ORDER BY 1;

SELECT "item"."id" FROM "item" WHERE "item"."label"::text ~* '^b' ORDER BY 1;

SELECT "item"."id", CASE WHEN "item"."amount" > 10 THEN 'high' WHEN "item"."amount" > 0 THEN 'low' ELSE NULL END AS "level" FROM "item" ORDER BY "item"."id" ASC;

SELECT "item"."id" FROM "item" WHERE ("item"."doc" -> 'a') = '1'::jsonb ORDER BY 1;

SELECT "item"."id" FROM "item" WHERE ("item"."doc" #> ARRAY['b','0']) = '1' ORDER BY 1;

SELECT "item"."id" FROM "item" WHERE "item"."doc" @> '{"a": 1}'::jsonb AND "item"."doc" ? 'b' ORDER BY 1;

SELECT "item"."id", (SELECT U0."word" FROM "kind" U0 WHERE U0."item_id" = ("item"."id") ORDER BY U0."id" DESC LIMIT 1) AS "newest" FROM "item" ORDER BY "item"."id" ASC;

SELECT "item"."id" FROM "item" WHERE EXISTS(SELECT 1 AS "a" FROM "kind" U0 WHERE (U0."item_id" = ("item"."id") AND U0."word" = 'one') LIMIT 1) ORDER BY 1;

SELECT "item"."id", ROW_NUMBER() OVER (PARTITION BY "item"."good" ORDER BY "item"."amount" DESC) AS "rn", SUM("item"."amount") OVER (ORDER BY "item"."id" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "running" FROM "item" ORDER BY "item"."id" ASC;

SELECT "item"."seen" + '3 days 00:00:00'::interval AS "later", ("item"."seen" - "item"."at" AT TIME ZONE 'UTC') AS "gap" FROM "item" ORDER BY "item"."id" ASC;

SELECT COALESCE("item"."label", ''::text) || ' ' || COALESCE("item"."code", '') AS "x" FROM "item" ORDER BY "item"."id";

SELECT STRING_AGG("kind"."word", ', ' ORDER BY "kind"."word") AS "w", ARRAY_AGG("kind"."id" ORDER BY "kind"."id") FILTER (WHERE "kind"."item_id" IS NOT NULL) AS "ids" FROM "kind";

INSERT INTO "kind" ("item_id", "word") VALUES (1, 'a1'), (NULL, 'a2') RETURNING "kind"."id" > 0, "kind"."word";

INSERT INTO "kind" ("item_id", "word") VALUES (1, 'one'), (2, 'q') ON CONFLICT("word") DO UPDATE SET "item_id" = EXCLUDED."item_id" RETURNING "kind"."word";

UPDATE "item" SET "amount" = ("item"."amount" + 1.5), "label" = UPPER("item"."label") WHERE "item"."id" IN (SELECT U0."item_id" FROM "kind" U0 WHERE U0."item_id" IS NOT NULL);
SELECT amount, label FROM item ORDER BY id;

UPDATE "item" SET "label" = (CASE WHEN ("item"."id" = 1) THEN 'x' WHEN ("item"."id" = 2) THEN 'y' ELSE NULL END)::text WHERE "item"."id" IN (1, 2);

DELETE FROM "kind" WHERE "kind"."id" IN (SELECT U0."id" FROM "kind" U0 WHERE U0."word" LIKE 'o%');

SELECT "item"."id" FROM "item" WHERE "item"."tags" @> ARRAY[1]::integer[] ORDER BY 1;

SELECT "item"."id" FROM "item" WHERE "item"."tags" && ARRAY[3,5]::integer[] AND CASE WHEN "item"."tags" IS NULL THEN NULL ELSE coalesce(array_length("item"."tags", 1), 0) END > 1 ORDER BY 1;
