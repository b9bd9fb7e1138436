"""How ``layout`` decides: the head of the text, its body, and what trails after the last paragraph.

The rules go by shape (length, final punctuation, repetition, position) and by the wording of site
furniture, never by who published. Known losses: a first sentence that reads like a headline and
ends in a full stop is taken for one; a sub-heading that is a question stays a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.read.block import Block, BlockKind
from sayso.read.byline import byline
from sayso.read.dateline import TAG, Dateline, dateline
from sayso.read.dates import CLOCK, ISO, stated
from sayso.read.furniture import is_biography, is_furniture
from sayso.read.lines import BULLET, Unit, ends_sentence, trimmed, units
from sayso.read.markdown import front_matter, marked_units
from sayso.rows import Document

TITLE_MAX = 250
TITLE_WITH_STOP_MAX = 130
HEADING_MAX = 120
HEADING_WORDS = 18
# A second headline over the text may be as long as a sentence.
DECK_MAX = 170
# Fewer words under a title are a rubric, which claims nothing.
DECK_WORDS = 4
MASTHEAD_WORDS = 5
DATE_LINE_MAX = 100
# How many units ahead a repeated headline or teaser is looked for; how much of each is compared.
AHEAD = 8
COMPARED = 1_500
TEASER_MIN = 24
# A whole line over again at the end of another is no accident even when it is short.
GLUED_MIN = 12
DATE_PREFIX = re.compile(
    rf"(?:(?:date|published|posted|updated)\s*:?\s+)?(?:{ISO.pattern}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
    r"(?=\s+\S)",
    re.I,
)
UPDATE_NOTE = re.compile(
    r"(?:details? added|updated?\b|first version posted|version \d|\(?(?:adds|recasts|corrects)\b)",
    re.I,
)
STAMP = re.compile(
    r"(?:published|posted|issued|modified|(?:last )?updated?)\b"
    r"(?:[^.!?]{0,40}\d[^.!?]{0,20}|.{0,12}:?)",
    re.I,
)
# The end of a sentence inside a line, told from initials and the commonest abbreviations.
INNER_END = re.compile(
    r"(?<=[^\W\d_A-Z]{3})(?<!\b(?:Sen|Gov|Rep|Gen|Col|Mrs|Sgt|Rev|Hon|Jan|Feb|Aug|Oct|Nov|Dec))"
    r"[.!?][\"”’)]*\s+[\"“‘(]*(?=[^\W\d_a-z])"
)
NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Layout:
    """The document under work: its units and what has been decided about the ones so far."""

    document: Document
    units: list[Unit]
    made: list[Block] = field(default_factory=list)
    title: str | None = None
    """The title block's words, once there is one."""
    begun: bool = False
    """Whether there was a paragraph yet."""
    headings: frozenset[int] = frozenset()
    folded: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.document.text

    def words(self, index: int) -> str:
        unit = self.units[index]
        return self.text[unit.start : min(unit.end, unit.start + COMPARED)]

    def letters(self, index: int) -> str:
        """Letters and digits of the unit alone, folded, to compare two that differ in marks."""
        if index not in self.folded:
            self.folded[index] = _letters(self.words(index))
        return self.folded[index]

    def later(self, index: int) -> range:
        return range(index + 1, min(len(self.units), index + 1 + AHEAD))

    def add(self, kind: BlockKind, start: int, end: int) -> None:
        span = trimmed(self.text, start, end)
        if span.start < span.end:
            self.made.append(Block(kind, span))
            self.begun = self.begun or kind == "paragraph"
            if kind == "title":
                self.title = self.text[span.start : span.end][:COMPARED]


def blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document; see ``layout``."""
    state = _start(document)
    body = _head(state)
    for index in range(body, len(state.units)):
        _body(state, index)
    _tail(state)
    return tuple(state.made)


def _start(document: Document) -> _Layout:
    if document.format != "markdown":
        return _Layout(document, units(document.text))
    begin = front_matter(document.text).end
    marked = marked_units(document.text, begin)
    state = _Layout(document, marked.units, headings=marked.headings)
    state.add("header", 0, begin)
    return state


def _letters(words: str) -> str:
    return NOT_LETTERS.sub("", words).casefold()


def _head(state: _Layout) -> int:
    """Blocks for the units before the first paragraph; returns that paragraph's index."""
    if state.units:
        state.units[0] = _without_date(state, state.units[0])
    for index, unit in enumerate(state.units):
        kind = _head_kind(state, index, unit)
        if kind is None:
            return index
        state.add(kind, unit.start, unit.end)
    return len(state.units)


def _without_date(state: _Layout, unit: Unit) -> Unit:
    """Cut a date off the head of the first line: ``date 2020-01-31 Headline``."""
    prefix = DATE_PREFIX.match(state.text, unit.start, unit.end)
    if prefix is None or _is_sentence(state.text, unit) or is_date_line(state.words(0)):
        return unit
    state.add("header", unit.start, prefix.end())
    return Unit(trimmed(state.text, prefix.end(), unit.end).start, unit.end, unit.gap)


def _head_kind(state: _Layout, index: int, unit: Unit) -> BlockKind | None:
    """What a unit of the head is; None for the first paragraph."""
    words = state.text[unit.start : min(unit.end, unit.start + COMPARED)]
    if index in state.headings:
        return _heading_kind(state, words)
    if state.title is None and state.document.title and _is_title(state, index, unit, words):
        return "title"
    known = _known_kind(state, unit, words)
    if known is not None:
        return known
    if _is_glued(state, index) or (index and _is_repeat(state, index)):
        return "header"
    if state.title is None and _is_title(state, index, unit, words):
        return "header" if _is_masthead(state, index) else "title"
    following = index + 1 < len(state.units)
    if _is_under_title(state, index, unit) or (
        following and _is_heading(state.text, unit, words, DECK_MAX)
    ):
        titled = state.title or state.document.title
        return "deck" if titled and len(words.split()) >= DECK_WORDS else "header"
    return None


def _heading_kind(state: _Layout, words: str) -> BlockKind:
    """The first heading is the title, unless another title is known."""
    title = state.document.title
    same = title is None or _letters(words) == _letters(title[:COMPARED])
    return "title" if same and state.title is None else "header"


def _known_kind(state: _Layout, unit: Unit, words: str) -> BlockKind | None:
    """Kinds that a line's own wording gives away, wherever in the head it stands."""
    title = state.document.title_span
    if title is not None and unit.start <= title.start and title.end <= unit.end:
        return "title" if state.title is None and unit.length < 2 * TITLE_MAX else "header"
    line = dateline(state.text, unit.start, unit.end)
    if line is not None and line.body >= unit.end:
        return "dateline"
    if byline(state.text, unit.start, unit.end) is not None:
        return "byline"
    if is_date_line(words) or (UPDATE_NOTE.match(words) and not ends_sentence(state.text, unit)):
        return "header"
    if TAG.fullmatch(words):
        return "header"
    return "furniture" if is_furniture(words) else None


def is_date_line(words: str) -> bool:
    """A line that is there for its date: a stamp, or little else than date and section."""
    if len(words) > DATE_LINE_MAX:
        return False
    if STAMP.fullmatch(words):
        return True
    dates = stated(words)
    if not dates:
        return False
    rest = words[: dates[0].span.start] + words[dates[-1].span.end :]
    return len(CLOCK.sub("", rest).split()) <= 5 and not rest.rstrip().endswith((".", "!", "?"))


def _is_glued(state: _Layout, index: int) -> bool:
    """``Site.tldSectionHeadline``: a line of navigation that ends with the headline after it."""
    if index or state.units[0].length > TITLE_MAX + 60:
        return False
    own = state.letters(0)
    following = (state.letters(later) for later in range(1, min(4, len(state.units))))
    return any(len(line) >= GLUED_MIN and own != line and own.endswith(line) for line in following)


def _is_repeat(state: _Layout, index: int) -> bool:
    """The headline over again, or a teaser that the body repeats, or one after the other."""
    own = state.letters(index)
    title = _letters(state.title or (state.document.title or "")[:COMPARED])
    if title and own.startswith(title):
        own = own[len(title) :]
        if not own:
            return True
    elif title and len(own) >= TEASER_MIN and own in title:
        return True
    # The first letter is left out: sites that set it as an ornament lose it in the text.
    return len(own) >= TEASER_MIN and any(
        own[1:] in state.letters(later)[: len(own) + 80] for later in state.later(index)
    )


def _is_title(state: _Layout, index: int, unit: Unit, words: str) -> bool:
    """A first line that reads like a headline, with something after it."""
    if state.document.title is not None:
        return _letters(words) == _letters(state.document.title[:COMPARED])
    if index + 1 >= len(state.units):
        return False
    if unit.length > TITLE_MAX or BULLET.match(words):
        return False
    line = dateline(state.text, unit.start, unit.end)
    if (line is not None and not line.weak) or "\n" in words:
        return False
    if not ends_sentence(state.text, unit) or words.rstrip().endswith(("?", "!")):
        return not words.rstrip().endswith((",", ":"))
    return _is_headline_with_stop(state, index, unit)


def _is_masthead(state: _Layout, index: int) -> bool:
    """A name of few words over a date or over a longer headline with its byline."""
    count = len(state.words(index).split())
    if count > MASTHEAD_WORDS or state.document.title is not None:
        return False
    dated = False
    for later in list(state.later(index))[:3]:
        unit, words = state.units[later], state.words(later)
        if is_date_line(words):
            dated = True
        elif byline(state.text, unit.start, unit.end) is None:
            if len(words.split()) <= count or not _is_heading(state.text, unit, words, TITLE_MAX):
                return False
            return dated or _has_byline(state, later + 1)
    return False


def _has_byline(state: _Layout, index: int) -> bool:
    unit = state.units[index] if index < len(state.units) else None
    return unit is not None and byline(state.text, unit.start, unit.end) is not None


def _is_under_title(state: _Layout, index: int, unit: Unit) -> bool:
    """A line right under the headline, in a text that parts its paragraphs by blank lines."""
    return (
        index == 1
        and state.title is not None
        and not unit.gap
        and unit.length <= DECK_MAX
        and len(state.units) > 2
        and state.units[2].gap
    )


def _is_headline_with_stop(state: _Layout, index: int, unit: Unit) -> bool:
    if index or unit.length > TITLE_WITH_STOP_MAX or _is_sentence(state.text, unit, 1):
        return False
    following = state.units[index + 1]
    repeated = state.letters(index) == state.letters(index + 1)
    return (
        repeated
        or _is_title_case(state.words(index))
        or (following.gap and following.length > unit.length)
    )


def _is_title_case(words: str) -> bool:
    """Nearly every longer word has a capital, as in American headlines."""
    longer = [word for word in words.split() if len(word) > 3]
    return len(longer) > 2 and sum(not word[0].islower() for word in longer) >= 0.9 * len(longer)


def _is_sentence(text: str, unit: Unit, more_than: int = 0) -> bool:
    """Whether the unit holds more than ``more_than`` sentences, by their final punctuation."""
    words = text[unit.start : min(unit.end, unit.start + COMPARED)]
    return len(INNER_END.findall(words)) + ends_sentence(text, unit) > more_than


def _is_heading(text: str, unit: Unit, words: str, longest: int = HEADING_MAX) -> bool:
    """A short line without final punctuation that is neither list item, quotation nor lead-in."""
    if unit.length > longest or len(words.split()) > HEADING_WORDS * longest // HEADING_MAX:
        return False
    if words.isupper() and len(words.split()) <= MASTHEAD_WORDS and words[-1] in "?!":
        return True
    if ends_sentence(text, unit) or words.rstrip().endswith((",", ";")) or BULLET.match(words):
        return False
    if words.endswith(":"):
        # Two words are a lead-in already (``She said:``) and belong to what follows.
        return " " not in words
    if words[0] in '"“«„' and len(words.split()) > 4:
        return False
    return not _is_sentence(text, unit)


def _body(state: _Layout, index: int) -> None:
    """Blocks for one unit from the first paragraph on."""
    unit = state.units[index]
    words = state.words(index)
    if is_furniture(words):
        state.add("furniture", unit.start, unit.end)
    elif index in state.headings or _is_heading(state.text, unit, words):
        state.add("header", unit.start, unit.end)
    else:
        _paragraph(state, index)


def _paragraph(state: _Layout, index: int) -> None:
    unit = state.units[index]
    start = unit.start
    line = None
    if not state.begun:
        line = dateline(state.text, unit.start, unit.end)
        if line is not None and _is_labelled(state, index, line):
            line = None
    if line is not None:
        state.add("dateline", line.span.start, line.span.end)
        start = line.body
    else:
        start = _after_bullet(state.text, unit)
    state.add("paragraph", start, unit.end)


def _after_bullet(text: str, unit: Unit) -> int:
    bullet = BULLET.match(text, unit.start, unit.end)
    if bullet is None or bullet[0][0].isdigit():
        return unit.start
    return bullet.end()


def _is_labelled(state: _Layout, index: int, line: Dateline) -> bool:
    """Whether ``Word:`` opens other paragraphs too, as speakers do in an interview."""
    if not line.weak:
        return False
    labelled = sum(
        TAG.match(state.words(later)) is not None and not is_furniture(state.words(later))
        for later in state.later(index)
    )
    return labelled > 1


def _tail(state: _Layout) -> None:
    """A heading with no paragraph under it is none; a text without a paragraph is all of one."""
    kinds = [block.kind for block in state.made]
    if "paragraph" not in kinds:
        _rescue(state)
        return
    last = len(kinds) - 1 - kinds[::-1].index("paragraph")
    for index in range(len(kinds) - 1, 0, -1):
        block = state.made[index]
        if index > last and block.kind == "header":
            state.made[index] = Block("furniture", block.span)
    while last > 0 and _is_scrap(state, state.made[last]):
        state.made[last] = Block("furniture", state.made[last].span)
        last -= 1


def _is_scrap(state: _Layout, block: Block) -> bool:
    words = state.text[block.span.start : min(block.span.end, block.span.start + COMPARED)]
    return block.kind in ("furniture", "header") or len(words) < 2 or is_biography(words)


def _rescue(state: _Layout) -> None:
    """No unit looked like a paragraph (verse, a list, one line): keep the words as paragraphs."""
    kept = [index for index, block in enumerate(state.made) if block.kind == "header"]
    kept = kept or [index for index, block in enumerate(state.made) if block.kind == "title"]
    for index in kept if len(kept) > 1 else kept[:1]:
        block = state.made[index]
        if not is_date_line(state.text[block.span.start : block.span.end][:COMPARED]):
            state.made[index] = Block("paragraph", block.span)
