"""What must hold once everybody has synced in peace."""

from collections.abc import Sequence

from asi_desktop.domain.viewing import seen
from asi_desktop.exchange.canonical import CanonicalRecord, Claim, line
from tests.simulation.laptop import Laptop
from tests.simulation.ledger import Ledger
from tests.simulation.offices import Office
from tests.simulation.real_vault import RealVault
from tests.simulation.vaults import KIND

ROUNDS = 8


def settle(laptops: Sequence[Laptop]) -> None:
    """Sync everybody in fair weather, at most as often as it may take (I8)."""
    for _ in range(ROUNDS):
        reports = [laptop.sync() for laptop in laptops]
        if all(one.requests == 1 and not one.pushed and not one.pulled for one in reports):
            break
    for laptop, report in zip(laptops, reports, strict=True):
        told = f"{laptop.name}: {report} (I8)"
        assert (report.requests, report.pushed, report.pulled, report.pending) == (1, 0, 0, 0), told
        assert not laptop.store.outbox(), told


def everything(laptops: Sequence[Laptop], office: Office, ledger: Ledger) -> None:
    """Nothing lost, nothing resurrected, everybody equal, nothing alarming."""
    assert not office.relay.problems(), office.relay.problems()
    common: dict[bytes, tuple[bytes, bytes]] = {}
    for laptop in laptops:
        laptop.check(office)
        assert not laptop.store.problems(), (laptop.name, laptop.store.problems())
        _complete(laptop, ledger)
        same, told = laptop.same(ledger), exported(laptop)
        for record in same:
            both = (same[record], told[record])
            assert common.setdefault(record, both) == both, f"{laptop.name}: {record.hex()} differs (I2)"
        _at_the_end(laptop, office)
        if isinstance(laptop.store, RealVault):
            assert not laptop.store.verified(), (laptop.name, laptop.store.verified())


def exported(laptop: Laptop) -> dict[bytes, bytes]:
    """Return the canonical line of every record."""
    lines = {}
    for record, (space, state) in laptop.store.states().items():
        shown = seen(KIND, state)
        fields = {name: v for name, v in shown.fields.items() if name not in laptop.store.private}
        conflicts = {
            path: [Claim(one.value, one.stamp.device.hex()) for one in several]
            for path, several in shown.conflicts.items()
            if path not in laptop.store.private
        }
        told = CanonicalRecord(record, state.type, space, shown.status, shown.deleted, fields, conflicts)
        lines[record] = line(told)
    return lines


def replayed(office: Office, questions: Sequence[bytes]) -> None:
    """Ask what was asked before once more: the logs stay as they are (I6)."""
    before = [office.relay.log(space) for space in (office.home, office.file)]
    for body in questions:
        for _ in office.answer(body):
            pass
    assert before == [office.relay.log(space) for space in (office.home, office.file)], (
        "a replay counted (I6)"
    )


def _complete(laptop: Laptop, ledger: Ledger) -> None:
    """Exactly what nobody replaced knowingly is shown, in every record of the laptop's spaces (I1)."""
    states = laptop.store.states()
    expected = ledger.records_of(laptop.spaces)
    assert states.keys() == expected, f"{laptop.name}: {len(states)} records, {len(expected)} written (I1)"
    for record, (space, state) in states.items():
        assert space == ledger.spaces[record]
        shown = {path: {one.dot: one.value for one in values} for path, values in state.fields.items()}
        due = ledger.shown(record) | ledger.secrets_of(laptop.device, record)
        assert shown == due, f"{laptop.name}: {record.hex()} (I1)\n shown {shown}\n due {due}"


def _at_the_end(laptop: Laptop, office: Office) -> None:
    for place in laptop.port().cursors():
        assert place.position.seq == len(office.relay.log(place.space)), f"{laptop.name}: not at the end"
