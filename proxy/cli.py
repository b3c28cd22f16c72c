"""The command `onedsn`. Each command imports what it needs when it runs, so that short ones stay short."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

import proxy
from proxy.errors import ProxyError

if TYPE_CHECKING:
    from rich.console import Console

    from proxy.routing.findings import Finding
    from proxy.routing.rules import Rules

OK, FAILED, UNUSABLE = 0, 1, 2
"""Exit codes: as expected; something did not hold; the input could not be used."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

PathArgument = Annotated[Path, typer.Argument(metavar="PATH", help="A rules file, or a directory of them.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from proxy.compiled import is_compiled

        typer.echo(f"onedsn {proxy.__version__} ({'compiled' if is_compiled() else 'interpreted'})")
        raise typer.Exit(OK)


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """One PostgreSQL DSN in front of many databases: each statement goes where your YAML rules say, or is refused.

    \b
    onedsn demo                      see it work, on SQLite files
    onedsn init shop.yaml            begin with rules of your own
    onedsn check shop.yaml           find what is wrong in them
    onedsn serve shop.yaml           serve dbname=shop on 127.0.0.1:6432

    Exit codes: 0 as expected, 1 something does not hold, 2 the input cannot be used.
    """


@app.command()
def serve(
    path: PathArgument,
    listen: Annotated[str | None, typer.Option(metavar="HOST:PORT", help="Before what server.yaml says.")] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Gets each distinct statement once, for `onedsn diff`."),
    ] = None,
) -> None:
    """Serve the rules of PATH until SIGTERM; SIGHUP reads them again.

    Each rules file is one DSN database, by its name: shop.yaml is dbname=shop. Settings are in server.yaml beside it.

    \b
    onedsn serve routing_rules
    onedsn serve shop.yaml --listen 0.0.0.0:6432
    psql -h 127.0.0.1 -p 6432 onedsn -c HELP        the console

    SIGHUP takes up new rules and settings, or says in the log what is wrong and changes nothing.

    SIGTERM and Ctrl-C let transactions under way finish, for drain_timeout at most.
    """
    from proxy.app import serve as run

    try:
        run(path, listen, record)
    except ProxyError as error:
        _fail(error)
    except OSError as error:
        _fail(f"cannot listen: {error}")


@app.command()
def check(
    path: PathArgument,
    live: Annotated[bool, typer.Option("--live", help="Connect to every database, too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 for every finding, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read rules and settings, name every error, and what is probably not meant.

    \b
    onedsn check shop.yaml
    onedsn check routing_rules --live --json

    --live asks each database, too: whether it answers, whether a replica is one, which tables no router claims.

    Exit codes: 0 usable, 1 --live found a database that cannot be used (with --strict: or anything is probably not
    meant), 2 an error in a file.
    """
    from proxy.backends.urls import check_urls
    from proxy.offline import catalog_findings, live_problems
    from proxy.routing.check import lint

    rules = _load(path, as_json=as_json)
    try:
        check_urls(rules)
    except ProxyError as error:
        _fail(error, as_json=as_json)
    findings = [finding for one in rules.values() for finding in lint(one)]
    findings += _settings_findings(path, rules, as_json=as_json)
    if live:
        findings += [finding for one in rules.values() for finding in asyncio.run(catalog_findings(one))]
    unreachable = [problem for one in rules.values() for problem in asyncio.run(live_problems(one))] if live else []
    if as_json:
        described = [
            {"file": one.file, "line": one.line, "key": one.key, "kind": one.kind, "message": one.message}
            for one in findings
        ]
        typer.echo(json.dumps({"files": sorted(rules), "findings": described, "live": unreachable}))
    else:
        for finding in findings:
            _console().print(f"[yellow]look at[/] {_plain(finding)}", soft_wrap=True)
        for problem in unreachable:
            _console().print(f"[red]live[/] {_plain(problem)}", soft_wrap=True)
        parts = [
            f"{name}: {_many(len(one.databases), 'database')}, {_many(len(one.routers), 'router')}"
            for name, one in rules.items()
        ]
        _console().print(_plain("; ".join(parts) or "no rules files"), soft_wrap=True)
    raise typer.Exit(FAILED if unreachable or (strict and findings) else OK)


@app.command("test")
def run_tests_of(path: PathArgument, as_json: JsonOption = False) -> None:
    """Run the tests: in the rules of PATH. No database is needed.

    \b
    onedsn test routing_rules && systemctl reload onedsn

    Exit codes: 0 all hold, 1 one does not, 2 the rules cannot be used.
    """
    from proxy.relations.guarded import decide_guarded
    from proxy.routing.run_tests import run_tests
    from proxy.sql.analyze import analyze

    results = [
        result
        for rules in _load(path, as_json=as_json).values()
        for result in run_tests(rules, analyze, decide_guarded)
    ]
    failed = [result for result in results if not result.passed]
    if as_json:
        for result in results:
            answer = {"file": result.file, "line": result.line, "sql": result.sql, "passed": result.passed}
            typer.echo(json.dumps({**answer, "failures": list(result.failures)}))
    else:
        for result in failed:
            _console().print(f"[red]failed[/] {_plain(f'{result.file}:{result.line}: {result.sql}')}", soft_wrap=True)
            for failure in result.failures:
                _console().print(f"  {_plain(failure)}", soft_wrap=True)
        color = "red" if failed else "green"
        _console().print(f"[{color}]{len(results) - len(failed)} of {len(results)} tests hold[/]")
    raise typer.Exit(FAILED if failed else OK)


@app.command("diff")
def diff_of(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Rules as they are: a file, or a directory.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Rules as they would be.")],
    log: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Recorded statements, else standard input. May be repeated."),
    ] = None,
    database: Annotated[str | None, typer.Option(help="Only statements of this DSN database.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Name each recorded statement that NEW would send elsewhere or refuse. Exit code 1 when there is one.

    Record with --record of `onedsn serve`, or take the file of `events.log`.

    \b
    onedsn serve routing_rules --record shapes.jsonl
    onedsn diff routing_rules new_rules --log shapes.jsonl
    """
    from proxy.offline import compare, recorded

    try:
        before, after = _load(old, as_json=as_json), _load(new, as_json=as_json)
        found = compare(before, after, recorded(log or [], sys.stdin), database)
    except ProxyError as error:
        _fail(error, as_json=as_json)
    if as_json:
        typer.echo(json.dumps(found.record()))
    else:
        for line in found.lines():
            _console().print(_plain(line), soft_wrap=True)
    raise typer.Exit(FAILED if found.changes else OK)


@app.command()
def explain(
    path: Annotated[Path | None, typer.Argument(metavar="PATH", help="A rules file, or a directory.")] = None,
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help="Without it: JSON lines from stdin.")] = None,
    as_json: JsonOption = False,
    analyze_only: Annotated[bool, typer.Option("--analyze-only", help="No rules, no route.")] = False,
    database: Annotated[str | None, typer.Option(help="Which DSN database, where PATH has several.")] = None,
    user: Annotated[str, typer.Option(help="The session's user.")] = "explain",
    application: Annotated[str, typer.Option(help="The session's application_name.")] = "",
    using: Annotated[str | None, typer.Option(help="The session's explicit choice of a database.")] = None,
) -> None:
    """Say where SQL would go and why, or what is refused; nothing is run.

    \b
    onedsn explain shop.yaml "SELECT * FROM orders"
    onedsn explain shop.yaml "UPDATE orders SET paid = true" --json
    onedsn explain --analyze-only "SELECT nextval('s')"

    Without SQL each line of standard input, {"sql": "..."}, is answered by one line of JSON.
    """
    from proxy.offline import Record, answer_lines, context, explain_rules, explain_text
    from proxy.offline import explain as record

    if path is None and not analyze_only:
        _fail("PATH is missing; only --analyze-only works without rules")
    if analyze_only and sql is None and path is not None and not path.exists():
        # `explain --analyze-only "SELECT 1"` has no PATH before its SQL.
        path, sql = None, str(path)
    rules = None
    if path is not None and not analyze_only:
        try:
            rules = explain_rules(path, os.environ, database)
            if using is not None:
                rules.known(using)
        except ProxyError as error:
            _fail(error)
    session = context(user, application, using)

    def answer(text: str) -> Record:
        return record(text, rules, session)

    if sql is None:
        for line in answer_lines(sys.stdin.buffer, answer):
            # Line by line: whoever reads may wait for each answer before the next question.
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    elif as_json or rules is None:
        typer.echo(json.dumps(answer(sql)))
    else:
        typer.echo("\n".join(explain_text(sql, rules, session)))


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("shop.yaml"),
) -> None:
    """Write a rules file to begin with; an existing file is left alone.

    \b
    onedsn init shop.yaml && onedsn serve shop.yaml
    """
    from proxy.offline import write_starter

    try:
        write_starter(path)
    except ProxyError as error:
        _fail(error)
    typer.echo(f"wrote {path}; next: onedsn check {path}")


@app.command()
def schema(
    of: Annotated[str, typer.Argument(metavar="rules|server", help="Which file's schema.")] = "rules",
) -> None:
    """Print the JSON Schema of a rules file, or of server.yaml, for an editor.

    \b
    onedsn schema > rules.schema.json
    onedsn schema server > server.schema.json
    """
    from proxy.routing.schema import rules_schema, settings_schema

    schemas = {"rules": rules_schema, "server": settings_schema}
    if of not in schemas:
        _fail(f"there is no schema of {of!r}; known are rules and server")
    typer.echo(json.dumps(schemas[of](), indent=2))


@app.command()
def demo(
    listen: Annotated[str, typer.Option(metavar="HOST:PORT", help="Or the next free port.")] = "127.0.0.1:6432",
    once: Annotated[bool, typer.Option("--once", help="End after the tour.")] = False,
) -> None:
    """Make a few small databases, serve them behind one DSN, and show what happens to some statements.

    Everything is made in a temporary folder, which Ctrl-C removes. The page is on the next free port from 9432.
    """
    from proxy.demo.run import run_demo

    try:
        run_demo(listen, _console(), stays=not once)
    except ProxyError as error:
        _fail(error)


@app.command()
def top(
    dsn: Annotated[
        str, typer.Option(metavar="DSN", help="The admin console's DSN.")
    ] = "postgresql://127.0.0.1:6432/onedsn",
    interval: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Between two looks.")] = 2.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
) -> None:
    """Watch a running proxy: databases, pools, clients, busiest statements. Ctrl-C ends it.

    \b
    onedsn top --dsn "postgresql://admin:secret@127.0.0.1:6432/onedsn"
    """
    from proxy.top import watch

    try:
        asyncio.run(watch(dsn, interval, _console(), once=once))
    except ProxyError as error:
        _fail(error)
    except KeyboardInterrupt:
        raise typer.Exit(OK) from None


def _load(path: Path, environment: Mapping[str, str] = os.environ, *, as_json: bool = False) -> dict[str, Rules]:
    from proxy.routing.load import load_directory

    try:
        return load_directory(path, environment)
    except ProxyError as error:
        _fail(error, as_json=as_json)


def _settings_findings(path: Path, rules: Mapping[str, Rules], *, as_json: bool = False) -> list[Finding]:
    from proxy.app.settings_check import check_settings
    from proxy.routing.load import settings_file

    file = settings_file(path)
    if not file.exists():
        return []
    try:
        return check_settings(file, os.environ, rules)
    except ProxyError as error:
        _fail(error, as_json=as_json)


def _fail(problem: ProxyError | str, *, as_json: bool = False) -> NoReturn:
    if as_json:
        typer.echo(json.dumps({"errors": _errors(problem)}))
        raise typer.Exit(UNUSABLE)
    message, hint = (problem, None) if isinstance(problem, str) else (problem.message, problem.hint)
    typer.echo(message, err=True)
    if hint:
        typer.echo(f"HINT: {hint}", err=True)
    raise typer.Exit(UNUSABLE)


def _errors(problem: ProxyError | str) -> list[dict[str, object]]:
    """What is wrong, for scripts."""
    from proxy.routing.problems import FileProblems

    if isinstance(problem, FileProblems):
        return [
            {"file": one.file, "line": one.line, "key": one.key, "message": one.message} for one in problem.problems
        ]
    message = problem if isinstance(problem, str) else problem.message
    return [{"file": None, "line": None, "key": None, "message": message}]


def _console() -> Console:
    # rich takes as long to import as everything else together; JSON answers do without it.
    from rich.console import Console

    return Console(highlight=False)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _plain(value: object) -> str:
    """Text of a file is shown as it is, square brackets too."""
    from rich.markup import escape

    return escape(str(value))


def main() -> None:
    """The entry point of the command."""
    app()


if __name__ == "__main__":
    main()
