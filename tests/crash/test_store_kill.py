"""kill -9 at random moments: nothing that was acknowledged is missing, nothing is there by half, the audit chain holds."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from ap_engine.store import Store, audit_log

ROOT = Path(__file__).parents[2]
ROUNDS = 12
SEED = 20261123


def run_and_kill(path: Path, round_: int, chance: random.Random) -> list[str]:
    """Start a worker, kill it at a random moment after its first acknowledgement; what it acknowledged."""
    command = [sys.executable, "-m", "tests.crash.store_worker", str(path), f"r{round_}", str(SEED)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        worker.kill()
        rest, errors = worker.communicate()
    assert first, errors
    assert "Traceback" not in errors, errors
    lines = (first + rest).splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n")]


def kill_while_opening(path: Path, chance: random.Random) -> None:
    """The books are killed again while they come back from the log."""
    code = "import sys; from pathlib import Path; from ap_engine.store import Store; print('go', flush=True); Store.open(Path(sys.argv[1]))"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, cwd=ROOT) as opener:
        assert opener.stdout is not None
        opener.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        opener.kill()


def check(path: Path, acknowledged: list[str]) -> int:
    """Everything acknowledged is there, nothing by half; how many commands were carried out in all."""
    store = Store.open(path)
    try:
        commands = {row[0] for row in store.rows("SELECT id FROM commands")}
        revisions = dict(store.rows("SELECT id, revision FROM invoices"))
        for line in acknowledged:
            command, invoice, revision = line.split()
            assert command in commands, f"{line} was acknowledged and is gone"
            assert revisions[invoice] >= int(revision), f"{line} was acknowledged and is undone"
        assert (
            store.rows(
                "SELECT i.id FROM invoices i LEFT JOIN invoice_lines l ON l.invoice_id = i.id "
                "GROUP BY i.id, i.note HAVING count(l.line) <> CAST(i.note AS INTEGER)"
            )
            == []
        ), "lines of another revision"
        assert (
            store.rows(
                "SELECT i.id FROM invoices i LEFT JOIN erp_messages m ON m.invoice_id = i.id "
                "GROUP BY i.id, i.revision HAVING count(m.id) <> i.revision"
            )
            == []
        ), "a message without its invoice, or the other way round"
        writes = sum(revisions.values())
        assert writes == len(commands)
        assert store.rows("SELECT count(*) FROM audit_log WHERE event = 'Commented'") == [(writes,)]
        count, wrong, _ = audit_log.verify(store)
        assert (count, wrong) == (writes, None)
        # It works on: keys hold and an invoice can be read and written whole.
        some = next(iter(revisions))
        with store.write("ana", store.rows("SELECT max(received_at) FROM invoices")[0][0]) as tx:
            assert (
                tx.save(
                    tx.invoices.get(some),
                ).revision
                == revisions[some] + 1
            )
            tx.cursor.change("UPDATE invoices SET revision = revision - 1 WHERE id = ?", [some])
        return writes
    finally:
        store.close()


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path, chance = tmp_path / "books.duckdb", random.Random(SEED)
    acknowledged: list[str] = []
    with_log = 0
    for round_ in range(ROUNDS):
        acknowledged += run_and_kill(path, round_, chance)
        wal = path.with_name(path.name + ".wal")
        with_log += wal.exists() and wal.stat().st_size > 0
        if round_ % 3 == 2:
            kill_while_opening(path, chance)
        if round_ % 2 or round_ == ROUNDS - 1:
            assert check(path, acknowledged) >= len(acknowledged)
    assert len(acknowledged) > ROUNDS * 3, "the workers hardly got to write; this proves nothing"
    assert with_log, "no kill left a log to come back from; this proves nothing"
