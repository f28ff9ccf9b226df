-- title: A settled dossier has a decision
-- title-vi: Hồ sơ đã giải quyết có quyết định
-- severity: error
-- why: A result without somebody who decided it is void.
-- remedy: Compare with the journal; the signer decides, or the dossier is opened again.
SELECT d.number, d.state FROM dossiers_dossier d
 WHERE d.state IN ('settled', 'returned')
   AND NOT EXISTS (SELECT FROM dossiers_decision x
                    WHERE x.dossier_id = d.id AND x.decided_at IS NOT NULL)
   AND NOT EXISTS (SELECT FROM dossiers_dossier leg WHERE leg.bundle_id = d.id)
