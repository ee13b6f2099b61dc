"""What a laptop gets from head office: enrolment, pushes, pulls, waits and faults."""

from asi_desktop.protocol.exchange import Enrolled, Pushed
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import ids, version


def test_a_version_reaches_a_colleague_and_nobody_in_between_can_read_it(office: Office) -> None:
    writer, reader = office.laptop("anna"), office.laptop("bilal")
    batch = writer.batch(office.home(), [version(b"one"), version(b"two")])
    told = writer.told(writer.push(batch), cursors=[office.home()])
    (outcome,) = told.pushed
    assert outcome == Pushed(first=told.frames[-1].until.seq - 1)
    reader.pull()
    assert [reader.contents[id_] for id_ in ids(batch)] == [b"one", b"two"]


def test_an_invitation_opens_the_spaces_of_the_role(office: Office) -> None:
    office.person("anna")
    laptop = office.invited("anna")
    assert isinstance(laptop.enrol(), Enrolled)
    assert len(laptop.epoch_keys) == 3
