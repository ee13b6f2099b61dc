"""The migrations of head office lead to exactly the tables that its program uses, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from asi_desktop.headoffice.log_store import dialect, schema
from asi_desktop.headoffice.log_store.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    file = request.param == "sqlite"
    url = dialect.default_url(tmp_path) if file else request.getfixturevalue("cluster").database()
    engine = dialect.opened(url, new=True).execution_options(**{dialect.WRITING: True})
    yield engine
    engine.dispose()


def test_the_newest_revision_equals_the_tables(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_same_statement_makes_every_table(engine: Engine) -> None:
    """What comparing leaves out: keys, WITHOUT ROWID, conditions of indexes."""
    schema.upgrade(engine)
    migrated = definitions(engine)
    with engine.begin() as connection:
        config = schema.configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    metadata.create_all(engine)
    assert migrated == definitions(engine)
    assert {"entry_id", "entry_device", "stretch_control"} <= migrated.keys()


DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def definitions(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        found = connection.execute(text(DEFINITIONS[engine.dialect.name]))
        return {name: "".join(sql.split()) for name, sql in found}


def test_back_to_nothing_and_up_again(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.begin() as connection:
        config = schema.configuration()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    schema.upgrade(engine)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
