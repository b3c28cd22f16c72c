-- What Prisma sends.
SELECT "public"."item"."id", "public"."item"."label" FROM "public"."item" WHERE ("public"."item"."label" = 'alpha' AND 1=1) ORDER BY "public"."item"."id" ASC LIMIT 1 OFFSET 0;

SELECT "public"."item"."id", COALESCE("aggr"."_cnt", 0) AS "_aggr_count" FROM "public"."item" LEFT JOIN (SELECT "public"."kind"."item_id", COUNT(*) AS "_cnt" FROM "public"."kind" WHERE 1=1 GROUP BY "public"."kind"."item_id") AS "aggr" ON ("public"."item"."id" = "aggr"."item_id") WHERE 1=1 ORDER BY "public"."item"."id" ASC OFFSET 0;

INSERT INTO "public"."kind" ("item_id","word") VALUES (1,'p1'), (2,'p2') RETURNING "public"."kind"."word";

UPDATE "public"."item" SET "label" = 'pr' WHERE ("public"."item"."id" = 1 AND 1=1) RETURNING "public"."item"."id", "public"."item"."label";

SELECT "t1"."id", "t1_kinds"."__prisma_data__" AS "kinds" FROM "public"."item" AS "t1" LEFT JOIN LATERAL (SELECT COALESCE(JSONB_AGG("__prisma_data__"), '[]') AS "__prisma_data__" FROM (SELECT "t3"."__prisma_data__" FROM (SELECT JSONB_BUILD_OBJECT('id', "t2"."item_id", 'word', "t2"."word") AS "__prisma_data__" FROM (SELECT "public"."kind".* FROM "public"."kind" WHERE "t1"."id" = "public"."kind"."item_id" ORDER BY "public"."kind"."word") AS "t2") AS "t3") AS "t4") AS "t1_kinds" ON TRUE ORDER BY "t1"."id";
