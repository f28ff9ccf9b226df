"""
Posts, when the agencies at which they are held end.

A post goes to who takes over, from that day on. Who held one at a district holds it at the
communes' committees that the district became: as far as the old one reached, and no farther.
Who receives dossiers goes where dossiers are received.
"""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext_lazy as _

from haicap.accounts import facts
from haicap.accounts.roles import Role
from haicap.common.reorganising import EXAMPLES, Change, Consequence
from haicap.journal import actions as journal

TABLES = ("accounts_post",)

PASSING = """
CREATE TEMP TABLE passing_post ON COMMIT DROP AS
WITH heir AS (
    SELECT x.old_id, x.new_id FROM passing_agency x
     WHERE x.suggested <> x.is_abolished
        OR NOT EXISTS (SELECT FROM passing_agency o
                        WHERE o.old_id = x.old_id AND o.suggested <> o.is_abolished)
), target AS (
    SELECT p.id AS post_id, p.person_id, p.role, p.title, p.agency_id AS old_id,
           p.valid_from, p.valid_until, CASE WHEN p.role = %(receptionist)s
           THEN coalesce((SELECT c.id FROM units_agency c
                           WHERE c.territory_id = n.territory_id
                             AND c.kind IN ('service_centre', 'branch', 'service_point')
                             AND c.valid_from <= %(on)s
                             AND (c.valid_until IS NULL OR c.valid_until > %(on)s)
                           ORDER BY c.id <> n.id, c.code LIMIT 1), n.id)
           ELSE n.id END AS new_id
      FROM accounts_post p
      JOIN heir ON heir.old_id = p.agency_id
      JOIN units_agency n ON n.id = heir.new_id
     WHERE (p.valid_until IS NULL OR p.valid_until > %(on)s) AND %(only)s::bigint IS NULL
)
SELECT *, row_number() OVER (PARTITION BY post_id ORDER BY new_id) AS rank,
       row_number() OVER (PARTITION BY person_id, role, new_id ORDER BY post_id) AS again
  FROM target
"""
COUNTS = """
SELECT count(DISTINCT post_id), count(*), count(DISTINCT person_id),
       (SELECT count(*) FROM accounts_token t
         WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %(at)s)
           AND t.person_id IN (SELECT person_id FROM passing_post))
  FROM passing_post
"""
EXAMPLE = """
SELECT u.login, p.role, o.code, n.code FROM passing_post p
  JOIN accounts_user u ON u.id = p.person_id
  JOIN units_agency o ON o.id = p.old_id JOIN units_agency n ON n.id = p.new_id
 ORDER BY p.post_id LIMIT %(limit)s
"""
END = """
UPDATE accounts_post p SET valid_until = %(on)s
 WHERE p.valid_from < %(on)s AND p.id IN (SELECT post_id FROM passing_post)
RETURNING p.id, p.person_id, p.role, p.agency_id
"""
# A post that has not begun has no history yet: it begins at the heir.
LEAD = """
UPDATE accounts_post p SET agency_id = m.new_id FROM passing_post m
 WHERE p.valid_from >= %(on)s AND m.post_id = p.id AND m.rank = 1
RETURNING p.id, p.person_id, p.role, p.agency_id, p.valid_from, p.valid_until
"""
BEGIN = """
INSERT INTO accounts_post
       (person_id, role, agency_id, title, ground, valid_from, valid_until)
SELECT m.person_id, m.role, m.new_id, m.title, left(%(ground)s, 120),
       greatest(m.valid_from, %(on)s), m.valid_until
  FROM passing_post m
 WHERE m.again = 1 AND (m.valid_from < %(on)s OR m.rank > 1)
   AND NOT EXISTS (SELECT FROM accounts_post h
                    WHERE h.person_id = m.person_id AND h.role = m.role
                      AND h.agency_id = m.new_id AND h.valid_from <= %(on)s
                      AND (h.valid_until IS NULL OR h.valid_until > %(on)s))
RETURNING id, person_id, role, agency_id, valid_from, valid_until
"""

Told = tuple[object, str, int | None]


def find(change: Change) -> list[Consequence]:
    """Which posts go where."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.passing_post")
        values = {**change.values, "receptionist": Role.RECEPTIONIST.value}
        cursor.execute(PASSING, values)
        cursor.execute(COUNTS, change.values)
        posts, targets, people, tokens = cursor.fetchone()
        cursor.execute(EXAMPLE, {"limit": EXAMPLES})
        examples = [f"{who} ({role}): {a} → {b}" for who, role, a, b in cursor.fetchall()]
    details = {"people": people, "targets": targets}
    said = _("%(count)s posts of %(people)s people pass, to %(targets)s new ones.")
    return [
        Consequence("posts", posts, said, examples, details),
        Consequence("tokens", tokens, _("%(count)s keys of their programs go on.")),
    ]


def carry_out(change: Change) -> None:
    """End the old posts and begin the new ones."""
    told: list[Told] = []
    with connection.cursor() as cursor:
        cursor.execute(END, change.values)
        for post, person, role, agency in cursor.fetchall():
            fact: object = facts.Ended(post, person, role, change.on)
            told.append((fact, f"account:{person}", agency))
        for statement in (LEAD, BEGIN):
            cursor.execute(statement, change.values)
            told += _given(cursor.fetchall())
    journal.record_many(told, by=change.by, at=change.at)


def _given(rows: list[tuple[object, ...]]) -> Iterator[Told]:
    for post, person, role, agency, since, until in rows:
        fact = facts.Given(post, person, role, since, until)  # type: ignore[arg-type]
        yield fact, f"account:{person}", agency  # type: ignore[misc]
