"""What may be done in this room."""

ARRANGE = (
    "villages.arrange"  # found, rename, merge, split, dissolve, move and count villages
)
