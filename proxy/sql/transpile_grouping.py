"""GROUPING SETS, ROLLUP and CUBE as a list of plain groupings."""

from __future__ import annotations

from itertools import combinations, product

from sqlglot import exp

from proxy.errors import FeatureNotSupported

_MOST = 64


def grouping_sets(node: exp.Select) -> list[list[exp.Expr]] | None:
    """The keys of each grouping set; None for a plain GROUP BY or none."""
    group = node.args.get("group")
    if group is None:
        return None
    parts: list[list[list[exp.Expr]]] = []
    found = False
    for item in group.expressions:
        if isinstance(item, exp.GroupingSets | exp.Rollup | exp.Cube):
            found = True
            parts.append(_sets(item))
        else:
            parts.append([[item]])
    for name in ("grouping_sets", "rollup", "cube"):
        for item in group.args.get(name) or ():
            found = True
            parts.append(_sets(item))
    if group.args.get("totals") or group.args.get("all"):
        raise FeatureNotSupported("GROUP BY ALL is not supported by the SQLite backend")
    if not found:
        return None
    sets = [[key for keys in chosen for key in keys] for chosen in product(*parts)]
    if len(sets) > _MOST:
        raise FeatureNotSupported("so many grouping sets are not supported by the SQLite backend")
    return sets


def _keys(item: exp.Expr) -> list[exp.Expr]:
    if isinstance(item, exp.Tuple):
        return list(item.expressions)
    return [item.this] if isinstance(item, exp.Paren) else [item]


def _sets(item: exp.Expr) -> list[list[exp.Expr]]:
    if isinstance(item, exp.Rollup):
        groups = [_keys(one) for one in item.expressions]
        return [[key for keys in groups[:n] for key in keys] for n in range(len(groups), -1, -1)]
    if isinstance(item, exp.Cube):
        groups = [_keys(one) for one in item.expressions]
        return [
            [key for keys in chosen for key in keys]
            for size in range(len(groups), -1, -1)
            for chosen in combinations(groups, size)
        ]
    sets: list[list[exp.Expr]] = []
    for one in item.expressions:
        sets += _sets(one) if isinstance(one, exp.Rollup | exp.Cube | exp.GroupingSets) else [_keys(one)]
    return sets
