-- title: Submitted, received, settled, ended: in this order
-- title-vi: Nộp, tiếp nhận, giải quyết, kết thúc theo đúng thứ tự
-- severity: error
-- why: Times that run backwards make every measure of speed wrong.
-- remedy: Compare with the journal and correct the moment.
SELECT number, submitted_at, received_at, settled_at, ended_at FROM dossiers_dossier
 WHERE received_at < submitted_at OR settled_at < received_at OR ended_at < settled_at
