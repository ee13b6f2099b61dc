"""Random contents of records, headers and batches for the tests of the codecs."""

import hashlib

import msgspec
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot, Dotted, Stamp, State, Value
from asi_desktop.protocol.batch import Batch, Version
from asi_desktop.protocol.chain import ORIGIN, Position
from asi_desktop.protocol.header import Header
from asi_desktop.protocol.packing import MAX_NATURAL, packed

DEVICE = bytes(range(16))
SPACE = b"s" * 16
SALT = b"t" * 16

ids = st.binary(min_size=16, max_size=16)
hashes = st.binary(min_size=32, max_size=32)
naturals = st.one_of(st.integers(0, 300), st.integers(0, MAX_NATURAL - 5000))
positions = st.builds(Position, st.binary(min_size=8, max_size=8), naturals, hashes)

values: st.SearchStrategy[Value] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=20),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=5), inner, max_size=3),
    ),
    max_leaves=6,
)
element_paths = st.builds(
    lambda listing, element, name: f"{listing}/{element.hex()}/{name}",
    st.sampled_from(["asks", "channels"]),
    ids,
    st.sampled_from(["due", "_alive", "codes#a", "deep/er"]),
)
paths = st.one_of(
    st.sampled_from(["title", "_alive", "audience#x", "status"]), st.text(max_size=12), element_paths
)
dots = st.builds(Dot, st.integers(0, 2**64 - 1), st.one_of(st.integers(1, 300), st.integers(1, MAX_NATURAL)))
stamps = st.builds(Stamp, st.one_of(st.just(DEVICE), ids), st.integers(0, 253_402_300_799_999))
extras = st.dictionaries(st.sampled_from(["x", "zz", "later"]), values.map(packed), max_size=2)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Return a state as the program could hold it: siblings in order, a stamp for each live dot."""
    named = draw(st.lists(st.tuples(dots, stamps), max_size=4, unique_by=lambda pair: pair[0]))
    fields: dict[str, tuple[Dotted, ...]] = {}
    if named:
        for path in draw(st.lists(paths, max_size=6, unique=True)):
            own = draw(
                st.lists(st.sampled_from([dot for dot, _ in named]), min_size=1, max_size=3, unique=True)
            )
            fields[path] = tuple(Dotted(dot, draw(values)) for dot in sorted(own))
    live = {value.dot for siblings in fields.values() for value in siblings}
    vector = draw(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, MAX_NATURAL), max_size=2))
    for dot in live:
        vector[dot.actor] = max(vector.get(dot.actor, 0), dot.n)
    kept = {dot: stamp for dot, stamp in named if dot in live}
    return State(
        draw(st.sampled_from(["brief", "", "contact"])), draw(naturals), fields, vector, kept, draw(extras)
    )


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Return a batch of one device in one space, some members left out."""
    suite = draw(st.sampled_from([1, 7]))
    dev_seq, epoch, seen, ctrl_seen, salt = draw(st.tuples(naturals, naturals, positions, naturals, ids))
    members: list[Version | bytes] = []
    for place in range(draw(st.integers(1, 5))):
        dev_seq += draw(st.integers(0, 3))
        if place and draw(st.booleans()):
            members.append(draw(hashes))
            continue
        box = draw(st.binary(max_size=40))
        drawn = draw(st.lists(hashes, max_size=3, unique=True))
        parents = tuple(sorted({bytes([place]) + parent[1:] for parent in drawn}))  # of this record alone
        header = Header(
            suite=suite,
            space=SPACE,
            record=draw(ids),
            parents=parents,
            device=DEVICE,
            dev_seq=dev_seq,
            epoch=epoch,
            seen=seen,
            ctrl_seen=ctrl_seen,
            refs=tuple(draw(st.lists(hashes, max_size=2))),
            full=draw(st.booleans()),
            urgent=draw(st.booleans()),
            min_writer=draw(st.integers(0, 3)),
            bundle=draw(st.one_of(st.just(b""), ids)),
            salt=salt,
            ct_hash=hashlib.sha256(box).digest(),
        )
        members.append(Version(header, box))
        dev_seq += 1
    return Batch(SPACE, DEVICE, tuple(members), draw(st.binary(min_size=64, max_size=64)))


def version(**changed: object) -> Version:
    """Return a new record's version, with some fields of its header ``changed``."""
    box = b"sealed"
    header = Header(
        suite=1,
        space=SPACE,
        record=b"r" * 16,
        parents=(),
        device=DEVICE,
        dev_seq=5,
        epoch=1,
        seen=ORIGIN,
        ctrl_seen=0,
        refs=(),
        full=True,
        urgent=False,
        min_writer=0,
        bundle=b"",
        salt=SALT,
        ct_hash=hashlib.sha256(box).digest(),
    )
    return Version(msgspec.structs.replace(header, **changed), box)
