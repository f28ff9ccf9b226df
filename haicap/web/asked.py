"""Reading what an address asks for."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid


def day_asked(request: HttpRequest, name: str = "on") -> date:
    """
    The day in ``?on=``, as people or programs write it; today when there is none.

    :raises Invalid: if it is no day
    """
    said = request.GET.get(name, "").strip()
    if not said:
        return timezone.localdate()
    for shape in get_format("DATE_INPUT_FORMATS"):
        try:
            return datetime.strptime(said, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise Invalid(name, _("write a day as 31/12/2025"))
