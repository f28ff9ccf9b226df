-- title: No fact is dated after it was written down
-- title-vi: Không có sự kiện ghi ngày trong tương lai
-- severity: warning
-- why: A fact tells what has happened; a later moment is a wrong clock or a wrong date.
-- remedy: Compare the clocks of the servers; record a correcting fact.
SELECT id, kind, about, at, recorded_at FROM journal_entry
 WHERE at > recorded_at + INTERVAL '1 day'
