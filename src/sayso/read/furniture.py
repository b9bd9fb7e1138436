"""Lines that belong to the site and not to the article, known by how such lines are worded."""

from __future__ import annotations

import re

from sayso.read.lines import FOOTER

# Openings that need no more: what follows is a link, a form or a list of other articles.
OPENINGS = re.compile(
    r"""(?:\W{0,4})(?:
    (?:(?:must|also|see)\ )?read\ (?:more|also|next|now|rest|the\ full|all\ the\ latest|our\b)
    |also\ read\b|see\ also\b|more\ (?:on|from|in|stories|news|about)\b(?=.{0,40}$)
    |most\ (?:read|popular|viewed|shared)\b|related\ (?:articles?|stories|posts?|news|topics)
    |latest\ (?:news|posts?|stories|videos?|headlines|from)\b(?=.{0,40}$)
    |recommended(?=.{0,20}$)|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)
    |trending(?=.{0,20}$)|editor['’]?s['’]?\ (?:picks?|choice)|don['’]t\ miss\b(?=.{0,30}$)
    |(?:(?:please|quickly|now)\ )?share\ (?:this|on|via|the\ best|your|article|story)\b
    |tweet\ this|follow\ (?:us|our)\b
    |like\ us\ on\b|join\ (?:us|our|the\ .{0,40}(?:channel|newsletter|list|group))\b
    |(?:please\ )?(?:sign|log)\ (?:up|in)\b(?=.{0,120}$)|subscribe\b|(?:you\ can\ )?unsubscribe\b
    |get\ (?:the|our)\ .{0,40}(?:newsletter|headlines|app|inbox)
    |stay\ up\ to\ date\b|please\ enter\ your\b|enter\ your\ (?:e-?mail|name|comment)
    |leave\ a\ (?:reply|comment)|post\ a\ comment|your\ e-?mail\ address
    |(?:\d+\ )?comments?(?:\ \(\d+\))?$|click\ here\b|tap\ here\b|(?:e-?mail|contact|call)\ us\b
    |continue\ (?:reading|at|here)\b|story\ continues\b|article\ continues\b|scroll\ down\b
    |advertise?ment\b|sponsored\b(?=.{0,30}$)|promoted\b(?=.{0,30}$)|loading\b(?=.{0,20}$)
    |download\ (?:our|the)\ .{0,30}app|(?:watch|listen|see)(?=.{0,60}(?:below|here|above|video)\W*$)
    |(?:tags?|topics?|keywords|categor(?:y|ies)|filed\ under|published\ in|posted\ in)\ ?:
    |(?:previous|next)\ (?:article|post|story)\b|back\ to\ (?:top|home)|skip\ to\b
    |(?:home|menu|search|share|print|e-?mail|facebook|twitter|whatsapp|telegram|reddit)$
    |we\ use\ cookies|this\ (?:site|website)\ uses\b|terms\ of\ (?:use|service)|privacy\ policy
    |(?:don['’]t\ miss|must\ (?:read|watch)|watch|listen|more|related)\ ?:
    |we\ pay\ for\b|today['’]s\ (?:top\ )?(?:stories|headlines|front\ pages)\b
    |thank\ you\ for\ (?:sharing|reading|subscribing)|all\ rights\ reserved
    |(?:order|buy|try)\ (?:yours?|our)\b(?=.*\b(?:today|now|link|below|guarantee)\b)
    |do\ you\ have\ a\ (?:story|tip)|got\ a\ (?:story|tip)|about\ the\ (?:author|writer)$
    |with\ inputs?\ from\b|(?:latest|more|top)\ videos?$|breaking\ news$|end$|http
    )""",
    re.I | re.X,
)
# Calls to the reader that may stand anywhere in a line, but for what it quotes.
CALL = re.compile(
    r"""(?:[^"“„«]|"[^"]*"|“[^”]*”)*?\b(?:
    click(?:ing)?\ (?:here|below|(?:on\ )?(?:this|the)\ (?:link|banner|button))\b
    |on\ .{0,40}\b(?:telegram|viber|whatsapp)\b[^.!?]{0,30}[.!]\ (?:do\ not|don['’]t|join|follow)\b
    )""",
    re.I | re.X,
)
OWNER = re.compile(r"(?:©|\(c\)\s?(?=\d{4})|copyright\b\s*(?:©|\(c\)|\d{4}|by))\s*", re.I)
CREDIT = re.compile(
    r"""(?:(?:file\ |ap\ |afp\ |stock\ )?(?:photo|image|picture|video|illustration|graphic)s?
      (?:\ (?:credit|by|courtesy)\b|\ ?[:/])
    |(?:credits?|courtesy|source|via)\ ?:|getty\b(?=.{0,40}$)|reuters/|ap\ photo\b|epa\b(?=.{0,30}$)
    |\(?(?:additional\ )?(?:reporting|writing|editing|translated|compiled)\ by\b)""",
    re.I | re.X,
)
SOCIAL = re.compile(r"(?:—|–|-)\s.{1,60}\(@\w+\)|@\w+$|(?:pic\.twitter\.com|https?:)\S*$|www\.\S+$")
BIOGRAPHY = re.compile(
    r"(?:[^\W\d_][\w'’.-]*\s){1,5}is\s(?:an?|the)\s(?:[\w'’.,-]+\s){0,8}?"
    r"(?:reporter|correspondent|columnist|journalist|editor|contributor|staff writer|writer)\b"
    r"(?=\s(?:at|for|based|with|covering|who|in|on)\b)"
)
# A caption or a call to look elsewhere that ends in an address; prose around one has sentences.
ADDRESS = re.compile(r"[^.!?]{0,100}(?:https?://|pic\.twitter\.com/|t\.co/|www\.)\S+$")
ORNAMENT = re.compile(r"[\W_]+$")
# A line longer than this is prose, whatever words it begins with.
LONGEST = 240
BIOGRAPHY_LONGEST = 600


def is_furniture(line: str) -> bool:
    """Whether ``line`` is worded as site furniture: links, forms, credits, copyright lines."""
    if len(line) > LONGEST:
        return False
    return bool(
        OPENINGS.match(line)
        or CALL.match(line)
        or OWNER.match(line)
        or CREDIT.match(line)
        or SOCIAL.match(line)
        or ADDRESS.match(line)
        or ORNAMENT.match(line)
        or FOOTER.match(line)
    )


def is_biography(line: str) -> bool:
    """Whether ``line`` presents the author; only said of lines after the last paragraph."""
    return len(line) <= BIOGRAPHY_LONGEST and BIOGRAPHY.match(line) is not None
