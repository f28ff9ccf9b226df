"""The database itself refuses to change or delete a report."""

from django.db import migrations

FORBID = """
CREATE FUNCTION report_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'reports are frozen: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER report_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON measures_weeklyreport
    FOR EACH STATEMENT EXECUTE FUNCTION report_is_frozen();
"""
ALLOW = """
DROP TRIGGER report_frozen ON measures_weeklyreport;
DROP FUNCTION report_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
