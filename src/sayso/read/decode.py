"""Bytes to characters: which encoding, what was broken, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from sayso.errors import ReadError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"RIFF", "an audio or video file"),
    (b"OggS", "an audio or video file"),
    (b"ID3", "an audio file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
)
# What a text file does not hold: C0 controls but for NUL, tab, line ends, form feed, escape.
CONTROLS = bytes(set(range(1, 8)) | set(range(14, 27)) | set(range(28, 32)) | {127})
SAMPLE = 1 << 20
CONTROLS_MAX = 0.02
NULS_MAX = 0.1
# UTF-16 without its mark shows as a NUL in every other byte of Latin text.
UTF16_SHARE = 0.3
# Broken UTF-8 is still UTF-8 while whole characters outnumber broken ones by this much.
WHOLE_PER_BROKEN = 3
BROKEN_MAX = 2_000
GUESS_SAMPLE = 1 << 16
# German, French and Spanish stay below this share of letters beyond ASCII.
WESTERN_MAX = 0.15
# Tried first: the statistics choose a rare relative of these over them (measured on sentences in
# twelve languages). Still lost, with the warning that it was guessed: ISO 8859-2, short Japanese.
# fmt: off
LIKELY = [
    "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1257", "shift_jis", "euc_jp", "cp949", "gb18030", "big5",
]
# fmt: on
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


class Decoded(NamedTuple):
    """Characters, the encoding they were in, and what to tell the reader about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def without_surrogates(text: str) -> str:
    """``text`` with each lone surrogate, which no file can hold, replaced by U+FFFD."""
    return text if text.isascii() else LONE_SURROGATE.sub(REPLACEMENT, text)


def binary_kind(data: bytes) -> str | None:
    """What ``data`` is instead of text ("a PNG image", "binary data"); None where it is text."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    sample = data[:SAMPLE]
    if not sample or any(sample.startswith(bom) for bom, _ in BOMS) or _utf16(sample):
        return None
    nuls = sample.count(0) / len(sample)
    controls = 1 - len(sample.translate(None, CONTROLS)) / len(sample)
    return "binary data" if nuls > NULS_MAX or controls > CONTROLS_MAX else None


def decode(name: str, data: bytes, declared: str | None = None) -> Decoded:
    """The text in ``data``: by its mark, as UTF-8, as ``declared``, or by its statistics.

    A byte order mark is left out of the text and recorded in the encoding. Raises ``ReadError``
    for what is no text.
    """
    kind = binary_kind(data)
    if kind is not None:
        raise ReadError(name, f"this is {kind}, not text; give it the extension of what it is")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _lossy(data, encoding)
    wide = _utf16(data[:SAMPLE])
    if wide is not None:
        return _lossy(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, declared, error.start)


def _not_utf8(data: bytes, declared: str | None, at: int) -> Decoded:
    named = known_encoding(declared)
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    if named in (None, "utf-8") and _is_broken_utf8(data, text, broken, at):
        return Decoded(text, "utf-8", (_broken_note(data, at, "utf-8"),))
    if named not in (None, "utf-8"):
        return _lossy(data, named)
    encoding, sure = _guess(data, at)
    found = _lossy(data, encoding)
    if sure:
        return found
    note = (
        f"the encoding is not stated and was guessed as {encoding}; "
        "if names look wrong, save the file as UTF-8 and read it again"
    )
    return found._replace(warnings=(note, *found.warnings))


def _is_broken_utf8(data: bytes, text: str, broken: int, at: int) -> bool:
    """Whether UTF-8 lost a few bytes, rather than text of another encoding being taken for it."""
    if len(data) - at <= 3 and data[at] >= 0xC2:
        return True  # cut off inside its last character
    whole = len(text) - broken - len(data.translate(None, bytes(range(128, 256))))
    return whole >= WHOLE_PER_BROKEN * broken


def known_encoding(declared: str | None) -> str | None:
    """The usual name of a declared encoding; None where it is unknown or no text encoding."""
    if not declared:
        return None
    try:
        info = codecs.lookup(declared.strip("\"' \t"))
        "".encode(info.name)
        b"a".decode(info.name, "replace")
    except (LookupError, ValueError, TypeError):
        return None
    # Browsers read Latin-1 as its Windows superset, and pages rely on that.
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _lossy(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(without_surrogates(data.decode(encoding)), encoding)
    except UnicodeDecodeError as error:
        text = without_surrogates(data.decode(encoding, "replace"))
        return Decoded(text, encoding, (_broken_note(data, error.start, encoding),))


def _broken_note(data: bytes, at: int, encoding: str) -> str:
    count = _broken_bytes(data, encoding)
    what = "1 byte is" if count == 1 else f"{count} bytes are"
    return (
        f"{what} not valid {encoding}, the first at byte offset {at}; "
        "each broken stretch stands as U+FFFD in the text, so compare it with the original"
    )


def _broken_bytes(data: bytes, encoding: str) -> int:
    """How many bytes do not decode; counted with a handler so that it takes one pass."""
    total = 0

    def count(error: UnicodeError) -> tuple[str, int]:
        nonlocal total
        assert isinstance(error, UnicodeDecodeError)
        total += error.end - error.start
        return REPLACEMENT, error.end

    codecs.register_error("sayso-count", count)
    data.decode(encoding, "sayso-count")
    return total


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by the NULs of its Latin letters and spaces."""
    halves = {"utf-16-be": (sample[::2], sample[1::2]), "utf-16-le": (sample[1::2], sample[::2])}
    least = len(sample) // 2
    for encoding, (high, low) in halves.items():
        controls = len(low) - len(low.translate(None, CONTROLS + b"\0"))
        if least > 3 and high.count(0) > UTF16_SHARE * least and controls < 0.02 * least:
            return encoding
    return None


def _guess(data: bytes, at: int) -> tuple[str, bool]:
    """The encoding, on a sample around the first byte beyond ASCII; whether it is sure enough."""
    from charset_normalizer import from_bytes

    start = max(0, at - GUESS_SAMPLE // 2)
    sample = data[start : start + GUESS_SAMPLE]
    if _is_western(sample):
        return "cp1252", True
    best = (
        from_bytes(sample, cp_isolation=LIKELY, enable_fallback=False).best()
        or from_bytes(sample, enable_fallback=False).best()
    )
    return known_encoding(best.encoding if best else None) or "cp1252", False


def _is_western(sample: bytes) -> bool:
    """Few high bytes, all of them Western letters or typographic marks: too little to guess by."""
    high = sample.translate(None, bytes(range(128)))
    try:
        text = high.decode("cp1252")
    except UnicodeDecodeError:
        return False
    plain = sum(
        char in "–—‘’“”…•€£©®°§«» éèêëáàâäãåíìîïóòôöõúùûüçñßÉÈÊÁÀÂÄÖÜÇÑÓÚÍøØæÆœ¿¡ªº"
        for char in text
    )
    return len(high) < WESTERN_MAX * len(sample) and plain == len(text)
