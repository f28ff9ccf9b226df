-- title: A competence names a kind of agency that its level has
-- title-vi: Loại cơ quan phù hợp với cấp
-- severity: error
-- why: A commune has no ministry: such a competence is decided by nobody.
-- remedy: Correct the kind of agency or the level.
SELECT id, level, agency_kind FROM competence_competence
 WHERE NOT CASE level
       WHEN 'nation' THEN agency_kind IN ('ministry', 'vertical')
       WHEN 'district' THEN agency_kind IN ('peoples_committee', 'vertical')
       ELSE agency_kind IN
            ('peoples_committee', 'department', 'vertical', 'service_centre') END
