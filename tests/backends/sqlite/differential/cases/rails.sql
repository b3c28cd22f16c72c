-- What Active Record sends.
SELECT "item".* FROM "item" WHERE "item"."id" = 1 LIMIT 1;

SELECT 1 AS one FROM "item" WHERE "item"."label" = 'alpha' LIMIT 1;

SELECT COUNT(*) AS "count_all", "item"."good" AS "item_good" FROM "item" GROUP BY "item"."good" ORDER BY 2;

INSERT INTO "kind" ("item_id","word") VALUES (1, 'r1') ON CONFLICT ("word") DO UPDATE SET "item_id"=excluded."item_id" RETURNING "word";

SELECT "item"."id" FROM "item" INNER JOIN "kind" ON "kind"."item_id" = "item"."id" WHERE "kind"."word" != 'x' ORDER BY "item"."id" ASC, "kind"."id" DESC LIMIT 10 OFFSET 0;

UPDATE "item" SET "small" = COALESCE("small", 0) + 1 WHERE "item"."id" = 1;

DELETE FROM "kind" WHERE "kind"."item_id" = 1;

SELECT SUM("item"."amount") FROM "item" WHERE "item"."seen" >= '2019-01-01 00:00:00' AND "item"."seen" < '2021-01-01 00:00:00';

SELECT "item"."label" FROM "item" WHERE (label ILIKE '%PH%') ORDER BY "item"."amount" DESC NULLS LAST;

CREATE TABLE "users" ("id" bigserial primary key, "email" character varying NOT NULL, "created_at" timestamp(6) NOT NULL, "admin" boolean DEFAULT FALSE, "settings" jsonb DEFAULT '{}' NOT NULL, "tags" text[] DEFAULT '{}');
CREATE UNIQUE INDEX "index_users_on_email" ON "users" ("email");
INSERT INTO "users" ("email", "created_at") VALUES ('a@b.c', '2020-01-01 10:00:00.123456') RETURNING "id", "admin", "settings", "tags", "created_at";
INSERT INTO "users" ("email", "created_at") VALUES ('a@b.c', '2020-01-01');

ALTER TABLE "item" ADD "position" integer DEFAULT 0 NOT NULL;
ALTER TABLE "item" ALTER COLUMN "position" DROP DEFAULT;
SELECT "position" FROM "item" ORDER BY id;
