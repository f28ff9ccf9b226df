-- title: Documents do not replace each other in a circle
-- title-vi: Không có vòng lặp thay thế giữa các văn bản
-- severity: error
-- why: Of two documents that replace each other none would be in force.
-- remedy: Correct the relation that points the wrong way.
WITH RECURSIVE later AS (
    SELECT document_id AS start, other_id AS reached, 1 AS steps
      FROM law_relation WHERE kind IN ('replaces', 'repeals')
    UNION
    SELECT later.start, r.other_id, later.steps + 1
      FROM later JOIN law_relation r ON r.document_id = later.reached
     WHERE r.kind IN ('replaces', 'repeals') AND later.steps < 20
)
SELECT DISTINCT d.number FROM later JOIN law_legaldocument d ON d.id = later.start
 WHERE later.start = later.reached
