"""What lint has to say about a rules file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from proxy.routing.rules import Rules


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. `kind` is one word for scripts, `key` the path inside the file, `routers[1]`."""

    file: str
    line: int
    kind: str
    message: str
    key: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.key}" if self.key else f"{self.file}:{self.line}"
        return f"{place}: {self.kind}: {self.message}"


def with_keys(rules: Rules, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, by line, each with the key that stands there."""
    keys = {
        **{database.line: f"databases.{name}" for name, database in rules.databases.items()},
        **{relation.line: f"relations[{index}]" for index, relation in enumerate(rules.relations)},
        **{router.line: f"routers[{index}]" for index, router in enumerate(rules.routers)},
    }
    found = [finding if finding.key else replace(finding, key=keys.get(finding.line, "")) for finding in findings]
    return sorted(found, key=lambda finding: finding.line)
