"""`template list | test | new | export`: supplier templates on the command line."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from ap_engine.capture.batch import read_files
from ap_engine.capture.reader import DocumentReader
from ap_engine.cli_read import files_in
from ap_engine.extraction.text import squeeze
from ap_engine.model.errors import Refusal, StoreBusy, TemplateError, UnknownTemplate
from ap_engine.model.template import SupplierTemplate
from ap_engine.settings import from_environment
from ap_engine.template_file import check, load, load_folder, parse, without_examples, write
from ap_engine.template_file.draft import draft

_SHOWN = (
    "invoice_number", "issue_date", "due_date", "currency", "net_total", "tax_total", "gross_total",
)  # fmt: skip


def _folder(options: argparse.Namespace) -> Path:
    return options.templates or from_environment().templates


def list_(options: argparse.Namespace) -> int:
    """Each template of the folder and of the books in one line; status 1 when one of the folder is wrong."""
    wrong = _report(_folder(options), examples=False)
    if options.templates is None and from_environment().store.exists():
        _report_books()
    return 1 if wrong else 0


def _report_books() -> None:
    """The templates in the books, by whoever holds them. Busy books are said, and are no mistake of a template."""
    from ap_engine.cli_books import ask  # the whole engine: not needed for files alone

    try:
        answer = ask("templates", {})
    except StoreBusy as error:
        print(f"The templates in the books cannot be listed now: {error}", file=sys.stderr)
        return
    for row in answer["templates"]:
        print(f"{row['name']} (books): {row['text']}")


def export_(options: argparse.Namespace) -> int:
    """Prints a template's YAML, from the books or else from its file. Raises UnknownTemplate, StoreBusy."""
    from ap_engine.cli_books import ask

    if from_environment().store.exists():
        print(ask("template-text", {"name": options.name})["yaml"], end="")
        return 0
    path = _folder(options) / f"{options.name}.yaml"
    if not path.is_file():
        raise UnknownTemplate(f"({options.name})")
    print(path.read_text(encoding="utf-8"), end="")
    return 0


def test_(options: argparse.Namespace) -> int:
    """Reads the examples of every template, then the documents given with the templates that are right."""
    folder = _folder(options)
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(f"template test: no such file: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    wrong = _report(folder, examples=True)
    templates, _ = load_folder(folder)
    for found in read_files(files_in(options.paths), templates=tuple(map(without_examples, templates))):
        readings = found["readings"]
        used = sorted(name for name, one in readings.items() if one["source"] == "template")
        print(f"{found['file']}: " + (f"by template, {len(used)} of {len(readings)} fields" if used else "no template fits"))
        for name in _SHOWN:
            if name in readings:
                print(f"    {name}: {readings[name]['value']} ({readings[name]['source']}, {readings[name]['confidence']} %)")
        print(f"    lines: {len(found['lines'])}")
    return 1 if wrong else 0


def _report(folder: Path, examples: bool) -> int:
    """Prints each template with what identifies it, and how many are wrong."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        print(f"{folder}: no templates")
    wrong = 0
    for path in paths:
        try:
            template = load(path)
        except TemplateError as error:
            wrong += 1
            print(f"{path.name}: WRONG. {error.detail}")
            continue
        print(f"{path.name}: {template.supplier} · {_known_by(template)} · {_right(len(template.examples))}")
        if examples:
            for example in template.examples:
                print(f"    {example.name}: {len(example.values)} values, {len(example.lines)} lines read right")
    return wrong


def _right(count: int) -> str:
    return "1 example right" if count == 1 else f"{count} examples right"


def _known_by(template: SupplierTemplate) -> str:
    known = template.identifiers
    parts = [f"tax id {one}" for one in known.tax_ids] + [f"IBAN {one}" for one in known.ibans]
    parts += [f"account {one}" for one in known.bank_accounts] + [f"“{one}”" for one in known.texts]
    return ", ".join(parts)


def new_(options: argparse.Namespace) -> int:
    """Writes a draft beside the other templates and says what to look at; an existing file is never written over."""
    pairs = [text.partition("=") for text in options.values]
    broken = [key for key, equals, value in pairs if not (equals and value.strip())]
    if broken:
        print(f"template new: --set needs FIELD=VALUE, and has “{broken[0]}”", file=sys.stderr)
        return 2
    name = options.name or _file_name(options.supplier)
    if not re.fullmatch(r"[\w-]{1,80}", name):
        print(f"template new: “{name}” cannot be a file's name; use letters, digits and -", file=sys.stderr)
        return 2
    path = _folder(options) / f"{name}.yaml"
    if path.exists():
        raise Refusal(f"{path} exists already; choose another --name, or add the sample to its examples.")
    with DocumentReader(workers=1) as reader:
        document = reader.words(options.sample)
    values = tuple((key.strip(), value.strip()) for key, _, value in pairs)
    made = draft(options.sample.stem, options.supplier, values, tuple(options.texts), document.pages, datetime.now(UTC).date())
    text = write(made.template, ("A draft, made from " + options.sample.name + ". Look at each field, then: template test",))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path} is written. To look at:")
    for remark in made.remarks:
        print(f"  - {remark}")
    try:
        check(parse(text, path.name))
    except TemplateError as error:
        print(f"It does not read its own sample yet: {error.detail}")
        return 1
    print("It reads its own sample right.")
    return 0


def _file_name(supplier: str) -> str:
    words = [squeeze(word) for word in supplier.split()]
    return "-".join(word for word in words[:4] if word) or "supplier"
