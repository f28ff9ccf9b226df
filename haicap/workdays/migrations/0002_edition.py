"""The database renews the stamp of calendars with every change of their rows."""

from django.db import migrations

RENEW = """
CREATE FUNCTION workdays_renew_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workdays_edition (id, stamp) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET stamp = EXCLUDED.stamp;
    RETURN NULL;
END $$;
CREATE TRIGGER hours_renew_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON workdays_workinghours
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
CREATE TRIGGER day_renews_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON workdays_dayoverride
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
INSERT INTO workdays_edition (id, stamp) VALUES (1, gen_random_uuid());
"""
LET_GO = """
DROP TRIGGER hours_renew_edition ON workdays_workinghours;
DROP TRIGGER day_renews_edition ON workdays_dayoverride;
DROP FUNCTION workdays_renew_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunSQL(RENEW, LET_GO)]
