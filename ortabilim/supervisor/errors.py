"""What the supervisor tells a person instead of a traceback."""


class CannotStart(Exception):
    """The house cannot start; the text is one clear line (a log's tail may follow it)."""


class StopRequested(BaseException):
    """SIGINT or SIGTERM arrived. A BaseException so that no `except Exception` swallows it."""
