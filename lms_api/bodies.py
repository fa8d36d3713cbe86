"""Read a request's body within bounds: size, media type, gzip without bombs."""

import zlib

from django.http import HttpRequest

from lms_api.problems import Problem

MOST_SENT = 8 * 1024 * 1024
MOST_UNPACKED = 16 * 1024 * 1024
_TOO_LARGE = "A body has at most 8 MB as sent and 16 MB unpacked. Split the push by school."


def read_body(request: HttpRequest) -> bytes:
    """The body, unpacked.

    :raises Problem: 400 broken gzip, 413 too large, 415 another media type or encoding
    """
    media, _semicolon, said = request.headers.get("Content-Type", "").lower().partition(";")
    if media.strip() != "application/json" or not _is_utf8(said):
        raise Problem(415, "MEDIA_TYPE", "Send application/json in UTF-8.")
    sent = request.read(MOST_SENT + 1)
    if len(sent) > MOST_SENT:
        raise Problem(413, "BODY_TOO_LARGE", _TOO_LARGE)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return sent
    if encoding != "gzip":
        raise Problem(415, "CONTENT_ENCODING", "Only gzip is accepted.", Accept_Encoding="gzip")
    return _unpacked(sent)


def _is_utf8(said: str) -> bool:
    """Whether the parameters of a media type name no other charset than UTF-8.

    Text of another one may happen to be readable and would be kept as something else.
    """
    named = [one.partition("=") for one in said.split(";")]
    charsets = {value.strip().strip('"') for name, _is, value in named if name.strip() == "charset"}
    return charsets <= {"utf-8", "utf8", "us-ascii"}


def _unpacked(sent: bytes) -> bytes:
    """Unpack one gzip member without ever holding more than the bound."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(sent, MOST_UNPACKED + 1)
    except zlib.error as broken:
        raise Problem(400, "GZIP_BROKEN", "The body is not a gzip stream.") from broken
    if len(body) > MOST_UNPACKED:
        raise Problem(413, "BODY_TOO_LARGE", _TOO_LARGE)
    if not unpacker.eof or unpacker.unused_data:
        raise Problem(400, "GZIP_BROKEN", "The gzip stream is cut or has something after it.")
    return body
