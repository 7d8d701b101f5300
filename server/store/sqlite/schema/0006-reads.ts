// What auditors and administrators have read.

export const reads = `
CREATE TABLE reads (
  no     INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  kind   TEXT NOT NULL,
  name   TEXT NOT NULL,
  roles  TEXT NOT NULL,
  -- the first time and the last, in milliseconds since 1970
  at     INTEGER NOT NULL,
  until  INTEGER NOT NULL,
  times  INTEGER NOT NULL,
  route  TEXT NOT NULL,
  what   TEXT NOT NULL,
  target TEXT,
  asked  TEXT NOT NULL
) STRICT;
CREATE INDEX reads_by_time ON reads (at);
CREATE INDEX reads_by_person ON reads (person, at);
CREATE INDEX reads_by_target ON reads (target, at) WHERE target IS NOT NULL;
-- The same thing read again moments later is counted; nothing else of a read ever changes.
CREATE TRIGGER read_is_not_changed BEFORE UPDATE ON reads
WHEN (NEW.no, NEW.person, NEW.kind, NEW.name, NEW.roles, NEW.at, NEW.route, NEW.what, NEW.target, NEW.asked)
  IS NOT (OLD.no, OLD.person, OLD.kind, OLD.name, OLD.roles, OLD.at, OLD.route, OLD.what, OLD.target, OLD.asked)
  OR NEW.times <> OLD.times + 1 OR NEW.until < OLD.until
BEGIN SELECT RAISE(ABORT, 'What was read is on record: it cannot be changed.'); END;
CREATE TRIGGER read_is_not_removed BEFORE DELETE ON reads
BEGIN SELECT RAISE(ABORT, 'What was read is on record: it cannot be removed.'); END;
CREATE TRIGGER read_is_not_replaced BEFORE INSERT ON reads
WHEN EXISTS (SELECT 1 FROM reads WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'What was read is on record: it cannot be replaced.'); END;
`
