-- Built-in functions that read, that change something, and functions nobody knows.

-- read  reads: -  writes: -
SELECT abs(-1);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT abs(-1)::text);

-- read  reads: -  writes: -
SELECT acos(0.5);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT acos(0.5)::text);

-- read  reads: -  writes: -
SELECT age(now());

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT age(now())::text);

-- read  reads: -  writes: -
SELECT array_agg(1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT array_agg(1)::text);

-- read  reads: -  writes: -
SELECT array_append(ARRAY[1], 2);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT array_append(ARRAY[1], 2)::text);

-- read  reads: -  writes: -
SELECT array_cat(ARRAY[1], ARRAY[2]);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT array_cat(ARRAY[1], ARRAY[2])::text);

-- read  reads: -  writes: -
SELECT array_dims(ARRAY[1]);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT array_dims(ARRAY[1])::text);

-- read  reads: -  writes: -
SELECT array_fill(0, ARRAY[2]);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT array_fill(0, ARRAY[2])::text);

-- read  reads: -  writes: -
SELECT array_length(ARRAY[1], 1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT array_length(ARRAY[1], 1)::text);

-- read  reads: -  writes: -
SELECT array_position(ARRAY[1], 1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT array_position(ARRAY[1], 1)::text);

-- read  reads: -  writes: -
SELECT array_remove(ARRAY[1], 1);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT array_remove(ARRAY[1], 1)::text);

-- read  reads: -  writes: -
SELECT array_to_json(ARRAY[1]);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT array_to_json(ARRAY[1])::text);

-- read  reads: -  writes: -
SELECT array_to_string(ARRAY[1], ',');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT array_to_string(ARRAY[1], ',')::text);

-- read  reads: -  writes: -
SELECT ascii('a');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT ascii('a')::text);

-- read  reads: -  writes: -
SELECT avg(1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT avg(1)::text);

-- read  reads: -  writes: -
SELECT bit_and(1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT bit_and(1)::text);

-- read  reads: -  writes: -
SELECT bit_length('a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT bit_length('a')::text);

-- read  reads: -  writes: -
SELECT bool_and(true);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT bool_and(true)::text);

-- read  reads: -  writes: -
SELECT btrim(' a ');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT btrim(' a ')::text);

-- read  reads: -  writes: -
SELECT cardinality(ARRAY[1]);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT cardinality(ARRAY[1])::text);

-- read  reads: -  writes: -
SELECT cbrt(8);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT cbrt(8)::text);

-- read  reads: -  writes: -
SELECT ceil(1.5);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT ceil(1.5)::text);

-- read  reads: -  writes: -
SELECT char_length('a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT char_length('a')::text);

-- read  reads: -  writes: -
SELECT chr(65);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT chr(65)::text);

-- read  reads: -  writes: -
SELECT clock_timestamp();

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT clock_timestamp()::text);

-- read  reads: -  writes: -
SELECT coalesce(NULL, 1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT coalesce(NULL, 1)::text);

-- read  reads: -  writes: -
SELECT concat('a', 'b');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT concat('a', 'b')::text);

-- read  reads: -  writes: -
SELECT concat_ws(',', 'a');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT concat_ws(',', 'a')::text);

-- read  reads: -  writes: -
SELECT convert_from('a', 'UTF8');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT convert_from('a', 'UTF8')::text);

-- read  reads: -  writes: -
SELECT corr(1, 2);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT corr(1, 2)::text);

-- read  reads: -  writes: -
SELECT cos(0);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT cos(0)::text);

-- read  reads: -  writes: -
SELECT count(*);

-- read  reads: -  writes: -
SELECT cume_dist() OVER ();

-- read  reads: -  writes: -
SELECT current_database();

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT current_database()::text);

-- read  reads: -  writes: -
SELECT current_schema();

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT current_schema()::text);

-- read  reads: -  writes: -
SELECT current_schemas(true);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT current_schemas(true)::text);

-- read  reads: -  writes: -
SELECT current_setting('work_mem');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT current_setting('work_mem')::text);

-- read  reads: -  writes: -
SELECT date_bin('1 hour', now(), now());

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT date_bin('1 hour', now(), now())::text);

-- read  reads: -  writes: -
SELECT date_part('hour', now());

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT date_part('hour', now())::text);

-- read  reads: -  writes: -
SELECT date_trunc('day', now());

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT date_trunc('day', now())::text);

-- read  reads: -  writes: -
SELECT decode('00', 'hex');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT decode('00', 'hex')::text);

-- read  reads: -  writes: -
SELECT degrees(1);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT degrees(1)::text);

-- read  reads: -  writes: -
SELECT dense_rank() OVER ();

-- read  reads: -  writes: -
SELECT encode('a', 'hex');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT encode('a', 'hex')::text);

-- read  reads: -  writes: -
SELECT every(true);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT every(true)::text);

-- read  reads: -  writes: -
SELECT exp(1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT exp(1)::text);

-- read  reads: -  writes: -
SELECT factorial(5);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT factorial(5)::text);

-- read  reads: -  writes: -
SELECT first_value(1) OVER ();

-- read  reads: -  writes: -
SELECT floor(1.5);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT floor(1.5)::text);

-- read  reads: -  writes: -
SELECT format('%I', 'a');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT format('%I', 'a')::text);

-- read  reads: -  writes: -
SELECT format_type(23, NULL);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT format_type(23, NULL)::text);

-- read  reads: -  writes: -
SELECT gcd(4, 6);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT gcd(4, 6)::text);

-- read  reads: -  writes: -
SELECT gen_random_uuid();

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT gen_random_uuid()::text);

-- read  reads: -  writes: -
SELECT generate_series(1, 3);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT generate_series(1, 3)::text);

-- read  reads: -  writes: -
SELECT greatest(1, 2);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT greatest(1, 2)::text);

-- read  reads: -  writes: -
SELECT has_schema_privilege('public', 'USAGE');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT has_schema_privilege('public', 'USAGE')::text);

-- read  reads: -  writes: -
SELECT has_table_privilege('orders', 'SELECT');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT has_table_privilege('orders', 'SELECT')::text);

-- read  reads: -  writes: -
SELECT host('10.0.0.1');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT host('10.0.0.1')::text);

-- read  reads: -  writes: -
SELECT hashtext('a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT hashtext('a')::text);

-- read  reads: -  writes: -
SELECT inet_client_addr();

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT inet_client_addr()::text);

-- read  reads: -  writes: -
SELECT initcap('a');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT initcap('a')::text);

-- read  reads: -  writes: -
SELECT isfinite(now());

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT isfinite(now())::text);

-- read  reads: -  writes: -
SELECT json_agg(1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT json_agg(1)::text);

-- read  reads: -  writes: -
SELECT json_array_length('[1]');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT json_array_length('[1]')::text);

-- read  reads: -  writes: -
SELECT json_build_object('a', 1);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT json_build_object('a', 1)::text);

-- read  reads: -  writes: -
SELECT json_each('{"a": 1}');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT json_each('{"a": 1}')::text);

-- read  reads: -  writes: -
SELECT json_object_agg('a', 1);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT json_object_agg('a', 1)::text);

-- read  reads: -  writes: -
SELECT json_populate_record(NULL::int4range, '{}');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT json_populate_record(NULL::int4range, '{}')::text);

-- read  reads: -  writes: -
SELECT jsonb_array_elements('[1]');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT jsonb_array_elements('[1]')::text);

-- read  reads: -  writes: -
SELECT jsonb_build_array(1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT jsonb_build_array(1)::text);

-- read  reads: -  writes: -
SELECT jsonb_each_text('{}');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT jsonb_each_text('{}')::text);

-- read  reads: -  writes: -
SELECT jsonb_path_query('{}', '$');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT jsonb_path_query('{}', '$')::text);

-- read  reads: -  writes: -
SELECT jsonb_pretty('{}');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT jsonb_pretty('{}')::text);

-- read  reads: -  writes: -
SELECT jsonb_set('{}', '{a}', '1');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT jsonb_set('{}', '{a}', '1')::text);

-- read  reads: -  writes: -
SELECT jsonb_strip_nulls('{}');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT jsonb_strip_nulls('{}')::text);

-- read  reads: -  writes: -
SELECT justify_days('40 days');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT justify_days('40 days')::text);

-- read  reads: -  writes: -
SELECT lag(1) OVER ();

-- read  reads: -  writes: -
SELECT last_value(1) OVER ();

-- read  reads: -  writes: -
SELECT lastval();

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT lastval()::text);

-- read  reads: -  writes: -
SELECT lcm(2, 3);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT lcm(2, 3)::text);

-- read  reads: -  writes: -
SELECT lead(1) OVER ();

-- read  reads: -  writes: -
SELECT left('abc', 1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT left('abc', 1)::text);

-- read  reads: -  writes: -
SELECT length('a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT length('a')::text);

-- read  reads: -  writes: -
SELECT ln(2);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT ln(2)::text);

-- read  reads: -  writes: -
SELECT log(10);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT log(10)::text);

-- read  reads: -  writes: -
SELECT lower('A');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT lower('A')::text);

-- read  reads: -  writes: -
SELECT lower(int4range(1, 2));

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT lower(int4range(1, 2))::text);

-- read  reads: -  writes: -
SELECT lpad('a', 3);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT lpad('a', 3)::text);

-- read  reads: -  writes: -
SELECT ltrim(' a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT ltrim(' a')::text);

-- read  reads: -  writes: -
SELECT make_date(2020, 1, 1);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT make_date(2020, 1, 1)::text);

-- read  reads: -  writes: -
SELECT make_interval(days => 3);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT make_interval(days => 3)::text);

-- read  reads: -  writes: -
SELECT max(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT max(1)::text);

-- read  reads: -  writes: -
SELECT md5('a');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT md5('a')::text);

-- read  reads: -  writes: -
SELECT min(1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT min(1)::text);

-- read  reads: -  writes: -
SELECT mod(5, 2);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT mod(5, 2)::text);

-- read  reads: -  writes: -
SELECT mode() WITHIN GROUP (ORDER BY 1);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT mode() WITHIN GROUP (ORDER BY 1)::text);

-- read  reads: -  writes: -
SELECT network('10.0.0.1/8');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT network('10.0.0.1/8')::text);

-- read  reads: -  writes: -
SELECT now();

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT now()::text);

-- read  reads: -  writes: -
SELECT nth_value(1, 1) OVER ();

-- read  reads: -  writes: -
SELECT ntile(4) OVER ();

-- read  reads: -  writes: -
SELECT num_nulls(1, NULL);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT num_nulls(1, NULL)::text);

-- read  reads: -  writes: -
SELECT numrange(1, 2);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT numrange(1, 2)::text);

-- read  reads: -  writes: -
SELECT obj_description(1, 'pg_class');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT obj_description(1, 'pg_class')::text);

-- read  reads: -  writes: -
SELECT octet_length('a');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT octet_length('a')::text);

-- read  reads: -  writes: -
SELECT overlay('abc' PLACING 'x' FROM 1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT overlay('abc' PLACING 'x' FROM 1)::text);

-- read  reads: -  writes: -
SELECT parse_ident('a.b');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT parse_ident('a.b')::text);

-- read  reads: -  writes: -
SELECT percent_rank() OVER ();

-- read  reads: -  writes: -
SELECT pg_backend_pid();

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT pg_backend_pid()::text);

-- read  reads: -  writes: -
SELECT pg_client_encoding();

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT pg_client_encoding()::text);

-- read  reads: -  writes: -
SELECT pg_column_size(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT pg_column_size(1)::text);

-- read  reads: -  writes: -
SELECT pg_conf_load_time();

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT pg_conf_load_time()::text);

-- read  reads: -  writes: -
SELECT pg_encoding_to_char(6);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT pg_encoding_to_char(6)::text);

-- read  reads: -  writes: -
SELECT pg_get_constraintdef(1);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT pg_get_constraintdef(1)::text);

-- read  reads: -  writes: -
SELECT pg_get_expr('x', 1);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT pg_get_expr('x', 1)::text);

-- read  reads: -  writes: -
SELECT pg_get_functiondef(1);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT pg_get_functiondef(1)::text);

-- read  reads: -  writes: -
SELECT pg_get_indexdef(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT pg_get_indexdef(1)::text);

-- read  reads: -  writes: -
SELECT pg_get_userbyid(10);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT pg_get_userbyid(10)::text);

-- read  reads: -  writes: -
SELECT pg_get_viewdef(1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT pg_get_viewdef(1)::text);

-- read  reads: -  writes: -
SELECT pg_is_in_recovery();

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT pg_is_in_recovery()::text);

-- read  reads: -  writes: -
SELECT pg_last_wal_replay_lsn();

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT pg_last_wal_replay_lsn()::text);

-- read  reads: -  writes: -
SELECT pg_postmaster_start_time();

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT pg_postmaster_start_time()::text);

-- read  reads: -  writes: -
SELECT pg_size_pretty(1::bigint);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT pg_size_pretty(1::bigint)::text);

-- read  reads: -  writes: -
SELECT pg_sleep(0.1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT pg_sleep(0.1)::text);

-- read  reads: -  writes: -
SELECT pg_sleep_for('1 second');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT pg_sleep_for('1 second')::text);

-- read  reads: -  writes: -
SELECT pg_stat_get_activity(NULL);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT pg_stat_get_activity(NULL)::text);

-- read  reads: -  writes: -
SELECT pg_table_is_visible(1);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT pg_table_is_visible(1)::text);

-- read  reads: -  writes: -
SELECT pg_total_relation_size(1);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT pg_total_relation_size(1)::text);

-- read  reads: -  writes: -
SELECT pg_trigger_depth();

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT pg_trigger_depth()::text);

-- read  reads: -  writes: -
SELECT pg_typeof(1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT pg_typeof(1)::text);

-- read  reads: -  writes: -
SELECT pg_current_wal_lsn();

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT pg_current_wal_lsn()::text);

-- read  reads: -  writes: -
SELECT phraseto_tsquery('a b');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT phraseto_tsquery('a b')::text);

-- read  reads: -  writes: -
SELECT pi();

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT pi()::text);

-- read  reads: -  writes: -
SELECT plainto_tsquery('a');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT plainto_tsquery('a')::text);

-- read  reads: -  writes: -
SELECT power(2, 3);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT power(2, 3)::text);

-- read  reads: -  writes: -
SELECT quote_ident('a');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT quote_ident('a')::text);

-- read  reads: -  writes: -
SELECT quote_literal('a');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT quote_literal('a')::text);

-- read  reads: -  writes: -
SELECT quote_nullable('a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT quote_nullable('a')::text);

-- read  reads: -  writes: -
SELECT radians(1);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT radians(1)::text);

-- read  reads: -  writes: -
SELECT random();

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT random()::text);

-- read  reads: -  writes: -
SELECT random(1, 6);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT random(1, 6)::text);

-- read  reads: -  writes: -
SELECT range_merge(int4range(1, 2), int4range(3, 4));

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT range_merge(int4range(1, 2), int4range(3, 4))::text);

-- read  reads: -  writes: -
SELECT rank() OVER ();

-- read  reads: -  writes: -
SELECT regexp_count('a', 'a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT regexp_count('a', 'a')::text);

-- read  reads: -  writes: -
SELECT regexp_match('a', 'a');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT regexp_match('a', 'a')::text);

-- read  reads: -  writes: -
SELECT regexp_matches('a', 'a', 'g');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT regexp_matches('a', 'a', 'g')::text);

-- read  reads: -  writes: -
SELECT regexp_replace('a', 'a', 'b');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT regexp_replace('a', 'a', 'b')::text);

-- read  reads: -  writes: -
SELECT regexp_split_to_array('a b', ' ');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT regexp_split_to_array('a b', ' ')::text);

-- read  reads: -  writes: -
SELECT regexp_split_to_table('a b', ' ');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT regexp_split_to_table('a b', ' ')::text);

-- read  reads: -  writes: -
SELECT regr_slope(1, 2);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT regr_slope(1, 2)::text);

-- read  reads: -  writes: -
SELECT repeat('a', 3);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT repeat('a', 3)::text);

-- read  reads: -  writes: -
SELECT replace('a', 'a', 'b');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT replace('a', 'a', 'b')::text);

-- read  reads: -  writes: -
SELECT reverse('a');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT reverse('a')::text);

-- read  reads: -  writes: -
SELECT right('abc', 1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT right('abc', 1)::text);

-- read  reads: -  writes: -
SELECT round(1.5);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT round(1.5)::text);

-- read  reads: -  writes: -
SELECT row_number() OVER ();

-- read  reads: -  writes: -
SELECT row_to_json(ROW(1));

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT row_to_json(ROW(1))::text);

-- read  reads: -  writes: -
SELECT rpad('a', 3);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT rpad('a', 3)::text);

-- read  reads: -  writes: -
SELECT rtrim('a ');

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT rtrim('a ')::text);

-- read  reads: -  writes: -
SELECT scale(1.5);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT scale(1.5)::text);

-- read  reads: -  writes: -
SELECT session_user;

-- read  reads: events  writes: -
SELECT session_user FROM EVENTS;

-- read  reads: -  writes: -
SELECT setweight('a'::tsvector, 'A');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT setweight('a'::tsvector, 'A')::text);

-- read  reads: -  writes: -
SELECT sha256('a');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT sha256('a')::text);

-- read  reads: -  writes: -
SELECT shobj_description(1, 'pg_database');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT shobj_description(1, 'pg_database')::text);

-- read  reads: -  writes: -
SELECT sign(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT sign(1)::text);

-- read  reads: -  writes: -
SELECT sin(0);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT sin(0)::text);

-- read  reads: -  writes: -
SELECT split_part('a.b', '.', 1);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT split_part('a.b', '.', 1)::text);

-- read  reads: -  writes: -
SELECT sqrt(4);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT sqrt(4)::text);

-- read  reads: -  writes: -
SELECT starts_with('abc', 'a');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT starts_with('abc', 'a')::text);

-- read  reads: -  writes: -
SELECT statement_timestamp();

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT statement_timestamp()::text);

-- read  reads: -  writes: -
SELECT stddev(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT stddev(1)::text);

-- read  reads: -  writes: -
SELECT string_agg('a', ',');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT string_agg('a', ',')::text);

-- read  reads: -  writes: -
SELECT string_to_array('a,b', ',');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT string_to_array('a,b', ',')::text);

-- read  reads: -  writes: -
SELECT strip('a'::tsvector);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT strip('a'::tsvector)::text);

-- read  reads: -  writes: -
SELECT strpos('abc', 'b');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT strpos('abc', 'b')::text);

-- read  reads: -  writes: -
SELECT substr('abc', 2);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT substr('abc', 2)::text);

-- read  reads: -  writes: -
SELECT sum(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT sum(1)::text);

-- read  reads: -  writes: -
SELECT tan(0);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT tan(0)::text);

-- read  reads: -  writes: -
SELECT timeofday();

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT timeofday()::text);

-- read  reads: -  writes: -
SELECT to_char(now(), 'YYYY');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT to_char(now(), 'YYYY')::text);

-- read  reads: -  writes: -
SELECT to_date('2020', 'YYYY');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT to_date('2020', 'YYYY')::text);

-- read  reads: -  writes: -
SELECT to_hex(255);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT to_hex(255)::text);

-- read  reads: -  writes: -
SELECT to_json(1);

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT to_json(1)::text);

-- read  reads: -  writes: -
SELECT to_jsonb(1);

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT to_jsonb(1)::text);

-- read  reads: -  writes: -
SELECT to_number('1', '9');

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT to_number('1', '9')::text);

-- read  reads: -  writes: -
SELECT to_timestamp(0);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT to_timestamp(0)::text);

-- read  reads: -  writes: -
SELECT to_tsquery('a');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT to_tsquery('a')::text);

-- read  reads: -  writes: -
SELECT to_tsvector('a');

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT to_tsvector('a')::text);

-- read  reads: -  writes: -
SELECT transaction_timestamp();

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT transaction_timestamp()::text);

-- read  reads: -  writes: -
SELECT translate('a', 'a', 'b');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT translate('a', 'a', 'b')::text);

-- read  reads: -  writes: -
SELECT trim_scale(1.50);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT trim_scale(1.50)::text);

-- read  reads: -  writes: -
SELECT trunc(1.5);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT trunc(1.5)::text);

-- read  reads: -  writes: -
SELECT ts_headline('a', 'a'::tsquery);

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT ts_headline('a', 'a'::tsquery)::text);

-- read  reads: -  writes: -
SELECT ts_rank('a'::tsvector, 'a'::tsquery);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT ts_rank('a'::tsvector, 'a'::tsquery)::text);

-- read  reads: -  writes: -
SELECT txid_current_if_assigned();

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT txid_current_if_assigned()::text);

-- read  reads: -  writes: -
SELECT txid_current_snapshot();

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT txid_current_snapshot()::text);

-- read  reads: -  writes: -
SELECT unnest(ARRAY[1]);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT unnest(ARRAY[1])::text);

-- read  reads: -  writes: -
SELECT upper('a');

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT upper('a')::text);

-- read  reads: -  writes: -
SELECT uuidv7();

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT uuidv7()::text);

-- read  reads: -  writes: -
SELECT var_pop(1);

-- read  reads: orders  writes: -
SELECT id FROM orders WHERE status IS DISTINCT FROM (SELECT var_pop(1)::text);

-- read  reads: -  writes: -
SELECT version();

-- read  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason IS DISTINCT FROM (SELECT version()::text);

-- read  reads: -  writes: -
SELECT websearch_to_tsquery('a');

-- read  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf IS DISTINCT FROM (SELECT websearch_to_tsquery('a')::text);

-- read  reads: -  writes: -
SELECT width_bucket(5, 1, 10, 3);

-- read  reads: events  writes: -
SELECT id FROM EVENTS WHERE title IS DISTINCT FROM (SELECT width_bucket(5, 1, 10, 3)::text);

-- read  reads: -  writes: -
SELECT xmlagg('<a/>'::xml);

-- read  reads: user  writes: -
SELECT id FROM "user" WHERE "name" IS DISTINCT FROM (SELECT xmlagg('<a/>'::xml)::text);

-- read  reads: -  writes: -
SELECT xpath('/a', '<a/>');

-- read  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état IS DISTINCT FROM (SELECT xpath('/a', '<a/>')::text);

-- write  reads: -  writes: -
SELECT set_config('work_mem', '64MB', false);

-- write  reads: orders  writes: -
SELECT *, set_config('work_mem', '64MB', false) FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (set_config('work_mem', '64MB', false)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM set_config('work_mem', '64MB', false) AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT set_config('work_mem', '64MB', false) AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT setseed(0.5);

-- write  reads: clinic.visits  writes: -
SELECT *, setseed(0.5) FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (setseed(0.5)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM setseed(0.5) AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT setseed(0.5) AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT txid_current();

-- write  reads: "Loans"  writes: -
SELECT *, txid_current() FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (txid_current()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM txid_current() AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT txid_current() AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_current_xact_id();

-- write  reads: events  writes: -
SELECT *, pg_current_xact_id() FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (pg_current_xact_id()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_current_xact_id() AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT pg_current_xact_id() AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_notify('changed', 'x');

-- write  reads: user  writes: -
SELECT *, pg_notify('changed', 'x') FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (pg_notify('changed', 'x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_notify('changed', 'x') AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT pg_notify('changed', 'x') AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_create(0);

-- write  reads: flotte.véhicules  writes: -
SELECT *, lo_create(0) FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (lo_create(0)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_create(0) AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT lo_create(0) AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_creat(-1);

-- write  reads: orders  writes: -
SELECT *, lo_creat(-1) FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (lo_creat(-1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_creat(-1) AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT lo_creat(-1) AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_import('/tmp/x');

-- write  reads: clinic.visits  writes: -
SELECT *, lo_import('/tmp/x') FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (lo_import('/tmp/x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_import('/tmp/x') AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT lo_import('/tmp/x') AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_export(1, '/tmp/x');

-- write  reads: "Loans"  writes: -
SELECT *, lo_export(1, '/tmp/x') FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (lo_export(1, '/tmp/x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_export(1, '/tmp/x') AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT lo_export(1, '/tmp/x') AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_unlink(1);

-- write  reads: events  writes: -
SELECT *, lo_unlink(1) FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (lo_unlink(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_unlink(1) AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT lo_unlink(1) AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_open(1, 131072);

-- write  reads: user  writes: -
SELECT *, lo_open(1, 131072) FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (lo_open(1, 131072)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_open(1, 131072) AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT lo_open(1, 131072) AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_put(1, 0, 'x');

-- write  reads: flotte.véhicules  writes: -
SELECT *, lo_put(1, 0, 'x') FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (lo_put(1, 0, 'x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_put(1, 0, 'x') AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT lo_put(1, 0, 'x') AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_get(1);

-- write  reads: orders  writes: -
SELECT *, lo_get(1) FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (lo_get(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_get(1) AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT lo_get(1) AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_from_bytea(0, 'x');

-- write  reads: clinic.visits  writes: -
SELECT *, lo_from_bytea(0, 'x') FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (lo_from_bytea(0, 'x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_from_bytea(0, 'x') AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT lo_from_bytea(0, 'x') AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lo_truncate(0, 5);

-- write  reads: "Loans"  writes: -
SELECT *, lo_truncate(0, 5) FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (lo_truncate(0, 5)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lo_truncate(0, 5) AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT lo_truncate(0, 5) AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT loread(0, 10);

-- write  reads: events  writes: -
SELECT *, loread(0, 10) FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (loread(0, 10)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM loread(0, 10) AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT loread(0, 10) AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT lowrite(0, 'x');

-- write  reads: user  writes: -
SELECT *, lowrite(0, 'x') FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (lowrite(0, 'x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM lowrite(0, 'x') AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT lowrite(0, 'x') AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_lock(1);

-- write  reads: flotte.véhicules  writes: -
SELECT *, pg_advisory_lock(1) FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (pg_advisory_lock(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_lock(1) AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT pg_advisory_lock(1) AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_lock(1, 2);

-- write  reads: orders  writes: -
SELECT *, pg_advisory_lock(1, 2) FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (pg_advisory_lock(1, 2)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_lock(1, 2) AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT pg_advisory_lock(1, 2) AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_lock_shared(1);

-- write  reads: clinic.visits  writes: -
SELECT *, pg_advisory_lock_shared(1) FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (pg_advisory_lock_shared(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_lock_shared(1) AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT pg_advisory_lock_shared(1) AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_unlock(1);

-- write  reads: "Loans"  writes: -
SELECT *, pg_advisory_unlock(1) FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (pg_advisory_unlock(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_unlock(1) AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT pg_advisory_unlock(1) AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_unlock_all();

-- write  reads: events  writes: -
SELECT *, pg_advisory_unlock_all() FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (pg_advisory_unlock_all()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_unlock_all() AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT pg_advisory_unlock_all() AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_xact_lock(1);

-- write  reads: user  writes: -
SELECT *, pg_advisory_xact_lock(1) FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (pg_advisory_xact_lock(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_xact_lock(1) AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT pg_advisory_xact_lock(1) AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_advisory_xact_lock_shared(1);

-- write  reads: flotte.véhicules  writes: -
SELECT *, pg_advisory_xact_lock_shared(1) FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (pg_advisory_xact_lock_shared(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_advisory_xact_lock_shared(1) AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT pg_advisory_xact_lock_shared(1) AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_try_advisory_lock(1);

-- write  reads: orders  writes: -
SELECT *, pg_try_advisory_lock(1) FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (pg_try_advisory_lock(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_try_advisory_lock(1) AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT pg_try_advisory_lock(1) AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_try_advisory_xact_lock(1);

-- write  reads: clinic.visits  writes: -
SELECT *, pg_try_advisory_xact_lock(1) FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (pg_try_advisory_xact_lock(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_try_advisory_xact_lock(1) AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT pg_try_advisory_xact_lock(1) AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_cancel_backend(1);

-- write  reads: "Loans"  writes: -
SELECT *, pg_cancel_backend(1) FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (pg_cancel_backend(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_cancel_backend(1) AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT pg_cancel_backend(1) AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_terminate_backend(1);

-- write  reads: events  writes: -
SELECT *, pg_terminate_backend(1) FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (pg_terminate_backend(1)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_terminate_backend(1) AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT pg_terminate_backend(1) AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_backup_start('x');

-- write  reads: user  writes: -
SELECT *, pg_backup_start('x') FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (pg_backup_start('x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_backup_start('x') AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT pg_backup_start('x') AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_backup_stop();

-- write  reads: flotte.véhicules  writes: -
SELECT *, pg_backup_stop() FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (pg_backup_stop()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_backup_stop() AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT pg_backup_stop() AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_create_restore_point('x');

-- write  reads: orders  writes: -
SELECT *, pg_create_restore_point('x') FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (pg_create_restore_point('x')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_create_restore_point('x') AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT pg_create_restore_point('x') AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_create_physical_replication_slot('s');

-- write  reads: clinic.visits  writes: -
SELECT *, pg_create_physical_replication_slot('s') FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (pg_create_physical_replication_slot('s')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_create_physical_replication_slot('s') AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT pg_create_physical_replication_slot('s') AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_create_logical_replication_slot('s', 'pgoutput');

-- write  reads: "Loans"  writes: -
SELECT *, pg_create_logical_replication_slot('s', 'pgoutput') FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (pg_create_logical_replication_slot('s', 'pgoutput')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_create_logical_replication_slot('s', 'pgoutput') AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT pg_create_logical_replication_slot('s', 'pgoutput') AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_drop_replication_slot('s');

-- write  reads: events  writes: -
SELECT *, pg_drop_replication_slot('s') FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (pg_drop_replication_slot('s')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_drop_replication_slot('s') AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT pg_drop_replication_slot('s') AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_export_snapshot();

-- write  reads: user  writes: -
SELECT *, pg_export_snapshot() FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (pg_export_snapshot()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_export_snapshot() AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT pg_export_snapshot() AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_logical_emit_message(true, 'a', 'b');

-- write  reads: flotte.véhicules  writes: -
SELECT *, pg_logical_emit_message(true, 'a', 'b') FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (pg_logical_emit_message(true, 'a', 'b')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_logical_emit_message(true, 'a', 'b') AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT pg_logical_emit_message(true, 'a', 'b') AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_promote();

-- write  reads: orders  writes: -
SELECT *, pg_promote() FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (pg_promote()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_promote() AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT pg_promote() AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_reload_conf();

-- write  reads: clinic.visits  writes: -
SELECT *, pg_reload_conf() FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (pg_reload_conf()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_reload_conf() AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT pg_reload_conf() AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_rotate_logfile();

-- write  reads: "Loans"  writes: -
SELECT *, pg_rotate_logfile() FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (pg_rotate_logfile()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_rotate_logfile() AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT pg_rotate_logfile() AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_stat_reset();

-- write  reads: events  writes: -
SELECT *, pg_stat_reset() FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (pg_stat_reset()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_stat_reset() AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT pg_stat_reset() AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_stat_reset_shared('bgwriter');

-- write  reads: user  writes: -
SELECT *, pg_stat_reset_shared('bgwriter') FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (pg_stat_reset_shared('bgwriter')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_stat_reset_shared('bgwriter') AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT pg_stat_reset_shared('bgwriter') AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_switch_wal();

-- write  reads: flotte.véhicules  writes: -
SELECT *, pg_switch_wal() FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (pg_switch_wal()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_switch_wal() AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT pg_switch_wal() AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_wal_replay_pause();

-- write  reads: orders  writes: -
SELECT *, pg_wal_replay_pause() FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (pg_wal_replay_pause()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_wal_replay_pause() AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT pg_wal_replay_pause() AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_wal_replay_resume();

-- write  reads: clinic.visits  writes: -
SELECT *, pg_wal_replay_resume() FROM clinic.visits;

-- write  reads: clinic.patients  writes: -
SELECT 1 FROM clinic.patients WHERE (pg_wal_replay_resume()) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_wal_replay_resume() AS f;

-- write  reads: clinic.visits  writes: -
WITH x AS (SELECT pg_wal_replay_resume() AS v FROM clinic.visits) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_replication_origin_create('o');

-- write  reads: "Loans"  writes: -
SELECT *, pg_replication_origin_create('o') FROM "Loans";

-- write  reads: library."Readers"  writes: -
SELECT 1 FROM library."Readers" WHERE (pg_replication_origin_create('o')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_replication_origin_create('o') AS f;

-- write  reads: "Loans"  writes: -
WITH x AS (SELECT pg_replication_origin_create('o') AS v FROM "Loans") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_replication_slot_advance('s', '0/1');

-- write  reads: events  writes: -
SELECT *, pg_replication_slot_advance('s', '0/1') FROM EVENTS;

-- write  reads: public.venues  writes: -
SELECT 1 FROM Public.Venues WHERE (pg_replication_slot_advance('s', '0/1')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_replication_slot_advance('s', '0/1') AS f;

-- write  reads: events  writes: -
WITH x AS (SELECT pg_replication_slot_advance('s', '0/1') AS v FROM EVENTS) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_catalog.set_config('search_path', '', true);

-- write  reads: user  writes: -
SELECT *, pg_catalog.set_config('search_path', '', true) FROM "user";

-- write  reads: group  writes: -
SELECT 1 FROM "group" WHERE (pg_catalog.set_config('search_path', '', true)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_catalog.set_config('search_path', '', true) AS f;

-- write  reads: user  writes: -
WITH x AS (SELECT pg_catalog.set_config('search_path', '', true) AS v FROM "user") SELECT v FROM x;

-- write  reads: -  writes: -
SELECT pg_catalog.pg_advisory_lock(7);

-- write  reads: flotte.véhicules  writes: -
SELECT *, pg_catalog.pg_advisory_lock(7) FROM flotte.véhicules;

-- write  reads: trajets  writes: -
SELECT 1 FROM trajets WHERE (pg_catalog.pg_advisory_lock(7)) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM pg_catalog.pg_advisory_lock(7) AS f;

-- write  reads: flotte.véhicules  writes: -
WITH x AS (SELECT pg_catalog.pg_advisory_lock(7) AS v FROM flotte.véhicules) SELECT v FROM x;

-- write  reads: -  writes: -
SELECT PG_NOTIFY('changed', '');

-- write  reads: orders  writes: -
SELECT *, PG_NOTIFY('changed', '') FROM orders;

-- write  reads: customers  writes: -
SELECT 1 FROM customers WHERE (PG_NOTIFY('changed', '')) IS NULL;

-- write  reads: -  writes: -
SELECT * FROM PG_NOTIFY('changed', '') AS f;

-- write  reads: orders  writes: -
WITH x AS (SELECT PG_NOTIFY('changed', '') AS v FROM orders) SELECT v FROM x;

-- write  reads: -  writes: -  unknown
SELECT query_to_xml('SELECT * FROM orders', true, false, '');

-- write  reads: orders  writes: -  unknown
SELECT id, query_to_xml('SELECT * FROM orders', true, false, '') FROM orders;

-- write  reads: clinic.visits  writes: -  unknown
SELECT id, query_to_xml('SELECT * FROM orders', true, false, '') FROM clinic.visits;

-- write  reads: "Loans"  writes: -  unknown
SELECT id, query_to_xml('SELECT * FROM orders', true, false, '') FROM "Loans";

-- write  reads: events  writes: -  unknown
SELECT id, query_to_xml('SELECT * FROM orders', true, false, '') FROM EVENTS;

-- write  reads: user  writes: -  unknown
SELECT id, query_to_xml('SELECT * FROM orders', true, false, '') FROM "user";

-- write  reads: flotte.véhicules  writes: -  unknown
SELECT id, query_to_xml('SELECT * FROM orders', true, false, '') FROM flotte.véhicules;

-- write  reads: -  writes: -  unknown
SELECT pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '');

-- write  reads: orders  writes: -  unknown
SELECT id, pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '') FROM orders;

-- write  reads: clinic.visits  writes: -  unknown
SELECT id, pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '') FROM clinic.visits;

-- write  reads: "Loans"  writes: -  unknown
SELECT id, pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '') FROM "Loans";

-- write  reads: events  writes: -  unknown
SELECT id, pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '') FROM EVENTS;

-- write  reads: user  writes: -  unknown
SELECT id, pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '') FROM "user";

-- write  reads: flotte.véhicules  writes: -  unknown
SELECT id, pg_catalog.query_to_xmlschema('DELETE FROM t', true, false, '') FROM flotte.véhicules;

-- write  reads: -  writes: -  unknown
SELECT cursor_to_xml('c', 1, true, false, '');

-- write  reads: orders  writes: -  unknown
SELECT id, cursor_to_xml('c', 1, true, false, '') FROM orders;

-- write  reads: clinic.visits  writes: -  unknown
SELECT id, cursor_to_xml('c', 1, true, false, '') FROM clinic.visits;

-- write  reads: "Loans"  writes: -  unknown
SELECT id, cursor_to_xml('c', 1, true, false, '') FROM "Loans";

-- write  reads: events  writes: -  unknown
SELECT id, cursor_to_xml('c', 1, true, false, '') FROM EVENTS;

-- write  reads: user  writes: -  unknown
SELECT id, cursor_to_xml('c', 1, true, false, '') FROM "user";

-- write  reads: flotte.véhicules  writes: -  unknown
SELECT id, cursor_to_xml('c', 1, true, false, '') FROM flotte.véhicules;

-- write  reads: -  writes: -  unknown
SELECT ts_stat('SELECT body FROM letters');

-- write  reads: orders  writes: -  unknown
SELECT id, ts_stat('SELECT body FROM letters') FROM orders;

-- write  reads: clinic.visits  writes: -  unknown
SELECT id, ts_stat('SELECT body FROM letters') FROM clinic.visits;

-- write  reads: "Loans"  writes: -  unknown
SELECT id, ts_stat('SELECT body FROM letters') FROM "Loans";

-- write  reads: events  writes: -  unknown
SELECT id, ts_stat('SELECT body FROM letters') FROM EVENTS;

-- write  reads: user  writes: -  unknown
SELECT id, ts_stat('SELECT body FROM letters') FROM "user";

-- write  reads: flotte.véhicules  writes: -  unknown
SELECT id, ts_stat('SELECT body FROM letters') FROM flotte.véhicules;

-- write  reads: -  writes: -  unknown
SELECT ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases');

-- write  reads: orders  writes: -  unknown
SELECT id, ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases') FROM orders;

-- write  reads: clinic.visits  writes: -  unknown
SELECT id, ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases') FROM clinic.visits;

-- write  reads: "Loans"  writes: -  unknown
SELECT id, ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases') FROM "Loans";

-- write  reads: events  writes: -  unknown
SELECT id, ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases') FROM EVENTS;

-- write  reads: user  writes: -  unknown
SELECT id, ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases') FROM "user";

-- write  reads: flotte.véhicules  writes: -  unknown
SELECT id, ts_rewrite('a & b'::tsquery, 'SELECT t, s FROM aliases') FROM flotte.véhicules;

-- read  reads: -  writes: -
SELECT ts_rewrite('a & b'::tsquery, 'a'::tsquery, 'c'::tsquery);

-- write  reads: -  writes: -
SELECT close_day();

-- write  reads: -  writes: -
SELECT * FROM close_day();

-- write  reads: orders  writes: -
SELECT id FROM orders WHERE status = close_day()::text;

-- write  reads: orders  writes: -
SELECT id FROM orders ORDER BY close_day();

-- write  reads: customers, orders  writes: -
SELECT id FROM orders x JOIN customers y ON y.id = close_day()::int;

-- write  reads: orders  writes: -
SELECT * FROM orders x, LATERAL close_day() AS f;

-- write  reads: -  writes: -
SELECT shop.close_day(1);

-- write  reads: -  writes: -
SELECT * FROM shop.close_day(1);

-- write  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason = shop.close_day(1)::text;

-- write  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits ORDER BY shop.close_day(1);

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT id FROM clinic.visits x JOIN clinic.patients y ON y.id = shop.close_day(1)::int;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits x, LATERAL shop.close_day(1) AS f;

-- write  reads: -  writes: -
SELECT public.lower('A');

-- write  reads: -  writes: -
SELECT * FROM public.lower('A');

-- write  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf = public.lower('A')::text;

-- write  reads: "Loans"  writes: -
SELECT id FROM "Loans" ORDER BY public.lower('A');

-- write  reads: "Loans", library."Readers"  writes: -
SELECT id FROM "Loans" x JOIN library."Readers" y ON y.id = public.lower('A')::int;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" x, LATERAL public.lower('A') AS f;

-- write  reads: -  writes: -
SELECT "Lower"('A');

-- write  reads: -  writes: -
SELECT * FROM "Lower"('A');

-- write  reads: events  writes: -
SELECT id FROM EVENTS WHERE title = "Lower"('A')::text;

-- write  reads: events  writes: -
SELECT id FROM EVENTS ORDER BY "Lower"('A');

-- write  reads: events, public.venues  writes: -
SELECT id FROM EVENTS x JOIN Public.Venues y ON y.id = "Lower"('A')::int;

-- write  reads: events  writes: -
SELECT * FROM EVENTS x, LATERAL "Lower"('A') AS f;

-- write  reads: -  writes: -
SELECT myschema.now();

-- write  reads: -  writes: -
SELECT * FROM myschema.now();

-- write  reads: user  writes: -
SELECT id FROM "user" WHERE "name" = myschema.now()::text;

-- write  reads: user  writes: -
SELECT id FROM "user" ORDER BY myschema.now();

-- write  reads: group, user  writes: -
SELECT id FROM "user" x JOIN "group" y ON y.id = myschema.now()::int;

-- write  reads: user  writes: -
SELECT * FROM "user" x, LATERAL myschema.now() AS f;

-- write  reads: -  writes: -
SELECT crypt('a', 'b');

-- write  reads: -  writes: -
SELECT * FROM crypt('a', 'b');

-- write  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état = crypt('a', 'b')::text;

-- write  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules ORDER BY crypt('a', 'b');

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT id FROM flotte.véhicules x JOIN trajets y ON y.id = crypt('a', 'b')::int;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules x, LATERAL crypt('a', 'b') AS f;

-- write  reads: -  writes: -
SELECT dblink_exec('x');

-- write  reads: -  writes: -
SELECT * FROM dblink_exec('x');

-- write  reads: orders  writes: -
SELECT id FROM orders WHERE status = dblink_exec('x')::text;

-- write  reads: orders  writes: -
SELECT id FROM orders ORDER BY dblink_exec('x');

-- write  reads: customers, orders  writes: -
SELECT id FROM orders x JOIN customers y ON y.id = dblink_exec('x')::int;

-- write  reads: orders  writes: -
SELECT * FROM orders x, LATERAL dblink_exec('x') AS f;

-- write  reads: -  writes: -
SELECT similarity('a', 'b');

-- write  reads: -  writes: -
SELECT * FROM similarity('a', 'b');

-- write  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason = similarity('a', 'b')::text;

-- write  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits ORDER BY similarity('a', 'b');

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT id FROM clinic.visits x JOIN clinic.patients y ON y.id = similarity('a', 'b')::int;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits x, LATERAL similarity('a', 'b') AS f;

-- write  reads: -  writes: -
SELECT create_order(1, 2);

-- write  reads: -  writes: -
SELECT * FROM create_order(1, 2);

-- write  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf = create_order(1, 2)::text;

-- write  reads: "Loans"  writes: -
SELECT id FROM "Loans" ORDER BY create_order(1, 2);

-- write  reads: "Loans", library."Readers"  writes: -
SELECT id FROM "Loans" x JOIN library."Readers" y ON y.id = create_order(1, 2)::int;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" x, LATERAL create_order(1, 2) AS f;

-- write  reads: -  writes: -
SELECT my_aggregate(1);

-- write  reads: -  writes: -
SELECT * FROM my_aggregate(1);

-- write  reads: events  writes: -
SELECT id FROM EVENTS WHERE title = my_aggregate(1)::text;

-- write  reads: events  writes: -
SELECT id FROM EVENTS ORDER BY my_aggregate(1);

-- write  reads: events, public.venues  writes: -
SELECT id FROM EVENTS x JOIN Public.Venues y ON y.id = my_aggregate(1)::int;

-- write  reads: events  writes: -
SELECT * FROM EVENTS x, LATERAL my_aggregate(1) AS f;

-- write  reads: -  writes: -
SELECT public.count(1);

-- write  reads: -  writes: -
SELECT * FROM public.count(1);

-- write  reads: user  writes: -
SELECT id FROM "user" WHERE "name" = public.count(1)::text;

-- write  reads: user  writes: -
SELECT id FROM "user" ORDER BY public.count(1);

-- write  reads: group, user  writes: -
SELECT id FROM "user" x JOIN "group" y ON y.id = public.count(1)::int;

-- write  reads: user  writes: -
SELECT * FROM "user" x, LATERAL public.count(1) AS f;

-- write  reads: -  writes: -
SELECT uuid_generate_v4();

-- write  reads: -  writes: -
SELECT * FROM uuid_generate_v4();

-- write  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état = uuid_generate_v4()::text;

-- write  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules ORDER BY uuid_generate_v4();

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT id FROM flotte.véhicules x JOIN trajets y ON y.id = uuid_generate_v4()::int;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules x, LATERAL uuid_generate_v4() AS f;

-- write  reads: -  writes: -
SELECT "nextval "(1);

-- write  reads: -  writes: -
SELECT * FROM "nextval "(1);

-- write  reads: orders  writes: -
SELECT id FROM orders WHERE status = "nextval "(1)::text;

-- write  reads: orders  writes: -
SELECT id FROM orders ORDER BY "nextval "(1);

-- write  reads: customers, orders  writes: -
SELECT id FROM orders x JOIN customers y ON y.id = "nextval "(1)::int;

-- write  reads: orders  writes: -
SELECT * FROM orders x, LATERAL "nextval "(1) AS f;

-- write  reads: -  writes: -
SELECT pg_sleep_and_write(1);

-- write  reads: -  writes: -
SELECT * FROM pg_sleep_and_write(1);

-- write  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits WHERE reason = pg_sleep_and_write(1)::text;

-- write  reads: clinic.visits  writes: -
SELECT id FROM clinic.visits ORDER BY pg_sleep_and_write(1);

-- write  reads: clinic.patients, clinic.visits  writes: -
SELECT id FROM clinic.visits x JOIN clinic.patients y ON y.id = pg_sleep_and_write(1)::int;

-- write  reads: clinic.visits  writes: -
SELECT * FROM clinic.visits x, LATERAL pg_sleep_and_write(1) AS f;

-- write  reads: -  writes: -
SELECT add_user($1, $2);

-- write  reads: -  writes: -
SELECT * FROM add_user($1, $2);

-- write  reads: "Loans"  writes: -
SELECT id FROM "Loans" WHERE shelf = add_user($1, $2)::text;

-- write  reads: "Loans"  writes: -
SELECT id FROM "Loans" ORDER BY add_user($1, $2);

-- write  reads: "Loans", library."Readers"  writes: -
SELECT id FROM "Loans" x JOIN library."Readers" y ON y.id = add_user($1, $2)::int;

-- write  reads: "Loans"  writes: -
SELECT * FROM "Loans" x, LATERAL add_user($1, $2) AS f;

-- write  reads: -  writes: -
SELECT audit.log_it(VARIADIC ARRAY[1]);

-- write  reads: -  writes: -
SELECT * FROM audit.log_it(VARIADIC ARRAY[1]);

-- write  reads: events  writes: -
SELECT id FROM EVENTS WHERE title = audit.log_it(VARIADIC ARRAY[1])::text;

-- write  reads: events  writes: -
SELECT id FROM EVENTS ORDER BY audit.log_it(VARIADIC ARRAY[1]);

-- write  reads: events, public.venues  writes: -
SELECT id FROM EVENTS x JOIN Public.Venues y ON y.id = audit.log_it(VARIADIC ARRAY[1])::int;

-- write  reads: events  writes: -
SELECT * FROM EVENTS x, LATERAL audit.log_it(VARIADIC ARRAY[1]) AS f;

-- write  reads: -  writes: -
SELECT "Schema"."Func"(1);

-- write  reads: -  writes: -
SELECT * FROM "Schema"."Func"(1);

-- write  reads: user  writes: -
SELECT id FROM "user" WHERE "name" = "Schema"."Func"(1)::text;

-- write  reads: user  writes: -
SELECT id FROM "user" ORDER BY "Schema"."Func"(1);

-- write  reads: group, user  writes: -
SELECT id FROM "user" x JOIN "group" y ON y.id = "Schema"."Func"(1)::int;

-- write  reads: user  writes: -
SELECT * FROM "user" x, LATERAL "Schema"."Func"(1) AS f;

-- write  reads: -  writes: -
SELECT st_distance(1, 2);

-- write  reads: -  writes: -
SELECT * FROM st_distance(1, 2);

-- write  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules WHERE état = st_distance(1, 2)::text;

-- write  reads: flotte.véhicules  writes: -
SELECT id FROM flotte.véhicules ORDER BY st_distance(1, 2);

-- write  reads: flotte.véhicules, trajets  writes: -
SELECT id FROM flotte.véhicules x JOIN trajets y ON y.id = st_distance(1, 2)::int;

-- write  reads: flotte.véhicules  writes: -
SELECT * FROM flotte.véhicules x, LATERAL st_distance(1, 2) AS f;

-- read  reads: orders  writes: -
SELECT pg_relation_size('orders');

-- read  reads: clinic.visits  writes: -
SELECT pg_relation_size('clinic.visits');

-- read  reads: "Loans"  writes: -
SELECT pg_relation_size('"Loans"');

-- read  reads: events  writes: -
SELECT pg_relation_size('EVENTS');

-- read  reads: user  writes: -
SELECT pg_relation_size('"user"');

-- read  reads: flotte.véhicules  writes: -
SELECT pg_relation_size('flotte.véhicules');

-- read  reads: customers, orders  writes: -
SELECT pg_total_relation_size('orders'), count(*) FROM customers;

-- read  reads: clinic.patients, clinic.visits  writes: -
SELECT pg_total_relation_size('clinic.visits'), count(*) FROM clinic.patients;

-- read  reads: "Loans", library."Readers"  writes: -
SELECT pg_total_relation_size('"Loans"'), count(*) FROM library."Readers";

-- read  reads: events, public.venues  writes: -
SELECT pg_total_relation_size('EVENTS'), count(*) FROM Public.Venues;

-- read  reads: group, user  writes: -
SELECT pg_total_relation_size('"user"'), count(*) FROM "group";

-- read  reads: flotte.véhicules, trajets  writes: -
SELECT pg_total_relation_size('flotte.véhicules'), count(*) FROM trajets;

-- read  reads: orders  writes: -
SELECT pg_get_serial_sequence('orders', 'id');

-- read  reads: clinic.visits  writes: -
SELECT pg_get_serial_sequence('clinic.visits', 'id');

-- read  reads: "Loans"  writes: -
SELECT pg_get_serial_sequence('"Loans"', 'id');

-- read  reads: events  writes: -
SELECT pg_get_serial_sequence('EVENTS', 'id');

-- read  reads: user  writes: -
SELECT pg_get_serial_sequence('"user"', 'id');

-- read  reads: flotte.véhicules  writes: -
SELECT pg_get_serial_sequence('flotte.véhicules', 'id');

-- read  reads: orders  writes: -
SELECT to_regclass('orders') IS NOT NULL;

-- read  reads: clinic.visits  writes: -
SELECT to_regclass('clinic.visits') IS NOT NULL;

-- read  reads: "Loans"  writes: -
SELECT to_regclass('"Loans"') IS NOT NULL;

-- read  reads: events  writes: -
SELECT to_regclass('EVENTS') IS NOT NULL;

-- read  reads: user  writes: -
SELECT to_regclass('"user"') IS NOT NULL;

-- read  reads: flotte.véhicules  writes: -
SELECT to_regclass('flotte.véhicules') IS NOT NULL;

-- read  reads: orders  writes: -
SELECT * FROM pg_partition_tree('orders');

-- read  reads: clinic.visits  writes: -
SELECT * FROM pg_partition_tree('clinic.visits');

-- read  reads: "Loans"  writes: -
SELECT * FROM pg_partition_tree('"Loans"');

-- read  reads: events  writes: -
SELECT * FROM pg_partition_tree('EVENTS');

-- read  reads: user  writes: -
SELECT * FROM pg_partition_tree('"user"');

-- read  reads: flotte.véhicules  writes: -
SELECT * FROM pg_partition_tree('flotte.véhicules');

-- read  reads: orders  writes: -
SELECT table_to_xml('orders', true, false, '');

-- read  reads: clinic.visits  writes: -
SELECT table_to_xml('clinic.visits', true, false, '');

-- read  reads: "Loans"  writes: -
SELECT table_to_xml('"Loans"', true, false, '');

-- read  reads: events  writes: -
SELECT table_to_xml('EVENTS', true, false, '');

-- read  reads: user  writes: -
SELECT table_to_xml('"user"', true, false, '');

-- read  reads: flotte.véhicules  writes: -
SELECT table_to_xml('flotte.véhicules', true, false, '');

-- write  reads: orders  writes: customers
INSERT INTO customers VALUES (pg_table_size('orders'));

-- write  reads: clinic.visits  writes: clinic.patients
INSERT INTO clinic.patients VALUES (pg_table_size('clinic.visits'));

-- write  reads: "Loans"  writes: library."Readers"
INSERT INTO library."Readers" VALUES (pg_table_size('"Loans"'));

-- write  reads: events  writes: public.venues
INSERT INTO Public.Venues VALUES (pg_table_size('EVENTS'));

-- write  reads: user  writes: group
INSERT INTO "group" VALUES (pg_table_size('"user"'));

-- write  reads: flotte.véhicules  writes: trajets
INSERT INTO trajets VALUES (pg_table_size('flotte.véhicules'));

-- write  reads: -  writes: orders_id_seq
SELECT nextval('orders_id_seq');

-- write  reads: -  writes: clinic.visits_id_seq
SELECT nextval('clinic.visits_id_seq');

-- write  reads: -  writes: "Loans_seq"
SELECT nextval('"Loans_seq"');

-- write  reads: -  writes: ticket_numbers
SELECT nextval('Ticket_Numbers');

-- write  reads: -  writes: select
SELECT nextval('"select"');

-- write  reads: -  writes: trajets_numéro
SELECT nextval('trajets_numéro');

-- write  reads: -  writes: orders_id_seq
SELECT nextval('orders_id_seq'::regclass);

-- write  reads: -  writes: clinic.visits_id_seq
SELECT nextval('clinic.visits_id_seq'::regclass);

-- write  reads: -  writes: "Loans_seq"
SELECT nextval('"Loans_seq"'::regclass);

-- write  reads: -  writes: ticket_numbers
SELECT nextval('Ticket_Numbers'::regclass);

-- write  reads: -  writes: select
SELECT nextval('"select"'::regclass);

-- write  reads: -  writes: trajets_numéro
SELECT nextval('trajets_numéro'::regclass);

-- write  reads: -  writes: orders_id_seq
SELECT pg_catalog.nextval('orders_id_seq');

-- write  reads: -  writes: clinic.visits_id_seq
SELECT pg_catalog.nextval('clinic.visits_id_seq');

-- write  reads: -  writes: "Loans_seq"
SELECT pg_catalog.nextval('"Loans_seq"');

-- write  reads: -  writes: ticket_numbers
SELECT pg_catalog.nextval('Ticket_Numbers');

-- write  reads: -  writes: select
SELECT pg_catalog.nextval('"select"');

-- write  reads: -  writes: trajets_numéro
SELECT pg_catalog.nextval('trajets_numéro');

-- write  reads: -  writes: orders_id_seq
SELECT nextval(CAST('orders_id_seq' AS regclass));

-- write  reads: -  writes: clinic.visits_id_seq
SELECT nextval(CAST('clinic.visits_id_seq' AS regclass));

-- write  reads: -  writes: "Loans_seq"
SELECT nextval(CAST('"Loans_seq"' AS regclass));

-- write  reads: -  writes: ticket_numbers
SELECT nextval(CAST('Ticket_Numbers' AS regclass));

-- write  reads: -  writes: select
SELECT nextval(CAST('"select"' AS regclass));

-- write  reads: -  writes: trajets_numéro
SELECT nextval(CAST('trajets_numéro' AS regclass));

-- write  reads: -  writes: orders_id_seq
SELECT setval('orders_id_seq', 42, false);

-- write  reads: -  writes: clinic.visits_id_seq
SELECT setval('clinic.visits_id_seq', 42, false);

-- write  reads: -  writes: "Loans_seq"
SELECT setval('"Loans_seq"', 42, false);

-- write  reads: -  writes: ticket_numbers
SELECT setval('Ticket_Numbers', 42, false);

-- write  reads: -  writes: select
SELECT setval('"select"', 42, false);

-- write  reads: -  writes: trajets_numéro
SELECT setval('trajets_numéro', 42, false);

-- write  reads: orders  writes: orders_id_seq
SELECT setval('orders_id_seq', (SELECT max(id) FROM orders));

-- write  reads: clinic.visits  writes: clinic.visits_id_seq
SELECT setval('clinic.visits_id_seq', (SELECT max(id) FROM clinic.visits));

-- write  reads: "Loans"  writes: "Loans_seq"
SELECT setval('"Loans_seq"', (SELECT max(id) FROM "Loans"));

-- write  reads: events  writes: ticket_numbers
SELECT setval('Ticket_Numbers', (SELECT max(id) FROM EVENTS));

-- write  reads: user  writes: select
SELECT setval('"select"', (SELECT max(id) FROM "user"));

-- write  reads: flotte.véhicules  writes: trajets_numéro
SELECT setval('trajets_numéro', (SELECT max(id) FROM flotte.véhicules));

-- read  reads: orders_id_seq  writes: -
SELECT currval('orders_id_seq');

-- read  reads: clinic.visits_id_seq  writes: -
SELECT currval('clinic.visits_id_seq');

-- read  reads: "Loans_seq"  writes: -
SELECT currval('"Loans_seq"');

-- read  reads: ticket_numbers  writes: -
SELECT currval('Ticket_Numbers');

-- read  reads: select  writes: -
SELECT currval('"select"');

-- read  reads: trajets_numéro  writes: -
SELECT currval('trajets_numéro');

-- write  reads: orders  writes: orders_id_seq
SELECT *, nextval('orders_id_seq') FROM orders;

-- write  reads: clinic.visits  writes: clinic.visits_id_seq
SELECT *, nextval('clinic.visits_id_seq') FROM clinic.visits;

-- write  reads: "Loans"  writes: "Loans_seq"
SELECT *, nextval('"Loans_seq"') FROM "Loans";

-- write  reads: events  writes: ticket_numbers
SELECT *, nextval('Ticket_Numbers') FROM EVENTS;

-- write  reads: user  writes: select
SELECT *, nextval('"select"') FROM "user";

-- write  reads: flotte.véhicules  writes: trajets_numéro
SELECT *, nextval('trajets_numéro') FROM flotte.véhicules;

-- write  reads: customers  writes: orders, orders_id_seq
INSERT INTO orders SELECT nextval('orders_id_seq'), status FROM customers;

-- write  reads: clinic.patients  writes: clinic.visits, clinic.visits_id_seq
INSERT INTO clinic.visits SELECT nextval('clinic.visits_id_seq'), reason FROM clinic.patients;

-- write  reads: library."Readers"  writes: "Loans", "Loans_seq"
INSERT INTO "Loans" SELECT nextval('"Loans_seq"'), shelf FROM library."Readers";

-- write  reads: public.venues  writes: events, ticket_numbers
INSERT INTO EVENTS SELECT nextval('Ticket_Numbers'), title FROM Public.Venues;

-- write  reads: group  writes: select, user
INSERT INTO "user" SELECT nextval('"select"'), "name" FROM "group";

-- write  reads: trajets  writes: flotte.véhicules, trajets_numéro
INSERT INTO flotte.véhicules SELECT nextval('trajets_numéro'), état FROM trajets;

-- write  reads: -  writes: orders, orders_id_seq
INSERT INTO orders (id) VALUES (nextval('orders_id_seq'));

-- write  reads: -  writes: clinic.visits, clinic.visits_id_seq
INSERT INTO clinic.visits (id) VALUES (nextval('clinic.visits_id_seq'));

-- write  reads: -  writes: "Loans", "Loans_seq"
INSERT INTO "Loans" (id) VALUES (nextval('"Loans_seq"'));

-- write  reads: -  writes: events, ticket_numbers
INSERT INTO EVENTS (id) VALUES (nextval('Ticket_Numbers'));

-- write  reads: -  writes: select, user
INSERT INTO "user" (id) VALUES (nextval('"select"'));

-- write  reads: -  writes: flotte.véhicules, trajets_numéro
INSERT INTO flotte.véhicules (id) VALUES (nextval('trajets_numéro'));

-- write  reads: -  writes: orders, orders_id_seq
UPDATE orders SET id = nextval('orders_id_seq');

-- write  reads: -  writes: clinic.visits, clinic.visits_id_seq
UPDATE clinic.visits SET id = nextval('clinic.visits_id_seq');

-- write  reads: -  writes: "Loans", "Loans_seq"
UPDATE "Loans" SET id = nextval('"Loans_seq"');

-- write  reads: -  writes: events, ticket_numbers
UPDATE EVENTS SET id = nextval('Ticket_Numbers');

-- write  reads: -  writes: select, user
UPDATE "user" SET id = nextval('"select"');

-- write  reads: -  writes: flotte.véhicules, trajets_numéro
UPDATE flotte.véhicules SET id = nextval('trajets_numéro');

-- write  reads: orders_id_seq  writes: orders
INSERT INTO orders (id) VALUES (currval('orders_id_seq'));

-- write  reads: clinic.visits_id_seq  writes: clinic.visits
INSERT INTO clinic.visits (id) VALUES (currval('clinic.visits_id_seq'));

-- write  reads: "Loans_seq"  writes: "Loans"
INSERT INTO "Loans" (id) VALUES (currval('"Loans_seq"'));

-- write  reads: ticket_numbers  writes: events
INSERT INTO EVENTS (id) VALUES (currval('Ticket_Numbers'));

-- write  reads: select  writes: user
INSERT INTO "user" (id) VALUES (currval('"select"'));

-- write  reads: trajets_numéro  writes: flotte.véhicules
INSERT INTO flotte.véhicules (id) VALUES (currval('trajets_numéro'));

-- read  reads: orders, orders_id_seq  writes: -
SELECT last_value, is_called FROM orders_id_seq, orders;

-- read  reads: clinic.visits, clinic.visits_id_seq  writes: -
SELECT last_value, is_called FROM clinic.visits_id_seq, clinic.visits;

-- read  reads: "Loans", "Loans_seq"  writes: -
SELECT last_value, is_called FROM "Loans_seq", "Loans";

-- read  reads: events, ticket_numbers  writes: -
SELECT last_value, is_called FROM Ticket_Numbers, EVENTS;

-- read  reads: select, user  writes: -
SELECT last_value, is_called FROM "select", "user";

-- read  reads: flotte.véhicules, trajets_numéro  writes: -
SELECT last_value, is_called FROM trajets_numéro, flotte.véhicules;

-- write  reads: orders  writes: -
SELECT DISTINCT lookup(status) FROM orders;

-- write  reads: clinic.visits  writes: -
SELECT DISTINCT lookup(reason) FROM clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT DISTINCT lookup(shelf) FROM "Loans";

-- write  reads: events  writes: -
SELECT DISTINCT lookup(title) FROM EVENTS;

-- write  reads: user  writes: -
SELECT DISTINCT lookup("name") FROM "user";

-- write  reads: flotte.véhicules  writes: -
SELECT DISTINCT lookup(état) FROM flotte.véhicules;

-- write  reads: orders  writes: -
SELECT sum(price_of(id)) OVER (PARTITION BY status) FROM orders;

-- write  reads: clinic.visits  writes: -
SELECT sum(price_of(id)) OVER (PARTITION BY reason) FROM clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT sum(price_of(id)) OVER (PARTITION BY shelf) FROM "Loans";

-- write  reads: events  writes: -
SELECT sum(price_of(id)) OVER (PARTITION BY title) FROM EVENTS;

-- write  reads: user  writes: -
SELECT sum(price_of(id)) OVER (PARTITION BY "name") FROM "user";

-- write  reads: flotte.véhicules  writes: -
SELECT sum(price_of(id)) OVER (PARTITION BY état) FROM flotte.véhicules;

-- write  reads: orders  writes: -
SELECT count(*) FILTER (WHERE is_open(id)) FROM orders;

-- write  reads: clinic.visits  writes: -
SELECT count(*) FILTER (WHERE is_open(id)) FROM clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT count(*) FILTER (WHERE is_open(id)) FROM "Loans";

-- write  reads: events  writes: -
SELECT count(*) FILTER (WHERE is_open(id)) FROM EVENTS;

-- write  reads: user  writes: -
SELECT count(*) FILTER (WHERE is_open(id)) FROM "user";

-- write  reads: flotte.véhicules  writes: -
SELECT count(*) FILTER (WHERE is_open(id)) FROM flotte.véhicules;

-- write  reads: orders  writes: -
SELECT CASE WHEN close_it(id) THEN 1 END FROM orders;

-- write  reads: clinic.visits  writes: -
SELECT CASE WHEN close_it(id) THEN 1 END FROM clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT CASE WHEN close_it(id) THEN 1 END FROM "Loans";

-- write  reads: events  writes: -
SELECT CASE WHEN close_it(id) THEN 1 END FROM EVENTS;

-- write  reads: user  writes: -
SELECT CASE WHEN close_it(id) THEN 1 END FROM "user";

-- write  reads: flotte.véhicules  writes: -
SELECT CASE WHEN close_it(id) THEN 1 END FROM flotte.véhicules;

-- write  reads: orders  writes: -
SELECT status FROM orders GROUP BY status HAVING bool_or(check_it(status));

-- write  reads: clinic.visits  writes: -
SELECT reason FROM clinic.visits GROUP BY reason HAVING bool_or(check_it(reason));

-- write  reads: "Loans"  writes: -
SELECT shelf FROM "Loans" GROUP BY shelf HAVING bool_or(check_it(shelf));

-- write  reads: events  writes: -
SELECT title FROM EVENTS GROUP BY title HAVING bool_or(check_it(title));

-- write  reads: user  writes: -
SELECT "name" FROM "user" GROUP BY "name" HAVING bool_or(check_it("name"));

-- write  reads: flotte.véhicules  writes: -
SELECT état FROM flotte.véhicules GROUP BY état HAVING bool_or(check_it(état));

-- write  reads: orders  writes: -
SELECT status FROM orders LIMIT how_many();

-- write  reads: clinic.visits  writes: -
SELECT reason FROM clinic.visits LIMIT how_many();

-- write  reads: "Loans"  writes: -
SELECT shelf FROM "Loans" LIMIT how_many();

-- write  reads: events  writes: -
SELECT title FROM EVENTS LIMIT how_many();

-- write  reads: user  writes: -
SELECT "name" FROM "user" LIMIT how_many();

-- write  reads: flotte.véhicules  writes: -
SELECT état FROM flotte.véhicules LIMIT how_many();

-- write  reads: orders  writes: -
SELECT ARRAY[one(1), two(2)] FROM orders;

-- write  reads: clinic.visits  writes: -
SELECT ARRAY[one(1), two(2)] FROM clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT ARRAY[one(1), two(2)] FROM "Loans";

-- write  reads: events  writes: -
SELECT ARRAY[one(1), two(2)] FROM EVENTS;

-- write  reads: user  writes: -
SELECT ARRAY[one(1), two(2)] FROM "user";

-- write  reads: flotte.véhicules  writes: -
SELECT ARRAY[one(1), two(2)] FROM flotte.véhicules;

-- write  reads: orders  writes: -
SELECT (parts(id)).* FROM orders;

-- write  reads: clinic.visits  writes: -
SELECT (parts(id)).* FROM clinic.visits;

-- write  reads: "Loans"  writes: -
SELECT (parts(id)).* FROM "Loans";

-- write  reads: events  writes: -
SELECT (parts(id)).* FROM EVENTS;

-- write  reads: user  writes: -
SELECT (parts(id)).* FROM "user";

-- write  reads: flotte.véhicules  writes: -
SELECT (parts(id)).* FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT "lower"(status), pg_catalog.upper(status) FROM orders;

-- read  reads: clinic.visits  writes: -
SELECT "lower"(reason), pg_catalog.upper(reason) FROM clinic.visits;

-- read  reads: "Loans"  writes: -
SELECT "lower"(shelf), pg_catalog.upper(shelf) FROM "Loans";

-- read  reads: events  writes: -
SELECT "lower"(title), pg_catalog.upper(title) FROM EVENTS;

-- read  reads: user  writes: -
SELECT "lower"("name"), pg_catalog.upper("name") FROM "user";

-- read  reads: flotte.véhicules  writes: -
SELECT "lower"(état), pg_catalog.upper(état) FROM flotte.véhicules;

-- read  reads: orders  writes: -
SELECT x.id FROM orders x WHERE 'close_day()' = status;

-- read  reads: clinic.visits  writes: -
SELECT x.id FROM clinic.visits x WHERE 'close_day()' = reason;

-- read  reads: "Loans"  writes: -
SELECT x.id FROM "Loans" x WHERE 'close_day()' = shelf;

-- read  reads: events  writes: -
SELECT x.id FROM EVENTS x WHERE 'close_day()' = title;

-- read  reads: user  writes: -
SELECT x.id FROM "user" x WHERE 'close_day()' = "name";

-- read  reads: flotte.véhicules  writes: -
SELECT x.id FROM flotte.véhicules x WHERE 'close_day()' = état;

-- read  reads: animals  writes: -
SELECT treat(owner AS text) FROM animals;

-- write  reads: animals  writes: -
SELECT treat(animals AS dog) FROM animals;

-- write  reads: tickets  writes: -
SELECT treat(tickets.sequence AS nextval) FROM tickets;

-- write  reads: tickets  writes: -
SELECT id FROM tickets JOIN LATERAL (SELECT treat((1 + 2) AS pg_catalog.setseed)) AS s ON true;

-- read  reads: tickets  writes: -
SELECT treat(price AS numeric), treat(name AS varchar(3)) FROM tickets;

-- write  reads: -  writes: -
SELECT * FROM pg_logical_slot_peek_changes('audit', NULL, 10);

-- write  reads: kennels  writes: -
SELECT d.name FROM kennels AS k JOIN treat(k.animals AS dog) AS d ON d.age > 3;

-- read  reads: kennels  writes: -
SELECT * FROM kennels, LATERAL treat(kennels.name AS text) AS t;
