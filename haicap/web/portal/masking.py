"""Personal data as whoever holds only a number and a secret may see them."""


def name(said: str) -> str:
    """Keep the given name, which stands last, and the initials: N. V. An."""
    *before, last = said.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), last])


def tail(said: str, kept: int = 3) -> str:
    """Keep the last characters of a number."""
    digits = said.strip()
    return "•" * max(0, len(digits) - kept) + digits[-kept:] if digits else ""


def email(said: str) -> str:
    """Keep the first letter and the domain."""
    before, at, domain = said.partition("@")
    return f"{before[:1]}•••{at}{domain}" if at else ""
