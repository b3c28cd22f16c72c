"""What statements make counts before the catalogs are read again."""

from __future__ import annotations

from pathlib import Path

from proxy.app.assembly import Facets
from proxy.relations.declared import duties_of_child
from proxy.routing.decide import decide
from proxy.routing.deliberation import Deliberation
from proxy.routing.load import load_rules
from proxy.routing.route import Choice, Context
from proxy.sql.analyze import analyze
from proxy.sql.catalog import Catalog, Table
from proxy.sql.statement import TableName

RULES = """
databases: {default: "sqlite:///d.db", other: "sqlite:///o.db"}
check: verify
relations: [{from: book.editor_id, to: person.id}]
"""
PERSON = TableName("person", "public")


def test_a_parent_that_was_made_a_moment_ago_is_looked_for_where_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(RULES)
    rules = load_rules(path, {})
    facets = Facets()
    facets.catalogs = {"default": Catalog({PERSON: Table(PERSON)}), "other": Catalog()}
    context = Context("app", choice=Choice("other", "SET"))

    def parent() -> tuple[str, ...]:
        [statement] = analyze("INSERT INTO book (editor_id) VALUES (1)").statements
        route = decide(analyze("INSERT INTO book (editor_id) VALUES (1)"), context, rules, facets.catalogs)
        [duty] = duties_of_child(Deliberation(statement, context, rules, facets.catalogs), route)
        return duty.parent.databases

    assert parent() == ("default",)
    began = facets.clock
    made = analyze("CREATE TABLE person (id integer)")
    facets.note_tables(made, decide(made, context, rules, facets.catalogs), "public")
    assert parent() == ("other",)
    # Read before it was committed, and once more.
    facets.catalogs_read({"other": Catalog()}, began)
    assert parent() == ("other",)
    facets.catalogs_read({"other": Catalog()}, facets.clock)
    assert parent() == ("default",)
