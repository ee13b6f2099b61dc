"""The ASGI side: takes a POST, limits it, and streams the signed answer."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import chain

from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from asi_desktop.headoffice.log_store import StoreUnavailable
from asi_desktop.headoffice.relay.asking import Asked, asked
from asi_desktop.headoffice.relay.bell import Bell
from asi_desktop.headoffice.relay.service import Replied, Service
from asi_desktop.protocol.exchange import (
    CONTENT_TYPE,
    MAX_REQUEST_BYTES,
    MAX_WAIT_S,
    PATH,
    Fault,
    Wait,
)
from asi_desktop.protocol.packing import Undecodable
from asi_desktop.protocol.stream import answer_bytes

BUSY_AFTER_S = 15
READ_AT_MOST_BYTES = 2 * MAX_REQUEST_BYTES
"""A request above the limit is still read up to here, to be answered in words that are signed."""

_SILENCE_S = 60
_AT_ONE_GO_BYTES = 64 * 1024
_HEADERS = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class _Door:
    """Where requests come in."""

    service: Service
    bell: Bell

    async def post(self, request: Request) -> Response:
        """Answer one request."""
        try:
            body = await _body(request)
        except (ClientDisconnect, TimeoutError):
            return Response(status_code=408)
        if len(body) > READ_AT_MOST_BYTES:
            return Response(status_code=413)
        self.service.counters.add("requests")
        self.service.counters.add("bytes_in", len(body))
        replied = await self._replied(body)
        self.bell.ring(replied.grown)
        try:
            return await self._response(body, replied)
        except StoreUnavailable:  # what was stored before is known when it comes again
            return await self._response(body, self._later())

    async def _replied(self, body: bytes) -> Replied:
        if len(body) > MAX_REQUEST_BYTES:
            return self.service.refusal(Fault(last=True, code="too_large"))
        try:
            question = asked(body)
            if isinstance(question.request, Wait):
                return await self._waited(question, question.request)
            return await run_in_threadpool(self.service.replied, question)
        except Undecodable:
            self.service.counters.add("undecodable")
            return self.service.refusal(Fault(last=True, code="refused"))
        except StoreUnavailable:
            return self._later()

    def _later(self) -> Replied:
        return self.service.refusal(Fault(last=True, code="later", after_s=BUSY_AFTER_S))

    async def _waited(self, question: Asked, request: Wait) -> Replied:
        """Hold the answer back until there is news, the time is over, or the server stops."""
        spaces = await run_in_threadpool(self.service.awaited, question, request)
        if isinstance(spaces, Fault):
            return self.service.refusal(spaces)
        loop = asyncio.get_running_loop()
        until = loop.time() + min(max(request.seconds, 0), MAX_WAIT_S)
        async with self.bell.listening(spaces) as rung:
            while True:
                over = self.bell.closed or loop.time() >= until
                rung.clear()
                answer = await run_in_threadpool(self.service.news, request, at_once=over)
                if answer is not None:
                    return Replied(iter((answer,)))
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), until - loop.time())

    async def _response(self, body: bytes, replied: Replied) -> Response:
        """Send a short answer at one go, with its length; a long one as it is read."""
        pieces = answer_bytes(replied.messages, body, self.service.key.sign)
        begun, more = await run_in_threadpool(_begun, pieces)
        if not more:
            self.service.counters.add("bytes_out", len(begun))
            return Response(begun, media_type=CONTENT_TYPE, headers=_HEADERS)
        counted = self._counted(chain((begun,), pieces))
        return StreamingResponse(iterate_in_threadpool(counted), media_type=CONTENT_TYPE, headers=_HEADERS)

    def _counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        with suppress(StoreUnavailable):  # an answer without its last message is cut, and asked for again
            for piece in pieces:
                self.service.counters.add("bytes_out", len(piece))
                yield piece


def application(service: Service, bell: Bell) -> Starlette:
    """Return the relay: POST to ``protocol.exchange.PATH``, and nothing else."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        looking = asyncio.create_task(bell.look_out())
        yield
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking

    return Starlette(routes=[Route(PATH, _Door(service, bell).post, methods=["POST"])], lifespan=lifespan)


async def _body(request: Request) -> bytes:
    """Return the body, a little more than the most that is read when it is longer.

    Raises TimeoutError when a minute passes in silence.
    """
    body = bytearray()
    stream = aiter(request.stream())
    while len(body) <= READ_AT_MOST_BYTES:
        async with asyncio.timeout(_SILENCE_S):
            piece = await anext(stream, None)
        if piece is None:
            break
        body += piece
    return bytes(body)


def _begun(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """Return the first pieces joined, and whether more may follow."""
    begun = bytearray()
    for piece in pieces:
        begun += piece
        if len(begun) >= _AT_ONE_GO_BYTES:
            return bytes(begun), True
    return bytes(begun), False
