"""The parent of worker processes: starts them, replaces one that died, asks them all, ends them all."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from subprocess import DEVNULL
from typing import Any, Final

from structlog.typing import FilteringBoundLogger

from proxy.errors import ConnectionFailure, ProxyError
from proxy.net import TaskOwner, module_command
from proxy.server.cancel import worker_of
from proxy.server.census import Census
from proxy.server.control import Channel, Handler

START_TIMEOUT: Final = 60.0
ANSWER_TIMEOUT: Final = 5.0
_END_TIMEOUT: Final = 5.0
"""Seconds beyond the drain that a worker gets to end by itself."""
_SETTLED: Final = 10.0
"""A worker that lived so long did not die of its start; the next one comes at once."""
_LONGEST_DELAY: Final = 10.0


@dataclass(slots=True, eq=False)
class Worker:
    """One process in its place. Places are counted from 0, and from 1 for people."""

    place: int
    generation: int
    process: asyncio.subprocess.Process
    channel: Channel
    is_serving: bool = False
    departed: asyncio.Event = field(default_factory=asyncio.Event)


# Any: what goes over a channel is JSON.
Introduce = Callable[[int, int], Mapping[str, Any]]
"""What the worker of a place and generation must know to begin."""


class Supervisor:
    """`start`, then `ask_all` and `cancel` reach the workers, until `stop`.

    `module` is run as a worker with the number of its end of the channel; it takes over the sockets of its place.
    """

    def __init__(
        self,
        module: str,
        sockets: Sequence[Sequence[socket.socket]],
        census: Census,
        introduce: Introduce,
        handlers: Mapping[str, Handler],
        logger: FilteringBoundLogger,
        on_end: Callable[[Worker], None],
    ) -> None:
        # For the life of the process
        self._module = module
        self._sockets = sockets
        self._census = census
        self._introduce = introduce
        self._handlers = {**handlers, "cancel": self._cancel, "defined": self._defined}
        self._logger = logger
        self._on_end = on_end
        self._tasks = TaskOwner("supervisor")
        self.steady = asyncio.Lock()
        """Held while a worker starts, and by whoever changes all of them: none begins with what the others give up."""
        # Changing with births and deaths
        self._workers: dict[int, Worker] = {}
        self._is_stopping = False
        self.started = 0

    @property
    def places(self) -> int:
        return len(self._sockets)

    @property
    def serving(self) -> list[Worker]:
        """The workers that answer, by their place."""
        workers = [self._workers[place] for place in sorted(self._workers)]
        return [worker for worker in workers if worker.is_serving and worker.channel.is_open]

    async def start(self) -> None:
        """Returns when every worker serves. Raises the ProxyError of one that cannot."""
        first: list[asyncio.Future[None]] = []
        for place in range(self.places):
            begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            first.append(begun)
            self._tasks.spawn(self._keep(place, begun), f"keep worker {place + 1}")
        try:
            await asyncio.gather(*first)
        except BaseException:
            for begun in first:
                begun.cancel()
            await self.stop(0)
            raise

    async def ask_all(self, what: str, *, patience: float | None = ANSWER_TIMEOUT, **values: Any) -> dict[int, Any]:
        """The answers of the serving workers by place; one that fails answers with a ProxyError as value."""
        workers = self.serving
        answers = await asyncio.gather(*(self._ask(worker, what, patience, values) for worker in workers))
        return {worker.place: answer for worker, answer in zip(workers, answers, strict=True)}

    async def _ask(self, worker: Worker, what: str, patience: float | None, values: Mapping[str, Any]) -> Any:
        try:
            async with asyncio.timeout(patience):
                return await worker.channel.ask(what, **values)
        except TimeoutError:
            return ConnectionFailure(f"worker {worker.place + 1} did not answer within {patience:g} seconds")
        except ProxyError as error:
            return error

    async def stop(self, patience: float) -> None:
        """Lets every worker drain for `patience` seconds, then ends it."""
        self._is_stopping = True
        for worker in self._workers.values():
            worker.channel.tell("drain", patience=patience)
        departures = [worker.departed.wait() for worker in self._workers.values()]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience + _END_TIMEOUT):
                await asyncio.gather(*departures)
        for worker in self._workers.values():
            if worker.process.returncode is None:
                self._logger.error("worker does not end, killed", worker=worker.place + 1, pid=worker.process.pid)
                worker.process.kill()
        await asyncio.gather(*(worker.departed.wait() for worker in self._workers.values()))
        await self._tasks.close()

    # ---- one place

    async def _keep(self, place: int, begun: asyncio.Future[None]) -> None:
        """Has a worker in this place until the end."""
        loop = asyncio.get_running_loop()
        generation, delay = 0, 0.0
        while not self._is_stopping:
            born = loop.time()
            worker = await self._launch(place, generation)
            try:
                await self._begin(worker)
            except ProxyError as error:
                if not begun.done():
                    begun.set_exception(error)
                self._logger.error("worker cannot start", worker=place + 1, error=error.message)
                worker.channel.close()
            else:
                if not begun.done():
                    begun.set_result(None)
            code = await worker.process.wait()
            self._departed(worker, code)
            if begun.done() and (begun.cancelled() or begun.exception() is not None):
                return
            generation += 1
            delay = 0.0 if loop.time() - born > _SETTLED else min(_LONGEST_DELAY, 2 * delay or 0.1)
            if delay and not self._is_stopping:
                await asyncio.sleep(delay)

    async def _launch(self, place: int, generation: int) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            inherited = [theirs.fileno(), self._census.descriptor, *(one.fileno() for one in self._sockets[place])]
            command, environment = module_command(self._module, str(theirs.fileno()))
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=DEVNULL,
                pass_fds=inherited,
                # What the terminal says to this process is not said to them.
                start_new_session=True,
                env=environment,
            )
        worker = Worker(place, generation, process, Channel(self._handlers, self._tasks, lambda: None))
        await worker.channel.open(ours)
        self._workers[place] = worker
        self.started += 1
        return worker

    async def _begin(self, worker: Worker) -> None:
        async with self.steady:
            answer = await self._ask(
                worker,
                "start",
                START_TIMEOUT,
                {
                    **self._introduce(worker.place, worker.generation),
                    "worker": worker.place,
                    "workers": self.places,
                    "generation": worker.generation,
                    "census": self._census.descriptor,
                    "sockets": [one.fileno() for one in self._sockets[worker.place]],
                },
            )
            if isinstance(answer, ProxyError):
                raise answer
            worker.is_serving = True
        self._logger.info("worker serves", worker=worker.place + 1, pid=worker.process.pid)

    def _departed(self, worker: Worker, code: int) -> None:
        served, worker.is_serving = worker.is_serving, False
        self._census.report(worker.place, 0)
        self._on_end(worker)
        worker.channel.close()
        worker.departed.set()
        if served and not self._is_stopping:
            self._logger.error(
                "worker ended, its clients are gone; another takes its place",
                worker=worker.place + 1,
                pid=worker.process.pid,
                exit_code=code,
            )

    # ---- from one worker to another

    async def _cancel(self, values: Mapping[str, Any]) -> None:
        """A cancel request came to a worker that does not have the session: only its own may see the secret."""
        owner = self._workers.get(worker_of(bytes.fromhex(values["secret"]), self.places))
        if owner is not None and owner.is_serving:
            owner.channel.tell("cancel", **values)

    async def _defined(self, values: Mapping[str, Any]) -> None:
        """DDL went through one worker: the others know of the catalogs what is no longer true."""
        for worker in self.serving:
            if worker.place != values["worker"]:
                worker.channel.tell("defined", **values)
