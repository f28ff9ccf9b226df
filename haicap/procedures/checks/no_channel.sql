-- title: A published version can be filed somehow, or says that this is not established
-- title-vi: Phiên bản công bố có cách thức thực hiện, hoặc ghi rõ là chưa xác định
-- severity: error
-- why: The way of filing is part (c) of what a procedure must say (Decree 63/2010/NĐ-CP
--   Art 8(2)).
-- remedy: Add a channel in a new version.
SELECT p.slug, v.number FROM procedures_procedureversion v
  JOIN procedures_procedure p ON p.id = v.procedure_id
 WHERE v.is_published
   AND NOT EXISTS (SELECT FROM procedures_channelrule c WHERE c.version_id = v.id)
   AND NOT v.uncertain ? 'channels'
