-- title: Who has an open duty holds a post there
-- title-vi: Người có nhiệm vụ đang mở giữ chức vụ tại cơ quan đó
-- severity: warning
-- why: A duty of somebody who left is on nobody’s list.
-- remedy: Give the duty to somebody who holds the post.
SELECT d.reference, d.kind, u.login, d.agency_id FROM duties_duty d
  JOIN accounts_user u ON u.id = d.person_id
 WHERE d.closed_at IS NULL
   AND NOT EXISTS (SELECT FROM accounts_post p
                    WHERE p.person_id = d.person_id AND p.role = d.role
                      AND (p.agency_id IS NULL OR p.agency_id = d.agency_id)
                      AND daterange(p.valid_from, p.valid_until) @> current_date)
