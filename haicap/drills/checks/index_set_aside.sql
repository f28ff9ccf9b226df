-- title: Every index and constraint is in its place
-- title-vi: Mọi chỉ mục và ràng buộc đều ở đúng chỗ
-- severity: error
-- why: A bulk load takes indexes and foreign keys away; without them searches are slow
--   and rows may point to nothing.
-- remedy: Run haicap drill --resume.
SELECT "table", name, definition FROM drills_setaside
