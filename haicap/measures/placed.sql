-- Where each milestone of a dossier was, and who was competent: as the facts up to it tell.
-- Reads facts, kinds, dossiers and places. A move is told twice: what was counted at the old
-- place is taken away there (moved_away) and added at the new one (moved).
CREATE OR REPLACE VIEW placed AS
WITH known AS (
    SELECT f.entry, f.dossier, f."at", k.milestone, (f."at" + INTERVAL 7 HOUR)::DATE AS day,
        coalesce(f.left_on, (f."at" + INTERVAL 7 HOUR)::DATE) AS left_on,
        coalesce(last_value(f.place IGNORE NULLS) OVER upto, o.place) AS place,
        coalesce(last_value(f.place IGNORE NULLS) OVER earlier, o.place) AS old_place,
        coalesce(last_value(f.competent IGNORE NULLS) OVER upto, o.competent) AS competent,
        coalesce(last_value(f.competent IGNORE NULLS) OVER earlier, o.competent)
            AS old_competent
    FROM facts f JOIN kinds k ON k.kind = f.kind JOIN dossiers o ON o.id = f.dossier
    WINDOW upto AS (PARTITION BY f.dossier ORDER BY f.entry
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
        earlier AS (PARTITION BY f.dossier ORDER BY f.entry
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), sides AS (
    SELECT entry, dossier, "at", day, milestone, day AS seen_on, place, competent FROM known
    UNION ALL
    SELECT entry, dossier, "at", day, 'moved_away', left_on, old_place, old_competent
    FROM known WHERE milestone = 'moved'
)
SELECT s.entry, s.dossier, s."at", s.day, s.milestone, coalesce(p.unit, s.place) AS place,
    p.commune, p.province, p.province_place, s.competent
FROM sides s
LEFT JOIN places p ON p.place = s.place AND s.seen_on >= p.since AND s.seen_on < p.until
