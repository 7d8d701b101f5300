// Written once; a change to the database is a new file with the next number.

export const start = `
-- Where each case is. The snapshot is not repeated here: it stands in the entry that moved the case last, at
-- moved_position. Other tables name a case by its number, which is a tenth as long as its id.
CREATE TABLE cases (
  no             INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  process        TEXT NOT NULL,
  version        INTEGER NOT NULL,
  seq            INTEGER NOT NULL,
  moved_seq      INTEGER NOT NULL,
  moved_position INTEGER NOT NULL,
  hash           TEXT NOT NULL,
  status         TEXT NOT NULL,
  stage          TEXT,
  assignee       TEXT,
  opened_at      TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  active_states  TEXT NOT NULL,
  places         TEXT NOT NULL,
  search         TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_opening ON cases (opened_at);
CREATE INDEX cases_by_assignee ON cases (assignee) WHERE assignee IS NOT NULL;
CREATE TRIGGER case_is_not_removed BEFORE DELETE ON cases
BEGIN SELECT RAISE(ABORT, 'A case is not removed: its history is on record.'); END;

-- Every entry of every case, in the order written. The text is the sealed entry's canonical JSON.
CREATE TABLE history (
  position INTEGER PRIMARY KEY,
  case_no  INTEGER NOT NULL REFERENCES cases (no),
  entry    TEXT NOT NULL
) STRICT;
-- How an entry is found in its case: by its seq, an integer, and by its event's id, a text. One table, so that
-- both stand side by side on disk.
CREATE TABLE history_keys (
  case_no  INTEGER NOT NULL,
  key      ANY NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (case_no, key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'A history is append-only: an entry cannot be changed.'); END;
CREATE TRIGGER history_is_not_removed BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'A history is append-only: an entry cannot be removed.'); END;
-- INSERT OR REPLACE removes a row without asking the trigger for DELETE.
CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history
WHEN EXISTS (SELECT 1 FROM history WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'A history is append-only: an entry cannot be replaced.'); END;
CREATE TRIGGER history_key_is_not_changed BEFORE UPDATE ON history_keys
BEGIN SELECT RAISE(ABORT, 'A history is append-only: an entry cannot be changed.'); END;
CREATE TRIGGER history_key_is_not_removed BEFORE DELETE ON history_keys
BEGIN SELECT RAISE(ABORT, 'A history is append-only: an entry cannot be removed.'); END;

-- Where cases can be: few rows, however many cases. A case in several states at once is in several places.
CREATE TABLE places (
  no      INTEGER PRIMARY KEY,
  process TEXT NOT NULL,
  status  TEXT NOT NULL,
  stage   TEXT NOT NULL,
  state   TEXT NOT NULL,
  UNIQUE (process, status, stage, state)
) STRICT;
-- The cases of each place in the order in which they last moved, in milliseconds since 1970. Lists are merged
-- from these (case-list.ts).
CREATE TABLE case_places (
  place   INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  case_no INTEGER NOT NULL,
  PRIMARY KEY (place, updated, case_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_counts (
  process TEXT NOT NULL,
  status  TEXT NOT NULL,
  stage   TEXT NOT NULL,
  cases   INTEGER NOT NULL,
  PRIMARY KEY (process, status, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE timers (
  case_id       TEXT NOT NULL,
  id            TEXT NOT NULL,
  due_at        TEXT NOT NULL,
  seq           INTEGER NOT NULL,
  status        TEXT NOT NULL DEFAULT 'pending',
  attempts      INTEGER NOT NULL DEFAULT 0,
  last_error    TEXT,
  claimed_until TEXT,
  PRIMARY KEY (case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_by_due ON timers (due_at) WHERE status <> 'failed';
CREATE INDEX timers_failed ON timers (due_at) WHERE status = 'failed';

CREATE TABLE effects (
  key           TEXT PRIMARY KEY,
  case_id       TEXT NOT NULL,
  seq           INTEGER NOT NULL,
  n             INTEGER NOT NULL,
  process       TEXT NOT NULL,
  effect        TEXT NOT NULL,
  at            TEXT NOT NULL,
  status        TEXT NOT NULL DEFAULT 'pending',
  attempts      INTEGER NOT NULL DEFAULT 0,
  due_at        TEXT NOT NULL,
  last_error    TEXT,
  answer        TEXT,
  claimed_until TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX effects_by_due ON effects (due_at) WHERE status IN ('pending', 'running');
CREATE INDEX effects_by_case ON effects (case_id, seq, n);
-- What may hold later effects of its case up: without it, claiming would look through all that are done.
CREATE INDEX effects_open ON effects (case_id, seq, n) WHERE status IN ('pending', 'running');
CREATE INDEX effects_failed ON effects (due_at) WHERE status = 'failed';

CREATE TABLE versions (
  process      TEXT NOT NULL,
  version      INTEGER NOT NULL,
  definition   TEXT NOT NULL,
  layout       TEXT NOT NULL,
  hash         TEXT NOT NULL,
  note         TEXT NOT NULL,
  published_at TEXT NOT NULL,
  published_by TEXT NOT NULL,
  PRIMARY KEY (process, version)
);
CREATE TRIGGER version_is_not_changed BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'A published version is frozen: publish a new one.'); END;
CREATE TRIGGER version_is_not_removed BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'A published version is frozen: cases ran on it.'); END;
CREATE TRIGGER version_is_not_replaced BEFORE INSERT ON versions
WHEN EXISTS (SELECT 1 FROM versions WHERE process = NEW.process AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'A published version is frozen: publish a new one.'); END;

CREATE TABLE notifications (
  id      TEXT PRIMARY KEY,
  person  TEXT,
  role    TEXT,
  title   TEXT NOT NULL,
  text    TEXT NOT NULL,
  case_id TEXT,
  at      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX notifications_by_person ON notifications (person, at);
CREATE INDEX notifications_by_role ON notifications (role, at);
CREATE TABLE notification_reads (
  id      TEXT NOT NULL,
  person  TEXT NOT NULL,
  read_at TEXT NOT NULL,
  PRIMARY KEY (id, person)
) WITHOUT ROWID;
`
