"""Who may see what: access states of a record, and the rule that the strictest needed evidence decides.

States follow 《国家档案馆档案开放办法》 (in force 2022-07-01 and later practice): only `open` is open; a state
that is unknown counts as closed (default deny).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Access(StrEnum):
    """The access state of one record."""

    OPEN = "open"
    DELAYED = "delayed"
    RESTRICTED = "restricted"
    PENDING = "pending"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """True for the one state that the public may read."""
        return self is Access.OPEN


class Audience(StrEnum):
    """For whom something is made: everybody (`open`) or the archive's staff."""

    OPEN = "open"
    STAFF = "staff"

    def may_read(self, access: Access) -> bool:
        """Staff reads all; everybody else reads what is open."""
        return self is Audience.STAFF or access.is_open


ACCESS_WORDS: dict[str, Access] = {
    "开放": Access.OPEN,
    "公开": Access.OPEN,
    "延期开放": Access.DELAYED,
    "延期": Access.DELAYED,
    "控制": Access.RESTRICTED,
    "控制使用": Access.RESTRICTED,
    "不开放": Access.RESTRICTED,
    "待审": Access.PENDING,
    "待审核": Access.PENDING,
    "未到期": Access.NOT_DUE,
}
CLASSIFIED = frozenset({"秘密", "机密", "绝密"})


def access_of(open_mark: str, secrecy: str) -> Access:
    """The state a catalogue row declares; 秘密, 机密 and 绝密 are never open, unknown words are unknown."""
    state = ACCESS_WORDS.get(open_mark.strip(), Access.UNKNOWN)
    if state.is_open and secrecy.strip() in CLASSIFIED:
        return Access.RESTRICTED
    return state


_STRICTNESS = (
    Access.OPEN,
    Access.NOT_DUE,
    Access.DELAYED,
    Access.PENDING,
    Access.UNKNOWN,
    Access.RESTRICTED,
)


def strictest(states: Iterable[Access]) -> Access:
    """The most closed of some states; `unknown` when there is none."""
    return max(states, key=_STRICTNESS.index, default=Access.UNKNOWN)


def loosest(states: Iterable[Access]) -> Access:
    """The most open of some states: a claim with one open page is shown with that page alone."""
    return min(states, key=_STRICTNESS.index, default=Access.UNKNOWN)
