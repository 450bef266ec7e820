"""What the policy file says at a start: the first version of new books, else a proposal or a remark, never silently the rules."""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from ap_engine.model.errors import PolicyError
from ap_engine.model.parties import SYSTEM
from ap_engine.model.policy_versions import FileRemark, PolicyState, PolicyVersion, in_force_on
from ap_engine.policy_file import parse
from ap_engine.policy_file.changes import changes

_log = logging.getLogger("ap_engine")
_FIRST = "The first version of a new installation."
_CHANGED = "The policy file was changed."


class _Books(Protocol):
    """What is asked of the books; they are handed in, with a transaction around them."""

    def all(self) -> tuple[PolicyVersion, ...]: ...
    def find(self, version: str) -> PolicyVersion | None: ...
    def enter(self, version: PolicyVersion, changes: object) -> None: ...
    def remark(self, event: str, version: str, data: object) -> None: ...


def enter(books: _Books, path: Path, today: date, now: datetime) -> FileRemark | None:
    """Enter the file's policy where the books do not have it; what somebody has to be told of it, if anything.

    Books without any version take it as agreed. Later a changed file with a new version is entered as a proposal, which a
    person agrees to or refuses; one that changed under a version that the books have, or that cannot be read, is left
    alone. Both are logged, entered in the audit log and shown until they are settled. Raises PolicyError for a file that
    cannot be read when the books have no version to work by.
    """
    known = books.all()
    try:
        text = path.read_text(encoding="utf-8")
        policy = parse(text, path.name)
    except (PolicyError, OSError, UnicodeDecodeError) as error:
        if not known:
            raise
        return _remark("", f"{path.name} cannot be read and is not used: {getattr(error, 'detail', error)}")
    version = PolicyVersion(policy.version, policy.effective_from, PolicyState.PROPOSED, text, _CHANGED, SYSTEM, now)
    if not known:
        _first(books, version)
        return None
    same = books.find(policy.version)
    if same is None:
        present = in_force_on(known, max(today, policy.effective_from))
        based_on = present.version if present else ""
        _propose(books, version, based_on, present.yaml if present else "")
        return _remark(policy.version, f"{path.name} has a new version {policy.version}. It waits for a person's consent.")
    if changes(same.yaml, text) or same.effective_from != policy.effective_from:
        words = f"{path.name} says otherwise than version {policy.version} in the books, and is not used: give it a version of its own."
        _note_difference(books, same, text, words)
        return _remark(policy.version, words)
    waits = same.state is PolicyState.PROPOSED and same.proposed_by == SYSTEM
    return (
        FileRemark(policy.version, f"{path.name} has a new version {policy.version}. It waits for a person's consent.")
        if waits
        else None
    )


def _first(books: _Books, version: PolicyVersion) -> None:
    agreed = PolicyVersion(
        version.version, version.effective_from, PolicyState.AGREED, version.yaml, _FIRST, SYSTEM, version.proposed_at,
        decided_by=SYSTEM, decided_at=version.proposed_at, in_force_from=version.effective_from,
    )  # fmt: skip
    books.enter(agreed, [])


def _propose(books: _Books, version: PolicyVersion, based_on: str, before: str) -> None:
    told = [[".".join(one.path), one.before, one.after] for one in changes(before, version.yaml)] if before else []
    proposed = PolicyVersion(
        version.version, version.effective_from, PolicyState.PROPOSED, version.yaml, version.reason, version.proposed_by,
        version.proposed_at, based_on,
    )  # fmt: skip
    books.enter(proposed, told)


def _note_difference(books: _Books, same: PolicyVersion, text: str, words: str) -> None:
    """In the audit log at each start while it stands so: each start worked by other rules than the file says."""
    told = [[".".join(one.path), one.before, one.after] for one in changes(same.yaml, text)]
    books.remark("PolicyFileDiffers", same.version, {"words": words, "changes": told})


def _remark(version: str, words: str) -> FileRemark:
    _log.warning("%s", words)
    return FileRemark(version, words)
