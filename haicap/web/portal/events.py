"""Life events: what happens to people, and the procedures that go with it, by national code."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Event:
    """Something that happens in a life; procedures in the order in which they are needed."""

    slug: str
    name: str | Promise
    what: str | Promise
    codes: tuple[str, ...]


EVENTS = (
    Event(
        "birth",
        _("A child is born"),
        _("Birth certificate, residence, health insurance"),
        ("1.001193", "2.000986", "2.001023", "1.004222", "1.014062", "2.000635"),
    ),
    Event(
        "marriage",
        _("Getting married"),
        _("Marriage registration, confirmation of marital status"),
        ("1.000894", "1.004873", "2.000806", "2.000635"),
    ),
    Event(
        "home",
        _("Moving house, identity card"),
        _("Permanent and temporary residence, identity card"),
        ("1.004222", "1.004194", "1.003677", "1.010038", "1.014061", "1.014063"),
    ),
    Event(
        "copies",
        _("Copies and signatures"),
        _("Certified copies, certified signatures, contracts"),
        ("2.000815", "2.000884", "2.001035", "2.000635", "2.000908"),
    ),
    Event(
        "business",
        _("Starting a business"),
        _("Business household: register, change, suspend, end"),
        ("1.001612", "2.000720", "1.001570", "1.001266", "2.000575"),
    ),
    Event(
        "land",
        _("House and land"),
        _("Land certificate, change of rights, building permit"),
        ("1.012753", "1.013831", "1.012783", "1.012784", "1.013225", "1.012812"),
    ),
    Event(
        "support",
        _("Allowances and support"),
        _("Social allowance, social pension, disability, poor households"),
        ("1.001776", "1.014027", "1.001699", "1.011606", "1.010833"),
    ),
    Event(
        "death",
        _("Somebody has died"),
        _("Death registration, residence, funeral support"),
        ("1.000656", "2.002913", "1.003197", "1.001731", "1.014028"),
    ),
)

BY_SLUG = {event.slug: event for event in EVENTS}
