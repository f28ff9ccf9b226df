-- title: A post ends after it began
-- title-vi: Chức vụ kết thúc sau khi bắt đầu
-- severity: error
-- why: A post without a single day gives no right and hides a mistake in a date.
-- remedy: Correct the dates of the post.
SELECT p.id, u.login, p.valid_from, p.valid_until FROM accounts_post p
  JOIN accounts_user u ON u.id = p.person_id WHERE p.valid_until <= p.valid_from
