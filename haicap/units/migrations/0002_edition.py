"""Units belong to the reference data whose stamp the database renews."""

from django.db import migrations

RENEW = """
CREATE TRIGGER territory_renews_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON units_territoryversion
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
CREATE TRIGGER agency_renews_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON units_agency
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
"""
LET_GO = """
DROP TRIGGER territory_renews_edition ON units_territoryversion;
DROP TRIGGER agency_renews_edition ON units_agency;
"""


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial"), ("workdays", "0002_edition")]
    operations = [migrations.RunSQL(RENEW, LET_GO)]
