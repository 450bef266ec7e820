"""The agreed versions of the policy, and which of them is in force on a day. Read by every step of every thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ap_engine.model.errors import UnknownPolicy
from ap_engine.model.policy import Policy
from ap_engine.model.policy_versions import PolicyVersion, in_force_on
from ap_engine.policy_file import parse


@dataclass(frozen=True, slots=True)
class _Day:
    """What is in force on one day, by the versions that were known when it was asked."""

    versions: tuple[PolicyVersion, ...]
    day: date
    policy: Policy


class InForce:
    """The versions as the books have them. What is asked again and again is one comparison; taking new ones is one assignment.

    Nothing here is changed in place, so no thread sees half of a change.
    """

    def __init__(self, versions: Iterable[PolicyVersion] = (), fixed: Policy | None = None) -> None:
        self._versions = tuple(versions)
        self._parsed: dict[str, Policy] = {}
        self._last: _Day | None = None
        self.fixed = fixed

    def take(self, versions: Iterable[PolicyVersion]) -> None:
        """These are the versions now."""
        self._versions = tuple(versions)

    def on(self, day: date) -> Policy:
        """The policy in force on a day. Raises UnknownPolicy when there is none at all, PolicyError for one that cannot be read."""
        if self.fixed is not None:
            return self.fixed
        last, versions = self._last, self._versions
        if last is not None and last.day == day and last.versions is versions:
            return last.policy
        found = in_force_on(versions, day)
        if found is None:
            raise UnknownPolicy("(the books have none)")
        policy = self._policy(found)
        self._last = _Day(versions, day, policy)
        return policy

    def version(self, name: str) -> Policy:
        """The policy of a version, whether it is in force or not, for looking again at what was decided by it."""
        found = next((one for one in self._versions if one.version == name), None)
        if found is None:
            raise UnknownPolicy(f"({name})")
        return self._policy(found)

    def _policy(self, version: PolicyVersion) -> Policy:
        # A version's text never changes, so that reading it once is enough; two threads would read the same.
        if version.version not in self._parsed:
            self._parsed[version.version] = parse(version.yaml, f"policy {version.version}")
        return self._parsed[version.version]
