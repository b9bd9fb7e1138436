"""Where the initials of a voice stand: in the margin beside its line, or in the line itself.

Where lines break is the browser's affair. Only this is certain: two voices that start further apart
than any line is long do not start in the same line. These have their initials in the margin. Those
between, and a voice that starts together with the one it stands inside, have theirs in the text,
small and raised, where they start; so no initials ever stand beside another line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from sayso.web.segments import BlockSegment, Run, Segment, VoiceSegment

Place = Literal["margin", "line"]

LINE: Final = 96
"""More code points than a line of the reader holds: 65 to 75 of an ordinary text."""


def places(blocks: Iterable[BlockSegment]) -> Mapping[tuple[str, int], Place]:
    """Where the initials stand of each voice that opens: by attribution and offset."""
    made: dict[tuple[str, int], Place] = {}
    for block in blocks:
        beside: int | None = None
        for voice in _opening(block.parts):
            alone = beside is None or voice.start - beside >= LINE
            beside = voice.start if alone else beside
            made[voice.attribution, voice.start] = "margin" if alone else "line"
    return made


def _opening(parts: Iterable[Segment]) -> Iterator[VoiceSegment]:
    """The voices that open, in text order, an outer one before those inside it."""
    for part in parts:
        if isinstance(part, Run):
            continue
        if part.opens:
            yield part
        yield from _opening(part.parts)
