"""Reports and claims made by hand, for tests that need neither a page nor a model."""

from __future__ import annotations

from datetime import date

from sayso.types.claim import Claim, Context, Link, Number, Party, Place, Relation, RunnerUp, Step, When
from sayso.types.report import Evidence, Part, Report
from sayso.types.text import Span

TEXT = (
    "Army says rebels shelled Telma\n\n"
    "TELMA, March 3 (Meridian) - Rebels shelled a market in Telma on Tuesday, killing at least 12 people, the army said in a statement."
)


def at(words: str, nth: int = 1, text: str = TEXT) -> Span:
    """The span of the nth occurrence of words."""
    begin = -1
    for _ in range(nth):
        begin = text.index(words, begin + 1)
    return Span(begin, begin + len(words))


def report(identity: str = "r1", text: str = TEXT, outlet: str | None = "Kura Post") -> Report:
    return Report(
        id=identity,
        text=text,
        published=date(2026, 3, 3),
        path=f"{identity}.html",
        url=f"https://kurapost.example/{identity}",
        outlet=outlet,
        title="Army says rebels shelled Telma",
        authors=("Nino Velt",),
        language="en",
        parts=(Part("headline", at("Army says rebels shelled Telma")),),
        evidence=(Evidence("published", "2026-03-03", "json-ld datePublished"),),
    )


def claim(identity: str = "aaaa00000001", of: str = "r1", status: str = "actual") -> Claim:
    rebels = Party(at("Rebels"), "Rebels", "GEO", "REB", "country in question", 0.5)
    return Claim(
        id=identity,
        report=of,
        trigger=at("shelled", 2),
        type="ASSAULT",
        mode="heavy-weapons",
        status=status,  # type: ignore[arg-type]
        chain=(Link(at("a statement"), "statement", "carried by", 0.9), Link(at("the army"), "army", "attribution head", 0.9)),
        when=When(at("Tuesday"), "DATE", "2026-03-03", date(2026, 3, 3), date(2026, 3, 3), "day", "weekday"),
        place=Place(
            *(at("Telma", 2), "Telma", "GEO", 42.1, 43.5, 3.0, "geonames:1", 0.8, "only place of this name"),
            relation=Relation(at(" in ", 1), "near", "Telma", None, None, 10.0, 42.1, 43.5, 13.0),
            runner_up=RunnerUp("RUS", "city", 61.0, 60.0, "geonames:2"),
        ),
        actors=(rebels,),
        recipients=(Party(at("people"), "people", "GEO", "CVL", "as written", 0.3),),
        numbers=(Number(at("at least 12"), 12, None, "dead", "people", "at least"),),
        score=0.97,
        why=(Step("type", "trigger head", at("shelled", 2), 0.97), Step("status", "status head", at("shelled", 2), 0.9)),
        contexts=(Context("military", 0.62), Context("human_security", 0.5)),
    )
