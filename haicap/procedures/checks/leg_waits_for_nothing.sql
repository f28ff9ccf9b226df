-- title: A leg waits for legs of its own service
-- title-vi: Thủ tục liên thông chỉ chờ thủ tục trong cùng dịch vụ
-- severity: error
-- why: A leg that waits for one that does not exist, or for itself, never starts.
-- remedy: Correct what the leg waits for.
SELECT p.slug, l.code, w.code AS waits_for FROM procedures_leg l
  JOIN procedures_procedureversion v ON v.id = l.service_id
  JOIN procedures_procedure p ON p.id = v.procedure_id
  CROSS JOIN LATERAL jsonb_array_elements_text(l.waits_for) AS w(code)
 WHERE NOT EXISTS (SELECT FROM procedures_leg o
                    WHERE o.service_id = l.service_id AND o.code = w.code
                      AND o."order" < l."order")
