-- title: Nobody holds a post at an agency that is no more
-- title-vi: Không ai giữ chức vụ tại cơ quan đã kết thúc
-- severity: error
-- why: Rights follow from posts: a reorganisation must end or move them, or work lies
--   where nobody looks.
-- remedy: End the post, and give the person one at the successor.
SELECT u.login, p.role, a.code, p.valid_until, a.valid_until FROM accounts_post p
  JOIN accounts_user u ON u.id = p.person_id
  JOIN units_agency a ON a.id = p.agency_id
 WHERE NOT daterange(a.valid_from, a.valid_until)
           @> daterange(p.valid_from, p.valid_until)
