"""Every step of a dossier that has a form at the desk, the usual ones first."""

from haicap.web.desk.acts.common import ActForm
from haicap.web.desk.acts.ending import Decide, Reopen, ReturnResult, Stop, Withdraw
from haicap.web.desk.acts.moving import ResolveMove
from haicap.web.desk.acts.processing import HandOver, Propose, Recall, SendBack, Start
from haicap.web.desk.acts.reception import Accept, Refuse, RenewSecret
from haicap.web.desk.acts.waiting import (
    AnswerSupplement,
    AskSupplement,
    Pay,
    Reappoint,
    RequestPayment,
    Resume,
    Suspend,
)

# In the order of the page: the first one that is open is the primary one.
ACTS: tuple[type[ActForm], ...] = (
    ResolveMove,
    Accept,
    Start,
    AnswerSupplement,
    Pay,
    Decide,
    Resume,
    Propose,
    ReturnResult,
    Reopen,
    AskSupplement,
    RequestPayment,
    Suspend,
    HandOver,
    Recall,
    SendBack,
    Reappoint,
    Refuse,
    Stop,
    Withdraw,
    RenewSecret,
)
BY_CODE = {act.code: act for act in ACTS}

__all__ = ["ACTS", "BY_CODE", "ActForm"]
