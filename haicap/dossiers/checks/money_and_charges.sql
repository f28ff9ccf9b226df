-- title: The state of money is that of the charges
-- title-vi: Trạng thái tiền khớp với các khoản phải nộp
-- severity: error
-- why: People are sent away or reminded by the state of money; the charges are the
--   facts.
-- remedy: Set the state of money from the charges.
SELECT d.number, d.money FROM dossiers_dossier d
  CROSS JOIN LATERAL (SELECT count(*) AS all, count(*) FILTER (WHERE paid_at IS NULL) AS open
                        FROM dossiers_charge c WHERE c.dossier_id = d.id) c
 WHERE d.money <> CASE WHEN c.open > 0 THEN 'due' WHEN c.all > 0 THEN 'paid' ELSE 'none' END
   AND d.ended_at IS NULL
