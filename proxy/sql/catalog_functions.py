"""Functions that clients ask the catalogs with; `sql.signatures` tells how the lines are read."""

from __future__ import annotations

from typing import Final

# ruff: noqa: E501  one line a function
CATALOG_FUNCTIONS: Final = """
obj_description(oid,name) text = (SELECT description FROM "pg_catalog.pg_description" WHERE objoid = $1 AND objsubid = 0 AND $2 = 'pg_class')
obj_description(oid) text = (SELECT description FROM "pg_catalog.pg_description" WHERE objoid = $1 AND objsubid = 0)
col_description(oid,int4) text = (SELECT description FROM "pg_catalog.pg_description" WHERE objoid = $1 AND objsubid = $2 AND $2 <> 0)
pg_table_size(regclass) int8 = pg_size('table', $1)
pg_relation_size(regclass) int8 = pg_size('main', $1)
pg_relation_size(regclass,text) int8 = pg_size($2, $1)
pg_indexes_size(regclass) int8 = pg_size('indexes', $1)
pg_total_relation_size(regclass) int8 = pg_size('total', $1)
pg_database_size(name) int8 = pg_size('database', $1)
pg_database_size(oid) int8 = pg_size('database', $1)
pg_tablespace_size(name) int8 = pg_size('database', $1)
pg_tablespace_size(oid) int8 = pg_size('database', $1)
pg_size_pretty(int8) text = pg_size_pretty($1)
pg_tablespace_location(oid) text = (CASE WHEN $1 IS NOT NULL THEN '' END)
pg_get_function_result(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_function_arguments(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_function_identity_arguments(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_function_sqlbody(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_functiondef(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_triggerdef(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_triggerdef(oid,bool) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_ruledef(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_ruledef(oid,bool) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_partkeydef(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_partition_constraintdef(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_get_statisticsobjdef_columns(oid) text = (CASE WHEN $1 IS NOT NULL THEN NULL END)
pg_statistics_obj_is_visible(oid) bool = ($1 IS NOT NULL)
pg_collation_is_visible(oid) bool = ($1 IS NOT NULL)
pg_conversion_is_visible(oid) bool = ($1 IS NOT NULL)
pg_operator_is_visible(oid) bool = ($1 IS NOT NULL)
pg_opclass_is_visible(oid) bool = ($1 IS NOT NULL)
pg_opfamily_is_visible(oid) bool = ($1 IS NOT NULL)
pg_ts_config_is_visible(oid) bool = ($1 IS NOT NULL)
pg_ts_dict_is_visible(oid) bool = ($1 IS NOT NULL)
pg_ts_parser_is_visible(oid) bool = ($1 IS NOT NULL)
pg_ts_template_is_visible(oid) bool = ($1 IS NOT NULL)
has_any_column_privilege(text,text) bool = ($1 IS NOT NULL)
has_any_column_privilege(oid,text) bool = ($1 IS NOT NULL)
has_column_privilege(oid,text,text) bool = ($1 IS NOT NULL)
has_column_privilege(text,text,text) bool = ($1 IS NOT NULL)
has_table_privilege(text,text) bool = ($1 IS NOT NULL)
has_table_privilege(name,text,text) bool = ($1 IS NOT NULL)
has_table_privilege(name,oid,text) bool = ($1 IS NOT NULL)
has_schema_privilege(text,text) bool = ($1 IS NOT NULL)
has_schema_privilege(name,text,text) bool = ($1 IS NOT NULL)
has_schema_privilege(name,oid,text) bool = ($1 IS NOT NULL)
has_sequence_privilege(oid,text) bool = ($1 IS NOT NULL)
has_sequence_privilege(text,text) bool = ($1 IS NOT NULL)
has_function_privilege(oid,text) bool = ($1 IS NOT NULL)
has_database_privilege(oid,text) bool = ($1 IS NOT NULL)
has_database_privilege(name,text) bool = ($1 IS NOT NULL)
has_database_privilege(name,oid,text) bool = ($1 IS NOT NULL)
has_database_privilege(name,text,text) bool = ($1 IS NOT NULL)
has_tablespace_privilege(text,text) bool = ($1 IS NOT NULL)
has_tablespace_privilege(oid,text) bool = ($1 IS NOT NULL)
has_foreign_data_wrapper_privilege(oid,text) bool = ($1 IS NOT NULL)
has_server_privilege(oid,text) bool = ($1 IS NOT NULL)
has_language_privilege(oid,text) bool = ($1 IS NOT NULL)
has_type_privilege(oid,text) bool = ($1 IS NOT NULL)
pg_has_role(oid,text) bool = ($1 IS NOT NULL)
pg_has_role(name,text) bool = ($1 IS NOT NULL)
pg_has_role(name,name,text) bool = ($1 IS NOT NULL)
pg_has_role(name,oid,text) bool = ($1 IS NOT NULL)
pg_my_temp_schema() oid = 0
current_schemas(bool) _name = pg_schemas($1)
pg_notify(text,text) void = pg_notify($1, $2)
set_config(text,text,bool) text = pg_set_config($1, $2, $3)
pg_is_other_temp_schema(oid) bool = 0
pg_get_serial_sequence(text,name) text = pg_serial_sequence($1, $2)
pg_get_viewdef(text) text = (SELECT "definition" FROM "pg_catalog.pg_class" WHERE "oid" = pg_reg(2205, $1))
pg_get_viewdef(text,bool) text = (SELECT "definition" FROM "pg_catalog.pg_class" WHERE "oid" = pg_reg(2205, $1))
pg_get_viewdef(oid,int4) text = (SELECT "definition" FROM "pg_catalog.pg_class" WHERE "oid" = $1)
pg_get_indexdef(oid,int4,bool) text = (CASE WHEN $2 = 0 THEN (SELECT "definition" FROM "pg_catalog.pg_index" WHERE "indexrelid" = $1) ELSE (SELECT "definition" FROM "pg_catalog.pg_attribute" WHERE "attrelid" = $1 AND "attnum" = $2) END)
pg_index_column_has_property(regclass,int4,text) bool = (CASE $3 WHEN 'asc' THEN 1 WHEN 'desc' THEN 0 WHEN 'nulls_first' THEN 0 WHEN 'nulls_last' THEN 1 WHEN 'orderable' THEN 1 WHEN 'returnable' THEN 1 ELSE 1 END)
pg_indexam_has_property(oid,text) bool = ($1 IS NOT NULL)
pg_char_to_encoding(name) int4 = (CASE WHEN lower($1) IN ('utf8', 'unicode', 'utf-8') THEN 6 ELSE -1 END)
pg_client_encoding() name = 'UTF8'
getdatabaseencoding() name = 'UTF8'
pg_encoding_max_length(int4) int4 = (CASE $1 WHEN 6 THEN 4 ELSE 1 END)
pg_postmaster_start_time() timestamptz = pg_now('transaction')
pg_conf_load_time() timestamptz = pg_now('transaction')
pg_relation_filenode(regclass) oid = $1
pg_filenode_relation(oid,oid) regclass = $2
pg_stat_get_numscans(oid) int8 = (CASE WHEN $1 IS NOT NULL THEN 0 END)
pg_sequence_last_value(regclass) int8 = pg_last_value($1)
pg_tablespace_databases(oid) oid = 5
inet_server_port() int4 = NULL
row_security_active(oid) bool = 0
row_security_active(text) bool = 0
to_regnamespace(text) regnamespace = (SELECT "oid" FROM "pg_catalog.pg_namespace" WHERE "nspname" = replace($1, '"', ''))
to_regrole(text) regrole = (SELECT "oid" FROM "pg_catalog.pg_roles" WHERE "rolname" = replace($1, '"', ''))
to_regproc(text) regproc = (SELECT "oid" FROM "pg_catalog.pg_proc" WHERE "proname" = $1)
"""

EMPTY_SOURCES: Final = {
    "pg_partition_ancestors": "relid:regclass",
    "pg_partition_tree": "relid:regclass parentrelid:regclass isleaf:bool level:int4",
    "pg_available_extensions": "name:name default_version:text comment:text",
    "pg_options_to_table": "option_name:text option_value:text",
    "pg_get_publication_tables": "relid:oid attrs:_int2 qual:text",
    "pg_listening_channels": "pg_listening_channels:text",
    "aclexplode": "grantor:oid grantee:oid privilege_type:text is_grantable:bool",
    "pg_timezone_abbrevs": "abbrev:text utc_offset:text is_dst:bool",
}
"""Functions in FROM that find nothing in a file, and their columns: it has no partitions, extensions, options, grants."""
