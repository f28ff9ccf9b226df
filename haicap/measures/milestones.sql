-- From facts to milestones. Reads facts, firsts, dossiers, versions, places, agencies and
-- working_time; every window looks only backward, so a later fact changes no earlier row.
WITH told AS (
    SELECT f.entry, f.dossier, f.kind, f."at", f.is_late, f.outcome, f.grade,
        -- 'infinity' is "no due moment", so that null can be "as before".
        CASE
            WHEN f.kind IN ('dossier.received', 'dossier.supplemented', 'dossier.paid',
                'dossier.resumed', 'dossier.reopened', 'dossier.leg-started',
                'dossier.reappointed')
                THEN coalesce(f.due, 'infinity'::TIMESTAMP)
            WHEN f.kind IN ('dossier.refused', 'dossier.supplement-asked',
                'dossier.payment-requested', 'dossier.suspended', 'dossier.decided',
                'dossier.settled', 'dossier.stopped', 'dossier.withdrawn')
                THEN 'infinity'::TIMESTAMP
        END AS runs,
        CASE
            WHEN f.kind IN ('dossier.received', 'dossier.supplemented', 'dossier.paid',
                'dossier.resumed', 'dossier.reopened', 'dossier.leg-started')
                THEN coalesce(x.due, f.due, 'infinity'::TIMESTAMP)
        END AS first_due,
        CASE WHEN f.kind IN ('dossier.received', 'dossier.leg-started') THEN f."at" END
            AS received,
        CASE WHEN f.kind IN ('dossier.decided', 'dossier.settled') THEN f."at" END AS settled,
        -- The applicant's own time: opened by the first kinds, closed by the others.
        CASE
            WHEN f.kind IN ('dossier.supplement-asked', 'dossier.payment-requested') THEN 1
            WHEN f.kind IN ('dossier.supplemented', 'dossier.paid', 'dossier.received',
                'dossier.stopped', 'dossier.withdrawn') THEN 0
        END AS waits
    FROM facts f LEFT JOIN firsts x ON x.entry = f.entry
), folded AS (
    SELECT *,
        last_value(runs IGNORE NULLS) OVER upto AS runs_until,
        last_value(runs IGNORE NULLS) OVER before AS ran_until,
        last_value(first_due IGNORE NULLS) OVER upto AS due_at,
        max(received) OVER upto AS received_at,
        max(settled) OVER upto AS settled_at,
        last_value(is_late IGNORE NULLS) OVER upto AS late,
        last_value(outcome IGNORE NULLS) OVER upto AS final_outcome,
        count(*) FILTER (kind = 'dossier.supplement-asked') OVER upto AS supplements,
        coalesce(last_value(waits IGNORE NULLS) OVER before, 0) AS waited
    FROM told
    WINDOW upto AS (PARTITION BY dossier ORDER BY entry
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
        before AS (PARTITION BY dossier ORDER BY entry
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), waiting AS (
    SELECT *,
        sum(CASE
            WHEN received_at IS NULL OR waits IS NULL OR waits = waited THEN 0
            WHEN waits = 1 THEN -epoch_us("at")
            -- What opened before reception was not counted when it opened.
            WHEN kind = 'dossier.received' THEN 0
            ELSE epoch_us("at")
        END) OVER (PARTITION BY dossier ORDER BY entry
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS waited_us
    FROM folded
), late AS (
    -- Working time is read off the sessions of the calendar: before this one, and in it.
    SELECT w.entry,
        (s.before + least(epoch(w.settled_at) - s.opens, s.length))
            - (d.before + least(epoch(w.due_at) - d.opens, d.length)) AS seconds
    FROM (
        SELECT f.entry, f.settled_at, f.due_at, a.calendar
        FROM folded f
        JOIN dossiers o ON o.id = f.dossier
        JOIN agencies a ON a.id = o.competent
        WHERE f.late AND f.settled_at IS NOT NULL AND f.due_at < 'infinity'
    ) w
    ASOF JOIN working_time s ON s.calendar = w.calendar AND epoch(w.settled_at) >= s.opens
    ASOF JOIN working_time d ON d.calendar = w.calendar AND epoch(w.due_at) >= d.opens
)
SELECT
    w.entry, w.dossier, o.number, m.milestone,
    timezone('UTC', w."at") AS "at", (w."at" + INTERVAL 7 HOUR)::DATE AS day,
    v.procedure, v.version::INTEGER AS version, v.field, o.channel, o.assisted,
    o.is_leg, v.is_bundle,
    o.place, p.commune, p.province, p.province_place,
    o.received_agency, o.competent AS competent_agency, a.level, a.kind AS agency_kind,
    timezone('UTC', o.submitted_at) AS submitted_at,
    timezone('UTC', w.received_at) AS received_at,
    (w.received_at + INTERVAL 7 HOUR)::DATE AS received_on,
    timezone('UTC', nullif(w.due_at, 'infinity'::TIMESTAMP)) AS due_at,
    timezone('UTC', w.settled_at) AS settled_at, w.late AS is_late, l.seconds::BIGINT AS late_seconds,
    ((epoch_us(w.settled_at) - epoch_us(w.received_at) - w.waited_us) // 1000000)::BIGINT
        AS processing_seconds,
    w.final_outcome AS outcome, w.grade, w.supplements::SMALLINT AS supplements,
    o.origin, o.simulated,
    timezone('UTC', nullif(w.runs_until, 'infinity'::TIMESTAMP)) AS runs_until,
    timezone('UTC', nullif(w.ran_until, 'infinity'::TIMESTAMP)) AS ran_until
FROM waiting w
JOIN kinds m ON m.kind = w.kind
JOIN dossiers o ON o.id = w.dossier
JOIN versions v ON v.id = o.version
JOIN agencies a ON a.id = o.competent
LEFT JOIN places p ON p.place = o.place
    AND (w."at" + INTERVAL 7 HOUR)::DATE >= p.since AND (w."at" + INTERVAL 7 HOUR)::DATE < p.until
LEFT JOIN late l ON l.entry = w.entry
