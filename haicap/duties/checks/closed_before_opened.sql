-- title: A duty is closed after it was opened
-- title-vi: Nhiệm vụ kết thúc sau khi được giao
-- severity: error
-- why: Times that run backwards make every measure of speed wrong.
-- remedy: Compare with the journal and correct the moment.
SELECT id, reference, opened_at, closed_at FROM duties_duty WHERE closed_at < opened_at
