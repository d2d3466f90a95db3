"""The parts of a text: what stands at its head and foot, datelines, captions, posts; spans are exact and disjoint."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.parts import parts_of

WIRE = """Army says rebels shelled market

By Jane Roe

GOMA, DR Congo, March 12 (Reuters) - M23 rebels shelled a market on Tuesday.

The rebels denied it.

(Reporting by Jane Roe; editing by Paul Crane)"""


def told(text: str) -> list[tuple[str, str]]:
    return [(part.kind, part.span.of(text)) for part in parts_of(text)]


def test_a_wire_report_comes_apart() -> None:
    assert [kind for kind, _ in told(WIRE)] == ["headline", "byline", "dateline", "body", "body", "credit"]
    dateline = next(p for p in parts_of(WIRE) if p.kind == "dateline")
    assert dateline.span.of(WIRE) == "GOMA, DR Congo, March 12 (Reuters) -"
    assert dateline.source is not None
    assert dateline.source.of(WIRE) == "Reuters"


def test_a_credit_at_the_head_names_who_carried_the_report() -> None:
    text = "date 2026-02-07 Via Middle East Eye\n\nThousands have signed a pledge.\n\nMore of it."
    credit = parts_of(text)[0]
    assert (credit.kind, credit.source and credit.source.of(text)) == ("credit", "Middle East Eye")


def test_a_post_has_its_author_and_day() -> None:
    text = (
        "The minister wrote:\n\nIf they attack, we will answer.\n\nThis is no threat. — Clash Report (@clashreport) February 7, 2026\n\n"
        "Nobody replied."
    )
    post = next(p for p in parts_of(text) if p.kind == "post")
    assert (post.author, post.published) == ("Clash Report (@clashreport)", date(2026, 2, 7))
    assert post.span.of(text).startswith("If they attack")


def test_a_caption_is_not_body() -> None:
    text = "A headline of the day\n\nSmoke over the town on Tuesday, via AP\n\nThe army fired on the town."
    assert ("caption", "Smoke over the town on Tuesday, via AP") in told(text)


def test_plain_prose_is_all_body() -> None:
    assert parts_of("The army fired on the town. Nobody was hurt.\n\nThe mayor said so.") == ()


@given(st.text(alphabet=st.sampled_from("ABab .,:()@—-\n12“”"), max_size=200))
def test_parts_are_in_order_and_disjoint_whatever_the_text(text: str) -> None:
    parts = parts_of(text)
    assert all(0 <= p.span.begin < p.span.end <= len(text) for p in parts)
    assert all(a.span.end <= b.span.begin for a, b in pairwise(parts))


def test_an_agency_alone_in_brackets_at_the_foot_is_a_credit() -> None:
    for agency in ("AFP", "dpa", "dpa/rtr"):
        last = parts_of(f"The army shelled the market. It said so.\n\nResidents fled.\n\n({agency})")[-1]
        assert (
            last.kind,
            last.source and last.source.of(f"The army shelled the market. It said so.\n\nResidents fled.\n\n({agency})"),
        ) == (
            "credit",
            agency,
        )
