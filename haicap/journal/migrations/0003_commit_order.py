"""Transaction numbers that go on rising when the journal moves to another server."""

from django.db import migrations

# journal_horizon must stay STABLE: only then it looks at the snapshot of the query that
# calls it. A younger snapshot would let a reader step over an entry that it cannot see.
SHIFTED = """
INSERT INTO journal_shift (id, by) VALUES (1, 0);
CREATE FUNCTION journal_xid() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    own bigint := pg_current_xact_id()::text::bigint + (SELECT by FROM journal_shift);
BEGIN
    IF own <= (SELECT max(xid) FROM journal_cursor) THEN
        RAISE EXCEPTION 'the journal comes from another server: run "haicap journal adopt"'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN own;
END $$;
CREATE FUNCTION journal_horizon() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        + (SELECT by FROM journal_shift);
END $$;
ALTER TABLE journal_entry ALTER COLUMN xid SET DEFAULT journal_xid();
"""
PLAIN = """
ALTER TABLE journal_entry ALTER COLUMN xid SET DEFAULT (pg_current_xact_id()::text)::bigint;
DROP FUNCTION journal_horizon();
DROP FUNCTION journal_xid();
DELETE FROM journal_shift;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SHIFTED, PLAIN)]
