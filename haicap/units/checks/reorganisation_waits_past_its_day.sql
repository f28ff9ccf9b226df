-- title: A reorganisation waits although its day has come
-- title-vi: Việc sắp xếp đơn vị vẫn chờ dù đã đến ngày hiệu lực
-- severity: error
-- why: What was planned ahead happens within minutes of its day. Where it does not, no worker
--   runs, or the plan is refused by the units as they have become since.
-- remedy: Run "haicap reorganise due": it carries the plan out or says what is in the way.
SELECT id, key, effective_on FROM units_reorganisation
 WHERE applied_at IS NULL AND effective_on < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
