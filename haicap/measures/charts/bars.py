"""
Bars: upright ones through time, lying ones by size. All begin at nought.

Colours are attributes and not styles, so that a chart needs no style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

INK: Final = "#17202a"
LINE: Final = "#6b7681"
BRAND: Final = "#0b5394"
PALE: Final = "#7fb0dd"

WIDTH: Final = 480


@dataclass(frozen=True)
class Bar:
    """An amount with its name and its number in words; one may be told from the others."""

    label: str
    amount: float
    written: str
    is_marked: bool = True


def upright(bars: Sequence[Bar], *, title: str, height: int = 150) -> str:
    """Draw bars side by side; with many of them only some bear their number and name."""
    most = max((bar.amount for bar in bars), default=0) or 1
    step = WIDTH / max(len(bars), 1)
    every = max(1, -(-len(bars) // 9))  # no more words than find room
    ground = height - 18
    parts = []
    for place, bar in enumerate(bars):
        tall = (ground - 18) * bar.amount / most
        middle = _brief((place + 0.5) * step)
        parts.append(
            f'<rect x="{_brief(place * step + step * 0.14)}" y="{_brief(ground - tall)}"'
            f' width="{_brief(step * 0.72)}" height="{_brief(tall)}" fill="{_fill(bar)}"/>'
        )
        if (len(bars) - 1 - place) % every == 0:
            parts.append(
                f'<text x="{middle}" y="{_brief(ground - tall - 5)}" fill="{INK}">'
                f"{escape(bar.written)}</text>"
                f'<text x="{middle}" y="{height - 4}" fill="{INK}">{escape(bar.label)}</text>'
            )
    line = f'<path d="M0 {ground}H{WIDTH}" stroke="{LINE}" stroke-width=".8"/>'
    body = f'<g font-size="10" text-anchor="middle">{"".join(parts)}</g>{line}'
    return _drawing(body, height, title)


def lying(bars: Sequence[Bar], *, title: str, label_width: int = 130) -> str:
    """Draw bars below each other, each with its name before it and its number behind."""
    row, room = 18, 64
    most = max((bar.amount for bar in bars), default=0) or 1
    far = WIDTH - label_width - room
    parts = []
    for place, bar in enumerate(bars):
        y, long = place * row, far * bar.amount / most
        parts.append(
            f'<text x="{label_width - 8}" y="{y + 13}" text-anchor="end" fill="{INK}">'
            f"{escape(bar.label)}</text>"
            f'<rect x="{label_width}" y="{y + 3}" width="{_brief(long)}" height="12"'
            f' fill="{_fill(bar)}"/>'
            f'<text x="{_brief(label_width + long + 6)}" y="{y + 13}" fill="{INK}">'
            f"{escape(bar.written)}</text>"
        )
    body = f'<g font-size="11">{"".join(parts)}</g>'
    return _drawing(body, max(len(bars), 1) * row, title)


def _fill(bar: Bar) -> str:
    return BRAND if bar.is_marked else PALE


def _drawing(body: str, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" role="img" font-family="Source Sans 3">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )


def _brief(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
