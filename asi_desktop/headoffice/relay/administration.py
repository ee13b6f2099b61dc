"""The administration port: whether the relay is well, and its numbers for Prometheus. Loopback only."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from asi_desktop.headoffice.log_store import LogStore, Reader, StoreUnavailable
from asi_desktop.headoffice.relay.counters import Counters, exposition

_EXPOSITION = "text/plain; version=0.0.4"


def administration(store: LogStore, processes: Sequence[Counters]) -> Starlette:
    """Return the administration of a relay whose processes count into ``processes``."""

    def health(_: Request) -> Response:
        """Tell whether the database answers."""
        try:
            with store.reading() as reader:
                reader.controls_written()
        except StoreUnavailable:
            return JSONResponse({"ok": False}, status_code=503)
        return JSONResponse({"ok": True})

    def metrics(_: Request) -> Response:
        """Give all numbers; those that only the database knows are left out while it is away."""
        try:
            with store.reading() as reader:
                gauges = _gauges(reader)
        except StoreUnavailable:
            gauges = {}
        return PlainTextResponse(exposition(processes, gauges), media_type=_EXPOSITION)

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics)])


def _gauges(reader: Reader) -> dict[str, tuple[str, int]]:
    logs = reader.logs()
    return {
        "spaces": ("Logs, the directory's included", len(logs)),
        "entries": ("Entries of all logs", sum(log.position.seq for log in logs.values())),
        "stored_bytes": ("Bytes of sealed versions and control entries", reader.stored_bytes()),
        "devices_heard": ("Laptops that were ever heard", len(reader.contacts())),
        "alarms": ("Alarms raised", len(reader.alarms())),
    }
