"""How a line of the access table reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.roles import CABINET_OF_ROLE, Role

ASK_TO_SIGN_IN = 302
FORBIDDEN = 403

Answers = tuple[int, int]
"""Status of a GET and of an empty POST."""


@dataclass(frozen=True)
class Row:
    """What an address answers.

    :param get: to a GET of whoever may open it
    :param post: to a POST without a body; 405 where nothing is sent there
    :param of: kind of the record in the address; a record of others is 404
    :param parts: the address's other parameters: a kind of record, or the text itself
    :param but: roles with answers of their own
    :param stranger: answers to somebody who has not signed in
    """

    get: int = 200
    post: int = 405
    of: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    but: Mapping[Role, Answers] = field(default_factory=dict)
    stranger: Answers | None = None

    def expected(self, role: Role | None, cabinet: str) -> Answers:
        """The answers that a role of a cabinet gets; ``cabinet`` empty: a page for everybody."""
        if role is None and (cabinet or self.stranger):
            return self.stranger or (ASK_TO_SIGN_IN, ASK_TO_SIGN_IN)
        if role is not None:
            if cabinet and CABINET_OF_ROLE[role] != cabinet:
                return FORBIDDEN, FORBIDDEN
            if role in self.but:
                return self.but[role]
        return self.get, self.post
