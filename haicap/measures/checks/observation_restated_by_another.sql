-- title: A figure is restated by one about something else
-- title-vi: Số liệu được công bố lại bằng số liệu về việc khác
-- severity: error
-- why: A restatement says the same thing anew: the same measure and unit, until the same day.
--   Otherwise a figure would vanish behind one that does not replace it.
-- remedy: Declare the right figure and restate the wrong one by it.
SELECT o.id, o.measure, o.territory_id, o.until, n.id, n.measure, n.territory_id, n.until
  FROM measures_observation o JOIN measures_observation n ON n.id = o.restated_by_id
 WHERE (o.measure, o.territory_id, o.until) IS DISTINCT FROM (n.measure, n.territory_id, n.until)
    OR o.kind <> n.kind
