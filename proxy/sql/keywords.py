"""PostgreSQL's key words, by what they may not be: a function, an alias, a table."""

from __future__ import annotations

from typing import Final

RESERVED: Final = frozenset(
    """
    all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
    current_catalog current_date current_role current_time current_timestamp current_user default deferrable
    desc distinct do else end except false fetch for foreign from grant group having in initially intersect
    into lateral leading limit localtime localtimestamp not null offset on only or order placing primary
    references returning select session_user some symmetric system_user table then to trailing true union
    unique user using variadic when where window with
    """.split()  # noqa: SIM905
)

NOT_FUNCTIONS: Final = RESERVED | frozenset(
    """
    between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping
    inout int integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query
    json_scalar json_serialize json_table json_value least merge_action national nchar none normalize nullif
    numeric out overlay position precision real row setof smallint substring time timestamp treat trim values
    varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
    xmlserialize xmltable like overlaps join
    """.split()  # noqa: SIM905
)
"""Words whose parenthesis is not a list of arguments of something in pg_proc that could matter."""

VALUE_FUNCTIONS: Final = frozenset(
    """
    current_date current_time current_timestamp localtime localtimestamp current_role current_user
    session_user user current_catalog current_schema system_user
    """.split()  # noqa: SIM905
)

JOINS: Final = frozenset(["join", "inner", "left", "right", "full", "cross", "natural"])

FROM_ENDS: Final = frozenset(
    """
    where group having window order limit offset fetch for union intersect except returning into
    """.split()  # noqa: SIM905
)

NO_ALIAS: Final = RESERVED | JOINS
"""What cannot be an alias that is written without AS."""
