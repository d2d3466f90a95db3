"""Each time expression has its TIMEX3 value and the days it covers, told from the day of the report."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.reading.time import cues, times
from sayso.reading.time.tagging import RULES, _expressions
from sayso.types.claim import When
from sayso.types.report import Part, Report
from sayso.types.text import Analysis, Span
from tests.trees import CASES as TREES
from tests.trees import cases

# Thursday
TODAY = date(2024, 5, 16)
CASES = [
    # words, sentence, value, first day, last day, rule
    ("Thursday", "Troops fired on Thursday.", "2024-05-16", "2024-05-16", "2024-05-16", "weekday"),
    ("Friday", "Troops fired on Friday.", "2024-05-10", "2024-05-10", "2024-05-10", "weekday"),
    ("Friday", "The two sides will meet on Friday.", "2024-05-17", "2024-05-17", "2024-05-17", "weekday"),
    ("yesterday", "The raid took place yesterday.", "2024-05-15", "2024-05-15", "2024-05-15", "near day"),
    ("tomorrow", "Talks resume tomorrow.", "2024-05-17", "2024-05-17", "2024-05-17", "near day"),
    ("last week", "The town fell last week.", "2024-W19", "2024-05-06", "2024-05-12", "near unit"),
    ("this week", "Two men died this week.", "2024-W20", "2024-05-13", "2024-05-16", "near unit"),
    ("next week", "An envoy will arrive next week.", "2024-W21", "2024-05-20", "2024-05-26", "near unit"),
    ("last month", "He resigned last month.", "2024-04", "2024-04-01", "2024-04-30", "near unit"),
    ("early last month", "He resigned early last month.", "2024-04", "2024-04-01", "2024-04-10", "near unit"),
    ("late last month", "He resigned late last month.", "2024-04", "2024-04-21", "2024-04-30", "near unit"),
    ("last year", "The pact was signed last year.", "2023", "2023-01-01", "2023-12-31", "near unit"),
    ("7 February 2026", "It opened on 7 February 2026.", "2026-02-07", "2026-02-07", "2026-02-07", "calendar date"),
    ("Feb. 7, 2026", "It opened on Feb. 7, 2026.", "2026-02-07", "2026-02-07", "2026-02-07", "calendar date"),
    ("March 3", "It opened on March 3.", "2024-03-03", "2024-03-03", "2024-03-03", "calendar date"),
    ("December", "The strike began in December.", "2023-12", "2023-12-01", "2023-12-31", "month and year"),
    ("March 2011", "Protests began in March 2011.", "2011-03", "2011-03-01", "2011-03-31", "month and year"),
    ("2014", "Crimea was annexed in 2014.", "2014", "2014-01-01", "2014-12-31", "bare year"),
    ("mid-1996", "Fighting resumed in mid-1996.", "1996", "1996-05-01", "1996-08-31", "bare year"),
    ("2011", "The war since 2011 has gone on.", "2011", "2011-01-01", "2024-05-16", "since"),
    ("two years ago", "He fled two years ago.", "2022", "2022-01-01", "2022-12-31", "ago"),
    ("three days ago", "He fled three days ago.", "2024-05-13", "2024-05-13", "2024-05-13", "ago"),
    ("the last 24 hours", "Ten died in the last 24 hours.", "PT24H", "2024-05-15", "2024-05-16", "stretch until now"),
    ("the 1990s", "In the 1990s it was calm.", "199", "1990-01-01", "1999-12-31", "decade"),
    ("the 19th century", "It was built in the 19th century.", "18", "1800-01-01", "1899-12-31", "century"),
    ("2024-03-12", "Dated 2024-03-12.", "2024-03-12", "2024-03-12", "2024-03-12", "iso date"),
    ("Monday night", "Shells fell on Monday night.", "2024-05-13TNI", "2024-05-13", "2024-05-13", "weekday"),
    ("16:15 UTC , May 6", "He spoke at 16:15 UTC , May 6.", "2024-05-06T16:15Z", "2024-05-06", "2024-05-06", "clock on a day"),
    ("last summer", "It burned last summer.", "2023-SU", "2023-06-01", "2023-08-31", "season"),
    ("three days", "The siege lasted three days.", "P3D", None, None, "duration"),
    ("recently", "He was recently freed.", "PAST_REF", None, None, "now and then"),
    ("every day", "They march every day.", "P1D", None, None, "every"),
    ("14 May", "Shells fell on 14 May.", "2024-05-14", "2024-05-14", "2024-05-14", "calendar date"),
    ("3 and 4 March", "Shells fell on 3 and 4 March.", "2024-03-03", "2024-03-03", "2024-03-04", "days from to"),
    ("May 15-24", "It ran May 15-24.", "2024-05-15", "2024-05-15", "2024-05-24", "days from to"),
    ("04/03/2024", "It opened on 04/03/2024.", "2024-04-03", "2024-04-03", "2024-04-03", "slashed date, month first, no outlet to go by"),
    ("25.12.2023", "It opened on 25.12.2023.", "2023-12-25", "2023-12-25", "2023-12-25", "slashed date"),
    ("12-Mar-2024", "Dated 12-Mar-2024.", "2024-03-12", "2024-03-12", "2024-03-12", "calendar date"),
    ("2024/03/12", "Dated 2024/03/12.", "2024-03-12", "2024-03-12", "2024-03-12", "iso date"),
    ("the 7th", "The town fell on the 7th.", "2024-05-07", "2024-05-07", "2024-05-07", "day of month"),
    ("Friday", "It threatened to attack if the army did not leave by Friday.", "2024-05-17", "2024-05-17", "2024-05-17", "weekday"),
    ("Thursday last week", "They met Thursday last week.", "2024-05-09", "2024-05-09", "2024-05-09", "weekday of week"),
    ("Monday of next week", "They will meet on Monday of next week.", "2024-05-20", "2024-05-20", "2024-05-20", "weekday of week"),
    ("a fortnight ago", "He fled a fortnight ago.", "2024-W18", "2024-04-29", "2024-05-05", "ago"),
    ("three hours ago", "He fled three hours ago.", "2024-05-16TXX:XX", "2024-05-15", "2024-05-16", "ago"),
    ("two and a half years", "It lasted two and a half years.", "P2.5Y", None, None, "duration"),
    ("earlier this month", "He fled earlier this month.", "2024-05", "2024-05-01", "2024-05-16", "near unit"),
    ("later this year", "They will vote later this year.", "2024", "2024-05-16", "2024-12-31", "near unit"),
    ("the current quarter", "Sales fell in the current quarter.", "2024-Q2", "2024-04-01", "2024-05-16", "near unit"),
    ("the '90s", "In the '90s it was calm.", "199", "1990-01-01", "1999-12-31", "decade"),
    ("'82", "It is the lowest since '82.", "1982", "1982-01-01", "2024-05-16", "since"),
    ("the weekend", "Two died at the weekend.", "2024-W19-WE", "2024-05-11", "2024-05-12", "weekend"),
    ("the spring of 2014", "He fled in the spring of 2014.", "2014-SP", "2014-03-01", "2014-05-31", "season"),
    ("the spring", "It began in the spring.", "2024-SP", "2024-03-01", "2024-05-31", "bare season"),
    ("the third quarter", "Sales fell in the third quarter.", "2023-Q3", "2023-07-01", "2023-09-30", "quarter"),
    ("this year's first quarter", "Sales fell in this year's first quarter.", "2024-Q1", "2024-01-01", "2024-03-31", "quarter"),
    ("Q3 2023", "Sales fell in Q3 2023.", "2023-Q3", "2023-07-01", "2023-09-30", "quarter"),
    ("the last half of 2023", "Sales fell in the last half of 2023.", "2023-H2", "2023-07-01", "2023-12-31", "quarter"),
    ("the year-earlier quarter", "Sales fell from the year-earlier quarter.", "2023-Q1", "2023-01-01", "2023-03-31", "quarter before"),
    ("fiscal 2012", "Spending rose in fiscal 2012.", "2012", None, None, "fiscal year"),
    ("FY2012", "Spending rose in FY2012.", "2012", None, None, "fiscal year"),
    ("the current fiscal year", "Spending rose in the current fiscal year.", "2024", None, None, "fiscal year"),
    ("The fiscal year", "The fiscal year ended in September was poor.", "P1Y", "2022-10-01", "2023-09-30", "period ended"),
    ("the nine months", "Sales in the nine months ended Sept. 30 fell.", "P9M", "2023-01-01", "2023-09-30", "period ended"),
    ("the quarter", "Sales in the quarter ended March 31 fell.", "2024-Q1", "2024-01-01", "2024-03-31", "quarter before"),
    ("the past year", "Ten fell over the past year.", "2023", "2023-05-16", "2024-05-16", "until now"),
    ("the past decade", "Ten fell in the past decade.", "P10Y", "2014-05-16", "2024-05-16", "until now"),
    ("the rest of the year", "It is calm for the rest of the year.", "P1Y", "2024-05-16", "2024-12-31", "rest of unit"),
    ("the first month", "It was calm in the first month of the war.", "P1M", None, None, "length within"),
    ("recent years", "It fell in recent years.", "PAST_REF", None, None, "plural duration"),
    ("the coming weeks", "It is due in the coming weeks.", "PXW", None, None, "plural duration"),
    ("the week of March 6", "A hearing the week of March 6 was held.", "2024-W10", "2024-03-04", "2024-03-10", "week of"),
    ("the last week of April", "He fled in the last week of April.", "2024-W17", "2024-04-22", "2024-04-28", "week of"),
    ("the year", "Sales for the year fell.", "2024", "2024-01-01", "2024-12-31", "unit of the telling"),
    ("a third consecutive day", "Trade stopped for a third consecutive day.", "2024-05-16", "2024-05-16", "2024-05-16", "unit in a row"),
    ("the morning", "They met in the morning.", "2024-05-16TMO", "2024-05-16", "2024-05-16", "daypart of the telling"),
    ("4 in the morning", "They left at 4 in the morning.", "2024-05-16T04:00", "2024-05-16", "2024-05-16", "clock"),
    ("noon Wednesday", "It ended noon Wednesday.", "2024-05-15T12:00", "2024-05-15", "2024-05-15", "clock on a day"),
    ("day", "It was the deadliest day since the truce.", "2024-05-16", "2024-05-16", "2024-05-16", "unit in a row"),
    ("the day before", "He fled the day before.", "2024-05-15", "2024-05-15", "2024-05-15", "day beside"),
    ("the 80s", "It was calm in the 80s.", "198", "1980-01-01", "1989-12-31", "decade"),
    ("Friday week", "They vote Friday week.", "2024-05-24", "2024-05-24", "2024-05-24", "weekday of week"),
    ("a week on Thursday", "They vote a week on Thursday.", "2024-05-30", "2024-05-30", "2024-05-30", "weekday of week"),
    ("the early hours of Sunday", "It began in the early hours of Sunday.", "2024-05-12", "2024-05-12", "2024-05-12", "weekday"),
    ("dawn on Friday", "It began at dawn on Friday.", "2024-05-10TMO", "2024-05-10", "2024-05-10", "weekday"),
    ("15:30 MSK", "It began at 15:30 MSK.", "2024-05-16T15:30", "2024-05-16", "2024-05-16", "clock"),
    ("18:00 UTC", "It began at 18:00 UTC.", "2024-05-16T18:00Z", "2024-05-16", "2024-05-16", "clock"),
    ("two to three weeks", "It will last two to three weeks.", "P2W", None, None, "duration"),
    ("May", "Rain fell in the first half of May.", "2024-05", "2024-05-01", "2024-05-31", "month and year"),
    ("Eid", "He was freed for Eid.", "2024-04-10", "2024-04-10", "2024-04-10", "feast"),
    ("two weeks from now", "They vote two weeks from now.", "2024-W22", "2024-05-27", "2024-06-02", "hence"),
    ("annual", "Its annual congress was held.", "P1Y", None, None, "often"),
    ("every two weeks", "They met every two weeks.", "P2W", None, None, "every"),
    ("every other day", "They met every other day.", "P2D", None, None, "every"),
    ("every summer", "It burns every summer.", "XXXX-SU", None, None, "every"),
    ("Fridays", "They march on Fridays.", "XXXX-WXX-5", None, None, "every"),
    ("a week", "It flies twice a week.", "P1W", None, None, "per unit"),
    ("a year", "It earns $5 million a year.", "P1Y", None, None, "per unit"),
    ("Yom Kippur", "Troops fired on Yom Kippur.", "2023-09-25", "2023-09-25", "2023-09-25", "feast"),
    ("Lunar New Year", "It began after Lunar New Year.", "2024-02-10", "2024-02-10", "2024-02-10", "feast"),
    ("Nowruz", "He was freed at Nowruz.", "2024-03-20", "2024-03-20", "2024-03-20", "feast"),
    ("Orthodox Good Friday", "Shells fell on Orthodox Good Friday.", "2024-05-03", "2024-05-03", "2024-05-03", "feast"),
    ("Ramadan 1447 AH", "It ended in Ramadan 1447 AH.", "2026-02-18/2026-03-19", "2026-02-18", "2026-03-19", "islamic date"),
    ("10 Muharram", "It ended on 10 Muharram.", "2024-07-17", "2024-07-17", "2024-07-17", "islamic date"),
    ("Diwali", "Shops shut for Diwali.", "2023-11-12", "2023-11-12", "2023-11-12", "feast"),
    ("two thousand and one", "It fell in two thousand and one.", "2001", "2001-01-01", "2001-12-31", "spelled year"),
    ("490 BC", "It fell in 490 BC.", "BC0490", None, None, "before christ"),
    ("the time being", "It holds for the time being.", "PRESENT_REF", None, None, "now and then"),
    ("the near future", "It ends in the near future.", "FUTURE_REF", None, None, "now and then"),
    ("Monday", "They met from Monday to Wednesday.", "2024-05-13", "2024-05-13", "2024-05-15", "from to"),
    ("Monday", "It has been shut since Monday.", "2024-05-13", "2024-05-13", "2024-05-16", "since"),
    ("Friday", "It is shut until Friday.", "2024-05-17", "2024-05-16", "2024-05-17", "until"),
    ("February 2024", "It is shut since February 2024.", "2024-02", "2024-02-01", "2024-05-16", "since"),
    ("September 11", "It is the worst since the September 11 attacks.", "2001-09-11", "2001-09-11", "2024-05-16", "since"),
    ("31 February 2024", "It fell on 31 February 2024.", "XXXX-XX-XX", None, None, "no such day"),
    ("31/02/2024", "It fell on 31/02/2024.", "XXXX-XX-XX", None, None, "no such day"),
    ("29 February", "It fell on 29 February.", "2024-02-29", "2024-02-29", "2024-02-29", "calendar date"),
    ("Sunday, 14 April", "It fell on Sunday, 14 April.", "2024-04-14", "2024-04-14", "2024-04-14", "calendar date"),
    ("the day", "Shares ended the day lower.", "2024-05-16", "2024-05-16", "2024-05-16", "unit of the telling"),
    ("March", "They met between March and April.", "2024-03", "2024-03-01", "2024-04-30", "from to"),
]


def read(text: str, today: date | None = TODAY, **told: object) -> tuple[When, ...]:
    return times(Analysis(Report("r", text, today, **told)))  # type: ignore[arg-type]

# sentence, value and rule of its last expression
TOLD_FROM_ANOTHER = [
    ("Sales fell in April, against the same month a year ago.", "2023-04", "same time of another year"),
    ("Profit fell in the first quarter, against the same period last year.", "2023-Q1", "same time of another year"),
    ("It recalls the wars of the 70s and 80s.", "198", "decade"),
    ("Shares fell on Monday in morning trading.", "2024-05-13TMO", "daypart of the telling"),
]


@pytest.mark.parametrize(("words", "sentence", "value", "first", "last", "rule"), CASES, ids=[f"{c[0]} | {c[1]}" for c in CASES])
def test_a_time_has_its_value_days_and_rule(words: str, sentence: str, value: str, first: str | None, last: str | None, rule: str) -> None:
    when = read(sentence)[0]
    assert (when.span.of(sentence), when.value, when.rule) == (words, value, rule)
    assert (when.earliest and when.earliest.isoformat(), when.latest and when.latest.isoformat()) == (first, last)


def test_every_rule_has_a_case() -> None:
    answered = {rule for *_, rule in TOLD_FROM_ANOTHER} | {row[5].split(",")[0] for row in CASES}
    answered |= {rule for path in TREES.glob("*.conllu") for case in cases(path) for _, _, rule in case.times}
    answered |= {
        rule for path in TREES.glob("*.conllu") for case in cases(path) for e in case.expected for name, rule in e.steps if name == "when"
    }
    assert {rule.__name__.replace("_", " ") for _, rule in RULES} - answered == set()


def test_a_rule_is_tried_wherever_it_could_find_something(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [row[1] for row in CASES] + [" ".join(row[1] for row in CASES)]
    near_cues = [[(found.span, found.rule) for found in _expressions(text)] for text in texts]
    monkeypatch.setattr(cues, "CUES", {})
    assert [[(found.span, found.rule) for found in _expressions(text)] for text in texts] == near_cues


def test_a_date_in_digits_is_read_as_the_outlets_country_writes_it_and_says_so() -> None:
    (british,) = read("It opened on 04/03/2024.", outlet="Reuters")
    (american,) = read("It opened on 04/03/2024.", outlet="Associated Press")
    assert (british.value, british.rule) == ("2024-03-04", "slashed date, day first, as in GBR")
    assert (american.value, american.rule) == ("2024-04-03", "slashed date, month first, as in USA")
    found = read("It opened on 04/03/2024 and closed on 25/03/2024.", outlet="Associated Press")
    assert (found[0].value, found[0].rule) == ("2024-03-04", "slashed date, day first, as elsewhere in the report")


def test_a_post_is_told_from_its_own_day() -> None:
    text = "Troops fired yesterday.\n\nWe left yesterday."
    post = Part("post", Span(25, len(text)), published=date(2024, 5, 10))
    assert [t.value for t in read(text, parts=(Part("body", Span(0, 23)), post))] == ["2024-05-15", "2024-05-09"]


def test_a_report_is_told_from_the_date_that_stands_in_its_first_lines() -> None:
    assert [t.value for t in read("Town falls\nMay 3, 2024\nThe town fell yesterday.", None)] == ["2024-05-03", "2024-05-02"]
    assert [t.value for t in read("Town falls\nMay 3, 2024\nThe town fell yesterday.")] == ["2024-05-03", "2024-05-02"]


def test_a_stretch_of_weekdays_lies_in_one_week() -> None:
    found = read("They met from Monday to Wednesday.", date(2024, 5, 14))
    assert (found[0].value, found[0].earliest, found[0].latest) == ("2024-05-06", date(2024, 5, 6), date(2024, 5, 8))
    assert [t.rule for t in read("The vote was put off from Monday to Wednesday.")] == ["weekday", "weekday"]


def test_a_day_beside_another_never_counts_from_a_year() -> None:
    found = read("It was the lowest since 1997. Shares ended the day at 7,114 and fell again the next day.")
    assert [t.value for t in found] == ["1997", "2024-05-16", "2024-05-17"]


@pytest.mark.parametrize(("sentence", "value", "rule"), TOLD_FROM_ANOTHER)
def test_a_time_is_told_from_the_one_before_it(sentence: str, value: str, rule: str) -> None:
    assert (read(sentence)[-1].value, read(sentence)[-1].rule) == (value, rule)


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister Theresa May resigned.",
        "They march on the capital.",
        "It fell on 31 February 2024.",
        "About 2000 people came.",
        "He paid $1999.",
        "Each share cost 4.1556 euros.",
        "They recalled Bloody Sunday in song.",
        "The Russell 2000 index fell.",
        "Rajab told the court.",
    ],
)
def test_what_is_no_time_is_left_alone(sentence: str) -> None:
    assert all(t.earliest is None or t.value == "2024-02" for t in read(sentence))


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    assert [t.earliest for t in read("Troops fired on Friday and again last week.", None)] == [None]


def test_in_history_a_month_belongs_to_the_year_that_the_story_has_reached() -> None:
    found = read("In 1941 the army advanced. In October it stood before the city.")
    assert [t.value for t in found] == ["1941", "1941-10"]


def test_a_dotted_capital_is_read_as_the_letter_it_stands_for() -> None:
    (time,) = read("ANKARA, 7 APRİL 2024")
    assert (time.value, time.span) == ("2024-04-07", Span(8, 20))


@pytest.mark.parametrize("day", [None, date(1, 1, 1), date(9999, 12, 31)])
def test_the_first_and_the_last_day_of_the_calendar_stop_no_report(day: date | None) -> None:
    found = read(" ".join(row[1] for row in CASES), day)
    assert all(t.earliest is None or t.latest is None or t.earliest <= t.latest for t in found)
