"""What was added to the ledger's tables for who is who and for the links between passages, as SQL.

Each is one step; ``schema.STEPS`` has their order.
"""

from __future__ import annotations

from typing import Final

ENTITY_EVIDENCE: Final = """
CREATE TABLE entity_evidence (
  entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (entity, position)
) WITHOUT ROWID;

CREATE TABLE office_holders (
  office TEXT NOT NULL,
  holder TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  doc TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (office, holder, doc, start)
) WITHOUT ROWID;
CREATE INDEX office_holders_holder ON office_holders (holder);
"""

DECISIONS: Final = """
CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  "on" TEXT NOT NULL,
  verdict TEXT NOT NULL,
  value TEXT,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX decisions_at ON decisions (at, id);
CREATE TABLE withdrawals (
  decision TEXT NOT NULL REFERENCES decisions (id),
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (decision, at, "by")
) WITHOUT ROWID;

CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted; withdraw them'); END;
CREATE TRIGGER decisions_as_ruled BEFORE UPDATE ON decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed; withdraw them and rule anew'); END;
CREATE TRIGGER withdrawals_stay BEFORE DELETE ON withdrawals
BEGIN SELECT raise(ABORT, 'withdrawals are never deleted; rule anew'); END;
CREATE TRIGGER withdrawals_as_made BEFORE UPDATE ON withdrawals
BEGIN SELECT raise(ABORT, 'withdrawals are never changed; rule anew'); END;

CREATE TABLE former_entities (
  id TEXT PRIMARY KEY,
  local TEXT NOT NULL
) WITHOUT ROWID;
"""

NAMES: Final = """
CREATE TABLE namings (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  entity TEXT,
  name TEXT NOT NULL,
  voice TEXT NOT NULL,
  attribution TEXT,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;
CREATE INDEX namings_entity ON namings (entity);

CREATE TABLE phrases (
  doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  entity TEXT,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  noun TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "begin" TEXT,
  "end_" TEXT,
  PRIMARY KEY (doc, position)
) WITHOUT ROWID;

CREATE TABLE referents (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  names INTEGER NOT NULL,
  count INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  telling REAL NOT NULL,
  folded TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX referents_telling ON referents (telling DESC, count DESC, id);

CREATE TABLE names (
  position INTEGER PRIMARY KEY,
  referent TEXT NOT NULL REFERENCES referents (id) ON DELETE CASCADE,
  outlet TEXT,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  docs TEXT NOT NULL,
  site TEXT,
  own INTEGER NOT NULL,
  scare INTEGER NOT NULL,
  indirect INTEGER NOT NULL,
  verbatim INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  forms TEXT NOT NULL,
  speakers TEXT NOT NULL
);
CREATE INDEX names_referent ON names (referent);

CREATE TABLE same_referent (
  entity TEXT PRIMARY KEY,
  referent TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX same_referent_referent ON same_referent (referent);

CREATE TABLE name_joins (
  position INTEGER PRIMARY KEY,
  referent TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  evidence TEXT NOT NULL,
  first_doc TEXT NOT NULL,
  first_span TEXT NOT NULL,
  second_doc TEXT NOT NULL,
  second_span TEXT NOT NULL
);
CREATE INDEX name_joins_referent ON name_joins (referent);
"""

LINKS: Final = """
CREATE TABLE links (
  a INTEGER NOT NULL,
  a_first INTEGER NOT NULL,
  a_last INTEGER NOT NULL,
  b INTEGER NOT NULL,
  b_first INTEGER NOT NULL,
  b_last INTEGER NOT NULL,
  matched INTEGER NOT NULL,
  PRIMARY KEY (a, b, a_first, b_first)
) WITHOUT ROWID;
CREATE INDEX links_b ON links (b);
INSERT OR IGNORE INTO to_link SELECT number FROM documents;
"""
