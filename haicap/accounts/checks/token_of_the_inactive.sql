-- title: A closed account has no working token
-- title-vi: Tài khoản đã khóa không còn khóa truy cập
-- severity: error
-- why: A program with the token would still act for somebody who may not.
-- remedy: Remove the token.
SELECT u.login, t.name FROM accounts_token t JOIN accounts_user u ON u.id = t.person_id
 WHERE NOT u.is_active AND (t.expires_at IS NULL OR t.expires_at > now())
