"""The database itself refuses to change what a published version says."""

from django.db import migrations

CHILDREN = ["channelrule", "case", "component", "steptemplate", "leg"]

# Only the end of its validity may be set, or brought forward; the two columns that serve
# the search are worked out from the rest and may be worked out anew.
FORBID = """
CREATE FUNCTION procedures_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['valid_until', 'search_text', 'sort_key'];
BEGIN
    IF NOT OLD.is_published THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free = to_jsonb(OLD) - free
        AND (NEW.valid_until IS NOT DISTINCT FROM OLD.valid_until
            OR NEW.valid_until < coalesce(OLD.valid_until, 'infinity'::date)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version is frozen: % of version % is refused', TG_OP, OLD.id
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION procedures_part_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parts jsonb[];
BEGIN
    parts := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[to_jsonb(NEW)]
        WHEN 'DELETE' THEN ARRAY[to_jsonb(OLD)]
        ELSE ARRAY[to_jsonb(OLD), to_jsonb(NEW)] END;
    IF EXISTS (
        SELECT 1 FROM procedures_procedureversion v, unnest(parts) p
        WHERE v.id = coalesce(p->>'version_id', p->>'service_id')::bigint AND v.is_published
    ) THEN
        RAISE EXCEPTION 'a published version is frozen: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION procedures_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'published versions are frozen: TRUNCATE on % is refused', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER version_frozen BEFORE UPDATE OR DELETE ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION procedures_version_is_frozen();
CREATE TRIGGER version_stays BEFORE TRUNCATE ON procedures_procedureversion
    FOR EACH STATEMENT EXECUTE FUNCTION procedures_stay();
"""
ALLOW = """
DROP TRIGGER version_frozen ON procedures_procedureversion;
DROP TRIGGER version_stays ON procedures_procedureversion;
"""
END = """
DROP FUNCTION procedures_version_is_frozen();
DROP FUNCTION procedures_part_is_frozen();
DROP FUNCTION procedures_stay();
"""
FORBID_PART = """
CREATE TRIGGER {0}_frozen BEFORE INSERT OR UPDATE OR DELETE ON procedures_{0}
    FOR EACH ROW EXECUTE FUNCTION procedures_part_is_frozen();
CREATE TRIGGER {0}_stays BEFORE TRUNCATE ON procedures_{0}
    FOR EACH STATEMENT EXECUTE FUNCTION procedures_stay();
"""
ALLOW_PART = """
DROP TRIGGER {0}_frozen ON procedures_{0};
DROP TRIGGER {0}_stays ON procedures_{0};
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FORBID + "".join(FORBID_PART.format(child) for child in CHILDREN),
            ALLOW + "".join(ALLOW_PART.format(child) for child in CHILDREN) + END,
        )
    ]
