"""What is written when dossiers move, as SQL over all of ``moved`` at once."""

MOVE = """
UPDATE dossiers_dossier d
   SET place_now_id = coalesce(m.place_after, d.place_now_id), moved_on = %(on)s,
       competent_id = m.competent_after, competence_id = m.competence_after,
       responsible_id = m.responsible_after, return_at_id = m.return_after
  FROM moved m WHERE d.id = m.id
"""
ASSIGN = """
INSERT INTO dossiers_assignment (dossier_id, agency_id, reason, by_id, at)
SELECT id, responsible_after, left(%(ground)s, 200), %(by)s, %(at)s FROM moved
 WHERE responsible_after <> responsible_id ORDER BY id
"""
RELOCATE = """
INSERT INTO dossiers_relocation (dossier_id, reorganisation_id, "on", place_before_id,
       place_after_id, competent_before_id, competent_after_id)
SELECT id, %(event)s, %(on)s, place_id, place_after, competent_id, competent_after
  FROM moved ORDER BY id
"""

# What was on its way goes on: the line of the control sheet is closed, and another begun.
ON_THE_WAY = """
CREATE TEMP TABLE passing_handover ON COMMIT DROP AS
SELECT h.id, h.dossier_id, m.responsible_after AS from_id,
       CASE WHEN e.id IS NULL THEN h.to_agency_id
            WHEN h.to_agency_id = m.competent_id THEN m.competent_after
            WHEN h.to_agency_id = m.responsible_id THEN m.responsible_after
            ELSE coalesce(e.heir_id, m.competent_after) END AS to_id, h.due_at
  FROM dossiers_handover h JOIN moved m ON m.id = h.dossier_id
  LEFT JOIN ended_agency e ON e.id = h.to_agency_id
 WHERE h.taken_at IS NULL
   AND (e.id IS NOT NULL OR h.from_agency_id IN (SELECT id FROM ended_agency))
"""
TAKE = """
UPDATE dossiers_handover h SET taken_at = greatest(%(at)s, h.at),
       note = left(concat_ws(' — ', NULLIF(h.note, ''), %(note)s::text), 300)
  FROM passing_handover p WHERE p.id = h.id
"""
SEND = """
INSERT INTO dossiers_handover
       (dossier_id, from_agency_id, to_agency_id, note, due_at, by_id, at)
SELECT dossier_id, from_id, to_id, %(note)s, due_at, %(by)s, %(at)s
  FROM passing_handover WHERE from_id <> to_id ORDER BY dossier_id
"""

# The duty of a step goes where the step is done; its person goes along who has a post there.
DUTIES = """
CREATE TEMP TABLE passing_step ON COMMIT DROP AS
SELECT x.id, CASE WHEN s.code = 'check' THEN m.responsible_after
                  WHEN s.code = 'return' THEN m.return_after
                  WHEN x.agency_id = m.competent_id THEN m.competent_after
                  WHEN x.agency_id = m.responsible_id THEN m.responsible_after
                  ELSE coalesce(e.heir_id, m.competent_after) END AS to_id
  FROM moved m JOIN dossiers_step s ON s.dossier_id = m.id
  JOIN duties_duty x ON x.id = s.duty_id AND x.closed_at IS NULL
  JOIN ended_agency e ON e.id = x.agency_id
"""
GIVE = """
UPDATE duties_duty x SET agency_id = p.to_id,
       person_id = CASE WHEN x.person_id IS NULL THEN NULL ELSE (
           SELECT h.person_id FROM accounts_post h
            WHERE h.person_id = x.person_id AND h.role = x.role AND h.agency_id = p.to_id
              AND h.valid_from <= %(on)s
              AND (h.valid_until IS NULL OR h.valid_until > %(on)s) LIMIT 1) END
  FROM passing_step p WHERE p.id = x.id
"""

# A dossier that still waits has what became of its candidates.
LEAD_CANDIDATES = """
INSERT INTO dossiers_movecandidate (move_id, territory_id, suggested, is_doubtful)
SELECT DISTINCT ON (c.move_id, p.new_id) c.move_id, p.new_id, false,
       c.is_doubtful OR p.is_doubtful
  FROM dossiers_movecandidate c JOIN dossiers_unresolvedmove u ON u.id = c.move_id
  JOIN passing_place p ON p.old_id = c.territory_id
 WHERE u.resolved_at IS NULL AND (%(only)s::bigint IS NULL OR u.dossier_id = %(only)s)
ON CONFLICT DO NOTHING
"""
LEAVE_CANDIDATES = """
DELETE FROM dossiers_movecandidate c USING dossiers_unresolvedmove u, passing_place p
 WHERE u.id = c.move_id AND u.resolved_at IS NULL AND p.old_id = c.territory_id
   AND (%(only)s::bigint IS NULL OR u.dossier_id = %(only)s)
   AND NOT EXISTS (SELECT FROM passing_place s
                    WHERE s.old_id = c.territory_id AND s.new_id = c.territory_id)
"""
LEAD_INTERIM = """
UPDATE dossiers_unresolvedmove u SET interim_id = m.return_after
  FROM moved m WHERE m.id = u.dossier_id AND u.resolved_at IS NULL AND m.waits
   AND u.interim_id IN (SELECT id FROM ended_agency)
"""
WAIT = """
INSERT INTO dossiers_unresolvedmove (dossier_id, reorganisation_id, reason, interim_id)
SELECT id, %(event)s, reason, coalesce(interim_id, return_after)
  FROM moved WHERE reason IS NOT NULL ORDER BY id
"""
CANDIDATES = """
INSERT INTO dossiers_movecandidate (move_id, territory_id, suggested, is_doubtful)
SELECT u.id, p.new_id, p.suggested, p.is_doubtful
  FROM dossiers_unresolvedmove u JOIN moved m ON m.id = u.dossier_id
  JOIN passing_place p ON p.old_id = m.place_id
 WHERE u.resolved_at IS NULL AND m.reason = 'split'
UNION ALL
SELECT u.id, m.at_place, true, false
  FROM dossiers_unresolvedmove u JOIN moved m ON m.id = u.dossier_id
 WHERE u.resolved_at IS NULL AND m.reason = 'nobody'
"""

# Whom another calendar may concern: an agency above which somebody has hours of its own.
OTHER_TIME = """
WITH own AS (
    SELECT agency_id FROM workdays_workinghours WHERE agency_id IS NOT NULL
    UNION SELECT agency_id FROM workdays_dayoverride WHERE agency_id IS NOT NULL
), touched AS (
    SELECT a.id FROM units_agency a
     WHERE string_to_array(trim(BOTH '/' FROM a.lineage), '/')::bigint[]
           && (SELECT array_agg(agency_id) FROM own)
)
SELECT m.id FROM moved m JOIN dossiers_dossier d ON d.id = m.id
 WHERE m.competent_id <> m.competent_after AND d.received_at IS NOT NULL
   AND d.settled_at IS NULL
   AND (m.competent_id IN (SELECT id FROM touched)
        OR m.competent_after IN (SELECT id FROM touched))
 ORDER BY m.id
"""
FACTS = """
SELECT m.id, m.place_id, m.place_after, m.competent_id, m.competent_after, m.responsible_id,
       m.responsible_after, m.return_at_id, m.return_after, m.reason IS NOT NULL,
       CASE WHEN d.due_at IS DISTINCT FROM m.due_before THEN d.due_at END
  FROM moved m JOIN dossiers_dossier d ON d.id = m.id ORDER BY m.id
"""

# A draft keeps the code of a place that may mean another one tomorrow.
DRAFTS = """
CREATE TEMP TABLE passing_draft ON COMMIT DROP AS
SELECT d.id, coalesce(n.code, '') AS code
  FROM dossiers_draft d
  JOIN units_territoryversion o ON o.code = d.data->>'place' AND o.level = 'commune'
   AND o.valid_until = %(on)s
  LEFT JOIN passing_fate f ON f.old_id = o.territory_id
  LEFT JOIN units_territoryversion n
    ON n.territory_id = CASE WHEN f.old_id IS NULL THEN o.territory_id ELSE f.only_id END
   AND n.valid_from = %(on)s
 WHERE %(only)s::bigint IS NULL
"""
LEAD_DRAFTS = """
UPDATE dossiers_draft d SET data = d.data || jsonb_build_object('place', p.code)
  FROM passing_draft p WHERE p.id = d.id
"""
