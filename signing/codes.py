"""The code by which a stranger finds a document: on its QR, on paper, read over the telephone."""

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: people type it from paper."""
CODE_LENGTH = 12


def normalise_code(text: str) -> str:
    """Return the stored form of a typed code: upper case, without spaces and hyphens."""
    return "".join(text.split()).replace("-", "").upper()
