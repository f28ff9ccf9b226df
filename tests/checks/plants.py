"""For every check a fault that it must find: the name of the check, and how to plant it."""

from tests.checks.planting import Plant
from tests.checks.plants_of_figures import FIGURES
from tests.checks.plants_of_reference import REFERENCE
from tests.checks.plants_of_villages import VILLAGES
from tests.checks.plants_of_work import WORK

PLANTS: dict[str, Plant] = {**REFERENCE, **WORK, **FIGURES, **VILLAGES}
