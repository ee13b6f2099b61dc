"""Lists and search are derived: another description rebuilds them, and never touches a record."""

from dataclasses import replace
from pathlib import Path

import pytest

from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.storage import projections, rebuild
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.results import ListQuery
from asi_desktop.storage.vault import unlock
from asi_desktop.tasks import Context, Progress
from tests.storage.surroundings import PASSPHRASE, new_vault
from tests.storage.writing import BRIEF, add, read


def with_field(kind: RecordType, field: Field) -> RecordType:
    return replace(kind, fields=(*kind.fields, field))


def types_with(changed: RecordType) -> tuple[RecordType, ...]:
    return tuple(changed if kind.name == changed.name else kind for kind in RECORD_TYPES)


WEATHER = Field("weather", Kind.TEXT, Text("Météo", "Weather"), listed=True, filterable=True, searchable=True)


def reopened(
    folder: Path, given: Surroundings, types: tuple[RecordType, ...], context: Context | None = None
) -> Vault:
    return unlock(Profile(folder), PASSPHRASE, context=context, surroundings=replace(given, types=types))


def test_a_new_field_appears_in_list_filter_and_search_of_old_records(
    tmp_path: Path, given: Surroundings
) -> None:
    vault = new_vault(tmp_path / "p", given)
    record = add(vault, {**BRIEF, "weather": "orage"})
    state = read(vault, record).state
    with vault.reading() as reader:
        assert reader.search("orage").total == 0
    vault.close()
    told: list[Progress] = []
    types = types_with(with_field(record_type("brief"), WEATHER))
    vault = reopened(tmp_path / "p", given, types, Context(told.append))
    assert read(vault, record).state == state
    with vault.reading() as reader:
        assert reader.search("orage").total == 1
        (row,) = reader.page(ListQuery("brief", where=(("weather", "orage"),))).items
        assert row.values["weather"] == "orage"
    assert (told[-1].done, told[-1].total) == (1, 1)
    vault.close()
    told.clear()
    reopened(tmp_path / "p", given, types, Context(told.append)).close()
    assert not told


def test_a_type_that_was_unknown_is_derived_once_it_is_known(tmp_path: Path, given: Surroundings) -> None:
    newer = record_type("staff")
    known = tuple(kind for kind in RECORD_TYPES if kind is not newer)
    vault = new_vault(tmp_path / "p", replace(given, types=known))
    record = add(vault, {"name": "Awa Traoré", "ref": "BKO-2026-ST-0001-A"}, kind=newer.name)
    with vault.reading() as reader:
        assert reader.search("awa").total == 0
        assert reader.by_ref("BKO-2026-ST-0001-A") == record
    vault.close()
    vault = reopened(tmp_path / "p", given, RECORD_TYPES)
    with vault.reading() as reader:
        assert reader.search("awa").items[0].id == record
        assert reader.page(ListQuery(newer.name)).total == 1
    vault.close()


def test_another_way_of_deriving_rebuilds_everything(
    tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = new_vault(tmp_path / "p", given)
    for n in range(3):
        add(vault, {**BRIEF, "title": f"T{n}"})
    made = structure(vault)
    vault.close()
    monkeypatch.setattr(projections, "VERSION", projections.VERSION + 1)
    monkeypatch.setattr(rebuild, "_AT_ONCE", 2)
    vault = reopened(tmp_path / "p", given, RECORD_TYPES)
    with vault.reading() as reader:
        assert reader.page(ListQuery("brief")).total == 3
        assert reader.search("t").total == 3
    assert structure(vault) == made
    vault.close()


def structure(vault: Vault) -> list[str]:
    """Return the names of all tables and indexes."""
    with vault.reading() as reader:
        return sorted(reader.connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())


def test_a_conflict_is_counted_until_its_record_is_deleted(vault: Vault) -> None:
    from asi_desktop.domain.dotted import Write, write
    from tests.storage.writing import edit

    record = add(vault)
    with vault.writing() as writer:
        stored = writer.record(record)
        assert stored is not None
        beside = Write(writer.next_dot(), writer.stamp(), {"title": "Beside"}, {"title": ()})
        writer.save(record, stored.space, write(stored.state, beside), change=beside)
        assert writer.conflicts() == ((record, "title"),)
    with vault.reading() as reader:
        assert reader.counts().conflicts == 1
        assert reader.search("beside").total == 1
    edit(vault, record, {"_alive": False})
    with vault.reading() as reader:
        assert reader.counts().conflicts == 0


def test_the_lists_index_serves_the_page_and_the_outbox(vault: Vault) -> None:
    with vault.reading() as reader:

        def plan(sql: str) -> str:
            return str(reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all())

        for order in ("updated_ms DESC, key DESC", "title_key, key DESC", "f_country NULLS LAST, key DESC"):
            listed = f"SELECT key FROM list_brief WHERE deleted = 0 ORDER BY {order} LIMIT 200"
            assert "COVERING INDEX" in plan(listed)
            assert "TEMP B-TREE" not in plan(listed)
        exercises = plan("SELECT count(*) FROM list_brief WHERE deleted = 0 AND f_exercise = 1")
        assert "COVERING INDEX ix_list_brief_f_exercise" in exercises
        dirty = "SELECT id FROM record WHERE dirty = 1 AND urgent = 0 ORDER BY updated_ms, key LIMIT 9"
        assert "ix_record_dirty" in plan(dirty)
        assert "TEMP B-TREE" not in plan(dirty)


def test_a_rebuild_of_everything_keeps_records_of_a_newer_program(
    tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tuple(kind for kind in RECORD_TYPES if kind.name != "staff")
    vault = new_vault(tmp_path / "p", given)
    target = add(vault)
    links = {"links/aa/target": target.hex(), "links/aa/role": "related"}
    newer = add(vault, {"name": "Awa", "ref": "BKO-2026-ST-0001-A", **links}, kind="staff")
    vault.close()
    monkeypatch.setattr(projections, "VERSION", projections.VERSION + 1)
    vault = reopened(tmp_path / "p", given, known)
    with vault.reading() as reader:
        assert reader.by_ref("BKO-2026-ST-0001-A") == newer
        (reference,) = reader.referring(target)
        assert (reference.id, reference.type, reference.role) == (newer, "staff", "related")
    vault.close()
