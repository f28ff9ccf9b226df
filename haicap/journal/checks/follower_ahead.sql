-- title: No follower has read what is not written
-- title-vi: Không có tiến trình đọc vượt quá nhật ký
-- severity: error
-- why: A cursor beyond the journal skips the facts to come: they would never be told,
--   sent or counted.
-- remedy: Set the cursor back to the last entry that the follower handled.
SELECT c.name, c.xid, c.entry_id FROM journal_cursor c
 WHERE (c.xid, c.entry_id) > (SELECT coalesce(max(xid), 0), coalesce(max(id), 0)
                                FROM journal_entry)
