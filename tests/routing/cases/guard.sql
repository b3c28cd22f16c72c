-- rules: split_tables
-- (person, pet, userprofile live on default; book, book_authors, review, auth_user on other)

-- route: refused cross_database
SELECT * FROM book JOIN person ON person.id = book.editor_id;
-- route: refused cross_database
SELECT * FROM book, person;
-- route: refused cross_database
SELECT * FROM book NATURAL LEFT JOIN person;
-- route: refused cross_database
SELECT * FROM book WHERE editor_id IN (SELECT id FROM person);
-- route: refused cross_database
SELECT (SELECT name FROM person LIMIT 1) FROM book;
-- route: refused cross_database
SELECT * FROM book ORDER BY (SELECT max(id) FROM person);
-- route: refused cross_database
SELECT 1 FROM book GROUP BY id HAVING count(*) > (SELECT count(*) FROM person);
-- route: refused cross_database
SELECT * FROM book LIMIT (SELECT count(*) FROM person);
-- route: refused cross_database
SELECT * FROM book b, LATERAL (SELECT * FROM person p WHERE p.id = b.editor_id) x;
-- route: refused cross_database
WITH p AS (SELECT * FROM person) SELECT * FROM book, p;
-- route: refused cross_database
WITH RECURSIVE r AS (SELECT id FROM person UNION ALL SELECT r.id FROM r JOIN book ON true) SELECT * FROM r;
-- route: refused cross_database
SELECT id FROM book UNION SELECT id FROM person;
-- route: refused cross_database
SELECT id FROM book EXCEPT ALL (SELECT id FROM person);
-- route: refused cross_database
TABLE book INTERSECT TABLE person;
-- route: refused cross_database
VALUES ((SELECT id FROM book LIMIT 1)), ((SELECT id FROM person LIMIT 1));
-- route: refused cross_database
SELECT EXISTS (SELECT 1 FROM book) OR EXISTS (SELECT 1 FROM person);
-- route: refused cross_database
SELECT ARRAY(SELECT id FROM book), CASE WHEN true THEN (SELECT 1 FROM person) END;
-- route: refused cross_database
SELECT count(*) FILTER (WHERE id IN (SELECT id FROM person)) OVER (PARTITION BY id) FROM book;
-- route: refused cross_database
INSERT INTO book (editor_id) SELECT id FROM person;
-- route: refused cross_database
INSERT INTO book (editor_id) VALUES ((SELECT id FROM person LIMIT 1));
-- route: refused cross_database
INSERT INTO book (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET editor_id = (SELECT id FROM person);
-- route: refused cross_database
INSERT INTO book (id) VALUES (1) RETURNING (SELECT name FROM person);
-- route: refused cross_database
UPDATE book SET editor_id = p.id FROM person p WHERE p.name = 'x';
-- route: refused cross_database
UPDATE book SET (title, editor_id) = (SELECT name, id FROM person LIMIT 1);
-- route: refused cross_database
DELETE FROM book USING person WHERE person.id = book.editor_id;
-- route: refused cross_database
DELETE FROM book RETURNING (SELECT 1 FROM person);
-- route: refused cross_database
MERGE INTO book b USING person p ON p.id = b.editor_id WHEN MATCHED THEN DELETE;
-- route: refused cross_database
WITH gone AS (DELETE FROM person RETURNING id) INSERT INTO book (editor_id) SELECT id FROM gone;
-- route: refused cross_database
SELECT * INTO copy FROM book, person;
-- route: refused cross_database
CREATE TABLE both_of_them AS SELECT 1 FROM book, person;
-- route: refused cross_database
CREATE VIEW both_of_them AS SELECT 1 FROM book, person;
-- route: refused cross_database
CREATE MATERIALIZED VIEW both_of_them AS SELECT 1 FROM book, person;
-- route: refused cross_database
CREATE TABLE review (id int, person_id int REFERENCES person (id));
-- route: refused cross_database
CREATE TABLE review (LIKE person);
-- route: refused cross_database
CREATE TABLE review () INHERITS (person);
-- route: refused cross_database
CREATE TABLE review PARTITION OF person FOR VALUES IN (1);
-- route: refused cross_database
ALTER TABLE book ADD FOREIGN KEY (editor_id) REFERENCES person;
-- route: refused cross_database
ALTER TABLE book ADD COLUMN p int REFERENCES public.person (id);
-- route: refused cross_database
CREATE POLICY p ON book USING (EXISTS (SELECT 1 FROM person));
-- route: refused cross_database
CREATE RULE r AS ON INSERT TO book DO ALSO DELETE FROM person;
-- route: refused cross_database
LOCK TABLE book, person;
-- route: refused cross_database
COPY (SELECT * FROM book, person) TO STDOUT;
-- route: refused cross_database
EXPLAIN SELECT * FROM book, person;
-- route: refused cross_database
EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM book, person;
-- route: refused cross_database
DECLARE c CURSOR FOR SELECT * FROM book, person;
-- route: refused cross_database
PREPARE p AS SELECT * FROM book, person;
-- route: refused cross_database
SELECT * FROM "book", "public"."person";
-- route: refused cross_database
SELECT * FROM BOOK, Person;
-- route: refused cross_database
SELECT * FROM ONLY (book), person *;
-- route: refused cross_database
SELECT * FROM book WHERE editor_id IN (SELECT /* onedsn: using=default */ id FROM person);

-- What only looks like a crossing:
-- route: other
SELECT * FROM book /* onedsn: using=other */, person;
-- route: other
WITH person AS (SELECT 1 AS id) SELECT * FROM book JOIN person USING (id);
-- route: other
SELECT person.id FROM book person;
-- route: other
SELECT * FROM book, pg_class, information_schema.tables, generate_series(1, 2) person;
-- route: other
SELECT 'FROM person' FROM book -- FROM person
;
-- route: other
SELECT $$ FROM person $$, extract(year FROM published), trim(both 'x' FROM title), "FROM person" FROM book;
-- route: other
SELECT * FROM book WHERE title IS DISTINCT FROM title;
-- route: other
SELECT (book).title, book.person FROM book, review, book_authors;
-- route: other
UPDATE book SET title = 'x' FROM review WHERE review.id = book.id;
-- route: default
SELECT * FROM person JOIN pet ON pet.owner_id = person.id;
-- route: default
CREATE TABLE pet (owner_id int REFERENCES person);
-- A list of objects is split where one statement for each database says exactly the same, and refused elsewhere.
-- route: split other: DROP TABLE book | default: DROP TABLE person
DROP TABLE book, person;
-- route: split other: DROP TABLE IF EXISTS public.book, review CASCADE | default: DROP TABLE IF EXISTS person CASCADE
DROP TABLE IF EXISTS public.book, person, review CASCADE;
-- route: split other: TRUNCATE book | default: TRUNCATE person
TRUNCATE book, person;
-- route: split other: TRUNCATE TABLE ONLY book RESTART IDENTITY | default: TRUNCATE TABLE person RESTART IDENTITY
TRUNCATE TABLE ONLY book, person RESTART IDENTITY;
-- route: split other: GRANT SELECT ON book TO ann | default: GRANT SELECT ON person TO ann
GRANT SELECT ON book, person TO ann;
-- route: refused cross_database
SELECT 1; DROP TABLE book, person;
-- route: refused cross_database
LOCK TABLE book, person;
