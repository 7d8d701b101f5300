// What entries can be found by (engine/facets.ts). Written beside the histories and after them (facets.ts), so that a
// step does not wait for it: indexed says how far.

export const facets = `
-- Each thing that is true of some entry, once, and of how many.
CREATE TABLE facets (
  no      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  value   TEXT NOT NULL,
  entries INTEGER NOT NULL,
  UNIQUE (kind, value)
) STRICT;
CREATE INDEX facets_by_use ON facets (kind, entries);
-- The entries of each facet in the order in which they happened, in milliseconds since 1970. One facet, of the kind
-- "any", has them all. The case is repeated: to say which cases are meant, no entry has to be read.
CREATE TABLE postings (
  facet    INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  position INTEGER NOT NULL,
  case_no  INTEGER NOT NULL,
  PRIMARY KEY (facet, at, position)
) STRICT, WITHOUT ROWID;
-- One row: the position of the last entry that is in the postings.
CREATE TABLE indexed (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL
) STRICT;
INSERT INTO indexed (one, position) VALUES (1, 0);
`
