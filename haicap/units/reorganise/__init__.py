"""
Reorganising units as one event: a plan, its faults, its consequences, and doing it.

``plan`` is what is said, ``reading`` reads it from a file, ``bundled`` makes it from the bundled
data, ``checking`` finds its faults in the world of the day before, ``actions`` carries it out.
"""
