"""Charts that write numbers as the person does."""

from __future__ import annotations

from typing import Any

import altair as alt

from pages.ui.words import language

_NUMBERS: dict[str, dict[str, Any]] = {
    "pt": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["R$ ", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["R$ ", ""]},
}


def localised(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart with the person's number marks and a quiet grid."""
    return chart.configure(locale=alt.Locale(number=_NUMBERS[language()])).configure_view(strokeWidth=0)
