// What the list of work needs of a case: since when it is where it is, until when it should have gone on, how
// urgent it is. And an index of the open cases, so that nobody's list looks at anybody else's cases.

export const work = `
ALTER TABLE cases ADD COLUMN clocks TEXT NOT NULL DEFAULT '{}';
-- In milliseconds since 1970; null: nothing says until when.
ALTER TABLE cases ADD COLUMN due INTEGER;
-- 0 urgent, 1 high, 2 normal, 3 low.
ALTER TABLE cases ADD COLUMN priority INTEGER NOT NULL DEFAULT 2;
-- Whether cases have ever stood here and in other places at once: only these can be counted twice.
ALTER TABLE places ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
UPDATE places SET shared = 1 WHERE EXISTS (
  SELECT 1 FROM case_places p JOIN cases c ON c.no = p.case_no WHERE p.place = places.no AND instr(c.places, ' ') > 0
);

-- Of the cases that there are already, nobody remembers since when they are where they are: they have been there
-- since they last moved, at the least. Until when is in their timers.
CREATE TEMP TABLE standing AS
WITH RECURSIVE
  split (no, state, rest) AS (
    SELECT no, '', active_states || char(10) FROM cases WHERE active_states <> ''
    UNION ALL
    SELECT no, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
    FROM split WHERE rest <> ''
  ),
  inside (no, state) AS (
    SELECT no, state FROM split WHERE state <> ''
    UNION
    SELECT no, rtrim(rtrim(state, replace(state, '.', '')), '.') FROM inside WHERE instr(state, '.') > 0
  )
SELECT i.no, i.state, c.updated_at AS since,
  (SELECT min(t.due_at) FROM timers t WHERE t.case_id = c.id AND substr(t.id, -length(i.state) - 4) = ' in ' || i.state) AS due
FROM inside i JOIN cases c ON c.no = i.no;
CREATE INDEX temp.standing_by_case ON standing (no);
UPDATE cases SET
  clocks = coalesce((SELECT json_group_object(state, json_object('since', since, 'due', due)) FROM standing s WHERE s.no = cases.no), '{}'),
  due = CASE WHEN status = 'open' THEN (
    SELECT CAST(round(unixepoch(min(due), 'subsec') * 1000) AS INTEGER) FROM standing s WHERE s.no = cases.no
  ) END;
DROP TABLE standing;

-- The open cases, as lists of work read them; due is a far constant where nothing says until when (work-index.ts).
CREATE TABLE case_work (
  place    INTEGER NOT NULL,
  taken    INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  due      INTEGER NOT NULL,
  case_no  INTEGER NOT NULL,
  PRIMARY KEY (place, taken, priority, due, case_no)
) STRICT, WITHOUT ROWID;
INSERT INTO case_work (place, taken, priority, due, case_no)
SELECT p.place, c.assignee IS NOT NULL, c.priority, coalesce(c.due, 8640000000000000), c.no
FROM case_places p JOIN places s ON s.no = p.place JOIN cases c ON c.no = p.case_no WHERE s.status = 'open';
-- How many open cases stand in these places together ("3", or "3 5" for cases in several states at once): nobody
-- counts a hundred thousand cases to be told how many there are.
CREATE TABLE work_counts (
  places   TEXT NOT NULL,
  taken    INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  cases    INTEGER NOT NULL,
  PRIMARY KEY (places, taken, priority)
) STRICT, WITHOUT ROWID;
INSERT INTO work_counts (places, taken, priority, cases)
SELECT places, assignee IS NOT NULL, priority, count(*) FROM cases WHERE status = 'open' GROUP BY 1, 2, 3;
-- A person's open cases, however many closed ones there are.
CREATE INDEX open_by_assignee ON cases (assignee) WHERE assignee IS NOT NULL AND status = 'open';

-- What people have chosen for themselves, as JSON.
CREATE TABLE preferences (
  person  TEXT PRIMARY KEY,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
