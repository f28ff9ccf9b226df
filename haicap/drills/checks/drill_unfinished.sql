-- title: No drill stands half done
-- title-vi: Không có đợt diễn tập nào dở dang
-- severity: warning
-- why: Until it has ended, its figures are those of a part, and indexes may be missing.
-- remedy: Run haicap drill --resume.
SELECT id, scale, since, until, begun_at FROM drills_drill WHERE ended_at IS NULL
