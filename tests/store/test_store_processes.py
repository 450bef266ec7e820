"""One process owns the books; others are told so, and do no harm. A forked child is refused."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from ap_engine.model.errors import StoreBusy
from ap_engine.store import ForkedStore, Store, StoreDamaged, audit_log
from ap_engine.store.lock_file import lock_path
from tests.store.examples import ANA, NOW

ROOT = Path(__file__).parents[2]


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


TRY_TO_OPEN = """
    import sys
    from pathlib import Path
    from ap_engine.model.errors import StoreBusy
    from ap_engine.store import Store
    try:
        Store.open(Path(sys.argv[1]))
    except StoreBusy as busy:
        print(busy.message)
        sys.exit(3)
"""


def test_a_second_process_is_told_who_has_the_books(path: Path) -> None:
    store = Store.open(path, address="http://127.0.0.1:8501")
    with store.write(ANA, NOW) as tx:
        tx.settings.set("x", "1")
    store.checkpoint()
    # The in-process copy is what makes DuckDB lose its own lock (storage.md, rule 7): ours has to hold all the same.
    shutil.copy(path, path.with_suffix(".copy"))
    second = python(TRY_TO_OPEN, str(path))
    assert second.returncode == 3, second.stderr
    assert f"process {os.getpid()}" in second.stdout
    assert "http://127.0.0.1:8501" in second.stdout
    with store.write(ANA, NOW) as tx:
        tx.settings.set("y", "2")
    store.close()
    again = Store.open(path)
    assert again.rows("SELECT key, value FROM settings ORDER BY key") == [("x", "1"), ("y", "2")]
    again.close()


def test_a_second_store_in_the_same_process_is_refused_too(store: Store, path: Path) -> None:
    with pytest.raises(StoreBusy):
        Store.open(path)
    with store.write(ANA, NOW) as tx:
        tx.settings.set("x", "1")


def test_another_name_for_the_same_file_is_no_way_around(store: Store, path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path.parent)
    with pytest.raises(StoreBusy):
        Store.open(tmp_path / "link" / path.name)
    assert Store.holder(tmp_path / "link" / path.name) == Store.holder(path)


def test_the_lock_file_says_how_to_talk_to_the_holder(path: Path) -> None:
    assert Store.holder(path) is None, "there is not even a lock file"
    store = Store.open(path, address="http://127.0.0.1:8501")
    note = {"pid": os.getpid(), "address": "http://127.0.0.1:8501", "token": store.token}
    assert Store.holder(path) == json.loads(lock_path(path).read_text()) == note
    assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600
    assert len(store.token) >= 32
    seen = python(
        "import sys; from pathlib import Path; from ap_engine.store import Store; print(Store.holder(Path(sys.argv[1]))['pid'])",
        str(path),
    )
    assert seen.stdout.strip() == str(os.getpid()), seen.stderr
    store.close()
    assert Store.holder(path) is None
    assert store.token not in lock_path(path).read_text()


def test_looking_for_the_holder_does_not_keep_anyone_from_opening(path: Path) -> None:
    Store.open(path).close()
    for _ in range(5):
        looking = python(
            "import sys; from pathlib import Path; from ap_engine.store import Store\nfor _ in range(200): Store.holder(Path(sys.argv[1]))",
            str(path),
        )
        assert looking.returncode == 0, looking.stderr
        Store.open(path).close()


def in_a_fork(store: Store, queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    said = []
    for use in (
        lambda: store.rows("SELECT 1"),
        lambda: store.write(ANA, NOW).__enter__(),
        lambda: store.snapshot().__enter__(),
        store.checkpoint,
        lambda: store.backup(Path("never")),
    ):
        try:
            use()
            said.append("worked")
        except ForkedStore:
            said.append("refused")
    store.close()
    queue.put(said)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_is_refused_and_does_not_take_the_lock_away(store: Store, path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    queue = fork.Queue()
    child = fork.Process(target=in_a_fork, args=(store, queue))
    child.start()
    assert queue.get(timeout=30) == ["refused"] * 5
    child.join(30)
    assert python(TRY_TO_OPEN, str(path)).returncode == 3
    with store.write(ANA, NOW) as tx:
        tx.settings.set("x", "1")
    assert store.rows("SELECT value FROM settings") == [("1",)]


def test_the_lock_ends_with_its_process_even_when_a_forked_child_lives_on(path: Path) -> None:
    parent = python(
        """
        import os, sys, time
        from pathlib import Path
        from ap_engine.store import Store
        store = Store.open(Path(sys.argv[1]))
        child = os.fork()
        if child == 0:
            os.close(1); os.close(2)
            time.sleep(20)
            os._exit(0)
        print(child, flush=True)
        os._exit(0)
        """,
        str(path),
    )
    child = int(parent.stdout)
    try:
        Store.open(path).close()
    finally:
        os.kill(child, 9)


def test_the_closed_store_says_so(path: Path) -> None:
    store = Store.open(path)
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.rows("SELECT 1")
    with pytest.raises(RuntimeError, match="closed"), store.write(ANA, NOW):
        pytest.fail("closed")


def test_a_damaged_file_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database" * 1000)
    with pytest.raises(StoreDamaged, match="cannot be opened"):
        Store.open(path)
    assert path.read_bytes() == b"this is no database" * 1000
    path.unlink()
    Store.open(path).close()


def test_a_full_disk_kills_the_store_and_loses_nothing(path: Path) -> None:
    """A checkpoint without space is fatal to DuckDB: the store says so from then on, and the file opens again."""
    died = python(
        """
        import resource, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from ap_engine.store import Store, StoreDead
        path, now = Path(sys.argv[1]), datetime.now(UTC)
        store = Store.open(path)
        for i in range(30):
            with store.write("ana", now) as tx:
                tx.audit("Written", str(i), {"padding": "x" * 20000})
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        said = []
        for use in (store.checkpoint, lambda: store.rows("SELECT 1"), lambda: store.write("ana", now).__enter__()):
            try:
                use()
                said.append("worked")
            except StoreDead:
                said.append("dead")
        store.close()
        print(*said, Store.holder(path), flush=True)
        """,
        str(path),
    )
    assert died.stdout.split() == ["dead", "dead", "dead", "None"], died.stderr
    store = Store.open(path)
    assert audit_log.verify(store)[:2] == (30, None)
    store.close()


def test_a_commit_without_space_is_no_commit_and_the_next_one_works(path: Path) -> None:
    wrote = python(
        """
        import resource, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from ap_engine.store import Store, audit_log
        path, now = Path(sys.argv[1]), datetime.now(UTC)
        store = Store.open(path)
        def write(name):
            with store.write("ana", now) as tx:
                tx.audit("Written", name, {"padding": "x" * 20000})
        write("before")
        size = path.with_name(path.name + ".wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, resource.RLIM_INFINITY))
        try:
            write("without space")
        except Exception as error:
            print(type(error).__name__)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        write("after")
        print(store.rows("SELECT subject FROM audit_log ORDER BY sequence"), audit_log.verify(store)[:2])
        store.close()
        """,
        str(path),
    )
    assert wrote.stdout.splitlines() == ["TransactionException", "[('before',), ('after',)] (2, None)"], wrote.stderr
    store = Store.open(path)
    assert audit_log.verify(store)[:2] == (2, None)
    store.close()
