"""`template list` and `template export` show the templates of the books, with nobody holding them and beside the application."""

from __future__ import annotations

from pathlib import Path

from ap_engine.engine import open_engine
from ap_engine.model.commands_templates import PublishTemplate
from ap_engine.settings import from_environment
from ap_engine.workflow import publish_template
from tests.cli.test_books import run, surroundings  # noqa: F401  a fixture
from tests.house import PEOPLE
from tests.workflow.papers import yaml_of


def test_templates_of_the_books_are_listed_and_exported(surroundings: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    files = tmp_path / "files"
    files.mkdir()
    surroundings["AP_TEMPLATES"] = str(files)
    (files / "other.yaml").write_text(yaml_of(), encoding="utf-8")
    listed = run(surroundings, "template", "list")
    assert listed.stdout == "other.yaml: Fios e Cabos Ltda · tax id 98903621000180 · 1 example right\n", "no books, and none made"
    assert run(surroundings, "template", "export", "other").stdout == yaml_of()
    missing = run(surroundings, "template", "export", "nothing")
    assert (missing.returncode, "There is no such template. (nothing)" in missing.stderr) == (1, True)
    engine = open_engine(from_environment(surroundings))
    try:
        with engine.store.write("set-up", engine.now()) as tx:
            tx.people.save(PEOPLE["ada"])
        publish_template(engine, PublishTemplate("ada", "fios", yaml_of(currency=None), 0, ""))
        busy = run(surroundings, "template", "list")
        assert busy.returncode == 0
        assert "cannot be listed now" in busy.stderr
    finally:
        engine.close()
    listed = run(surroundings, "template", "list")
    assert "fios (books): Fios e Cabos Ltda · version 1, person, 1 example, 0 reconciled" in listed.stdout
    assert run(surroundings, "template", "export", "fios").stdout == yaml_of(currency=None)
    assert run(surroundings, "template", "export", "other").stdout == yaml_of()
