-- title: A document ends after it took effect
-- title-vi: Văn bản hết hiệu lực sau khi có hiệu lực
-- severity: error
-- why: A document that ends before it begins never counted.
-- remedy: Correct the dates.
SELECT number, effective_on, expires_on FROM law_legaldocument
 WHERE expires_on <= effective_on
