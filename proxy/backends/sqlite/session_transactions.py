"""BEGIN, COMMIT, savepoints, SET TRANSACTION and SET CONSTRAINTS."""

from __future__ import annotations

from proxy.backends.sqlite import cursors, preparing
from proxy.backends.sqlite.conversation import Conversation, warn
from proxy.backends.sqlite.store import Block, Store
from proxy.errors import FeatureNotSupported, ProxyError
from proxy.sql.statement import (
    TransactionCommand,
    TransactionVerb,
)


def transaction(engine: Conversation, command: TransactionCommand, tag: str) -> str:
    """Runs the command and gives its tag. Raises ProxyError."""
    store = engine.store
    verb = command.verb
    if verb in (TransactionVerb.COMMIT, TransactionVerb.ROLLBACK):
        return _end(engine, command, tag)
    if verb is TransactionVerb.ROLLBACK_TO:
        if store.block is Block.NONE:
            raise ProxyError("ROLLBACK TO SAVEPOINT can only be used in transaction blocks", sqlstate="25P01")
        store.before_write()
        cursors.drop_since(engine.portals, store.rollback_to(command.name or ""))
        return tag
    store.check_open()
    if verb is TransactionVerb.BEGIN:
        if store.block is Block.OPEN:
            warn(engine, "there is already a transaction in progress", "25001")
        else:
            store.open_block(read_only=None, isolation=None)
        store.characteristics(read_only=command.read_only, isolation=command.isolation)
        return tag
    if verb is TransactionVerb.SET_TRANSACTION and command.name == "session":
        if command.isolation is not None:
            engine.settings.set("default_transaction_isolation", command.isolation)
        if command.read_only is not None:
            engine.settings.set("default_transaction_read_only", "on" if command.read_only else "off")
        return tag
    if verb is TransactionVerb.SET_TRANSACTION:
        if store.block is Block.NONE:
            warn(engine, "SET TRANSACTION can only be used in transaction blocks", "25P01")
        else:
            _check_allowed(store, command)
            store.characteristics(read_only=command.read_only, isolation=command.isolation)
        return tag
    if verb is TransactionVerb.SET_CONSTRAINTS:
        if (command.name or "").lower() != "all":
            raise FeatureNotSupported("SET CONSTRAINTS of single constraints is not supported on SQLite; use ALL")
        store.constraints(deferred=command.isolation == "deferred")
        return tag
    if verb in (TransactionVerb.SAVEPOINT, TransactionVerb.RELEASE):
        if store.block is Block.NONE:
            word = "SAVEPOINT" if verb is TransactionVerb.SAVEPOINT else "RELEASE SAVEPOINT"
            raise ProxyError(f"{word} can only be used in transaction blocks", sqlstate="25P01")
        if verb is TransactionVerb.SAVEPOINT:
            store.savepoint(command.name or "")
        else:
            cursors.keep_since(engine.portals, store.release(command.name or ""))
        return tag
    if verb is TransactionVerb.PREPARE:
        preparing.prepare(store, command.name or "")
        return tag
    if store.prepared is None or store.prepared != command.name:
        raise FeatureNotSupported(f"{tag} is not supported on SQLite: it has no prepared transactions")
    commit = verb is TransactionVerb.COMMIT_PREPARED
    engine.end_transaction(commit=commit)
    preparing.forget(store, committed=commit)
    return tag


def _check_allowed(store: Store, command: TransactionCommand) -> None:
    """Raises ProxyError (25001) for what cannot be changed here in this transaction."""
    isolates = command.isolation is not None and command.isolation != store.isolation
    frees = command.read_only is False and store.read_only
    if isolates and store.has_queried:
        raise ProxyError("SET TRANSACTION ISOLATION LEVEL must be called before any query", sqlstate="25001")
    if isolates and store.savepoints:
        raise ProxyError("SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction", sqlstate="25001")
    if frees and store.only_reads_above:
        raise ProxyError("cannot set transaction read-write mode inside a read-only transaction", sqlstate="25001")
    if frees and store.has_queried:
        raise ProxyError("transaction read-write mode must be set before any query", sqlstate="25001")


def _end(engine: Conversation, command: TransactionCommand, tag: str) -> str:
    store = engine.store
    commit = command.verb is TransactionVerb.COMMIT
    if store.block is Block.NONE:
        if command.chain:
            raise ProxyError(f"{tag} AND CHAIN can only be used in transaction blocks", sqlstate="25P01")
        warn(engine, "there is no transaction in progress", "25P01")
    elif store.block is Block.FAILED and commit:
        commit, tag = False, "ROLLBACK"
    read_only, isolation = store.read_only, store.isolation
    engine.end_transaction(commit=commit)
    if command.chain:
        store.open_block(read_only=read_only, isolation=isolation)
    return tag
