SELECT '1'::jsonb::int, '1.5'::jsonb::int, '2.5'::jsonb::int, 'true'::jsonb::bool, '1.5'::jsonb::numeric(3,0), '7'::jsonb::smallint, '1e3'::jsonb::bigint

SELECT 'null'::jsonb::int

SELECT '"1"'::jsonb::int

SELECT '[1]'::jsonb::int

SELECT '{}'::jsonb::bool

SELECT '1'::jsonb::bool

SELECT '70000'::jsonb::smallint

SELECT true::text::jsonb::bool, (doc->'a')::int FROM item WHERE id = 1

SELECT id, (doc->'b'->>0)::int FROM item ORDER BY id

SELECT to_char(0.1::float8,'9.99999999999999999999'), to_char(1234567.891234567::float8, '9999999.999999999999'), to_char(-1234567.891234567::float8, 'FM9999999.00000000000')

SELECT to_char(123456789012345678::float8, '999999999999999999999.99')

SELECT to_char(12345678901234.567::float8, '999999999999999999999.9999'), to_char(123456789012345.67::float8, '999999999999999999999.9999')

SELECT to_char(0.1::float4,'9.9999999999'), to_char(1234.567::float4, '9999.99999'), to_char(12345678::float4, '9999999999.99'), to_char(3::float4,'9')

SELECT to_char(1e10::float8,'999'), to_char(1e10::float8,'999.99999999999999999999')

SELECT '1e-50'::float4

SELECT 1e-50::float8::float4

SELECT 1e50::float8::float4

SELECT '0x1p3'::float8, '0xff'::float8, '-0x10'::float8, '0x'::float8

SELECT '0x1p3'::float8, '0xff'::float8, '-0x10'::float8

SELECT 1e300::float8 * 1e300::float8

SELECT '4.9e-324'::float8, '1e-320'::float8, '1e-40'::float4

SELECT '{1e39}'::float4[]

SELECT 3.4028235e38::float4 * 2::float4, 1

SELECT 1e-30::float4 * 1e-30::float4

SELECT '0e-500'::float8, '0.000'::float4, '-0'::float8 = 0

SELECT 1e400::float8

SELECT '1e-400'::float8

SELECT exp(710)

SELECT 'infinity'::float8, '-inf'::float8, 'infinity'::float8 + 1

SELECT 0.1::float4 = 0.1::float8, 0.1::float4::float8, 0.1::float4 + 0.2::float4, 0.1::float4 * 3, 0.1::float4 * 3::float8

SELECT 12345678.9::float4, 0.1::float4, 16777217::float4, 1e10::float4::text, width_bucket(5.3, 0.2, 10.6, 5)
