-- title: Who cannot sign in holds no post
-- title-vi: Tài khoản đã khóa không còn giữ chức vụ
-- severity: warning
-- why: Work is given to those who hold a post; an account that is closed will not do it.
-- remedy: End the posts of the person, or open the account again.
SELECT u.login, p.role, p.agency_id FROM accounts_post p
  JOIN accounts_user u ON u.id = p.person_id
 WHERE NOT u.is_active AND p.valid_until IS NULL
