// How many open cases stay on which version, counted as they move: whoever publishes is told at once, however
// many cases there are.

export const openCounts = `
CREATE TABLE open_counts (
  process TEXT NOT NULL,
  version INTEGER NOT NULL,
  cases   INTEGER NOT NULL,
  PRIMARY KEY (process, version)
) STRICT, WITHOUT ROWID;
INSERT INTO open_counts (process, version, cases)
SELECT process, version, count(*) FROM cases WHERE status = 'open' GROUP BY process, version;
`
