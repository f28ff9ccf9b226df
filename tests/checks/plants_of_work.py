"""Faults for the checks of people, competences, dossiers, duties and the journal."""

from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from tests import given
from tests.checks.planting import (
    BIRTH,
    COMPETENCES,
    DECENTRALISED,
    WARD,
    Plant,
    competence_row,
    delegation,
    dossier,
    entry,
    person,
    rule,
    said,
    twin_of_agency,
    two_dossiers,
)
from tests.checks.soil import bare, row, sql


def _decentralised_twice() -> None:
    bare(COMPETENCES)
    sql(
        "INSERT INTO competence_competence (procedure_id, kind, level, agency_kind,"
        " agency_field, organ, territory_id, valid_from, ground, clause, content,"
        " conditions_vi, conditions_en, is_assumed, note)"
        f" SELECT procedure_id, kind, 'commune', 'peoples_committee', '', '', {WARD},"
        " '2025-09-01', ground, '', '', '', '', false, ''"
        f" FROM competence_competence WHERE id = {DECENTRALISED}"
    )


def _duty(**values: object) -> Plant:
    def plant() -> None:
        bare("duties_duty")
        filled = {"kind": "x", "reference": "r", "work": "w", "role": "r", "product": "p"}
        agency = given.committee().pk
        row("duties_duty", **({"agency_id": agency, **filled} | values))

    return plant


def _row(table: str, /, **values: object) -> Plant:
    def plant() -> None:
        row(table, **values)

    return plant


def _gap_in_seals() -> None:
    given.submitted()
    bare("journal_entry")
    sql(
        "UPDATE journal_entry SET about = 'dossier:0' WHERE id = (SELECT max(id) FROM journal_entry)"
    )


def _without_fact() -> None:
    made: Dossier = given.submitted()
    bare("journal_entry")
    sql("DELETE FROM journal_entry WHERE about = %(about)s", about=made.about)


WORK: dict[str, Plant] = {
    # accounts
    "personal_id_malformed": person(
        "UPDATE accounts_user SET personal_id = '12AB' WHERE id = %s"
    ),
    "personal_id_twice": person("UPDATE accounts_user SET personal_id = '038090001234'"),
    "post_beyond_its_agency": person(
        "UPDATE accounts_post SET agency_id = (SELECT id FROM units_agency"
        " WHERE code = '001' AND valid_until = '2025-07-01') WHERE person_id = %s"
    ),
    "post_of_the_inactive": person(
        "UPDATE accounts_user SET is_active = false WHERE id = %s"
    ),
    "post_without_days": person(
        "UPDATE accounts_post SET valid_until = valid_from WHERE person_id = %s"
    ),
    "token_of_the_inactive": person(
        "WITH off AS (UPDATE accounts_user SET is_active = false WHERE id = %s RETURNING id)"
        " INSERT INTO accounts_token (person_id, digest, name, created_at)"
        " SELECT id, 'x', 'x', now() FROM off"
    ),
    "unknown_role": person("UPDATE accounts_post SET role = 'king' WHERE person_id = %s"),
    # competence
    "clause_unknown": rule("clause = 'Art 999'"),
    "decentralised_passed_on": _decentralised_twice,
    "delegation_delegated_again": delegation(content="again"),
    "delegation_outlives_its_origin": delegation(valid_from="2025-06-01"),
    "delegation_without_words": delegation(content=""),
    "district_decides": competence_row(
        kind="division", level="district", agency_kind="peoples_committee"
    ),
    "ground_not_yet_in_force": rule("ground = '89/2025/QH15'"),
    "ground_unknown": rule("ground = '999/2025/NĐ-CP'"),
    "named_agency_not_there": rule(
        "agency_id = (SELECT id FROM units_agency"
        " WHERE code = '001' AND valid_until = '2025-07-01')"
    ),
    "no_such_agency_at_the_level": rule("agency_kind = 'ministry'"),
    "nobody_decides": rule("agency_field = 'nobody-has-it'"),
    "several_decide": twin_of_agency("peoples_committee", code="01x"),
    "territory_not_there": rule(
        "territory_id = (SELECT territory_id FROM units_territoryversion"
        " WHERE code = '001' AND level = 'district')"
    ),
    # dossiers
    "bundle_of_a_leg": two_dossiers(
        "UPDATE dossiers_dossier SET bundle_id = CASE id WHEN %s THEN %o ELSE %s END,"
        " leg = 'x' WHERE id IN (%s, %o)"
    ),
    "clock_stands_unasked": dossier(
        State.SETTLED,
        "INSERT INTO dossiers_suspension (dossier_id, kind, reason, ground, at)"
        " VALUES (%s, 'supplement', 'x', '', now())",
    ),
    "decided_but_not_settled": dossier(
        State.SETTLED,
        "UPDATE dossiers_dossier SET settled_at = NULL, state = 'processing' WHERE id = %s",
    ),
    "due_rederived": dossier(
        State.PROCESSING,
        "UPDATE dossiers_dossier SET due_at = due_at + interval '1 day' WHERE id = %s",
    ),
    "ended_with_open_duties": dossier(
        State.PROCESSING, "UPDATE dossiers_dossier SET ended_at = now() WHERE id = %s"
    ),
    "ended_without_its_fact": dossier(
        State.RETURNED, "DELETE FROM dossiers_return WHERE dossier_id = %s"
    ),
    "in_work_without_a_duty": dossier(
        State.PROCESSING,
        "UPDATE duties_duty SET closed_at = now(), outcome = 'x' WHERE id IN"
        " (SELECT duty_id FROM dossiers_step WHERE dossier_id = %s)",
        "duties_duty",
    ),
    "late_flag": dossier(
        State.SETTLED, "UPDATE dossiers_dossier SET is_late = true WHERE id = %s"
    ),
    "moments_out_of_order": dossier(
        State.SETTLED,
        "UPDATE dossiers_dossier SET settled_at = submitted_at - interval '1 day'"
        " WHERE id = %s",
    ),
    "money_and_charges": dossier(
        State.PROCESSING, "UPDATE dossiers_dossier SET money = 'due' WHERE id = %s"
    ),
    "number_beyond_the_counter": dossier(
        State.PROCESSING,
        "UPDATE dossiers_dossier SET number = number || '9' WHERE id = %s",
    ),
    "numbers_with_a_gap": dossier(
        State.PROCESSING,
        "UPDATE dossiers_counter SET last = last + 1",
        "dossiers_counter",
    ),
    "open_at_an_ended_agency": dossier(
        State.PROCESSING,
        "UPDATE dossiers_dossier SET responsible_id = (SELECT id FROM units_agency"
        " WHERE code = '001' AND valid_until = '2025-07-01') WHERE id = %s",
    ),
    "part_of_another_procedure": dossier(
        State.PROCESSING,
        "INSERT INTO dossiers_part (dossier_id, component_id, originals, copies,"
        " is_present, from_data, from_leg)"
        " SELECT %s, min(c.id), 0, 0, false, false, '' FROM procedures_component c"
        f" WHERE c.version_id <> {BIRTH}",
        "dossiers_part",
    ),
    "responsible_is_the_last_assignment": dossier(
        State.PROCESSING, "DELETE FROM dossiers_assignment WHERE dossier_id = %s"
    ),
    "settled_without_a_decision": dossier(
        State.SETTLED, "DELETE FROM dossiers_decision WHERE dossier_id = %s"
    ),
    "submitted_without_a_fact": _without_fact,
    "version_not_of_the_day": dossier(
        State.PROCESSING,
        "UPDATE procedures_procedureversion SET valid_until = '2025-02-01'"
        " WHERE id = (SELECT version_id FROM dossiers_dossier WHERE id = %s)",
        "procedures_procedureversion",
    ),
    "waits_without_a_charge": dossier(
        State.PROCESSING, "UPDATE dossiers_dossier SET state = 'payment' WHERE id = %s"
    ),
    "waits_without_a_supplement": dossier(
        State.PROCESSING, "UPDATE dossiers_dossier SET state = 'supplement' WHERE id = %s"
    ),
    # drills
    "drill_unfinished": _row(
        "drills_drill", since="2025-07-01", until="2025-08-23", provinces="[]"
    ),
    "index_set_aside": _row("drills_setaside", table="dossiers_dossier", name="x"),
    # duties
    "at_an_ended_agency": dossier(
        State.PROCESSING,
        "UPDATE duties_duty SET agency_id = (SELECT id FROM units_agency"
        " WHERE code = '001' AND valid_until = '2025-07-01') WHERE closed_at IS NULL"
        " AND %s > 0",
    ),
    "closed_before_opened": _duty(closed_at="2025-01-01T00:00:00+07", outcome="x"),
    "person_without_a_post": dossier(
        State.PROCESSING,
        "UPDATE duties_duty SET person_id = (SELECT id FROM accounts_user"
        " WHERE login = 'an') WHERE closed_at IS NULL AND %s > 0",
    ),
    "six_clears": _duty(product=""),
    # journal
    "chain_of_seals": _gap_in_seals,
    "fact_from_the_future": entry(at="2031-01-01T00:00:00+07", hash=b"x" * 32),
    "fact_of_no_agency": entry(agency_id=0),
    "fact_of_no_kind": said(
        "journal_entry",
        "INSERT INTO journal_entry (kind, about, at, recorded_at, data, hash)"
        " VALUES ('nobody.knows', 'x', now(), now(), '{}', '')",
    ),
    "fact_of_nobody_known": entry(by_id=0),
    "fact_without_hash": entry(),
    "follower_ahead": said(
        "journal_cursor",
        "INSERT INTO journal_cursor (name, xid, entry_id) VALUES ('x', 1000000000, 1)",
    ),
}
