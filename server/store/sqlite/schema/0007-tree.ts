// The tree over all entries (engine/log/tree.ts), so that what proves an entry is read and not computed from all.

export const tree = `
-- Level 0 has a hash of 32 bytes for each entry, level 1 one for each 256 of those, and so on; a row holds up to
-- 256 of them, in order. It is a cache of the histories: what is missing is made when somebody asks.
CREATE TABLE tree (
  level  INTEGER NOT NULL,
  no     INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, no)
) STRICT;
`
