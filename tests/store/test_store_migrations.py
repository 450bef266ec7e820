"""Migrations: in order, once each, whole or not at all, with a backup before they touch existing books."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ap_engine.store import Store, StoreDamaged, migrations
from ap_engine.store.duckdb_dialect import Database
from tests.store.examples import NOW


def write(folder: Path, *scripts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, script in enumerate(scripts, 1):
        (folder / f"{number:04d}_step.sql").write_text(script)
    return folder


def test_each_is_applied_once_and_in_order(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "m", "CREATE TABLE a (x INTEGER);", "ALTER TABLE a ADD COLUMN y INTEGER; INSERT INTO a VALUES (1, 2);"
    )
    database = Database(tmp_path / "x.duckdb")
    cursor, told = database.cursor(), []
    assert migrations.migrate(cursor, NOW, told.append, folder) == 2
    assert migrations.migrate(cursor, NOW, told.append, folder) == 0
    assert cursor.rows("SELECT * FROM a") == [(1, 2)]
    assert told == [], "a new file has nothing to lose"
    write(folder, "CREATE TABLE a (x INTEGER);", "", "CREATE TABLE b (x INTEGER);")
    assert migrations.migrate(cursor, NOW, told.append, folder) == 1
    assert told == [2]
    assert cursor.rows("SELECT number, name FROM schema_version ORDER BY number") == [(n, f"{n:04d}_step") for n in (1, 2, 3)]
    cursor.close()
    database.close()


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "m", "CREATE TABLE a (x INTEGER);", "CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1);")
    database = Database(tmp_path / "x.duckdb")
    cursor = database.cursor()
    with pytest.raises(duckdb.CatalogException):
        migrations.migrate(cursor, NOW, lambda _: None, folder)
    assert migrations.current(cursor) == 1
    with pytest.raises(duckdb.CatalogException):
        cursor.rows("SELECT * FROM b")
    cursor.close()
    database.close()


@pytest.mark.parametrize("name", ["0001_again.sql", "0004_gap.sql", "later.sql"])
def test_numbers_have_no_gap_and_no_double(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "m", "SELECT 1;", "SELECT 1;")
    (folder / name).write_text("SELECT 1;")
    with pytest.raises(ValueError, match="without a gap"):
        migrations.files(folder)


def test_books_of_a_newer_program_are_refused(path: Path) -> None:
    Store.open(path).close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("INSERT INTO schema_version VALUES (99, 'later', now())")
    with pytest.raises(StoreDamaged, match="newer program"):
        Store.open(path)


def test_existing_books_are_backed_up_first(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path).close()
    shipped = [file.read_text() for _, file in sorted(migrations.files().items())]
    folder = write(tmp_path / "m", *shipped, "CREATE TABLE more (x INTEGER);")
    monkeypatch.setattr(migrations.migrate, "__defaults__", (folder,))
    store = Store.open(path)
    assert store.rows("SELECT * FROM more") == []
    store.close()
    assert (path.parent / f"books.duckdb.schema-{len(shipped):04d}" / "schema.sql").exists()


def test_the_tables_keep_to_what_every_engine_can(store: Store) -> None:
    """storage.md, rule 4: primary keys only; no other index, no foreign key, no list column, no double."""
    assert store.rows("SELECT * FROM duckdb_indexes()") == []
    kinds = {row[0] for row in store.rows("SELECT constraint_type FROM duckdb_constraints()")}
    assert kinds <= {"PRIMARY KEY", "NOT NULL"}
    types = {row[0].partition("(")[0] for row in store.rows("SELECT data_type FROM information_schema.columns")}
    assert types == {"VARCHAR", "INTEGER", "BIGINT", "BOOLEAN", "DATE", "TIMESTAMP WITH TIME ZONE", "DECIMAL"}
