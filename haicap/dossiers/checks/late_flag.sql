-- title: Late is what was settled after its time
-- title-vi: Trễ hạn là giải quyết sau ngày hẹn
-- severity: error
-- why: The share on time is published; it must follow from the two moments.
-- remedy: Derive the flag again from the due and the settled moment.
SELECT number, due_at, settled_at, is_late FROM dossiers_dossier
 WHERE settled_at IS NOT NULL AND due_at IS NOT NULL
   AND is_late IS DISTINCT FROM (settled_at > due_at)
