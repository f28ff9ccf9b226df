-- title: Every procedure has a published version
-- title-vi: Mỗi thủ tục có phiên bản đã công bố
-- severity: error
-- why: Only what is published may be asked of people (Decree 63/2010/NĐ-CP).
-- remedy: Publish a version, or remove the procedure from the catalogue.
SELECT p.slug, p.code FROM procedures_procedure p
 WHERE NOT EXISTS (SELECT FROM procedures_procedureversion v
                    WHERE v.procedure_id = p.id AND v.is_published)
