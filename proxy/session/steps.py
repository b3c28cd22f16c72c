"""Each message of an extended batch: what it means, and what is sent or answered for it. May be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proxy.errors import MalformedMessage, ProxyError
from proxy.pool.entry import BIND_STEP, CLOSE_STEP, DESCRIBE_STEP, EXECUTE_STEP, PARSE_STEP, SKIP
from proxy.pool.link import Link
from proxy.session import answered, columns, commands, elsewhere, leases, local, long_message, several_end
from proxy.session.batch_relations import BatchRelations, Suspended
from proxy.session.commit import is_commit
from proxy.session.in_parts import InPartsOfBatch
from proxy.session.instance import Prepared
from proxy.session.lookahead import plan_of
from proxy.session.outgoing import Outgoing
from proxy.session.plan import EMPTY, IN_PARTS, LOCAL, Plan
from proxy.session.plan import FORWARD as FORWARD_PLAN
from proxy.session.plan import SKIP as SKIP_PLAN
from proxy.session.prepared import ClientStatement, DuplicateStatement, by_sql, unknown
from proxy.session.unwanted import UnwantedCopy
from proxy.sql.statement import Kind, TransactionCommand
from proxy.wire import backend, frontend
from proxy.wire.codes import BIND, CLOSE, DESCRIBE, EXECUTE, PARSE

if TYPE_CHECKING:
    from proxy.session.session import Session


class Waits(Exception):
    """The step at hand is taken again when what the session waits for has come."""


class NeedsConnection(Exception):
    """The step at hand needs a server and none is leased."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class Steps:
    """What statements and portals the client has made by them."""

    def __init__(self, session: Session, out: Outgoing, relations: BatchRelations) -> None:
        # For the life of the session
        self._session = session
        self._out = out
        self._relations = relations
        # For the batch
        self.parsed: list[Prepared] = []
        # For the transaction
        self.portals: dict[bytes, tuple[ClientStatement, Plan]] = {}
        # When what several databases did together has ended: notices, tag, error
        self.ended: tuple[bytes, str, ProxyError | None] | None = None

    def take(self, code: int, body: bytes) -> None:
        if code == BIND:
            self._bind(body)
        elif code == EXECUTE:
            self._execute(body)
        elif code == DESCRIBE:
            self._describe(body)
        elif code == PARSE:
            self._parse(body)
        elif code == CLOSE:
            self._close(body)

    def _parse(self, body: bytes) -> None:
        session = self._session
        parts = body.split(b"\0", 2)
        if len(parts) < 3 or len(parts[2]) < 2 or (len(parts[2]) - 2) % 4:
            raise MalformedMessage("invalid Parse message")
        name, text, types = parts
        if name and name in session.statements:
            raise DuplicateStatement(f'prepared statement "{name.decode("utf-8", "replace")}" already exists')
        if name and len(session.statements) >= session.limits.prepared_statements:
            raise ProxyError(
                f"a client may not have more than {session.limits.prepared_statements} prepared statements",
                sqlstate="53400",
            )
        plan = plan_of(session, text)
        answered.admit(self._session, plan)
        prepared = None
        if name:
            meaning = session.variables.meaning(session.transaction)
            prepared = session.instance.preparations.named((text, types, meaning))
        statement = ClientStatement(text, types, prepared)
        is_known = prepared is not None and session.lease is None and self._is_known(plan, prepared)
        if is_known or answered.is_answered(self._session, plan):
            session.statements[name] = statement
            self._out.fake(backend.PARSE_COMPLETE)
            return
        link = self._link(plan)
        if self._session.batch.executes_prepared(plan):
            self._out.show_prepared(link)
        session.statements[name] = statement
        if prepared is None:
            link.statements.unnamed = statement
            self._out.parse(b"", statement, (PARSE_STEP, None, name))
        elif prepared.name in link.statements.prepared and not columns.are_kept(plan):
            self._out.fake(backend.PARSE_COMPLETE)
        else:
            link.statements.outdate(prepared.name)
            self._out.name_is_taken(link, prepared.name)
            self._out.parse(prepared.name, statement, (PARSE_STEP, prepared.name, name))
            columns.learn(self._out, link, statement, plan)
            self.parsed.append(prepared)

    def _bind(self, body: bytes) -> None:
        after_portal = body.find(b"\0")
        after_name = body.find(b"\0", after_portal + 1)
        if after_portal < 0 or after_name < 0:
            raise MalformedMessage("invalid Bind message")
        portal, name, rest = body[:after_portal], body[after_portal + 1 : after_name], body[after_name + 1 :]
        statement = self._statement(name)
        plan = plan_of(self._session, statement.text)
        answered.admit(self._session, plan)
        if plan.owed or plan.executes:
            self._owes(portal, statement, plan, body)
        self.portals[portal] = (statement, plan)
        if answered.is_answered(self._session, plan):
            self._out.fake(backend.BIND_COMPLETE)
            return
        link = self._link(plan)
        if plan.shows_prepared or self._session.batch.executes_prepared(plan):
            self._out.show_prepared(link)
            if statement.prepared is not None:
                # It runs under the client's name: the server's rows have it.
                self._out.send(long_message.bind(self._session, portal, name, rest), (BIND_STEP, None, None))
                return
        self._ensure_prepared(link, statement, plan)
        server_name = name if statement.prepared is None else statement.prepared.name
        self._out.send(long_message.bind(self._session, portal, server_name, rest), (BIND_STEP, None, None))

    def _describe(self, body: bytes) -> None:
        kind, name = _kind_and_name(body)
        if kind == b"P":
            portal = self.portals.get(name)
            if portal is not None and answered.is_answered(self._session, portal[1]):
                self._out.fake(answered.shape(portal[1]).description())
                return
            self._send_where_held(frontend.message(b"D", body), (DESCRIBE_STEP, None, None), name)
            return
        if kind != b"S":
            raise MalformedMessage(f"invalid DESCRIBE message subtype {kind[0]}")
        statement = self._statement(name)
        plan = plan_of(self._session, statement.text)
        answered.admit(self._session, plan)
        if answered.is_answered(self._session, plan):
            types = local.parameter_types(plan.text, statement.types()) if plan.action == SKIP_PLAN else ()
            self._out.fake(backend.parameter_description(types) + answered.shape(plan).description())
            return
        link = self._link(plan)
        self._ensure_prepared(link, statement, plan)
        if statement.prepared is not None:
            self._out.send(frontend.describe(b"S", statement.prepared.name), (DESCRIBE_STEP, None, None))
            return
        told = columns.Told(statement, plan, is_new=True) if columns.are_kept(plan) else None
        self._out.send(frontend.describe(b"S", b""), (DESCRIBE_STEP, None, told))

    def _execute(self, body: bytes) -> None:
        session = self._session
        end = body.find(b"\0")
        if end < 0 or len(body) != end + 5:
            raise MalformedMessage("invalid Execute message")
        portal = self.portals.get(body[:end])
        session.query_count += 1
        if portal is None:
            self._send_where_held(frontend.message(b"E", body), (EXECUTE_STEP, None, None), body[:end])
            return
        statement, plan = portal
        if answered.is_answered(self._session, plan):
            self._execute_here(plan, statement)
            return
        link = self._link(plan)
        if (plan.owed or plan.executes or plan.action == LOCAL) and self._begins_errands(plan, statement, body, link):
            raise Suspended
        session.note(plan, link, True)
        if session.transaction.is_open and session.transaction.bound is None:
            leases.bind(session, plan, link)
        self._out.send(frontend.message(b"E", body), (EXECUTE_STEP, None, None))

    def _owes(self, portal: bytes, statement: ClientStatement, plan: Plan, body: bytes) -> None:
        try:
            self._relations.bound(portal, statement, plan, body)
        except ProxyError as error:
            self._session.refused_by_rules(plan, error, "relation")
            raise

    def _begins_errands(self, plan: Plan, statement: ClientStatement, body: bytes, link: Link) -> bool:
        if not (plan.owed or plan.executes):
            return is_commit(plan) and self._relations.begin_commit(link, statement, body)
        messages, index = self._session.batch.rest
        return self._relations.begin(body[: body.index(b"\0")], statement, plan, link, body, messages[index + 1 :])

    def _execute_here(self, plan: Plan, statement: ClientStatement) -> None:
        session = self._session
        if plan.action == EMPTY:
            self._out.fake(backend.EMPTY_QUERY_RESPONSE)
            return
        assert plan.statement is not None
        if self.ended is not None:
            (notices, tag, error), self.ended = self.ended, None
            if error is not None:
                raise error
            self._out.fake(notices + backend.command_complete(tag))
            return
        if plan.action == IN_PARTS:
            if self._out.has_sent:
                raise several_end.busy_batch(plan.statement.tag)
            InPartsOfBatch(session, plan).start()
            raise Waits
        if several_end.commits(session, plan.statement.command):
            if self._out.has_sent:
                raise several_end.busy_batch("COMMIT")
            several_end.CommittingBatch(session, plan.statement.command).start()
            raise Waits
        if plan.action == SKIP_PLAN and plan.statement.kind is Kind.COPY_IN:
            if self._out.has_sent:
                raise ProxyError(
                    f"{plan.route.skip[0]}; COPY cannot share a batch of messages with other statements then",
                    sqlstate="0A000",
                )
            self._out.fake(UnwantedCopy(session, plan, in_batch=True).response())
            return
        if plan.action == SKIP_PLAN:
            skipped = local.skipped(
                plan.statement.tag, plan.route.skip, copies_out=plan.statement.kind is Kind.COPY_OUT
            )
            if session.observer is not None:
                session.observer.skipped(plan, skipped.tag)
            self._out.fake(skipped.execution())
            return
        link = session.lease
        if link is not None and isinstance(plan.statement.command, TransactionCommand):
            # Only the end of a transaction that the proxy has failed comes here with a server on it.
            self._out.hand_over(link)
            if self._out.has_sent:
                session.outstanding = True
                self._session.batch.is_unsynced = True
            link.expect(SKIP)
            session.send(frontend.query(b"ROLLBACK"))
            self._out.has_sent = True
            self._out.fake(backend.command_complete("ROLLBACK"))
            return
        answer = commands.answer(session, plan.statement, statement.text)
        if answer is None:
            raise ProxyError(f"{plan.statement.tag} cannot be executed here by the extended protocol", sqlstate="0A000")
        self._out.fake(answer.execution())

    def _close(self, body: bytes) -> None:
        session = self._session
        kind, name = _kind_and_name(body)
        if kind == b"S":
            known = session.statements.pop(name, None)
            if known is None and "prepared statement" in session.pins:
                link = self._link(plan_of(session, b'DEALLOCATE "%b"' % name.replace(b'"', b'""')))
                link.statements.forget(name)
                self._out.send(frontend.message(b"C", body), (CLOSE_STEP, None, None))
                return
            self._out.fake(backend.CLOSE_COMPLETE)
            return
        if kind != b"P":
            raise MalformedMessage(f"invalid CLOSE message subtype {kind[0]}")
        portal = self.portals.pop(name, None)
        here = portal is not None and answered.is_answered(self._session, portal[1])
        if here or (session.lease is None and not session.pinned):
            self._out.fake(backend.CLOSE_COMPLETE)
            return
        if session.lease is None:
            raise NeedsConnection(plan_of(session, b""))
        self._out.send(frontend.message(b"C", body), (CLOSE_STEP, None, None))

    # ---- what the steps share

    def _ensure_prepared(self, link: Link, statement: ClientStatement, plan: Plan) -> None:
        """Parses the statement on this connection where it is not known there. May raise Waits."""
        prepared = statement.prepared
        if statement.of_sql:
            return
        is_there = columns.is_there(link, statement, plan)
        if not is_there and not columns.prepare_again(self._session, self._out, link, statement, plan):
            raise Waits
        statement.is_used = prepared is not None

    def _is_known(self, plan: Plan, prepared: Prepared) -> bool:
        """Whether Parse needs no server: one has parsed this text, and nothing but its Execute depends on where."""
        return plan.action == FORWARD_PLAN and self._session.instance.preparations.is_proven(prepared)

    def _statement(self, name: bytes) -> ClientStatement:
        statement = self._session.statements.get(name)
        if statement is not None:
            return statement
        if name and "prepared statement" in self._session.pins:
            return by_sql(name)
        raise unknown(name)

    def _link(self, plan: Plan) -> Link:
        session = self._session
        link = session.lease
        if link is None:
            raise NeedsConnection(plan)
        if session.several is None and leases.is_at_home(session, plan, link):
            return link
        found = elsewhere.seat(session, plan, b"", link, is_busy=self._out.has_sent)
        if found is None:
            raise Waits
        return found

    def _send_where_held(self, message: bytes, detail: tuple[Any, ...], portal: bytes) -> None:
        session = self._session
        if session.lease is None and session.pinned:
            # A cursor WITH HOLD is a portal too, on the pinned connection.
            raise NeedsConnection(plan_of(session, b""))
        if session.lease is None:
            raise ProxyError(f'portal "{portal.decode("utf-8", "replace")}" does not exist', sqlstate="34000")
        self._out.send(message, detail)


def _kind_and_name(body: bytes) -> tuple[bytes, bytes]:
    """Of a Describe or a Close."""
    if len(body) < 2 or body[len(body) - 1]:
        raise MalformedMessage("invalid string in message")
    return body[:1], body[1 : len(body) - 1]
