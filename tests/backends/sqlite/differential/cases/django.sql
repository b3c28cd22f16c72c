-- What Django's ORM sends to a PostgreSQL database.
SELECT "item"."id", "item"."label" FROM "item" WHERE "item"."id" = 1 LIMIT 21;

SELECT 1 AS "a" FROM "item" WHERE "item"."id" = 1 LIMIT 1;

SELECT COUNT(*) AS "__count" FROM "item";
