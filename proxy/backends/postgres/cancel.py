"""Cancelling what runs on a connection: a second connection to the same address that carries only CancelRequest."""

from __future__ import annotations

import asyncio

from proxy.backends.postgres.connect import Ready, open_transport
from proxy.backends.postgres.tls import Encryption
from proxy.backends.postgres.url import Target
from proxy.errors import ConnectionFailure
from proxy.wire.frontend import cancel_request


async def request_cancel(target: Target, ready: Ready, deadline: float) -> None:
    """Returns when the server has taken the request, within `deadline` seconds, whatever becomes of it.

    The secret travels as the connection itself does: encrypted where that is.
    """
    encryption = Encryption.ALWAYS if ready.encrypted else Encryption.NONE
    try:
        async with asyncio.timeout(deadline):
            transport, conversation = await open_transport(ready.host, encryption, target)
            try:
                transport.write(cancel_request(ready.process_id, ready.secret))
                # The server answers by closing; closing first could overtake the request.
                await conversation.wait_ended()
            finally:
                transport.close()
    except TimeoutError as error:
        raise ConnectionFailure(
            f"a cancel request to {ready.host} was not taken within {deadline:g} seconds"
        ) from error
