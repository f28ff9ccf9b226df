"""
Where every open dossier goes when units are reorganised, as SQL over all of them at once.

``moving`` holds the dossiers concerned with what they had, ``moved`` what they get. Before a
centre there were committees: where no centre is, the People's Committee of the place receives.
"""

# What became of a place: how many heirs, the only one, the province of the likeliest.
FATES = """
CREATE TEMP TABLE passing_fate ON COMMIT DROP AS
SELECT p.old_id, count(*) AS heirs, CASE WHEN count(*) = 1 THEN min(p.new_id) END AS only_id,
       (array_agg(c.province_id ORDER BY p.suggested DESC, p.is_doubtful, p.new_id))[1]
           AS province_id
  FROM passing_place p
  LEFT JOIN units_agency c ON c.territory_id = p.new_id AND c.kind = 'peoples_committee'
   AND c.valid_from <= %(on)s AND (c.valid_until IS NULL OR c.valid_until > %(on)s)
 GROUP BY p.old_id
"""

ENDED = """
CREATE TEMP TABLE ended_agency ON COMMIT DROP AS
SELECT x.old_id AS id, min(x.new_id) FILTER (WHERE x.suggested) AS heir_id
  FROM passing_agency x GROUP BY x.old_id
"""

MOVING = """
CREATE TEMP TABLE moving ON COMMIT DROP AS
SELECT d.id, v.procedure_id, coalesce(d.place_now_id, d.place_id) AS place_id, d.address,
       d.competent_id, d.competence_id, d.responsible_id, d.return_at_id,
       d.received_at IS NULL AS is_unreceived, d.due_at AS due_before, f.heirs, f.only_id AS place_after,
       coalesce(f.province_id, home.province_id, near.province_id) AS province_id,
       c.id IS NOT NULL AS competent_ends, r.id IS NOT NULL AS responsible_ends,
       b.id IS NOT NULL AS return_ends, r.heir_id, near.province_id IS NOT NULL AS waits
  FROM dossiers_dossier d
  JOIN procedures_procedureversion v ON v.id = d.version_id
  LEFT JOIN passing_fate f ON f.old_id = coalesce(d.place_now_id, d.place_id)
  LEFT JOIN ended_agency c ON c.id = d.competent_id
  LEFT JOIN ended_agency r ON r.id = d.responsible_id
  LEFT JOIN ended_agency b ON b.id = d.return_at_id
  LEFT JOIN units_agency home
    ON home.territory_id = coalesce(d.place_now_id, d.place_id)
   AND home.kind = 'peoples_committee' AND home.valid_from <= %(on)s
   AND (home.valid_until IS NULL OR home.valid_until > %(on)s)
  -- One that still waits for a person is in the province of its interim agency.
  LEFT JOIN LATERAL (
      SELECT coalesce(n.province_id, a.province_id) AS province_id
        FROM dossiers_unresolvedmove u JOIN units_agency a ON a.id = u.interim_id
        LEFT JOIN ended_agency e ON e.id = a.id
        LEFT JOIN units_agency n ON n.id = e.heir_id
       WHERE u.dossier_id = d.id AND u.resolved_at IS NULL) near ON true
 WHERE d.ended_at IS NULL AND (%(only)s::bigint IS NULL OR d.id = %(only)s)
   AND (f.old_id IS NOT NULL OR c.id IS NOT NULL OR r.id IS NOT NULL OR b.id IS NOT NULL)
"""

# Dossiers of split places, to be read address by address.
SPLIT = """
SELECT id, place_id, address FROM moving
 WHERE heirs > 1 AND place_after IS NULL AND address <> '' ORDER BY id
"""
CANDIDATES = """
SELECT p.old_id, p.new_id, p.holds::text, o.name
  FROM passing_place p
  JOIN units_territoryversion o ON o.territory_id = p.old_id AND o.valid_until = %(on)s
 WHERE p.old_id IN (SELECT place_id FROM moving WHERE heirs > 1) AND p.holds <> '[]'
"""
ADDRESSED = """
UPDATE moving SET place_after = a.place_id
  FROM unnest(%(ids)s::bigint[], %(places)s::bigint[]) AS a(id, place_id)
 WHERE moving.id = a.id
"""

ASKED = """
CREATE TEMP TABLE asked_decider ON COMMIT DROP AS
SELECT DISTINCT procedure_id, coalesce(place_after, place_id) AS place_id FROM moving
 WHERE competent_ends AND NOT waits AND (place_after IS NOT NULL OR coalesce(heirs, 0) < 2)
UNION
SELECT m.procedure_id, p.new_id
  FROM (SELECT DISTINCT procedure_id, place_id FROM moving
         WHERE competent_ends AND heirs > 1 AND place_after IS NULL) m
  JOIN passing_place p ON p.old_id = m.place_id
"""

# Where it does not matter to which part a dossier belongs, because all have one decider.
AGREED = """
CREATE TEMP TABLE agreed_decider ON COMMIT DROP AS
SELECT k.procedure_id, k.place_id, min(f.agency_id) AS agency_id,
       min(f.competence_id) AS competence_id
  FROM (SELECT DISTINCT procedure_id, place_id FROM moving
         WHERE competent_ends AND heirs > 1 AND place_after IS NULL) k
  JOIN passing_place p ON p.old_id = k.place_id
  LEFT JOIN found_decider f ON f.procedure_id = k.procedure_id AND f.place_id = p.new_id
 GROUP BY k.procedure_id, k.place_id
HAVING count(DISTINCT f.agency_id) = 1 AND bool_and(f.agency_id IS NOT NULL)
"""

# Its own centre or point, else the centre of its province, else its People's Committee.
CENTRES = """
CREATE TEMP TABLE centre_of_place ON COMMIT DROP AS
SELECT DISTINCT ON (v.territory_id) v.territory_id AS place_id, a.id AS agency_id
  FROM units_territoryversion v
  JOIN units_agency a ON a.valid_from <= %(on)s
   AND (a.valid_until IS NULL OR a.valid_until > %(on)s)
   AND ((a.territory_id = v.territory_id
         AND a.kind IN ('service_centre', 'service_point', 'peoples_committee'))
        OR (a.territory_id = v.parent_id AND a.kind = 'service_centre'))
 WHERE v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s)
   AND v.level <> 'nation'
 ORDER BY v.territory_id, a.kind = 'peoples_committee', a.territory_id <> v.territory_id,
          a.code
"""

MOVED = """
CREATE TEMP TABLE moved ON COMMIT DROP AS
WITH said AS (
    SELECT m.*, coalesce(m.place_after, m.place_id) AS at_place,
           coalesce(m.heirs > 1 AND m.place_after IS NULL, false) AS is_split,
           coalesce(own.agency_id, agreed.agency_id) AS decider_id,
           coalesce(own.competence_id, agreed.competence_id) AS by_id,
           interim.agency_id AS interim_id, centre.agency_id AS centre_id,
           at_return.kind IS NOT NULL AS was_receiving
      FROM moving m
      LEFT JOIN found_decider own ON own.procedure_id = m.procedure_id
       AND own.place_id = coalesce(m.place_after, m.place_id)
       AND (m.place_after IS NOT NULL OR coalesce(m.heirs, 0) < 2)
      LEFT JOIN agreed_decider agreed ON m.heirs > 1 AND m.place_after IS NULL
       AND agreed.procedure_id = m.procedure_id AND agreed.place_id = m.place_id
      LEFT JOIN centre_of_place interim ON interim.place_id = m.province_id
      LEFT JOIN centre_of_place centre
        ON centre.place_id = coalesce(m.place_after, m.place_id)
      LEFT JOIN units_agency at_return ON at_return.id = m.responsible_id
       AND at_return.kind IN ('service_centre', 'branch', 'service_point')
), settled AS (
    SELECT said.*,
           CASE WHEN competent_ends THEN coalesce(decider_id, interim_id)
                ELSE competent_id END AS competent_after,
           CASE WHEN competent_ends THEN coalesce(by_id, competence_id)
                ELSE competence_id END AS competence_after,
           CASE WHEN NOT return_ends THEN return_at_id
                WHEN is_split OR waits THEN interim_id
                ELSE coalesce(centre_id, interim_id) END AS return_after,
           CASE WHEN waits THEN NULL
                WHEN is_split THEN 'split'
                WHEN competent_ends AND decider_id IS NULL THEN 'nobody' END AS reason
      FROM said
)
SELECT settled.*,
       CASE WHEN NOT responsible_ends THEN responsible_id
            WHEN is_unreceived OR was_receiving THEN return_after
            WHEN responsible_id = competent_id THEN competent_after
            -- Until a person has said where it belongs, it lies where it waits.
            WHEN is_split THEN interim_id
            ELSE coalesce(heir_id, competent_after) END AS responsible_after
  FROM settled
"""

COUNTS = """
SELECT count(*), count(*) FILTER (WHERE competent_after <> competent_id),
       count(*) FILTER (WHERE responsible_after <> responsible_id),
       count(*) FILTER (WHERE return_after <> return_at_id),
       count(*) FILTER (WHERE reason = 'split'), count(*) FILTER (WHERE reason = 'nobody'),
       count(*) FILTER (WHERE heirs > 1 AND NOT is_split),
       count(*) FILTER (WHERE responsible_after IS NULL OR competent_after IS NULL
                           OR return_after IS NULL)
  FROM moved
"""
# Which agency gives most to which: a few lines tell more than a few dossiers.
ROADS = """
SELECT o.code, o.name_vi, n.code, n.name_vi, count(*)
  FROM moved m JOIN units_agency o ON o.id = m.responsible_id
  JOIN units_agency n ON n.id = m.responsible_after
 WHERE m.responsible_after <> m.responsible_id
 GROUP BY o.id, n.id ORDER BY count(*) DESC, o.code, n.code LIMIT %(limit)s
"""
NUMBERS = """
SELECT d.number, t.name FROM moved m JOIN dossiers_dossier d ON d.id = m.id
  LEFT JOIN units_territoryversion t
    ON t.territory_id = m.place_id AND t.valid_until = %(on)s
 WHERE m.reason = %(reason)s ORDER BY m.id LIMIT %(limit)s
"""
LOST = """
SELECT d.number FROM moved m JOIN dossiers_dossier d ON d.id = m.id
 WHERE m.responsible_after IS NULL OR m.competent_after IS NULL OR m.return_after IS NULL
 ORDER BY m.id LIMIT %(limit)s
"""
