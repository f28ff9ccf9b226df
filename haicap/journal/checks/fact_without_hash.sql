-- title: Every fact carries its hash
-- title-vi: Mỗi sự kiện có mã băm
-- severity: error
-- why: The hash is what shows that a fact was changed; one without it cannot be
--   verified.
-- remedy: Run haicap journal verify, and restore the journal from a copy.
SELECT id, kind, about FROM journal_entry WHERE octet_length(hash) <> 32
