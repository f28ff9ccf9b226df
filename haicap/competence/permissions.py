"""Names of what may be done with competences."""

MANAGE = "competence.manage"
