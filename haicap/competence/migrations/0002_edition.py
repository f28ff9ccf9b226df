"""Competences belong to the reference data whose stamp the database renews."""

from django.db import migrations

RENEW = """
CREATE TRIGGER competence_renews_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON competence_competence
    FOR EACH STATEMENT EXECUTE FUNCTION workdays_renew_edition();
"""
LET_GO = "DROP TRIGGER competence_renews_edition ON competence_competence;"


class Migration(migrations.Migration):
    dependencies = [("competence", "0001_initial"), ("workdays", "0002_edition")]
    operations = [migrations.RunSQL(RENEW, LET_GO)]
