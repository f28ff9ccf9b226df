-- title: A personal identification number has one account
-- title-vi: Mỗi số định danh cá nhân chỉ có một tài khoản
-- severity: error
-- why: Two accounts of one person split what the person sees of his own dossiers.
-- remedy: Close one of the accounts.
SELECT personal_id, count(*) FROM accounts_user
 WHERE personal_id <> '' AND is_active GROUP BY personal_id HAVING count(*) > 1
