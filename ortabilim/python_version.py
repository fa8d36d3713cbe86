"""One line instead of a SyntaxError when an old Python starts a program of the house.

Written so that any Python 3.6 can read it.
"""

import sys

OLDEST = (3, 11)


def must_be_new_enough() -> None:
    """Leave with one line and exit code 1 when this Python cannot run the house."""
    if sys.version_info < OLDEST:
        wanted, found = (".".join(map(str, each[:3])) for each in (OLDEST, sys.version_info))
        sys.exit(f"OrtaBilim needs Python {wanted} or newer; {sys.executable} is Python {found}")
