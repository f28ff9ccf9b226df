"""The catalogue belongs to the reference data whose stamp the database renews."""

from django.db import migrations

RENEW = """
CREATE TRIGGER procedure_renews_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON procedures_procedure
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
CREATE TRIGGER version_renews_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON procedures_procedureversion
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
"""
LET_GO = """
DROP TRIGGER procedure_renews_edition ON procedures_procedure;
DROP TRIGGER version_renews_edition ON procedures_procedureversion;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_frozen"), ("workdays", "0002_edition")]
    operations = [migrations.RunSQL(RENEW, LET_GO)]
