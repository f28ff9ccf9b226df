"""What was found out about a signature, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.signatures.pades import Checked, Verdict

VERDICTS: dict[Verdict, str | Promise] = {
    Verdict.INTACT: _("Intact: nothing was changed since it was signed."),
    Verdict.CHANGED: _("Changed: the file is not what was signed."),
    Verdict.UNKNOWN_SIGNER: _(
        "Unknown signer: the file is intact, but no authority that is trusted here vouches "
        "for who signed."
    ),
    Verdict.NOT_VALID_THEN: _(
        "Not valid on that day: the file is intact, but the certificate did not hold when "
        "it was signed."
    ),
}


def moment_sentence(checked: Checked) -> str | Promise:
    """How sure the moment is."""
    if checked.is_proven:
        return _("The moment is proven by a time-stamp authority.")
    return _(
        "The moment is what the signature claims; no time-stamp authority proves it."
    )
