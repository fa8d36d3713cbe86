"""``python -m budget.distribution < case.json > protocol.json``, without database or Django."""

import sys

from budget.distribution import CaseRefused, distribute, read_case

REFUSED = 2


def main() -> int:
    """Read a case from standard input and print its protocol; a bad case is exit code 2."""
    try:
        case = read_case(sys.stdin.buffer.read())
    except CaseRefused as refusal:
        sys.stderr.write(f"budget.distribution: {refusal}\n")
        return REFUSED
    sys.stdout.buffer.write(distribute(case).as_bytes() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
