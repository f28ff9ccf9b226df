"""Calendars and the counting of deadlines: the one deadline engine."""
