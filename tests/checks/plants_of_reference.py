"""Faults for the checks of units, law, procedures and working days."""

from tests.checks.planting import (
    AGENCIES,
    VERSIONS,
    WARD,
    Plant,
    committee,
    part_of_version,
    said,
    twin_of_agency,
    twin_of_version,
    version,
    ward,
)
from tests.checks.soil import bare, row, sql


def _document(**values: object) -> Plant:
    def plant() -> None:
        bare("law_legaldocument", "law_relation")
        row("law_legaldocument", number="1/2099/NĐ-CP", type="decree", **values)

    return plant


def _relations(*kinds: tuple[str, str, str]) -> Plant:
    def plant() -> None:
        bare("law_relation")
        for number, kind, other in kinds:
            sql(
                "INSERT INTO law_relation (document_id, kind, other_id, note)"
                " SELECT d.id, %(kind)s, o.id, '' FROM law_legaldocument d,"
                " law_legaldocument o WHERE d.number = %(d)s AND o.number = %(o)s",
                kind=kind,
                d=number,
                o=other,
            )

    return plant


def _hours_of_nobody() -> None:
    bare("workdays_workinghours")
    row("workdays_workinghours", agency_id=0, valid_from="2025-07-01")


def _day(*kinds: str, ground: str = "1/QĐ-TTg") -> Plant:
    def plant() -> None:
        bare("workdays_dayoverride")
        for kind in kinds:
            row("workdays_dayoverride", day="2025-09-03", kind=kind, ground=ground)

    return plant


SUCCESSION = "(SELECT min(id) FROM units_succession WHERE kind = 'part')"
REFERENCE: dict[str, Plant] = {
    # law
    "effective_before_issued": _document(
        issued_on="2025-07-02", effective_on="2025-07-01"
    ),
    "expired_before_effective": _document(
        effective_on="2025-07-02", expires_on="2025-07-01"
    ),
    "replaced_by_an_older": _relations(
        ("63/2010/NĐ-CP", "replaces", "118/2025/NĐ-CP"),
    ),
    "replaced_in_a_circle": _relations(
        ("120/2025/NĐ-CP", "replaces", "121/2025/NĐ-CP"),
        ("121/2025/NĐ-CP", "replaces", "122/2025/NĐ-CP"),
        ("122/2025/NĐ-CP", "repeals", "120/2025/NĐ-CP"),
    ),
    # procedures
    "component_of_another_version": part_of_version(
        "procedures_component",
        'INSERT INTO procedures_component (version_id, case_id, code, "order", name_vi,'
        " name_en, originals, copies, is_required, replaced_by_data, form)"
        " SELECT %s, c.id, 'x', 1, 'x', '', 0, 0, true, '', '' FROM procedures_case c"
        " WHERE c.version_id <> %s LIMIT 1",
    ),
    "leg_waits_for_nothing": said(
        "procedures_leg", "UPDATE procedures_leg SET waits_for = '[\"nobody\"]'"
    ),
    "legal_basis_malformed": version("legal_basis = '[\"the decree of last year\"]'"),
    "limit_unreadable": part_of_version(
        "procedures_channelrule",
        "UPDATE procedures_channelrule SET \"limit\" = 'soon' WHERE version_id = %s",
    ),
    "no_channel": part_of_version(
        "procedures_channelrule",
        "DELETE FROM procedures_channelrule WHERE version_id = %s",
    ),
    "no_steps": part_of_version(
        "procedures_steptemplate",
        "DELETE FROM procedures_steptemplate WHERE version_id = %s",
    ),
    "order_of_steps": part_of_version(
        "procedures_steptemplate",
        'UPDATE procedures_steptemplate SET "order" = 1 WHERE version_id = %s',
    ),
    "published_twice_a_day": part_of_version(
        "procedures_procedureversion",
        "UPDATE procedures_procedureversion SET number = 2, procedure_id ="
        " (SELECT procedure_id FROM procedures_procedureversion WHERE id = %s)"
        " WHERE id = (SELECT min(id) FROM procedures_procedureversion WHERE id <> %s)",
    ),
    "service_without_legs": said(
        "procedures_procedureversion",
        "UPDATE procedures_procedureversion SET is_interconnected = false",
    ),
    "shares_of_steps": part_of_version(
        "procedures_steptemplate",
        "UPDATE procedures_steptemplate SET share = 0.9 WHERE version_id = %s",
    ),
    "stale_search_text": version("search_text = 'another'"),
    "unpublished": version("is_published = false"),
    "version_numbers": version("number = 3"),
    # units
    "agency_beyond_its_parent": committee("valid_from = '2020-01-01'"),
    "agency_beyond_its_territory": committee("valid_from = '2020-01-01'"),
    "agency_code_twice_a_day": committee("code = '00004'"),
    "agency_lineage": committee("lineage = '/1/'"),
    "agency_orphan": committee("parent_id = NULL"),
    "born_without_origin": said(
        "units_succession", f"DELETE FROM units_succession WHERE successor_id = {WARD}"
    ),
    "code_twice_a_day": ward("code = '00004'"),
    "committee_missing": committee("kind = 'department'"),
    "committee_twice": twin_of_agency("peoples_committee", code="01x"),
    "district_after_its_end": said(
        VERSIONS,
        "UPDATE units_territoryversion SET valid_until = NULL WHERE level = 'district'",
    ),
    "ended_without_successor": said(
        "units_succession",
        "DELETE FROM units_succession WHERE predecessor_id = (SELECT territory_id FROM"
        " units_territoryversion WHERE code = '00001' AND level = 'commune')",
    ),
    "field_twice": twin_of_agency("department", code="01x"),
    "hours_of_nobody": _hours_of_nobody,
    "kind_of_level": ward("kind = 'town'"),
    "level_of_version": ward("level = 'province'"),
    "nowhere_to_go": said(
        AGENCIES,
        f"DELETE FROM units_agency WHERE territory_id = {WARD} AND kind IN"
        " ('service_centre', 'branch', 'service_point')",
    ),
    "number_of_units": ward("valid_from = '2025-07-02'"),
    "parent_not_there": ward("valid_from = '2020-01-01'"),
    "parent_of_wrong_level": ward("parent_id = NULL"),
    "reorganisation_waits_past_its_day": said(
        "units_reorganisation",
        "UPDATE units_reorganisation SET applied_at = NULL, plan = '{}'",
    ),
    "shares_above_one": said(
        "units_succession", "UPDATE units_succession SET share = 0.9"
    ),
    "split_called_whole": said(
        "units_succession",
        f"UPDATE units_succession SET kind = 'whole' WHERE id = {SUCCESSION}",
    ),
    "split_suggested_twice": said(
        "units_succession",
        "UPDATE units_succession SET suggested = true WHERE kind = 'part'",
    ),
    "stale_search_words": ward("folded = 'another'"),
    "succession_out_of_time": said(
        "units_succession",
        f"UPDATE units_succession SET predecessor_id = {WARD} WHERE id = {SUCCESSION}",
    ),
    "territory_twice_a_day": twin_of_version(code="99999", code_number=99999),
    "territory_with_a_gap": said(
        VERSIONS,
        "INSERT INTO units_territoryversion (territory_id, valid_from, level, kind, code,"
        " code_number, name, short_name, folded, sort_key, parent_id, ground, source)"
        " SELECT territory_id, '2025-08-01', level, kind, code, 1, name, short_name,"
        " folded, sort_key, parent_id, '', '' FROM units_territoryversion"
        " WHERE code = '00001' AND level = 'commune'",
    ),
    "territory_without_version": said(
        "units_territory",
        "INSERT INTO units_territory (level, key) VALUES ('commune', 'nowhere')",
    ),
    # workdays
    "declared_without_ground": _day("off", ground=""),
    "off_and_worked": _day("off", "work"),
}
