"""Where in a text is it worth trying a rule? Around the words without which it finds nothing: most patterns touch little of a report."""

from __future__ import annotations

from sayso.knowledge.calendar import MONTHS, PARTS_OF_DAY, SEASONS, UNITS, WEEKDAYS
from sayso.knowledge.feasts import FEASTS, HIJRI_MONTHS
from sayso.reading.time import expressions, quarters, recurring, stretches, told_from
from sayso.reading.time.expressions import Rule

REACH = 80  # characters before and after a cue that an expression with it may take

_MONTHS = tuple(sorted({month[:3] for month in MONTHS}))
_WEEKDAYS = ("day", *sorted({day for day in WEEKDAYS if len(day) == 3}))
_UNITS = tuple(sorted({unit.removesuffix("ie").removesuffix("y") for unit in UNITS}))
_PARTS = tuple(PARTS_OF_DAY)
_YEARS = tuple(str(century) for century in range(10, 21))
_ZONES = (
    "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt",
    "bst", "cet", "eet", "eest", "cest", "msk", "ist", "pkt", "jst", " time",
)  # fmt: skip
# Pieces of words, in lower case: every expression that a rule finds holds one of them. A rule that is not here is tried everywhere.
CUES: dict[Rule, tuple[str, ...]] = {
    expressions.calendar_date: _MONTHS,
    expressions.month_and_year: _MONTHS,
    expressions.bare_year: (*_YEARS, "'", "’", "`", "‘"),
    expressions.century: ("centur",),
    expressions.decade: ("0s", "0’s", "0's", "ties"),
    expressions.weekday: _WEEKDAYS,
    expressions.near_day: ("today", "yesterday", "tomorrow", "tonight", "night", "day before", "day after", *(f"this {p}" for p in _PARTS)),
    expressions.near_unit: _UNITS,
    expressions.weekend: ("weekend",),
    expressions.weekday_of_week: ("week",),
    expressions.season: tuple(SEASONS),
    expressions.bare_season: tuple(SEASONS),
    expressions.ago: ("ago", "earlier", "before"),
    expressions.hence: ("hence", "from now"),
    expressions.clock: (".m", "am", "pm", "hours", "in the", *_ZONES),
    quarters.quarter: ("quarter", "half", "q1", "q2", "q3", "q4", "h1", "h2"),
    quarters.quarter_before: ("quarter", "period", "year-"),
    quarters.fiscal_year: ("fiscal", "financial", "fy"),
    quarters.period_ended: ("year", "half", "months"),
    recurring.every: ("every", "each", *(f"{day}s" for day in WEEKDAYS if len(day) > 5), *(f"{part}s" for part in _PARTS)),
    recurring.often: ("ly", "annual", "biennial"),
    recurring.per_unit: ("per ", " a ", " an "),
    stretches.duration: _UNITS,
    stretches.plural_duration: _UNITS,
    stretches.stretch_until_now: ("last", "past", "previous", "next", "coming"),
    stretches.until_now: ("last", "past"),
    stretches.length_within: ("first", "last", "final"),
    stretches.rest_of_unit: ("rest", "remainder"),
    stretches.days_from_to: _MONTHS,
    stretches.years_from_to: _YEARS,
    told_from.later: ("later", "afterward"),
    told_from.same_unit: _UNITS,
    told_from.day_beside: ("next", "following", "previous", "preceding", "before", "after"),
    told_from.feast: tuple(sorted({feast.split("'")[0] for feast in FEASTS})),
    told_from.islamic_date: tuple(sorted({month.replace("'", " ").split()[0] for month in HIJRI_MONTHS})),
    told_from.unit_in_a_row: ("consecutive", "straight", "successive", "row", "running", "est ", "worst "),
    told_from.unit_of_the_telling: _UNITS,
    told_from.spelled_year: ("eighteen", "nineteen", "two"),
    told_from.week_of: ("week",),
    told_from.daypart_of_the_telling: ("morning", "afternoon", "evening"),
    told_from.clock_on_a_day: (*_MONTHS, *_WEEKDAYS, "tomorrow"),
}


class Surroundings:
    """The stretches of one text in plain case (see `plain_case`: in lower case it must be as long) to try each rule on."""

    def __init__(self, text: str) -> None:
        self._low = text.lower()
        self._whole = [(0, len(text))]
        self._known: dict[tuple[str, ...], list[tuple[int, int]]] = {}

    def of(self, rule: Rule) -> list[tuple[int, int]]:
        """Stretches from begin to end, in text order, that hold all expressions of a rule."""
        cues = CUES.get(rule)
        if cues is None:
            return self._whole
        if cues not in self._known:
            self._known[cues] = self._around(cues)
        return self._known[cues]

    def _around(self, cues: tuple[str, ...]) -> list[tuple[int, int]]:
        spots: list[int] = []
        for cue in cues:
            at = self._low.find(cue)
            while at >= 0:
                spots.append(at)
                at = self._low.find(cue, at + 1)
        stretches: list[tuple[int, int]] = []
        for spot in sorted(spots):
            begin, end = max(0, spot - REACH), min(len(self._low), spot + REACH)
            if stretches and begin <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((begin, end))
        return stretches
