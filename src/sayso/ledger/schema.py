"""The ledger's tables, as SQL, and the steps that bring an older file up to date.

Tables follow ``sayso.rows`` field by field; a test compares the two. A field named ``span`` is two
integer columns, ``start`` and ``end``; any other compound value is JSON text. ``position`` is the
place of a row among its document's rows of that table, so that what was written is what is read.
``folded`` holds names as ``sayso.ledger.fold`` compares them.
"""

from __future__ import annotations

from typing import Final

from sayso.ledger.steps import DECISIONS, ENTITY_EVIDENCE, LINKS, NAMES

APPLICATION_ID: Final = 0x5A597350
"""Written into the file's header, so that a file of another program is recognised ("SYsP")."""

_FIRST: Final = """
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('revision', '0'), ('changes', '0');

CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT,
  outlet TEXT,
  byline TEXT,
  url TEXT,
  language TEXT,
  published TEXT,
  published_precision TEXT NOT NULL,
  published_from TEXT NOT NULL,
  published_spans TEXT NOT NULL,
  title_span TEXT,
  outlet_span TEXT,
  byline_span TEXT,
  format TEXT NOT NULL,
  encoding TEXT,
  characters INTEGER NOT NULL,
  words INTEGER NOT NULL,
  folded TEXT NOT NULL
);
CREATE INDEX documents_published ON documents (published IS NULL, published, id);
CREATE INDEX documents_newest ON documents (published DESC, id);
CREATE INDEX documents_name ON documents (name COLLATE NOCASE, name, id);
CREATE INDEX documents_outlet ON documents (outlet);

CREATE TABLE texts (
  number INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
  title TEXT,
  text TEXT NOT NULL
);
CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = 'texts', content_rowid = 'number',
  tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE document_names (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (doc, name, sha256)
) WITHOUT ROWID;
CREATE INDEX document_names_name ON document_names (name);

CREATE TABLE received (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  given TEXT NOT NULL,
  identity BLOB,
  bytes BLOB NOT NULL,
  PRIMARY KEY (doc, sha256)
);

CREATE TABLE sentences (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE times (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  mod TEXT,
  "begin" TEXT,
  "end_" TEXT,
  "from" TEXT,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE quantities (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  low REAL,
  high REAL,
  unit TEXT,
  "of" TEXT,
  hedge TEXT,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE mentions (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  entity TEXT,
  kind TEXT NOT NULL,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;
CREATE INDEX mentions_entity ON mentions (entity);

CREATE TABLE local_entities (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  aliases TEXT NOT NULL,
  roles TEXT NOT NULL,
  geonames INTEGER,
  folded TEXT NOT NULL,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;
CREATE INDEX local_entities_id ON local_entities (id);

CREATE TABLE entities (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  aliases TEXT NOT NULL,
  roles TEXT NOT NULL,
  geonames INTEGER,
  folded TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entity_links (
  local TEXT PRIMARY KEY,
  entity TEXT NOT NULL REFERENCES entities (id)
) WITHOUT ROWID;
CREATE INDEX entity_links_entity ON entity_links (entity);

CREATE TABLE attributions (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  source TEXT,
  cue TEXT NOT NULL,
  content TEXT NOT NULL,
  kind TEXT NOT NULL,
  verbatim TEXT NOT NULL,
  polarity TEXT NOT NULL,
  stance TEXT NOT NULL,
  speaker TEXT,
  audience TEXT,
  said TEXT,
  inside TEXT,
  score REAL NOT NULL,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;
CREATE INDEX attributions_id ON attributions (id);
CREATE INDEX attributions_speaker ON attributions (speaker);

CREATE TABLE voices (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  chain TEXT NOT NULL,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE units (
  unit INTEGER NOT NULL,
  number INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (unit, number, start)
) WITHOUT ROWID;
CREATE INDEX units_number ON units (number);

CREATE TABLE fingerprints (
  hash INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  PRIMARY KEY (hash, unit)
) WITHOUT ROWID;

CREATE TABLE to_link (
  number INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE
);

CREATE TABLE passages (
  id TEXT PRIMARY KEY,
  wordings TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE passage_members (
  passage TEXT NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  wording TEXT NOT NULL,
  PRIMARY KEY (passage, position)
) WITHOUT ROWID;
CREATE INDEX passage_members_doc ON passage_members (doc, start);

CREATE TABLE problems (
  number INTEGER PRIMARY KEY,
  doc TEXT,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  message TEXT NOT NULL,
  severity TEXT NOT NULL
);
CREATE UNIQUE INDEX problems_once ON problems (name, stage, message, ifnull(doc, ''));
CREATE INDEX problems_doc ON problems (doc);

CREATE TABLE stage_runs (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  stage TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (doc, stage)
) WITHOUT ROWID;

CREATE VIEW attributions_in_words AS
SELECT a.id, a.doc, d.name AS document, d.outlet, d.published,
  ifnull(e.name, s.name) AS speaker,
  substr(t.text, json_extract(a.source, '$[0]') + 1,
    json_extract(a.source, '$[1]') - json_extract(a.source, '$[0]')) AS source,
  substr(t.text, json_extract(a.cue, '$[0]') + 1,
    json_extract(a.cue, '$[1]') - json_extract(a.cue, '$[0]')) AS cue,
  (SELECT group_concat(substr(t.text, json_extract(value, '$[0]') + 1,
     json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' … ')
   FROM json_each(a.content)) AS content,
  a.kind, a.polarity, a.stance, a.said, a.inside
FROM attributions a
JOIN documents d ON d.id = a.doc
JOIN texts t ON t.number = d.number
LEFT JOIN entity_links l ON l.local = a.speaker
LEFT JOIN entities e ON e.id = l.entity
LEFT JOIN local_entities s ON s.doc = a.doc AND s.id = a.speaker;

CREATE VIEW passages_in_words AS
SELECT m.passage, m.wording, m.doc, d.name AS document, d.outlet, d.published,
  substr(t.text, m.start + 1, m."end" - m.start) AS words
FROM passage_members m
JOIN documents d ON d.id = m.doc
JOIN texts t ON t.number = d.number;
"""

_PLACES: Final = """
CREATE TABLE places (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  entity TEXT,
  geonames INTEGER,
  country TEXT,
  region TEXT,
  latitude REAL,
  longitude REAL,
  precision TEXT,
  role TEXT NOT NULL,
  score REAL,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;
CREATE INDEX places_geonames ON places (geonames);

CREATE VIEW places_in_words AS
SELECT p.doc, d.name AS document, d.outlet, d.published,
  substr(t.text, p.start + 1, p."end" - p.start) AS words,
  p.role, p.geonames, p.country, p.region, p.latitude, p.longitude, p.precision, p.score
FROM places p
JOIN documents d ON d.id = p.doc
JOIN texts t ON t.number = d.number;
"""

_CLAIMED_SOURCE: Final = """
ALTER TABLE documents ADD COLUMN claimed_source TEXT;
ALTER TABLE documents ADD COLUMN claimed_source_span TEXT;
"""

STEPS: tuple[str, ...] = (
    _FIRST,
    _PLACES,
    _CLAIMED_SOURCE,
    ENTITY_EVIDENCE,
    DECISIONS,
    NAMES,
    LINKS,
)
"""Step ``n`` brings a ledger of version ``n`` to version ``n + 1``; a new ledger takes them all.

A released step is never edited: what changes later is a further step.
"""

TABLES: Final[dict[str, str]] = {
    "documents": "One article or statement a row, without its text.",
    "texts": "The frozen text of each document; every offset counts its code points. "
    "`title` is here only when the title is not part of the text.",
    "search": "The full-text index over `texts` (FTS5).",
    "document_names": "Every name a document was received under.",
    "received": "The bytes received, compressed with zlib, and what was given with them. "
    "`identity` is null where the bytes themselves make the document's id.",
    "sentences": "The sentences of the article itself.",
    "times": "Time expressions and the intervals they cover (`end_` is the last day covered).",
    "quantities": "Amounts as intervals.",
    "mentions": "Names, titles, pronouns and descriptions; `entity` is an id of `local_entities`.",
    "local_entities": "Who or what is mentioned, as one document alone shows it.",
    "entities": "Who or what is mentioned, across documents.",
    "entity_links": "Which entity each local entity is.",
    "entity_evidence": "Why the local entities of each entity are taken for one.",
    "office_holders": "Whom the texts call the holder of which office, and where.",
    "places": "Where named places are: GeoNames ids, coordinates and what they stand for.",
    "attributions": "Source, cue and content; `speaker` and `audience` are ids of "
    "`local_entities`.",
    "voices": "Whose voice each sentence or clause stands in.",
    "phrases": "Common nouns for happenings and documents, with what says which one is meant.",
    "namings": "Every use of a name, and whose word it is; `entity` is an id of `local_entities`.",
    "referents": "Who or what has more than one name, and how telling the choice among them is.",
    "names": "What the documents of each outlet call each referent.",
    "same_referent": "Entities that count as another entity, `referent`, when names are compared.",
    "name_joins": "Why they do: the words of two documents that show it.",
    "units": "Paragraphs by a hash of their words, and the documents (by `number`) that carry "
    "each: what shared passages are found from.",
    "fingerprints": "Hashes of words in a row, and the units that hold them.",
    "links": "Which words of two units are the same: what passages are made of. `a` is less than "
    "`b`; `_first` and `_last` count a unit's words, `matched` those in common.",
    "to_link": "Documents whose passages are still to be found.",
    "passages": "Stretches shared by several documents, with their wordings.",
    "passage_members": "Where each passage stands.",
    "decisions": "What people ruled. Append-only: triggers refuse to change or delete a row.",
    "withdrawals": "Which decisions were taken back, by whom and when. Append-only, too.",
    "former_entities": "Ids that entities across documents had before they were grouped anew, and "
    "a local entity of each, so that old addresses lead on.",
    "problems": "What went wrong, one row a kind of failure and input.",
    "stage_runs": "Which version of each stage made a document's rows.",
    "meta": "The ledger's own state: its revision and the state of linking.",
    "attributions_in_words": "View: attributions with the words they stand on.",
    "places_in_words": "View: places with their words.",
    "passages_in_words": "View: passages with their words.",
}
"""What each table and view holds, for the reference page."""
