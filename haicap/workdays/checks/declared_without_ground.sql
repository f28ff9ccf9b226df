-- title: A declared day names its decision
-- title-vi: Ngày nghỉ khai báo có căn cứ
-- severity: warning
-- why: A day that moves the deadlines of everybody rests on a decision that people can
--   read.
-- remedy: Add the number of the decision.
SELECT day, kind, agency_id FROM workdays_dayoverride WHERE ground = ''
