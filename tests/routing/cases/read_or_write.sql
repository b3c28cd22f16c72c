-- rules: primary_replica
-- (reads go to other, a replica of default; writes go to default)

-- route: other read
SELECT * FROM book;
-- route: other read
TABLE book;
-- route: other read
(SELECT 1 FROM book) UNION (SELECT 2 FROM book);
-- route: other read
WITH b AS (SELECT * FROM book) SELECT count(*), lower(max(title)) FROM b;
-- route: other read
EXPLAIN SELECT * FROM book;
-- route: default write
EXPLAIN UPDATE book SET title = 'x';
-- route: other read
COPY book TO STDOUT;
-- route: other read
SELECT * FROM book WHERE title = 'FOR UPDATE';
-- route: other read
SELECT now(), current_user, version() FROM book;
-- route: default write
SELECT * FROM book FOR UPDATE;
-- route: default write
SELECT * FROM (SELECT * FROM book FOR NO KEY UPDATE SKIP LOCKED) b;
-- route: default write
SELECT * FROM book FOR KEY SHARE OF book NOWAIT;
-- route: default write
WITH x AS (UPDATE book SET title = 'x' RETURNING *) SELECT * FROM x;
-- route: default write
WITH y AS (WITH x AS (DELETE FROM book RETURNING *) SELECT * FROM x) SELECT * FROM y;
-- route: default migrate
SELECT * INTO other_book FROM book;
-- route: default write
SELECT nextval('book_id_seq') FROM book;
-- route: default write
SELECT pg_advisory_lock(1) FROM book;
-- route: default write
SELECT a_function_nobody_knows(id) FROM book;
-- route: default write
EXPLAIN ANALYZE DELETE FROM book;
-- route: default write
EXPLAIN (ANALYZE true) INSERT INTO book VALUES (1);
-- route: default write
INSERT INTO book VALUES (1);
-- route: default write
UPDATE book SET title = 'x';
-- route: default write
DELETE FROM book;
-- route: default write
MERGE INTO book USING person ON false WHEN NOT MATCHED THEN INSERT VALUES (1);
-- route: default write
TRUNCATE book;
-- route: default write
COPY book FROM STDIN;
-- route: default write
LOCK TABLE book IN SHARE MODE;
-- route: default write
CALL refresh_books();
-- route: default write
DO $$ BEGIN PERFORM 1; END $$;
-- route: default migrate
CREATE INDEX ON book (title);
-- route: default migrate
ALTER TABLE book ADD COLUMN x int;
-- route: default migrate
REFRESH MATERIALIZED VIEW book;
-- route: default write
SELECT * FROM book; DELETE FROM book;
-- route: other read
SELECT * FROM book; SELECT * FROM person;
-- route: default write
BEGIN; SELECT * FROM book; COMMIT;
-- route: other read
BEGIN READ ONLY; SELECT * FROM book; COMMIT;
-- route: other read
START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT * FROM book;
-- route: default read
/* onedsn: using=default */ SELECT * FROM book;
-- route: other write
/* onedsn: using=other */ UPDATE book SET title = 'x';
-- route: default read
SET onedsn.using = 'default'; SELECT * FROM book;
-- route: refused unknown_database
/* onedsn: using=nowhere */ SELECT * FROM book;
-- route: anywhere none
SELECT 1;
-- route: anywhere none
BEGIN;
-- route: anywhere none
SHOW server_version;
