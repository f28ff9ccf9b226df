-- title: Late is what was settled after its first time
-- title-vi: Trễ hạn là giải quyết sau ngày hẹn ban đầu
-- severity: error
-- why: The share on time is published; it must follow from the two moments. A new
--   appointment does not make a late dossier timely.
-- remedy: Derive the flag again from the due and the settled moment.
SELECT d.number, d.due_at, d.settled_at, d.is_late FROM dossiers_dossier d
 WHERE d.settled_at IS NOT NULL AND d.due_at IS NOT NULL
   AND d.is_late IS DISTINCT FROM (d.settled_at > d.due_at)
   AND NOT EXISTS (SELECT FROM dossiers_reappointment r WHERE r.dossier_id = d.id)
