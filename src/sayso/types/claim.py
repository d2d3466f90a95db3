"""What a report claims: one act, with who says so, how sure, where, when and how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.types.text import Span

Status = Literal["actual", "denied", "possible", "conditional", "future", "historical"]
NumberRole = Literal["dead", "injured", "arrested", "abducted", "displaced", "size", "money", "other"]
RelationKind = Literal["near", "outside", "outskirts", "off", "distance", "bearing", "between", "border"]
Grain = Literal["time", "part of day", "day", "week", "month", "season", "quarter", "year", "decade", "century"]
STATUSES: tuple[Status, ...] = ("actual", "denied", "possible", "conditional", "future", "historical")


@dataclass(frozen=True, slots=True)
class Step:
    """Why: the rule or head that gave an answer, the span it looked at, and its score where it has one."""

    field: str
    rule: str
    span: Span | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression. `earliest` and `latest` are days, both included; None where the value is no stretch of days ("PT2H", "soon").

    `type` and `value` are TIMEX3: DATE, TIME, DURATION or SET, and "2024-03-12", "2024-W11", "P3D", "PAST_REF".
    """

    span: Span
    type: str
    value: str
    earliest: date | None
    latest: date | None
    grain: Grain | None
    rule: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Where something lies by the named place: "40 km west of Tikrit". `span` is these words without the names they rest on.

    `bearing_degrees` is clockwise from north and `distance_km` from the anchor's point, each None where it is not told. `latitude`,
    `longitude` and `radius_km` say where that is: WGS84, and how far off it may be. `other` is the second place of "between A and B".
    """

    span: Span
    kind: RelationKind
    anchor: str
    other: str | None
    bearing_degrees: float | None
    distance_km: float | None
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best other place of a name, more than 100 km from the one that was chosen. Degrees WGS84."""

    code: str | None
    kind: str
    latitude: float
    longitude: float
    source_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it and as it was resolved. Degrees WGS84; `code` is ISO 3166 alpha-3, None on the high seas."""

    span: Span
    name: str
    code: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    source_id: str | None
    score: float
    rule: str
    kind: str = "place"  # place | country | region | water | ...
    literal: bool = True  # False for a metonym ("Tehran warned") or a demonym ("Iranian"): never where an act happened
    relation: Relation | None = None
    runner_up: RunnerUp | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who: a mention of a person, group or state. `code` and `sector` as in the codebook; None where not known."""

    span: Span
    name: str
    code: str | None
    sector: str | None
    rule: str
    score: float = 1.0
    known: str | None = None  # id of the table's actor


@dataclass(frozen=True, slots=True)
class Number:
    """How many of what, as bounds, both included; None is open. `of` is what is counted."""

    span: Span
    low: int | None
    high: int | None
    role: NumberRole
    of: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Link:
    """One step of who says so. A chain is a tuple of links, nearest the reader first."""

    span: Span
    name: str
    rule: str
    score: float = 1.0
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim is about: the name of one of PLOVER's contexts, and how likely it is, 0 to 1."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One act that a report claims. `score` is how sure the trigger's answer is, 0 to 1."""

    id: str
    report: str
    trigger: Span
    type: str
    mode: str | None
    status: Status
    chain: tuple[Link, ...] = ()
    when: When | None = None
    place: Place | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    numbers: tuple[Number, ...] = ()
    score: float = 1.0
    why: tuple[Step, ...] = ()
    contexts: tuple[Context, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one report; carried beside the result, listed, and retried on demand.

    `stage` is where it arose (intake, language, reading, ledger); `where` a path, line or URL.
    """

    stage: str
    message: str
    where: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one report."""

    claims: tuple[Claim, ...] = ()
    parties: tuple[Party, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Place, ...] = ()
    numbers: tuple[Number, ...] = ()
    problems: tuple[Problem, ...] = ()
