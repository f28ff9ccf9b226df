"""Every address of the program, and a request to it that is well formed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from haicap.accounts import actions as accounts
from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.dossiers import actions as dossiers
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier, Draft
from haicap.dossiers.numbers import secret_of
from haicap.journal.models import Seal
from haicap.papers import actions as papers
from haicap.printing import actions as printing
from haicap.printing.models import Print
from haicap.signatures.models import Certificate, Signature
from haicap.specimens import actions as specimens
from haicap.specimens import find
from haicap.specimens.models import Introduction, Specimen
from haicap.standards import actions as standards
from haicap.villages import actions as villages
from haicap.workdays import actions as workdays
from haicap.workdays.vietnam import Name
from tests import given
from tests.dossiers.every import in_state
from tests.specimens.test_specimens import PNG
from tests.web.api.client import birth, document, token_of
from tests.web.api.samples import SAMPLES

NOW = given.MONDAY + timedelta(hours=6)
ROLES = [role.value for role in Role if role != Role.CITIZEN]
OFFICERS = ["receptionist", "specialist", "signer", "leader"]
# An is the applicant; a stranger has an account too. The officers of the table are those of
# the dossier's agencies; the others hold the same roles in another commune.
CALLERS = [
    "anonymous",
    "applicant",
    "stranger",
    *ROLES,
    *(f"other {r}" for r in OFFICERS),
]


@dataclass(frozen=True)
class Address:
    """A route and a method, under one name."""

    name: str
    method: str
    view: str = ""  # of the console: what its rows in the table are called after

    def named(self) -> list[str]:
        """What it may be called in the table: by its own name first."""
        return [f"{self.method} {name}" for name in (self.name, self.view) if name]


def addresses() -> list[Address]:
    """Every named route: pages by GET, and by POST those that take forms."""
    names = sorted(set(_names(get_resolver())))
    methods = _methods_of_the_api()
    return [
        Address(name, method, _view_of_the_console(name))
        for name in names
        for method in methods.get(name, ["GET", "POST"] if name in FORMS else ["GET"])
    ]


# Pages that change something when they are sent; those of the console are in themselves.
FORMS = {
    "answer",
    "desk-act",
    "desk-papers",
    "desk-print",
    "desk-receive",
    "desk-take",
    "discard",
    "draft-step",
    "introduce",
    "introduction",
    "pay",
    "print-paper",
    "rate",
    "sign-in",
    "sign-out",
    "sign-up",
    "specimen",
    "specimen-add",
    "submit",
    "supplement",
    "track",
    "verify",
    "withdraw",
}


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _names(each, inner)
        elif isinstance(each, URLPattern):
            assert each.name or _is_of_the_console(each), f"{each.pattern} has no name"
            if each.name:
                yield space + each.name


def _is_of_the_console(pattern: URLPattern) -> bool:
    """Its last pattern, and old addresses of its pages, lead on or nowhere."""
    return pattern.callback.__module__.startswith("django.")


def _view_of_the_console(name: str) -> str:
    """Name the pages of all tables alike: "admin:* changelist"."""
    space, _, rest = name.rpartition(":")
    for model in admin.site._registry if space == "admin" else ():
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        if rest.startswith(prefix):
            return f"admin:* {rest.removeprefix(prefix)}"
    return ""


def _methods_of_the_api() -> dict[str, list[str]]:
    return {
        f"api:{operation['operationId']}": [method.upper()]
        for methods in document()["paths"].values()
        for method, operation in methods.items()
    }


@dataclass
class World:
    """The people of the table with their sessions and keys, and dossiers in every state."""

    people: dict[str, User | None] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)

    def dossier(self, name: str) -> Dossier:
        """A dossier to which the operation can be done."""
        state = STATES.get(name, "processing")
        if state not in self.dossiers:
            self.dossiers[state] = MADE.get(state, lambda: in_state(State(state)))()
        return self.dossiers[state]


def populated() -> World:
    """Make the people; without passwords, which are slow to make."""
    world = World(people={"anonymous": None, "applicant": given.citizen()})
    elsewhere = given.commune("00004")
    world.people["stranger"] = _person("stranger")
    here = {"receptionist": given.centre(), "registrar": None, "engineer": None}
    for role in ROLES:
        agency = here.get(role, given.committee())
        world.people[role] = _person(role, role, None if role == "cataloguer" else agency)
    there = {"receptionist": given.centre(elsewhere)}
    for role in OFFICERS:
        agency = there.get(role, given.committee(elsewhere))
        world.people[f"other {role}"] = _person(f"other-{role}", role, agency)
    for caller, person in world.people.items():
        if person is not None:
            world.keys[caller] = token_of(person)
    _fill_the_console(world)
    return world


def _fill_the_console(world: World) -> None:
    """A row for every table, so that its page can be opened."""
    registrar = world.people["registrar"]
    assert registrar is not None
    world.dossier("api:return_result")
    by: dict[str, Any] = {"by": registrar, "at": NOW}
    said: dict[str, Any] = {"ground": "1/QĐ", **by}
    workdays.set_hours("mon-fri 08:00-12:00", valid_from=date(2026, 1, 1), **said)
    workdays.declare_day_off(date(2026, 1, 5), name=Name("Nghỉ", "Off"), **said)
    _print_and_introduce(world, said)
    place = given.commune()
    standards.enter_value(
        place, quantity="mountain", said="no", as_of=given.TODAY, source="x", **by
    )
    villages.found(
        place, kind="residential_group", name="Tổ 1", on=given.TODAY, ground="1/NQ", **by
    )
    # What is not committed cannot be sealed by its action.
    Seal.objects.create(
        number=1, count=1, last_xid=1, last_id=1, sealed_at=NOW, hash=b"\0" * 32
    )


def _print_and_introduce(world: World, said: dict[str, Any]) -> None:
    """Papers, a specimen, a letter and a signature, so that their pages can be opened."""
    dossier, lan = world.dossier("paper"), given.receptionist()
    for kind in ("receipt", "control_sheet"):
        printing.print_paper(dossier, kind, by=lan, at=NOW)
    pdf = papers.store(BytesIO(given.PDF), at=NOW)
    registrar, here = said["by"], given.committee()
    image = papers.store(BytesIO(PNG), at=NOW)
    seal = specimens.add(
        here, image=image, valid_from=date(2025, 7, 1), by=registrar, at=NOW
    )
    ministry = find.foreign_ministry(NOW.date())
    specimens.introduce(
        here, specimens=[seal], to=ministry, number="1/GT", by=registrar, at=NOW
    )
    certificate = Certificate.objects.create(
        person=registrar,
        agency=here,
        fingerprint="0" * 64,
        valid_from=NOW,
        valid_until=NOW,
        registered_at=NOW,
    )
    Signature.objects.create(
        code="0" * 12,
        certificate=certificate,
        agency=here,
        person=registrar,
        original=pdf,
        file=pdf,
        signed_at=NOW,
    )


def _person(login: str, role: str = "", agency: Any = None) -> User:
    person = accounts.open_account(
        login=login, name=f"Người {login.replace('-', ' ')}", by=None, at=given.MONDAY
    )
    if role:
        accounts.appoint(
            person,
            role=role,
            agency=agency,
            valid_from=date(2025, 7, 1),
            ground="",
            by=None,
            at=given.MONDAY,
        )
    return User.objects.get(pk=person.pk)


# The state in which each operation can be done; the others in processing.
STATES = {
    "api:accept_dossier": "registered",
    "api:refuse_dossier": "registered",
    "api:withdraw_dossier": "registered",
    "api:start_dossier": "received",
    "api:answer_supplement": "supplement",
    "api:pay": "payment",
    "api:recall_dossier": "handed over",
    "api:resume_clock": "suspended",
    "api:resolve_move": "unresolved",
    "api:take_duty": "received",
    "api:send_back": "proposed",
    "api:decide": "proposed",
    "api:reopen_dossier": "stopped",
    "api:return_result": "settled",
    "api:rate": "settled",
    "rate": "settled",
    "pay": "payment",
    "supplement": "supplement",
    "withdraw": "registered",
    "desk-act": "registered",
}


def _handed_over() -> Dossier:
    dossier = given.processing()
    return dossiers.hand_over(
        dossier,
        to=given.centre(),
        note="Xin ý kiến",
        by=given.specialist(),
        at=given.MONDAY + timedelta(hours=2),
    )


def _suspended() -> Dossier:
    dossier = given.processing()
    return dossiers.suspend(
        dossier,
        kind="verification",
        reason="Xác minh",
        ground="Điều 1",
        by=given.specialist(),
        at=given.MONDAY + timedelta(hours=2),
    )


MADE: dict[str, Callable[[], Dossier]] = {
    "handed over": _handed_over,
    "suspended": _suspended,
    "unresolved": given.unresolved,
    "proposed": given.proposed,
}

# What the rest of an address means, where its name says it.
_NAMED: dict[str, dict[str, object]] = {
    "event": {"slug": "birth"},
    "procedure": {"key": given.BIRTH},
    "api:get_procedure": {"key": given.BIRTH},
    "api:get_agency": {"code": "14758"},
    "api:get_worklist": {"name": "agency"},
    "board-province": {"code": "38"},
    "board-distance-province": {"code": "38"},
    "api:get_distances": {"code": "38"},
    "api:get_point_plan": {"code": "38"},
    "desk-act": {"code": "accept"},
    "admin:app_list": {"app_label": "units"},
    "admin:view_on_site": {"content_type_id": 1, "object_id": 1},
}
_QUERY: dict[str, dict[str, str]] = {
    "board-dossiers": {"commune": "14758"},
    "api:find_units": {"q": "hoan kiem"},
    "api:find_agencies": {"q": "hoan kiem"},
    "api:get_decider": {"procedure": given.BIRTH, "place": "14758"},
    "api:get_due": {"limit": "3 working days", "from": "2025-08-29T08:00:00+07:00"},
    "admin:autocomplete": {
        "term": "a",
        "app_label": "accounts",
        "model_name": "post",
        "field_name": "agency",
    },
}


def path_of(address: Address, world: World) -> str:
    """Fill in an address with what there is in the world."""
    names = _arguments(address.name)
    known = _NAMED.get(address.name, {})
    filled = {name: known.get(name) or _value(name, address, world) for name in names}
    return reverse(address.name, kwargs=filled) if filled else reverse(address.name)


def _arguments(name: str) -> list[str]:
    """What the address of a route asks for."""
    space, _, last = name.rpartition(":")
    resolver: Any = get_resolver()
    if space:
        _prefix, resolver = resolver.namespace_dict[space]
    ((_template, names), *_more), *_rest = resolver.reverse_dict.getlist(last)[0]
    return list(names)


def _value(name: str, address: Address, world: World) -> object:
    if address.view:
        return _row_of(address)
    if address.name in SEALED:
        return _sealed(address.name)
    dossier = world.dossier(address.name)
    if name == "number":
        return dossier.number
    if name == "secret":
        return secret_of(dossier)
    if name == "code":
        is_paper = address.name == "paper"
        return Print.objects.get(kind="receipt").code if is_paper else "14758"
    if name == "key":
        return (
            given.version().procedure.slug
            if "submit" in address.name
            else _draft(world).key
        )
    if name == "slug":
        return "check"
    return _pk(address, dossier)


# Pages about a printed paper, a specimen or an introduction; the rest of theirs is known.
SEALED = {
    *("desk-paper", "verify-code"),
    *("introduce", "introduction", "specimen", "specimen-image"),
}


def _sealed(name: str) -> object:
    if name == "introduce":
        return given.committee().code
    if name == "introduction":
        return Introduction.objects.get().pk
    if name.startswith("specimen"):
        return Specimen.objects.get().pk
    return Print.objects.get(kind="control_sheet").code


def _pk(address: Address, dossier: Dossier) -> int:
    """A duty where duties are asked for, else a file of the dossier."""
    if "duty" in address.name:
        step = dossier.steps.order_by("-pk").first()
        assert step is not None
        return step.duty_id
    attachment = dossier.attachments.first()
    assert attachment is not None
    return attachment.pk


def _draft(world: World) -> Draft:
    found = Draft.objects.filter(person=world.people["applicant"]).first()
    return found or dossiers.save_draft(
        given.version(),
        key=None,
        data={},
        files=[],
        by=world.people["applicant"],
        at=given.MONDAY,
    )


def _row_of(address: Address) -> object:
    _space, _, rest = address.name.rpartition(":")
    app, model, _view = rest.split("_")
    row = apps.get_model(app, model)._default_manager.order_by("pk").first()
    assert row is not None, f"there is no {model} in the world"
    return row.pk


def body_of(address: Address, world: World) -> dict[str, Any]:
    """What is sent with it."""
    name = address.name.removeprefix("api:")
    if name == "submit_dossier":
        return {**birth(), "channel": "post"}
    if name == "give_duty":
        return {"to": "specialist"}
    if name == "track_dossier":
        return {"number": "x", "secret": "1"}
    if name in ("desk-print", "print-paper"):
        return {"kind": "receipt"}
    if name == "desk-take":
        return {"duty": _pk(Address("duty", "POST"), world.dossier("api:start_dossier"))}
    return dict(SAMPLES.get(name, {}))


def query_of(address: Address) -> dict[str, str]:
    """What its address asks."""
    return _QUERY.get(address.name, {})


def a_file() -> SimpleUploadedFile:
    """A small PDF."""
    return SimpleUploadedFile("giay.pdf", given.PDF, "application/pdf")
