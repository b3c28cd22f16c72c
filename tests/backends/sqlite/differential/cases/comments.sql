CREATE TABLE t (a int PRIMARY KEY, b text);
COMMENT ON TABLE t IS 'hello ''x''';
COMMENT ON COLUMN t.a IS 'col';
COMMENT ON COLUMN public.t.b IS 'other';
SELECT obj_description('t'::regclass), obj_description('t'::regclass, 'pg_class'), obj_description('t'::regclass, 'pg_proc'), col_description('t'::regclass, 1), col_description('t'::regclass, 2), col_description('t'::regclass, 3);
SELECT objsubid, description FROM pg_description WHERE objoid = 't'::regclass ORDER BY 1;
COMMENT ON COLUMN t.b IS NULL;
COMMENT ON TABLE t IS '';
ALTER TABLE t RENAME TO u;
SELECT objsubid, description FROM pg_description WHERE objoid = 'u'::regclass ORDER BY 1;
CREATE VIEW v AS SELECT * FROM u;
COMMENT ON VIEW v IS 'view';
SELECT obj_description('v'::regclass);
DROP VIEW v;
COMMENT ON COLUMN u.nosuch IS 'x'

COMMENT ON TABLE nosuch IS 'x'

CREATE TABLE t (a int);
COMMENT ON TABLE t
