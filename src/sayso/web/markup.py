"""Text and addresses from outside, made safe to show."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Control characters, lone surrogates and the two marks that turn the reading direction around by
# force. Tab and line feed keep their meaning; CR keeps it before a line feed.
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PICTURES = {low: chr(0x2400 + low) for low in range(ord(" "))} | {0x7F: "␡"}


def shown(text: str) -> Markup:
    """``text`` escaped, with what cannot be seen as a symbol that names it in its title."""
    parts: list[str | Markup] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        parts.append(escape(text[at : match.start()]))
        parts.append(
            _symbol(match[0], before_line_feed=text[match.end() : match.end() + 1] == "\n")
        )
        at = match.end()
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


def _symbol(character: str, before_line_feed: bool) -> Markup:
    code = ord(character)
    if character == "\r" and before_line_feed:
        # As a reference, because a browser drops the character itself.
        return Markup("&#13;")
    title = f"U+{code:04X} {unicodedata.name(character, '')}".strip()
    return Markup('<span class="control" title="{}">{}</span>').format(
        title, _PICTURES.get(code, "�")
    )


def link(url: str | None) -> str | None:
    """``url`` if a browser may follow it: http and https only, so no script in an address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def encodable(text: str) -> str:
    """``text`` as UTF-8 can carry it: a lone surrogate becomes the replacement character."""
    return _SURROGATE.sub("�", text)
