"""The desks of one laptop: offered last one first, never in the way of opening one."""

import json
import stat
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.services.officers import FILE, Officer, Officers


def vault(folder: Path) -> Path:
    """Let ``folder`` look like a profile with a vault."""
    folder.mkdir(parents=True)
    (folder / "vault.db").write_bytes(b"sealed")
    return folder


def test_the_desk_entered_last_comes_first_and_keeps_its_name(tmp_path: Path) -> None:
    officers = Officers(tmp_path)
    assert officers.known() == ()
    ana, ben = vault(tmp_path / "profile"), vault(tmp_path / "profiles" / "b")
    officers.remember(ana, "  Ana  ")
    officers.remember(ben, "Ben")
    officers.remember(ana)
    assert officers.known() == (Officer(ana, "Ana"), Officer(ben, "Ben"))
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_desk_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    officers = Officers(tmp_path)
    ana = vault(tmp_path / "profile")
    officers.remember(ana)
    (ana / "vault.db").unlink()
    assert officers.known() == ()


def test_a_damaged_list_is_an_empty_one_and_heals(tmp_path: Path) -> None:
    officers, ana = Officers(tmp_path), vault(tmp_path / "profile")
    for damage in ("{", "3", '[3, {"folder": ""}, {"folder": "x"}, {"folder": 1, "name": ""}]'):
        (tmp_path / FILE).write_text(damage, encoding="utf-8")
        assert officers.known() == ()
    officers.remember(ana, "Ana")
    assert officers.known() == (Officer(ana, "Ana"),)


def test_a_disk_that_refuses_shuts_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    Officers(tmp_path / "file").remember(vault(tmp_path / "profile"), "Ana")
    assert Officers(tmp_path / "file").known() == ()


def test_each_new_desk_has_a_folder_of_its_own(tmp_path: Path) -> None:
    officers = Officers(tmp_path)
    assert officers.new_folder() != officers.new_folder()
    assert officers.new_folder().parent.parent == tmp_path
    assert not officers.new_folder().exists()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["folder", "name"]), inner),
        max_leaves=8,
    )
)
def test_whatever_stands_in_the_list_is_survived(tmp_path_factory: object, row: object) -> None:
    folder = tmp_path_factory.mktemp("officers")  # type: ignore[attr-defined]
    (folder / FILE).write_text(json.dumps([row]), encoding="utf-8")
    assert Officers(folder).known() == ()
