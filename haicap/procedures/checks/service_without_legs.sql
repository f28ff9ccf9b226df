-- title: An inter-connected service has its legs
-- title-vi: Dịch vụ liên thông có các thủ tục thành phần
-- severity: error
-- why: A service without legs would be received and never worked on.
-- remedy: Add the legs, or say that the procedure is not inter-connected.
SELECT p.slug, v.number FROM procedures_procedureversion v
  JOIN procedures_procedure p ON p.id = v.procedure_id
 WHERE EXISTS (SELECT FROM procedures_leg l WHERE l.service_id = v.id)
       AND NOT v.is_interconnected
