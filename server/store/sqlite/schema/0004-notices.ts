// What people are told: of which kind it is, so that each can choose; who has sent a case back, and why; and when
// somebody has to be reminded of a case.

export const notices = `
ALTER TABLE notifications ADD COLUMN kind TEXT NOT NULL DEFAULT 'other';
UPDATE notifications SET kind = 'assigned' WHERE title LIKE '% has given you this case';
UPDATE notifications SET kind = 'mentioned' WHERE title LIKE '% has mentioned you';
-- As JSON; null: the last step brought the case forward.
ALTER TABLE cases ADD COLUMN returned TEXT;
-- When somebody has to be told that the case is due soon or overdue, in milliseconds since 1970 (reminders.ts).
ALTER TABLE cases ADD COLUMN remind_at INTEGER;
-- What is overdue already is not news.
UPDATE cases SET remind_at = due - 86400000 WHERE status = 'open' AND due > unixepoch() * 1000;
CREATE INDEX cases_by_reminder ON cases (remind_at) WHERE remind_at IS NOT NULL;
`
