"""What the program says of itself."""

from asi_desktop import __version__
from asi_desktop.services import about
from asi_desktop.services.about import parts
from asi_desktop.services.desk import Desk


def test_a_laptop_alone_tells_program_and_profile(desk: Desk) -> None:
    found = desk.about.read()
    assert found.version == __version__
    assert found.licence == "EUPL-1.2"
    assert found.profile.is_dir()
    assert len(found.vault) == len(found.device) == 32
    assert (found.office, found.url, found.fingerprint) == ("", "", "")


def test_every_part_tells_its_version_and_licence() -> None:
    known = {part.name.lower(): part for part in parts()}
    assert {"pyside6_essentials", "cryptography", "sqlalchemy"} <= {name.replace("-", "_") for name in known}
    assert all(part.version for part in known.values())
    assert sum(bool(part.licence) for part in known.values()) >= len(known) - 1


def test_a_packed_program_without_papers_tells_none() -> None:
    assert parts("no-such-distribution") == ()
    assert about._part("no-such-distribution") is None
