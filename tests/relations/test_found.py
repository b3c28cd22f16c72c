"""Foreign keys of the catalogs that the rules have torn apart."""

from pathlib import Path

from proxy.relations.found import moved_apart
from proxy.routing.deliberation import Catalogs
from proxy.routing.load import load_rules
from proxy.routing.shape import Action, Check
from proxy.sql.catalog import Catalog, ForeignKey
from proxy.sql.statement import TableName

RULES = """
databases: {default: 'sqlite:///d', other: 'sqlite:///o'}
check: verify
routers: [{name: books, tables: [book, review], read: other, write: other}]
"""


def key(child: str, parent: str, action: str = "no action") -> ForeignKey:
    return ForeignKey(
        f"{child}_fkey", TableName(child, "public"), ("ref",), TableName(parent, "public"), ("id",), action
    )


def test_only_keys_whose_ends_share_no_source_become_relations(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(RULES)
    keys = (key("book", "person", "set null"), key("review", "book"), key("pet", "person"))
    catalogs: Catalogs = {"default": Catalog(foreign_keys=keys), "other": Catalog(foreign_keys=keys)}
    (relation,) = moved_apart(load_rules(path, {}), catalogs)
    assert (str(relation.child), str(relation.parents[""])) == ("public.book.ref", "public.person.id")
    assert (relation.check, relation.on_delete) == (Check.VERIFY, Action.SET_NULL)


def test_a_declared_relation_is_not_found_again(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(RULES + "relations: [{from: book.ref, to: person.id}]")
    catalogs: Catalogs = {"default": Catalog(foreign_keys=(key("book", "person"),))}
    assert moved_apart(load_rules(path, {}), catalogs) == ()
