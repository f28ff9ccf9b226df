-- title: A duty is clear in work, responsibility and product
-- title-vi: Nhiệm vụ rõ việc, rõ trách nhiệm, rõ sản phẩm
-- severity: error
-- why: The six clears of Notice 593/TB-VPCP: person, work, time, responsibility,
--   authority, product.
-- remedy: Fill in what is missing.
SELECT id, reference, work, role, product FROM duties_duty
 WHERE work = '' OR role = '' OR product = '' OR reference = ''
