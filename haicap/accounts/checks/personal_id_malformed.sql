-- title: A personal identification number has twelve digits
-- title-vi: Số định danh cá nhân gồm 12 chữ số
-- severity: error
-- why: Twelve digits, nine on old identity cards; anything else finds nobody in the
--   national database.
-- remedy: Ask the person and correct the number.
SELECT login, length(personal_id) AS digits FROM accounts_user
 WHERE personal_id <> '' AND personal_id !~ '^([0-9]{12}|[0-9]{9})$'
