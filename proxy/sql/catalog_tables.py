"""The columns of the catalogs that the SQLite backend answers from: pg_catalog and information_schema."""

from __future__ import annotations

from proxy.sql import types as t
from proxy.sql.schema import ColumnFacts, SchemaFacts, TableFacts

# ruff: noqa: E501  one line a table
_TABLES = """
pg_catalog.pg_namespace oid:oid nspname:name nspowner:oid nspacl:_text
pg_catalog.pg_class oid:oid relname:name relnamespace:oid reltype:oid reloftype:oid relowner:oid relam:oid relfilenode:oid reltablespace:oid relpages:int4 reltuples:float4 relallvisible:int4 reltoastrelid:oid relhasindex:bool relisshared:bool relpersistence:char relkind:char relnatts:int2 relchecks:int2 relhasrules:bool relhastriggers:bool relhassubclass:bool relrowsecurity:bool relforcerowsecurity:bool relispopulated:bool relreplident:char relispartition:bool relacl:_text reloptions:_text relpartbound:text definition:text
pg_catalog.pg_attribute attrelid:oid attname:name atttypid:oid attlen:int2 attnum:int2 attndims:int2 atttypmod:int4 attbyval:bool attstorage:char attalign:char attnotnull:bool atthasdef:bool atthasmissing:bool attidentity:char attgenerated:char attisdropped:bool attislocal:bool attinhcount:int2 attcollation:oid attstattarget:int2 attcompression:char attacl:_text attoptions:_text attfdwoptions:_text
pg_catalog.pg_attrdef oid:oid adrelid:oid adnum:int2 adbin:text
pg_catalog.pg_type oid:oid typname:name typnamespace:oid typowner:oid typlen:int2 typbyval:bool typtype:char typcategory:char typispreferred:bool typisdefined:bool typdelim:char typrelid:oid typsubscript:regproc typelem:oid typarray:oid typinput:regproc typoutput:regproc typreceive:regproc typsend:regproc typnotnull:bool typbasetype:oid typtypmod:int4 typndims:int4 typcollation:oid typdefault:text
pg_catalog.pg_index indexrelid:oid indrelid:oid indnatts:int2 indnkeyatts:int2 indisunique:bool indnullsnotdistinct:bool indisprimary:bool indisexclusion:bool indimmediate:bool indisclustered:bool indisvalid:bool indcheckxmin:bool indisready:bool indislive:bool indisreplident:bool indkey:_int2 indoption:_int2 indexprs:text indpred:text definition:text
pg_catalog.pg_constraint oid:oid conname:name connamespace:oid contype:char condeferrable:bool condeferred:bool convalidated:bool conrelid:oid contypid:oid conindid:oid conparentid:oid confrelid:oid confupdtype:char confdeltype:char confmatchtype:char conislocal:bool coninhcount:int2 connoinherit:bool conkey:_int2 confkey:_int2 conbin:text definition:text
pg_catalog.pg_database oid:oid datname:name datdba:oid encoding:int4 datlocprovider:char datistemplate:bool datallowconn:bool datconnlimit:int4 datcollate:text datctype:text datlocale:text daticulocale:text daticurules:text dattablespace:oid datacl:_text
pg_catalog.pg_roles rolname:name rolsuper:bool rolinherit:bool rolcreaterole:bool rolcreatedb:bool rolcanlogin:bool rolreplication:bool rolconnlimit:int4 rolvaliduntil:timestamptz rolbypassrls:bool oid:oid
pg_catalog.pg_am oid:oid amname:name amtype:char
pg_catalog.pg_collation oid:oid collname:name collnamespace:oid collcollate:text collprovider:char
pg_catalog.pg_description objoid:oid classoid:oid objsubid:int4 description:text
pg_catalog.pg_enum oid:oid enumtypid:oid enumsortorder:float4 enumlabel:name
pg_catalog.pg_range rngtypid:oid rngsubtype:oid rngmultitypid:oid
pg_catalog.pg_inherits inhrelid:oid inhparent:oid inhseqno:int4 inhdetachpending:bool
pg_catalog.pg_extension oid:oid extname:name extnamespace:oid extversion:text
pg_catalog.pg_trigger oid:oid tgrelid:oid tgname:name tgisinternal:bool tgenabled:char
pg_catalog.pg_policy oid:oid polname:name polrelid:oid polcmd:char polpermissive:bool polroles:_oid polqual:text polwithcheck:text
pg_catalog.pg_auth_members oid:oid roleid:oid member:oid grantor:oid admin_option:bool inherit_option:bool set_option:bool
pg_catalog.pg_statistic_ext oid:oid stxrelid:oid stxname:name stxnamespace:oid stxstattarget:int2 stxkeys:_int2 stxkind:_text
pg_catalog.pg_publication oid:oid pubname:name puballtables:bool pubviaroot:bool
pg_catalog.pg_publication_rel oid:oid prpubid:oid prrelid:oid prqual:text prattrs:_int2
pg_catalog.pg_publication_namespace oid:oid pnpubid:oid pnnspid:oid
pg_catalog.pg_proc oid:oid proname:name pronamespace:oid prokind:char provolatile:char
pg_catalog.pg_tablespace oid:oid spcname:name spcowner:oid
pg_catalog.pg_sequence seqrelid:oid seqtypid:oid seqstart:int8 seqincrement:int8 seqmax:int8 seqmin:int8 seqcache:int8 seqcycle:bool
pg_catalog.pg_depend classid:oid objid:oid objsubid:int4 refclassid:oid refobjid:oid refobjsubid:int4 deptype:char
pg_catalog.pg_tables schemaname:name tablename:name tableowner:name tablespace:name hasindexes:bool hasrules:bool hastriggers:bool rowsecurity:bool
pg_catalog.pg_views schemaname:name viewname:name viewowner:name definition:text
pg_catalog.pg_settings name:text setting:text unit:text category:text short_desc:text vartype:text
information_schema.schemata catalog_name:name schema_name:name schema_owner:name
information_schema.tables table_catalog:name table_schema:name table_name:name table_type:varchar is_insertable_into:varchar
information_schema.columns table_catalog:name table_schema:name table_name:name column_name:name ordinal_position:int4 column_default:varchar is_nullable:varchar data_type:varchar character_maximum_length:int4 numeric_precision:int4 numeric_scale:int4 udt_schema:name udt_name:name is_identity:varchar identity_generation:varchar
information_schema.table_constraints constraint_catalog:name constraint_schema:name constraint_name:name table_catalog:name table_schema:name table_name:name constraint_type:varchar is_deferrable:varchar initially_deferred:varchar
information_schema.key_column_usage constraint_catalog:name constraint_schema:name constraint_name:name table_catalog:name table_schema:name table_name:name column_name:name ordinal_position:int4
"""


def _read(lines: str) -> SchemaFacts:
    tables = {}
    for number, line in enumerate(lines.strip().splitlines(), 1):
        full, *columns = line.split()
        schema, _, name = full.partition(".")
        facts = tuple(ColumnFacts(column, t.BY_NAME[kind]) for column, _, kind in (c.partition(":") for c in columns))
        tables[schema, name] = TableFacts(name, facts, schema, 12000 + number)
    return SchemaFacts(tables, {}, ("pg_catalog", "information_schema"))


CATALOGS = _read(_TABLES)
"""Each is a temporary table of the SQLite connection, filled when a statement reads it."""
