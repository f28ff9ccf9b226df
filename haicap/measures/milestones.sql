-- From facts to milestones. Reads facts, firsts, kinds, dossiers, versions, placed, agencies
-- and working_time. Windows look only backward, so a later fact changes no earlier row.
WITH told AS (
    SELECT f.entry, f.dossier, f."at", f.is_late, f.outcome, f.grade,
        k.milestone, k.waits, k.milestone = 'supplement_asked' AS is_supplement,
        -- 'infinity' is "no due moment", so that null can be "as before".
        CASE
            WHEN k.clock = 'stands' THEN 'infinity'::TIMESTAMP
            WHEN k.clock IN ('runs', 'appointed')
                THEN coalesce(f.due, 'infinity'::TIMESTAMP)
            WHEN k.clock = 'moved' THEN f.due
        END AS runs,
        -- When a suspension began, and before all time where the clock was set otherwise.
        CASE
            WHEN k.clock = 'suspended' THEN f."at"
            WHEN k.clock NOT IN ('as before', 'moved') THEN '-infinity'::TIMESTAMP
        END AS suspended,
        CASE k.clock
            WHEN 'runs' THEN coalesce(x.due, f.due, 'infinity'::TIMESTAMP)
            WHEN 'moved' THEN coalesce(x.due, f.due)
        END AS first_due,
        CASE WHEN k.begins THEN f."at" END AS received,
        CASE WHEN k.milestone = 'settled' THEN f."at" END AS settled
    FROM facts f JOIN kinds k ON k.kind = f.kind LEFT JOIN firsts x ON x.entry = f.entry
), remembered AS (
    SELECT *,
        last_value(runs IGNORE NULLS) OVER earlier AS ran,
        last_value(suspended IGNORE NULLS) OVER earlier AS stood,
        last_value(first_due IGNORE NULLS) OVER earlier AS old_due,
        last_value(received IGNORE NULLS) OVER earlier AS old_received,
        last_value(settled IGNORE NULLS) OVER earlier AS old_settled,
        last_value(is_late IGNORE NULLS) OVER earlier AS old_late,
        last_value(outcome IGNORE NULLS) OVER earlier AS old_outcome,
        coalesce(last_value(waits IGNORE NULLS) OVER earlier, 0) AS waited,
        count(*) FILTER (is_supplement) OVER earlier AS old_supplements
    FROM told
    WINDOW earlier AS (PARTITION BY dossier ORDER BY entry
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), folded AS (
    SELECT entry, dossier, "at", milestone, grade,
        -- A suspension that begins after the due moment does not make it timely.
        CASE WHEN stood > '-infinity' AND ran > stood THEN 'infinity' ELSE ran END
            AS ran_until,
        CASE
            WHEN runs IS NOT NULL THEN runs
            WHEN coalesce(suspended, stood) > '-infinity' AND ran > coalesce(suspended, stood)
                THEN 'infinity'
            ELSE ran
        END AS runs_until,
        coalesce(first_due, old_due) AS due_at,
        coalesce(received, old_received) AS received_at,
        coalesce(settled, old_settled) AS settled_at,
        coalesce(is_late, old_late) AS is_late,
        coalesce(outcome, old_outcome) AS outcome,
        old_supplements + is_supplement::BIGINT AS supplements,
        -- The applicant's own time, from when it opens until it closes; what opened before
        -- the reception is not counted.
        sum(CASE
            WHEN old_received IS NULL OR waits = waited THEN 0
            WHEN waits = 1 THEN -epoch_us("at")
            WHEN waits = 0 THEN epoch_us("at")
            ELSE 0
        END) OVER (PARTITION BY dossier ORDER BY entry
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS waited_us
    FROM remembered
), late AS (
    -- Working time is read off the sessions of the calendar: before this one, and in it.
    SELECT w.entry,
        (s.before + least(epoch(w.settled_at) - s.opens, s.length))
            - (d.before + least(epoch(w.due_at) - d.opens, d.length)) AS seconds
    FROM (
        SELECT f.entry, f.settled_at, f.due_at, a.calendar
        FROM folded f
        JOIN placed s ON s.entry = f.entry AND s.milestone = f.milestone
        JOIN agencies a ON a.id = s.competent
        WHERE f.is_late AND f.settled_at IS NOT NULL AND f.due_at < 'infinity'
    ) w
    ASOF JOIN working_time s ON s.calendar = w.calendar AND epoch(w.settled_at) >= s.opens
    ASOF JOIN working_time d ON d.calendar = w.calendar AND epoch(w.due_at) >= d.opens
)
SELECT
    w.entry, w.dossier, o.number, s.milestone,
    timezone('UTC', w."at") AS "at", s.day,
    v.procedure, v.version::INTEGER AS version, v.field, o.channel, o.assisted,
    o.is_leg, v.is_bundle,
    s.place, s.commune, s.province, s.province_place,
    o.received_agency, s.competent AS competent_agency, a.level, a.kind AS agency_kind,
    timezone('UTC', o.submitted_at) AS submitted_at,
    timezone('UTC', w.received_at) AS received_at,
    (w.received_at + INTERVAL 7 HOUR)::DATE AS received_on,
    timezone('UTC', nullif(w.due_at, 'infinity'::TIMESTAMP)) AS due_at,
    timezone('UTC', w.settled_at) AS settled_at,
    w.is_late, l.seconds::BIGINT AS late_seconds,
    ((epoch_us(w.settled_at) - epoch_us(w.received_at) - w.waited_us) // 1000000)::BIGINT
        AS processing_seconds,
    w.outcome, w.grade, w.supplements::SMALLINT AS supplements,
    o.origin, o.simulated,
    CASE WHEN s.milestone <> 'moved_away'
        THEN timezone('UTC', nullif(w.runs_until, 'infinity'::TIMESTAMP)) END AS runs_until,
    CASE WHEN s.milestone <> 'moved'
        THEN timezone('UTC', nullif(w.ran_until, 'infinity'::TIMESTAMP)) END AS ran_until
FROM folded w
JOIN placed s ON s.entry = w.entry
JOIN dossiers o ON o.id = w.dossier
JOIN versions v ON v.id = o.version
JOIN agencies a ON a.id = s.competent
LEFT JOIN late l ON l.entry = w.entry
