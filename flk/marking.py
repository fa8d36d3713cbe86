"""Mark Russian texts for the translators without importing Django.

The texts travel through the rules as plain msgids; ``flk.texts`` translates them at the edge.
"""


def gettext_noop(text: str) -> str:
    """Return the text unchanged; the message extractor finds calls by this name or by ``_``."""
    return text
