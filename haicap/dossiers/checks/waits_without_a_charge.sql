-- title: A dossier that waits for money has a charge
-- title-vi: Hồ sơ chờ nghĩa vụ tài chính có khoản phải nộp
-- severity: error
-- why: Nobody can pay what nobody has asked for; and what was paid must not be waited
--   for.
-- remedy: Compare with the journal; record the payment or ask for it.
SELECT d.number, d.state FROM dossiers_dossier d
 WHERE (d.state = 'payment') AND NOT EXISTS (
       SELECT FROM dossiers_charge c WHERE c.dossier_id = d.id AND c.paid_at IS NULL)
