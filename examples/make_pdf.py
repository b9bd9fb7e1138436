"""Write the corpus's PDF statement with the standard library alone: text lines on plain pages.

``python examples/make_pdf.py`` rewrites ``corpus/19-monitor-statement.pdf`` byte for byte; a test
holds the committed file to this script, so the statement is edited here.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent / "corpus" / "19-monitor-statement.pdf"
TITLE = "Two years of counting: statement on the Maren Accord"
AUTHOR = "Orvel Rights Monitor"
CREATED = "D:20230912090000+02'00'"
HEAD = (
    AUTHOR,
    "Public statement",
    "Maren, 12 September 2023",
    TITLE,
)
PARAGRAPHS = (
    "Between June 2021 and June 2023 the Orvel Rights Monitor recorded 70 violations of the Maren "
    "Accord: 41 by Karvessia and 29 by Ostavia. We do not add them up to a verdict. We publish "
    "them so that nobody can say that they were not told.",
    "The central paragraph of the accord reads:",
    "The Parties shall refrain from any use of force in the Orvel valley, shall open the road "
    "across the Kessel bridge to civilian traffic and shall allow all persons who left their "
    "homes after 1 March 2021 to return in safety.",
    "Witnesses in Halvorn told our staff that Karvessian policemen beat at least nine men in the "
    "cellar of the school on 22 March 2021. One of them, a baker, said that he had heard an "
    "officer ask by radio whether to stop and be told to go on. The Karvessian Interior Ministry "
    "has informed us that it considers the matter closed.",
    "Residents of Orsk Dol, on the eastern bank, described how Ostavian volunteers locked two "
    "secretaries of the district council in a cellar and fired over the heads of their families. "
    "The Ostavian Ministry of Justice wrote to us in May that it “does not recognise” "
    "the volunteers. It did not say whether it had paid them. Three former members of the group "
    "say it did.",
    "According to the register kept by the parishes of the valley, 83 people were killed between "
    "20 and 24 March 2021. Karvessia has acknowledged 31 of these deaths and Ostavia 22. We "
    "believe that the true number is between 83 and 96.",
    "We have read the claim of the Ostavian government that tanks fired into the market. Our "
    "experts found traces of mortar shells there, and none of tank shells. We have also read the "
    "denial of the Karvessian government that mortars were used at all. It is wrong.",
    "We demand that both governments open their prisons to our visitors by the end of the year, "
    "and we ask the Assembly of Riparian States to make the next round of talks depend on it.",
    "“My staff are called traitors on both banks,” said Desta Moralin, director of "
    "the Monitor. “That is the only thing on which the two banks have agreed without a "
    "mediator.”",
    "The Monitor intends to publish the full list in October. Names of witnesses will be "
    "withheld. Contact: press@rights-monitor.example",
)
FONT_SIZE, LEADING, COLUMNS = 11, 15, 84
TOP, LEFT, LINES_A_PAGE = 780, 64, 30


class Page(NamedTuple):
    """The lines of one page, from the top."""

    lines: tuple[str, ...]


def body() -> Iterator[str]:
    yield from HEAD
    for paragraph in PARAGRAPHS:
        yield ""
        yield from textwrap.wrap(paragraph, COLUMNS)


def pages() -> list[Page]:
    lines = list(body())
    cuts = range(0, len(lines), LINES_A_PAGE)
    return [Page(tuple(lines[cut : cut + LINES_A_PAGE])) for cut in cuts]


def literal(text: str) -> bytes:
    encoded = text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        encoded = encoded.replace(special, b"\\" + special)
    return b"(" + encoded + b")"


def drawing(page: Page, number: int, count: int) -> bytes:
    rows = [
        b"BT /F1 %d Tf 1 0 0 1 %d %d Tm %s Tj ET"
        % (FONT_SIZE, LEFT, TOP - row * LEADING, literal(line))
        for row, line in enumerate(page.lines)
        if line
    ]
    foot = literal(f"{AUTHOR} - page {number} of {count}")
    rows.append(b"BT /F1 8 Tf 1 0 0 1 %d 40 Tm %s Tj ET" % (LEFT, foot))
    return b"\n".join(rows)


def stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def objects() -> list[bytes]:
    """Catalogue, page tree, font, document information, then page and content by turns."""
    made = pages()
    kids = b" ".join(b"%d 0 R" % (5 + 2 * index) for index in range(len(made)))
    result = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(made)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title %s /Author %s /CreationDate %s >>"
        % (literal(TITLE), literal(AUTHOR), literal(CREATED)),
    ]
    for index, page in enumerate(made):
        result.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (6 + 2 * index)
        )
        result.append(stream(drawing(page, index + 1, len(made))))
    return result


def pdf() -> bytes:
    """The whole file: objects, their table of offsets, the trailer."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects(), start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(offsets) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


if __name__ == "__main__":
    TARGET.write_bytes(pdf())
