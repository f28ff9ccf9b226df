-- title: The journal knows every dossier
-- title-vi: Nhật ký có mọi hồ sơ
-- severity: error
-- why: A change without its fact is seen by no timeline, no message and no count.
-- remedy: Find out which program wrote past the actions; record the fact.
SELECT d.number FROM dossiers_dossier d
 WHERE NOT EXISTS (SELECT FROM journal_entry e WHERE e.about = 'dossier:' || d.id)
