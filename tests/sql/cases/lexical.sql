-- Strings, dollar quotes, comments and identifiers that try to look like something else.

-- read  reads: t  writes: -
SELECT 'DELETE FROM x; --' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'DELETE FROM x; --' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'DELETE FROM x; --' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'DELETE FROM x; --' FROM t;

-- read  reads: t  writes: -
SELECT 'it''s; DROP TABLE x' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'it''s; DROP TABLE x' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'it''s; DROP TABLE x' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'it''s; DROP TABLE x' FROM t;

-- read  reads: t  writes: -
SELECT E'it\'s; DELETE FROM x' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT E'it\'s; DELETE FROM x' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT E'it\'s; DELETE FROM x' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT E'it\'s; DELETE FROM x' FROM t;

-- read  reads: t  writes: -
SELECT E'\\' FROM t -- '; DELETE FROM x
;

-- read  reads: t  writes: -
SELECT e'a\nb\'\\' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT e'a\nb\'\\' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT e'a\nb\'\\' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT e'a\nb\'\\' FROM t;

-- read  reads: t  writes: -
SELECT U&'d\0061t\+000061' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT U&'d\0061t\+000061' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT U&'d\0061t\+000061' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT U&'d\0061t\+000061' FROM t;

-- read  reads: t  writes: -
SELECT U&'d!0061t' UESCAPE '!' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT U&'d!0061t' UESCAPE '!' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT U&'d!0061t' UESCAPE '!' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT U&'d!0061t' UESCAPE '!' FROM t;

-- read  reads: data  writes: -
SELECT * FROM U&"d\0061ta";

-- read  reads: data  writes: -
 
/* before; */ SELECT * FROM U&"d\0061ta" /* after; */;

-- read  reads: data  writes: -
-- write  reads: -  writes: z
SELECT * FROM U&"d\0061ta"; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: data  writes: -
DELETE FROM z; SELECT * FROM U&"d\0061ta";

-- read  reads: t  writes: -
SELECT B'1010', X'1FF' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT B'1010', X'1FF' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT B'1010', X'1FF' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT B'1010', X'1FF' FROM t;

-- read  reads: t  writes: -
SELECT N'national' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT N'national' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT N'national' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT N'national' FROM t;

-- read  reads: t  writes: -
SELECT $$DELETE FROM x; it's$$ FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT $$DELETE FROM x; it's$$ FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT $$DELETE FROM x; it's$$ FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT $$DELETE FROM x; it's$$ FROM t;

-- read  reads: t  writes: -
SELECT $a$ $b$ $$ ; $b$ $a$ FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT $a$ $b$ $$ ; $b$ $a$ FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT $a$ $b$ $$ ; $b$ $a$ FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT $a$ $b$ $$ ; $b$ $a$ FROM t;

-- read  reads: t  writes: -
SELECT $été$ x; $été$ FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT $été$ x; $été$ FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT $été$ x; $été$ FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT $été$ x; $été$ FROM t;

-- read  reads: t  writes: -
SELECT $_1$ $1$ $_1$ FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT $_1$ $1$ $_1$ FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT $_1$ $1$ $_1$ FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT $_1$ $1$ $_1$ FROM t;

-- read  reads: t$a$b  writes: -
SELECT * FROM t$a$b;

-- read  reads: t$a$b  writes: -
 
/* before; */ SELECT * FROM t$a$b /* after; */;

-- read  reads: t$a$b  writes: -
-- write  reads: -  writes: z
SELECT * FROM t$a$b; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t$a$b  writes: -
DELETE FROM z; SELECT * FROM t$a$b;

-- read  reads: t  writes: -
SELECT 1 /* DELETE FROM x; */ FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1 /* DELETE FROM x; */ FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1 /* DELETE FROM x; */ FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1 /* DELETE FROM x; */ FROM t;

-- read  reads: t  writes: -
SELECT 1 /* outer /* inner */ ; DROP TABLE x */ FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1 /* outer /* inner */ ; DROP TABLE x */ FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1 /* outer /* inner */ ; DROP TABLE x */ FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1 /* outer /* inner */ ; DROP TABLE x */ FROM t;

-- read  reads: t  writes: -
SELECT 1 /* ' */ FROM t /* ' */;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1 /* ' */ FROM t /* ' */ /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1 /* ' */ FROM t /* ' */; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1 /* ' */ FROM t /* ' */;

-- read  reads: t  writes: -
SELECT 1 /* " */ FROM t -- "
;

-- read  reads: t  writes: -
SELECT 1 -- /* not a comment
FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1 -- /* not a comment
FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1 -- /* not a comment
FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1 -- /* not a comment
FROM t;

-- read  reads: t  writes: -
SELECT '/*' FROM t WHERE n = '*/';

-- read  reads: t  writes: -
 
/* before; */ SELECT '/*' FROM t WHERE n = '*/' /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT '/*' FROM t WHERE n = '*/'; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT '/*' FROM t WHERE n = '*/';

-- read  reads: t  writes: -
SELECT '--' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT '--' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT '--' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT '--' FROM t;

-- read  reads: t  writes: -
SELECT "a;b" FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT "a;b" FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT "a;b" FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT "a;b" FROM t;

-- read  reads: t  writes: -
SELECT "--" FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT "--" FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT "--" FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT "--" FROM t;

-- read  reads: t  writes: -
SELECT "/*" FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT "/*" FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT "/*" FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT "/*" FROM t;

-- read  reads: "x;y"  writes: -
SELECT * FROM "x;y";

-- read  reads: "x;y"  writes: -
 
/* before; */ SELECT * FROM "x;y" /* after; */;

-- read  reads: "x;y"  writes: -
-- write  reads: -  writes: z
SELECT * FROM "x;y"; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: "x;y"  writes: -
DELETE FROM z; SELECT * FROM "x;y";

-- read  reads: "--"  writes: -
SELECT * FROM "--";

-- read  reads: "--"  writes: -
 
/* before; */ SELECT * FROM "--" /* after; */;

-- read  reads: "--"  writes: -
-- write  reads: -  writes: z
SELECT * FROM "--"; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: "--"  writes: -
DELETE FROM z; SELECT * FROM "--";

-- read  reads: "$$"  writes: -
SELECT * FROM "$$" WHERE n = '$$';

-- read  reads: "$$"  writes: -
 
/* before; */ SELECT * FROM "$$" WHERE n = '$$' /* after; */;

-- read  reads: "$$"  writes: -
-- write  reads: -  writes: z
SELECT * FROM "$$" WHERE n = '$$'; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: "$$"  writes: -
DELETE FROM z; SELECT * FROM "$$" WHERE n = '$$';

-- read  reads: t  writes: -
SELECT 'first'
 'second; third' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'first'
 'second; third' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'first'
 'second; third' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'first'
 'second; third' FROM t;

-- read  reads: t  writes: -
SELECT 'a' -- comment between
 'b' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'a' -- comment between
 'b' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'a' -- comment between
 'b' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'a' -- comment between
 'b' FROM t;

-- read  reads: t  writes: -
SELECT 1e10, .5, 5., 0x1F, 0b11, 0o17, 1_000 FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1e10, .5, 5., 0x1F, 0b11, 0o17, 1_000 FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1e10, .5, 5., 0x1F, 0b11, 0o17, 1_000 FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1e10, .5, 5., 0x1F, 0b11, 0o17, 1_000 FROM t;

-- read  reads: t  writes: -
SELECT 1-1, 2--1
 FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1-1, 2--1
 FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1-1, 2--1
 FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1-1, 2--1
 FROM t;

-- read  reads: t  writes: -
SELECT 5 /-1, 5 *-1 FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 5 /-1, 5 *-1 FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 5 /-1, 5 *-1 FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 5 /-1, 5 *-1 FROM t;

-- read  reads: t  writes: -
SELECT a<-1, a>=-1, a@-1, - -a FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT a<-1, a>=-1, a@-1, - -a FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT a<-1, a>=-1, a@-1, - -a FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT a<-1, a>=-1, a@-1, - -a FROM t;

-- read  reads: t  writes: -
SELECT a::int, b :: text, (ARRAY[1, 2])[1:1] FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT a::int, b :: text, (ARRAY[1, 2])[1:1] FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT a::int, b :: text, (ARRAY[1, 2])[1:1] FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT a::int, b :: text, (ARRAY[1, 2])[1:1] FROM t;

-- read  reads: t  writes: -
SELECT a[1:2], a[:], a[x:] FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT a[1:2], a[:], a[x:] FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT a[1:2], a[:], a[x:] FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT a[1:2], a[:], a[x:] FROM t;

-- read  reads: t  writes: -
SELECT * FROM t WHERE a = $1 AND b = $22;

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE a = $1 AND b = $22 /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE a = $1 AND b = $22; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE a = $1 AND b = $22;

-- read  reads: t  writes: -
SELECT * FROM t WHERE a ? 'x' AND b ?| ARRAY['y'] AND c ?& ARRAY['z'];

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE a ? 'x' AND b ?| ARRAY['y'] AND c ?& ARRAY['z'] /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE a ? 'x' AND b ?| ARRAY['y'] AND c ?& ARRAY['z']; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE a ? 'x' AND b ?| ARRAY['y'] AND c ?& ARRAY['z'];

-- read  reads: t  writes: -
SELECT * FROM t WHERE a @? '$.x' AND b @@ '$.y == 1';

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE a @? '$.x' AND b @@ '$.y == 1' /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE a @? '$.x' AND b @@ '$.y == 1'; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE a @? '$.x' AND b @@ '$.y == 1';

-- read  reads: t  writes: -
SELECT a || b, a ~~ b, a !~~* b, a -|- b, a <@ b, a @> b, a && b FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT a || b, a ~~ b, a !~~* b, a -|- b, a <@ b, a @> b, a && b FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT a || b, a ~~ b, a !~~* b, a -|- b, a <@ b, a @> b, a && b FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT a || b, a ~~ b, a !~~* b, a -|- b, a <@ b, a @> b, a && b FROM t;

-- read  reads: t  writes: -
SELECT a << 1, a >> 1, a # 1, ~a, |/ a, ||/ a, @ a FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT a << 1, a >> 1, a # 1, ~a, |/ a, ||/ a, @ a FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT a << 1, a >> 1, a # 1, ~a, |/ a, ||/ a, @ a FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT a << 1, a >> 1, a # 1, ~a, |/ a, ||/ a, @ a FROM t;

-- read  reads: t  writes: -
SELECT/**/*/**/FROM/**/t;

-- read  reads: t  writes: -
 
/* before; */ SELECT/**/*/**/FROM/**/t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT/**/*/**/FROM/**/t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT/**/*/**/FROM/**/t;

-- read  reads: t  writes: -
SELECT*FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT*FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT*FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT*FROM t;

-- read  reads: t  writes: -
select"a"from"t";

-- read  reads: t  writes: -
 
/* before; */ select"a"from"t" /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
select"a"from"t"; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; select"a"from"t";

-- read  reads: t  writes: -
SELECT	*
FROM
	t;

-- read  reads: t  writes: -
 
/* before; */ SELECT	*
FROM
	t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT	*
FROM
	t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT	*
FROM
	t;

-- read  reads: t  writes: -
(((SELECT * FROM t)));

-- read  reads: t  writes: -
 
/* before; */ (((SELECT * FROM t))) /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
(((SELECT * FROM t))); DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; (((SELECT * FROM t)));

-- read  reads: t  writes: -
(SELECT * FROM t) ORDER BY 1;

-- read  reads: t  writes: -
 
/* before; */ (SELECT * FROM t) ORDER BY 1 /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
(SELECT * FROM t) ORDER BY 1; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; (SELECT * FROM t) ORDER BY 1;

-- read  reads: t  writes: -
SELECT * FROM t WHERE "delete" = 1 AND "update" IS NULL;

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE "delete" = 1 AND "update" IS NULL /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE "delete" = 1 AND "update" IS NULL; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE "delete" = 1 AND "update" IS NULL;

-- read  reads: t  writes: -
SELECT delete, update, insert FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT delete, update, insert FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT delete, update, insert FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT delete, update, insert FROM t;

-- read  reads: t  writes: -
SELECT t.delete, t.update FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT t.delete, t.update FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT t.delete, t.update FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT t.delete, t.update FROM t;

-- read  reads: t  writes: -
SELECT 1 AS delete, 2 AS update FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1 AS delete, 2 AS update FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1 AS delete, 2 AS update FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1 AS delete, 2 AS update FROM t;

-- read  reads: t  writes: -
SELECT 1 AS "INSERT INTO x" FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 1 AS "INSERT INTO x" FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 1 AS "INSERT INTO x" FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 1 AS "INSERT INTO x" FROM t;

-- read  reads: t  writes: -
SELECT begin, commit, copy, lock FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT begin, commit, copy, lock FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT begin, commit, copy, lock FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT begin, commit, copy, lock FROM t;

-- read  reads: t  writes: -
SELECT value, key, name, type, data, text FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT value, key, name, type, data, text FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT value, key, name, type, data, text FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT value, key, name, type, data, text FROM t;

-- read  reads: delete  writes: -
SELECT * FROM delete;

-- read  reads: delete  writes: -
 
/* before; */ SELECT * FROM delete /* after; */;

-- read  reads: delete  writes: -
-- write  reads: -  writes: z
SELECT * FROM delete; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: delete  writes: -
DELETE FROM z; SELECT * FROM delete;

-- read  reads: insert, update  writes: -
SELECT * FROM update, insert;

-- read  reads: insert, update  writes: -
 
/* before; */ SELECT * FROM update, insert /* after; */;

-- read  reads: insert, update  writes: -
-- write  reads: -  writes: z
SELECT * FROM update, insert; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: insert, update  writes: -
DELETE FROM z; SELECT * FROM update, insert;

-- read  reads: copy  writes: -
SELECT * FROM copy;

-- read  reads: copy  writes: -
 
/* before; */ SELECT * FROM copy /* after; */;

-- read  reads: copy  writes: -
-- write  reads: -  writes: z
SELECT * FROM copy; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: copy  writes: -
DELETE FROM z; SELECT * FROM copy;

-- read  reads: values_t  writes: -
SELECT * FROM values_t AS only_one;

-- read  reads: values_t  writes: -
 
/* before; */ SELECT * FROM values_t AS only_one /* after; */;

-- read  reads: values_t  writes: -
-- write  reads: -  writes: z
SELECT * FROM values_t AS only_one; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: values_t  writes: -
DELETE FROM z; SELECT * FROM values_t AS only_one;

-- read  reads: share  writes: -
SELECT * FROM share AS update;

-- read  reads: share  writes: -
 
/* before; */ SELECT * FROM share AS update /* after; */;

-- read  reads: share  writes: -
-- write  reads: -  writes: z
SELECT * FROM share AS update; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: share  writes: -
DELETE FROM z; SELECT * FROM share AS update;

-- read  reads: t  writes: -
SELECT set, show, reset FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT set, show, reset FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT set, show, reset FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT set, show, reset FROM t;

-- read  reads: t  writes: -
SELECT into_value FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT into_value FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT into_value FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT into_value FROM t;

-- read  reads: t  writes: -
SELECT 'SELECT 1 INTO x' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'SELECT 1 INTO x' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'SELECT 1 INTO x' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'SELECT 1 INTO x' FROM t;

-- read  reads: t  writes: -
SELECT * FROM t WHERE note = 'FOR UPDATE';

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE note = 'FOR UPDATE' /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE note = 'FOR UPDATE'; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE note = 'FOR UPDATE';

-- read  reads: t  writes: -
SELECT current_user, session_user, current_date, localtime FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT current_user, session_user, current_date, localtime FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT current_user, session_user, current_date, localtime FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT current_user, session_user, current_date, localtime FROM t;

-- read  reads: t  writes: -
SELECT interval '1' day, interval(3) '1.5 s', timestamp with time zone 'now', time '12:00' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT interval '1' day, interval(3) '1.5 s', timestamp with time zone 'now', time '12:00' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT interval '1' day, interval(3) '1.5 s', timestamp with time zone 'now', time '12:00' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT interval '1' day, interval(3) '1.5 s', timestamp with time zone 'now', time '12:00' FROM t;

-- read  reads: t  writes: -
SELECT double precision '1', character varying 'x', bit varying '1' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT double precision '1', character varying 'x', bit varying '1' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT double precision '1', character varying 'x', bit varying '1' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT double precision '1', character varying 'x', bit varying '1' FROM t;

-- read  reads: t  writes: -
SELECT a IS JSON OBJECT WITH UNIQUE KEYS, a IS NFC NORMALIZED, a IS UNKNOWN FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT a IS JSON OBJECT WITH UNIQUE KEYS, a IS NFC NORMALIZED, a IS UNKNOWN FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT a IS JSON OBJECT WITH UNIQUE KEYS, a IS NFC NORMALIZED, a IS UNKNOWN FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT a IS JSON OBJECT WITH UNIQUE KEYS, a IS NFC NORMALIZED, a IS UNKNOWN FROM t;

-- read  reads: t  writes: -
SELECT NOT a AND b OR c IS NOT TRUE FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT NOT a AND b OR c IS NOT TRUE FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT NOT a AND b OR c IS NOT TRUE FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT NOT a AND b OR c IS NOT TRUE FROM t;

-- read  reads: t  writes: -
SELECT * FROM t WHERE (a, b) < (1, 2) AND a NOT BETWEEN 1 AND 2;

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE (a, b) < (1, 2) AND a NOT BETWEEN 1 AND 2 /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE (a, b) < (1, 2) AND a NOT BETWEEN 1 AND 2; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE (a, b) < (1, 2) AND a NOT BETWEEN 1 AND 2;

-- read  reads: t  writes: -
SELECT $q$;$q$, 'x' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT $q$;$q$, 'x' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT $q$;$q$, 'x' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT $q$;$q$, 'x' FROM t;

-- read  reads: t  writes: -
SELECT E'\047; DELETE FROM x; --' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT E'\047; DELETE FROM x; --' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT E'\047; DELETE FROM x; --' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT E'\047; DELETE FROM x; --' FROM t;

-- read  reads: t  writes: -
SELECT E'' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT E'' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT E'' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT E'' FROM t;

-- read  reads: t  writes: -
SELECT '' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT '' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT '' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT '' FROM t;

-- read  reads: t  writes: -
SELECT '''' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT '''' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT '''' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT '''' FROM t;

-- read  reads: t  writes: -
SELECT '''''' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT '''''' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT '''''' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT '''''' FROM t;

-- read  reads: t  writes: -
SELECT """" FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT """" FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT """" FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT """" FROM t;

-- read  reads: """"  writes: -
SELECT * FROM """";

-- read  reads: """"  writes: -
 
/* before; */ SELECT * FROM """" /* after; */;

-- read  reads: """"  writes: -
-- write  reads: -  writes: z
SELECT * FROM """"; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: """"  writes: -
DELETE FROM z; SELECT * FROM """";

-- read  reads: t  writes: -
SELECT 'a\' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'a\' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'a\' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'a\' FROM t;

-- read  reads: t  writes: -
SELECT 'a\' || '; DELETE FROM x' FROM t;

-- read  reads: t  writes: -
 
/* before; */ SELECT 'a\' || '; DELETE FROM x' FROM t /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT 'a\' || '; DELETE FROM x' FROM t; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT 'a\' || '; DELETE FROM x' FROM t;

-- read  reads: t  writes: -
SELECT * FROM t WHERE path = 'C:\temp\';

-- read  reads: t  writes: -
 
/* before; */ SELECT * FROM t WHERE path = 'C:\temp\' /* after; */;

-- read  reads: t  writes: -
-- write  reads: -  writes: z
SELECT * FROM t WHERE path = 'C:\temp\'; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: t  writes: -
DELETE FROM z; SELECT * FROM t WHERE path = 'C:\temp\';

-- read  reads: -  writes: -
SELECT $$ CREATE TABLE x (id int); $$;

-- read  reads: -  writes: -
 
/* before; */ SELECT $$ CREATE TABLE x (id int); $$ /* after; */;

-- read  reads: -  writes: -
-- write  reads: -  writes: z
SELECT $$ CREATE TABLE x (id int); $$; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: -  writes: -
DELETE FROM z; SELECT $$ CREATE TABLE x (id int); $$;

-- read  reads: -  writes: -
SELECT 'SELECT * FROM t';

-- read  reads: -  writes: -
 
/* before; */ SELECT 'SELECT * FROM t' /* after; */;

-- read  reads: -  writes: -
-- write  reads: -  writes: z
SELECT 'SELECT * FROM t'; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: -  writes: -
DELETE FROM z; SELECT 'SELECT * FROM t';

-- read  reads: -  writes: -
SELECT;

-- read  reads: -  writes: -
 
/* before; */ SELECT /* after; */;

-- read  reads: -  writes: -
-- write  reads: -  writes: z
SELECT; DELETE FROM z;

-- write  reads: -  writes: z
-- read  reads: -  writes: -
DELETE FROM z; SELECT;
