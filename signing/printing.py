"""What this machine lacks to make PDF pages, named as the packages to install.

No Django here: the supervisor asks too, before any settings are read.
"""

import ctypes
import threading

LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸"
"""One font must have them all: a document with boxes in place of letters is not printed."""

LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
}
"""What WeasyPrint loads, and the Debian package that brings it."""

FONTS = "fonts-noto-core"
_complete = threading.Event()
"""Set once nothing was missing: what a process has found it keeps."""


def missing_packages() -> list[str]:
    """Return the packages without which a PDF page cannot be made here, sorted; none when all is.

    Asked anew until nothing is missing: whoever installs them does not have to restart the house.
    From then on a page costs no look at the fonts.
    """
    if _complete.is_set():
        return []
    missing = {package for name, package in LIBRARIES.items() if not _loads(name)}
    if "libfontconfig1" in missing or not _a_font_has(LETTERS):
        missing.add(FONTS)
    if not missing:
        _complete.set()
    return sorted(missing)


def how_to_install(packages: list[str]) -> str:
    """Return the one command an administrator runs."""
    return f"apt-get install {' '.join(packages)}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _a_font_has(letters: str) -> bool:
    """Test that fontconfig, which lays out our pages, knows a font with all the letters."""
    fc = ctypes.CDLL("libfontconfig.so.1")
    pointer = ctypes.c_void_p
    for name in ("FcInitLoadConfigAndFonts", "FcPatternCreate", "FcCharSetCreate", "FcFontList"):
        getattr(fc, name).restype = pointer
    config = pointer(fc.FcInitLoadConfigAndFonts())
    pattern, wanted = pointer(fc.FcPatternCreate()), pointer(fc.FcCharSetCreate())
    for letter in letters:
        fc.FcCharSetAddChar(wanted, ctypes.c_uint32(ord(letter)))
    fc.FcPatternAddCharSet(pattern, b"charset", wanted)
    fonts = pointer(fc.FcFontList(config, pattern, None))
    # A set of fonts begins with their number; only that is read.
    found = bool(fonts) and ctypes.cast(fonts, ctypes.POINTER(ctypes.c_int))[0] > 0
    if fonts:
        fc.FcFontSetDestroy(fonts)
    fc.FcCharSetDestroy(wanted)
    fc.FcPatternDestroy(pattern)
    fc.FcConfigDestroy(config)
    return found
