"""Values in the words of the pages: dates, counts, shares, and what each kind means."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sayso.ledger.documents import OPENING
from sayso.rows import Edit, Place, PlaceRole, Quantity, Time

if TYPE_CHECKING:
    from sayso.ledger import Appearance, DocumentSummary

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

KINDS: Final = {
    "direct": "verbatim, in quotation marks",
    "mixed": "partly verbatim, partly paraphrased",
    "indirect": "paraphrased",
    "scare": "words held at a distance by quotation marks",
}
POLARITIES: Final = {
    "asserted": "says that it is so",
    "denied": "says that it is not so",
    "withheld": "declines to say",
    "asked": "asks",
    "demanded": "demands",
    "intended": "says what is to be done",
}
SIGNS: Final = {
    "asserted": "",
    "denied": "not",
    "withheld": "…",
    "asked": "?",
    "demanded": "!",
    "intended": "→",
}
"""What stands behind the initials in the margin where a polarity is not the usual one."""
STANCES: Final = {
    "neutral": "the cue takes no side",
    "endorsing": "the cue lends it credit",
    "doubting": "the cue casts doubt on it",
}
PUBLISHED_FROM: Final = {
    "given": "given with the document",
    "metadata": "from the page's metadata",
    "dateline": "from the dateline",
    "text": "from the text",
    "unknown": "",
}
EDITS: Final = {
    "number": "number",
    "date": "date",
    "attribution": "attribution",
    "name": "name",
    "hedge": "hedge",
    "other": "words",
}


def date_words(published: str | None) -> str:
    """An ISO date in words, exactly as precise as it is: ``2023-07`` is "July 2023"."""
    if not published:
        return "date unknown"
    year, _, rest = published.partition("-")
    month, _, day = rest.partition("-")
    if not month.isdecimal() or not 1 <= int(month) <= len(_MONTHS):
        return published
    words = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day[:2])} {words}" if day[:2].isdecimal() else words


def moment(at: str) -> str:
    """A time of the log, to the minute: "3 May 2031, 08:15 UTC"."""
    return f"{date_words(at[:10])}, {at[11:16]} UTC"


def telling(appearance: Appearance) -> int:
    """Which of its mentions says best who is meant: the first by name, else the first."""
    kinds = [mention.kind for mention in appearance.mentions]
    return kinds.index("name") if "name" in kinds else 0


def called(document: DocumentSummary) -> str:
    """What to call a document: its title, else its first words in quotation marks, else a name."""
    if document.title:
        return document.title
    return f"“{opening(document)}”" if opening(document) else file_name(document.name)


def opening(document: DocumentSummary) -> str:
    """The first words of a document without a title, in one line; cut words are left out."""
    words = (document.opening or "").split()
    if len(document.opening or "") < OPENING or len(words) < 2:
        return " ".join(words)
    return " ".join(words[:-1]) + " …"


def file_name(name: str) -> str:
    """The last part of a file's path; an address or a given id stays whole."""
    return _parts(name)[-1]


def short_name(name: str) -> str:
    """The last two parts of a file's path, which tell it from others; anything else whole."""
    parts = _parts(name)
    return name if len(parts) < 3 else "…/" + "/".join(parts[-2:])


def _parts(name: str) -> list[str]:
    if "://" in name:
        return [name]
    return [part for part in name.replace("\\", "/").split("/") if part] or [name]


def edit_words(edit: Edit) -> str:
    """One edit in words: its kind, then what became what."""
    kind = EDITS[edit.what]
    if edit.op == "replace":
        return f"{kind}: “{edit.old}” became “{edit.new}”"
    added = edit.op == "insert"
    return f"{kind} {'added' if added else 'left out'}: “{edit.new if added else edit.old}”"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts: "1 document", "2,000 documents"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unrepeated(chain: Iterable[str]) -> list[str]:
    """The names of a chain, one that quotes itself ("Torn says that she said …") only once."""
    return [name for name, _ in groupby(chain)]


def wordy(text: str) -> bool:
    """Whether anything in ``text`` is a letter or a digit."""
    return any(map(str.isalnum, text))


def percent(share: float) -> str:
    """A share of the text; what is there but rounds to nothing says so."""
    return "<1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def time_words(time: Time) -> str:
    """What a time expression was read as."""
    return f"time: {time.value or 'not resolved'}"


def quantity_words(quantity: Quantity) -> str:
    """What a quantity was read as: an interval, with its unit."""
    low, high = (None if end is None else f"{end:,g}" for end in (quantity.low, quantity.high))
    if low == high:
        amount = low or "not resolved"
    elif high is None:
        amount = f"{low} or more"
    else:
        amount = f"up to {high}" if low is None else f"{low} to {high}"
    return f"quantity: {amount} {quantity.unit or ''}".rstrip()


ROLES: Final[dict[PlaceRole, str]] = {
    "named": "",
    "adjective": "what is of it, or its people",
    "dateline": "where it was written",
    "outlet": "in the outlet's name",
}


def place_words(place: Place) -> str:
    """Which place a name was read as, and what it stands there for."""
    role = ROLES[place.role]
    return f"place: {_where(place)}" + (f" ({role})" if role else "")


def located_words(place: Place) -> str:
    """Which place it is, and where: "town, UA.12, GeoNames 703448, 50.45° N, 30.52° E"."""
    if place.latitude is None or place.longitude is None:
        return _where(place)
    north = f"{abs(place.latitude):.2f}° {'N' if place.latitude >= 0 else 'S'}"
    east = f"{abs(place.longitude):.2f}° {'E' if place.longitude >= 0 else 'W'}"
    return f"{_where(place)}, {north}, {east}"


def _where(place: Place) -> str:
    """What it is, the code of its region or country, and its GeoNames id, as far as known."""
    code = (None if place.precision == "country" else place.region) or place.country
    if place.precision is None:
        return f"somewhere in {code}" if code else "not resolved"
    known = None if place.geonames is None else f"GeoNames {place.geonames}"
    return ", ".join(filter(None, (place.precision, code, known)))
