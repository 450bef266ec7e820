"""What the store itself has to say, beside the refusals of `model.errors`."""

from __future__ import annotations


class AlreadyDone(Exception):
    """This command was carried out before with the same content; `subject` is the id that came of it then."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        super().__init__(subject)


class StoreDead(Exception):
    """The database object failed for good: answer 503 and let the process be restarted. What was acknowledged is kept."""


class StoreDamaged(Exception):
    """The books lack entries that are known to have been written, or the file cannot be opened: restore a backup."""


class ForkedStore(Exception):
    """The store was opened by another process. A forked child never uses it: start children with `spawn`."""
