SELECT a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid), a.attnotnull, a.atttypmod, c.collname, col_description(a.attrelid, a.attnum) AS comment, attidentity AS identity, attgenerated as attgenerated FROM pg_attribute a LEFT JOIN pg_attrdef d ON a.attrelid = d.adrelid AND a.attnum = d.adnum LEFT JOIN pg_type t ON a.atttypid = t.oid LEFT JOIN pg_collation c ON a.attcollation = c.oid AND a.attcollation <> t.typcollation WHERE a.attrelid = '"item"'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum

SELECT distinct i.relname, d.indisunique, d.indkey, pg_get_indexdef(d.indexrelid), pg_catalog.obj_description(i.oid, 'pg_class') AS comment, d.indisvalid FROM pg_class t INNER JOIN pg_index d ON t.oid = d.indrelid INNER JOIN pg_class i ON d.indexrelid = i.oid LEFT JOIN pg_namespace n ON n.oid = t.relnamespace WHERE i.relkind IN ('i', 'I') AND d.indisprimary = 'f' AND t.relname = 'kind' AND n.nspname = ANY (current_schemas(false)) ORDER BY i.relname

SELECT c.relname FROM pg_class c LEFT JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY (current_schemas(false)) AND c.relkind IN ('r','v','m','p','f') AND c.relname IN ('item', 'kind') ORDER BY 1

SELECT a.attname FROM (SELECT indrelid, indkey, generate_subscripts(indkey, 1) idx FROM pg_index WHERE indrelid = '"kind"'::regclass AND indisprimary) i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[i.idx] ORDER BY i.idx

SELECT t2.oid::regclass::text AS to_table, a1.attname AS column, a2.attname AS primary_key, c.conname AS name, c.confupdtype AS on_update, c.confdeltype AS on_delete, c.convalidated AS valid, c.condeferrable AS deferrable, c.condeferred AS deferred FROM pg_constraint c JOIN pg_class t1 ON c.conrelid = t1.oid JOIN pg_class t2 ON c.confrelid = t2.oid JOIN pg_attribute a1 ON a1.attnum = c.conkey[1] AND a1.attrelid = t1.oid JOIN pg_attribute a2 ON a2.attnum = c.confkey[1] AND a2.attrelid = t2.oid JOIN pg_namespace t3 ON c.connamespace = t3.oid WHERE c.contype = 'f' AND t1.relname = 'kind' AND t3.nspname = ANY (current_schemas(false)) ORDER BY c.conname

SELECT type.typname AS name, type.oid AS oid, n.nspname AS schema, string_agg(enum.enumlabel, ',' ORDER BY enum.enumsortorder) AS value FROM pg_enum AS enum JOIN pg_type AS type ON (type.oid = enum.enumtypid) JOIN pg_namespace n ON type.typnamespace = n.oid WHERE n.nspname = ANY (current_schemas(false)) GROUP BY type.OID, n.nspname, type.typname

SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'public'), EXISTS (SELECT * FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA() AND table_name = 'item' AND table_type = 'BASE TABLE')

CREATE TABLE "schema_migrations" ("version" character varying NOT NULL PRIMARY KEY);
CREATE TABLE "ar_internal_metadata" ("key" character varying NOT NULL PRIMARY KEY, "value" character varying, "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL);
INSERT INTO "schema_migrations" (version) VALUES ('20240101000000') RETURNING "version";
SELECT "schema_migrations"."version" FROM "schema_migrations" ORDER BY "schema_migrations"."version" ASC;
CREATE TABLE "users" ("id" bigserial primary key, "email" character varying DEFAULT '' NOT NULL, "admin" boolean DEFAULT FALSE, "prefs" jsonb DEFAULT '{}', "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL);
CREATE UNIQUE INDEX "index_users_on_email" ON "users" ("email");
ALTER TABLE "users" ADD "name" character varying(50);
ALTER TABLE "users" ADD CONSTRAINT "chk" CHECK (char_length(email) < 100);
INSERT INTO "users" ("email", "created_at", "updated_at") VALUES ('a@b', '2024-01-01 00:00:00.123456', '2024-01-01 00:00:00') RETURNING "id";
SELECT 1 AS one FROM "users" WHERE "users"."email" = 'a@b' LIMIT 1;
UPDATE "users" SET "name" = 'n', "updated_at" = '2024-01-02 00:00:00' WHERE "users"."id" = 1;
SELECT COUNT(*) FROM (SELECT 1 AS one FROM "users" LIMIT 5) subquery_for_count;
SELECT "users".* FROM "users" WHERE (prefs @> '{}') AND "users"."admin" = FALSE ORDER BY "users"."id" ASC LIMIT 1;
DELETE FROM "users" WHERE "users"."id" = 1;
DROP TABLE IF EXISTS "users" CASCADE

CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ, "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0);
INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('x', 'y', 'z');
SELECT "id", "applied_steps_count" FROM "_prisma_migrations" ORDER BY "started_at" ASC;
CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "data" JSONB, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE TABLE "Post" ("id" SERIAL NOT NULL, "authorId" INTEGER NOT NULL, "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "public"."User" ("email", "data") VALUES ('a', '{"x": 1}') RETURNING "public"."User"."id", "public"."User"."email", "public"."User"."data"::text;
SELECT "public"."User"."id", "public"."User"."email" FROM "public"."User" WHERE ("public"."User"."email" = 'a' AND 1=1) LIMIT 1 OFFSET 0;
SELECT COUNT(*) FROM (SELECT "public"."Post"."id" FROM "public"."Post" WHERE 1=1 OFFSET 0) AS "sub";
INSERT INTO "public"."User" ("email") VALUES ('a') ON CONFLICT ("email") DO UPDATE SET "email" = 'c' WHERE ("public"."User"."email" = 'a' AND 1=1) RETURNING "public"."User"."id", "public"."User"."email";
UPDATE "public"."User" SET "email" = 'd' WHERE ("public"."User"."id" = 1 AND 1=1) RETURNING "public"."User"."id";
DELETE FROM "public"."User" WHERE ("public"."User"."id" IN (1) AND 1=1)

CREATE TABLE IF NOT EXISTS "Users" ("id" SERIAL, "name" VARCHAR(255), "createdAt" TIMESTAMP WITH TIME ZONE NOT NULL, "role" VARCHAR(5) CHECK ("role" IN ('a', 'b')), PRIMARY KEY ("id"));
INSERT INTO "Users" ("id","name","createdAt","role") VALUES (DEFAULT,'x','2024-01-01 00:00:00.000 +00:00','a') RETURNING "id","name","createdAt","role";
SELECT count(*) AS "count" FROM "Users" AS "User" WHERE "User"."name" LIKE '%x%';
SELECT "id", "name" FROM "Users" AS "User" WHERE ("User"."id" = 1 OR "User"."name" IN ('a', 'x')) ORDER BY "User"."id" DESC LIMIT 10 OFFSET 0;
UPDATE "Users" SET "name"='y' WHERE "id" = 1 RETURNING "id","name"

CREATE TABLE "typeorm" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "tags" text array NOT NULL DEFAULT '{}', "price" numeric(10,2) NOT NULL DEFAULT '0', "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "flags" integer[] , CONSTRAINT "PK_x" PRIMARY KEY ("id"));
INSERT INTO "typeorm"("id", "tags", "price", "at") VALUES ('00112233-4455-6677-8899-aabbccddeeff', '{a,b}', DEFAULT, '2024-01-01 00:00:00+00') RETURNING "id", "price", "tags";
SELECT "t"."id" AS "t_id", "t"."price" AS "t_price" FROM "typeorm" "t" WHERE "t"."price" >= 0 AND "t"."tags" && '{a}' ORDER BY "t_price" DESC;
SELECT DISTINCT "distinctAlias"."t_id" AS "ids_t_id" FROM (SELECT "t"."id" AS "t_id" FROM "typeorm" "t") "distinctAlias" ORDER BY "t_id" ASC LIMIT 1

create table "knex" ("id" serial primary key, "name" varchar(255), "meta" json, "created_at" timestamptz not null default CURRENT_TIMESTAMP, "n" decimal(8, 2), "b" boolean default '0', "e" text check ("e" in ('x', 'y')));
insert into "knex" ("name", "n") values ('a', 1.5), ('b', DEFAULT) returning "id";
select "id" from "knex" where "name" = 'a' and ("n" > 1 or "n" is null) order by "id" asc limit 5;
select count("id") as "c", "name" from "knex" group by "name" having count("id") >= 1 order by "name";
alter table "knex" add column "x" integer null, drop column "e";
alter table "knex" alter column "name" type text using ("name"::text);
alter table "knex" alter column "name" set not null;
create index "knex_name_index" on "knex" ("name");
alter table "knex" add constraint "knex_name_unique" unique ("name");
drop index "knex_name_index"

create table "laravel" ("id" bigserial not null primary key, "name" varchar(255) not null, "email_verified_at" timestamp(0) without time zone null, "remember_token" varchar(100) null, "created_at" timestamp(0) without time zone null, "options" json null, "amount" decimal(8, 2) not null default '0', "is" boolean not null default '0');
alter table "laravel" add constraint "laravel_name_unique" unique ("name");
insert into "laravel" ("name", "created_at") values ('x', '2024-01-01 00:00:00') returning "id";
select exists(select * from "laravel" where "id" = 1) as "exists";
select * from "laravel" where "name"::text like '%x%' and "options"->>'a' is null order by "id" desc limit 15 offset 0;
update "laravel" set "amount" = "amount" + 1 where "id" = 1;
insert into "laravel" ("name") values ('x') on conflict ("name") do update set "amount" = "excluded"."amount";
insert into "laravel" ("name") values ('x') on conflict do nothing;
select tablename, schemaname from pg_catalog.pg_tables where schemaname in ('public') and tablename = 'laravel';
truncate "laravel" restart identity cascade;
drop table if exists "laravel"

CREATE TABLE "schema_migrations_ecto" ("version" bigint, "inserted_at" timestamp(0), PRIMARY KEY ("version"));
LOCK TABLE "schema_migrations_ecto" IN SHARE UPDATE EXCLUSIVE MODE;
SELECT s0."version"::bigint FROM "schema_migrations_ecto" AS s0;
INSERT INTO "schema_migrations_ecto" ("version","inserted_at") VALUES (20240101,'2024-01-01 00:00:00');
CREATE TABLE "posts" ("id" bigserial, "title" varchar(255), "body" text, "meta" jsonb DEFAULT '{}' NOT NULL, "inserted_at" timestamp(0) NOT NULL, PRIMARY KEY ("id"));
INSERT INTO "posts" ("title","inserted_at") VALUES ('t','2024-01-01 00:00:00') RETURNING "id";
SELECT p0."id", p0."title" FROM "posts" AS p0 WHERE (p0."title" ILIKE '%T%') AND (p0."id" = ANY('{1,2,3,4,5,6,7,8,9}')) ORDER BY p0."inserted_at" DESC;
SELECT count('*') FROM "posts" AS p0;
SELECT sp0."id", row_number() OVER "w" FROM "posts" AS sp0 WINDOW "w" AS (PARTITION BY sp0."title" ORDER BY sp0."id");
UPDATE "posts" AS p0 SET "title" = 'u' WHERE (p0."id" IN (1,2))

select u1_0.id, u1_0.label from item u1_0 where u1_0.id=1 fetch first 10 rows only

select i1_0.id from item i1_0 left join kind k1_0 on i1_0.id=k1_0.item_id where lower(i1_0.label) like lower('%A%') escape '' group by i1_0.id having count(k1_0.id)>0 order by i1_0.id

select nextval('kind_id_seq') > 0

select i.id, coalesce(sum(case when k.word is null then 0 else 1 end), 0) from item i left join kind k on k.item_id = i.id group by i.id order by i.id offset 1 rows fetch next 2 rows only

SELECT tc.constraint_name, kcu.column_name, ccu.table_name, ccu.column_name FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage kcu ON tc.constraint_name = kcu.constraint_name JOIN information_schema.constraint_column_usage ccu ON ccu.constraint_name = tc.constraint_name WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 'kind'

SELECT pg_try_advisory_lock(5), pg_advisory_unlock(5)

SELECT pg_advisory_xact_lock(7)

SET application_name = 'x';
SHOW application_name

SET client_min_messages TO WARNING

SET standard_conforming_strings = on

SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED

CREATE EXTENSION IF NOT EXISTS "uuid-ossp"

CREATE EXTENSION IF NOT EXISTS pgcrypto

SELECT oid FROM pg_type WHERE typname = 'hstore'

SELECT typname FROM pg_type WHERE typtype = 'b' AND typname IN ('int4', 'citext', 'json') ORDER BY 1

ANALYZE item

SELECT pg_try_advisory_xact_lock(5), pg_advisory_xact_lock(7), pg_advisory_unlock_all(), pg_try_advisory_lock(1, 2), pg_advisory_unlock(1, 2), pg_advisory_unlock(1, 2)

SELECT 2.5::float4::int8, 3.5::float4::int2, 1e10::float4::int8

SELECT 1e10::float4::int4
