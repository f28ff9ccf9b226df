-- title: Who did it is an account
-- title-vi: Người thực hiện là tài khoản có thật
-- severity: error
-- why: The journal answers who did what; an unknown number answers nothing.
-- remedy: Find the account in a copy of the database; accounts are never deleted.
SELECT e.by_id, count(*) FROM journal_entry e
 WHERE e.by_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM accounts_user u WHERE u.id = e.by_id)
 GROUP BY e.by_id
