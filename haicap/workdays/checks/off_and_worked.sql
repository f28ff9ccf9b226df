-- title: No day is declared both off and worked for one calendar
-- title-vi: Không ngày nào vừa nghỉ vừa làm trên cùng một lịch
-- severity: error
-- why: A deadline that counts the day and one that does not would both be right.
-- remedy: Remove the declaration that the decision does not support.
SELECT a.day, a.agency_id, a.kind, b.kind FROM workdays_dayoverride a
  JOIN workdays_dayoverride b ON b.day = a.day AND b.id > a.id
   AND b.agency_id IS NOT DISTINCT FROM a.agency_id
