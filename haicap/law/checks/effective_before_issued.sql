-- title: A document takes effect on or after the day of issue
-- title-vi: Văn bản có hiệu lực từ ngày ban hành trở đi
-- severity: warning
-- why: A legal document takes effect after it is issued (Law 64/2025/QH15); the other
--   way round one of the dates is wrong.
-- remedy: Compare both dates with the document.
SELECT number, issued_on, effective_on FROM law_legaldocument
 WHERE effective_on < issued_on
