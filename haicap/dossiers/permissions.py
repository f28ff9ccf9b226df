"""What may be done with dossiers at an agency; the applicant's own rights are in ``door``."""

from typing import Final

VIEW: Final = "dossiers.view"  # see the dossiers of the agency
RECEIVE: Final = "dossiers.receive"  # receive, refuse, return at a centre
PROCESS: Final = "dossiers.process"  # take, ask for a supplement, propose
SIGN: Final = "dossiers.sign"  # decide, stop, reopen, appoint anew
RESOLVE: Final = "dossiers.resolve"  # say where a dossier of a split unit belongs

# What it takes to have a duty of a dossier, by the kind of the duty.
FOR_DUTY: Final = {
    "dossier.check": RECEIVE,
    "dossier.process": PROCESS,
    "dossier.sign": SIGN,
    "dossier.return": RECEIVE,
}
