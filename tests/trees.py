"""Hand-checked trees as analyses: `tests/cases/*.conllu`, read without a model.

A case is one or more CoNLL-U sentences. Its expectation stands in the comments of its first sentence:

    # label = "said in a statement" puts the statement before the speaker
    # today = 2024-03-12
    # outlet = Kura Post
    # credit = Reuters                                  (also dateline, caption, post: the words that name the carrier)
    # mention = Goma place                              (a name and its kind: person, organization, place)
    # attribution = the army > said in a statement > Rebels shelled the town
    # trigger = shelled ASSAULT/heavy-weapons actual .6 | actor Rebels | place Goma | time Tuesday | number 12
    # expect = chain statement; army                    (of the trigger above it: one line a field)
    # rule = chain carried by                           (a step that must stand in the claim's why)
    # time = two hours | DURATION PT2H | duration       (a time expression, its TIMEX3 type and value, and the rule that read it)
    # known_failure = why it fails today

Words are quoted from the sentences; `words~2` takes the second. A trigger without a number is as sure as can be (.99).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sayso.types.claim import Claim, Number, Party
from sayso.types.report import Part, Report
from sayso.types.text import Analysis, Attribution, Mention, Role, Sentence, Span, Token, Trigger

CASES = Path(__file__).parent / "cases"


@dataclass
class Expectation:
    """What is expected of the claim of one trigger: fields, and steps of its why. No claim at all where `nothing`."""

    trigger: Span
    fields: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[str, str]] = field(default_factory=list)
    nothing: bool = False


@dataclass
class Case:
    label: str
    analysis: Analysis
    expected: list[Expectation]
    times: list[tuple[str, str, str]]
    known_failure: str | None


def cases(path: Path) -> list[Case]:
    """The cases of one file, in its order."""
    out: list[Case] = []
    for block in re.split(r"\n(?=# label = )", path.read_text("utf8")):
        if block.strip():
            out.append(_case(block.strip()))
    return out


def _case(block: str) -> Case:
    comments = [tuple(m) for m in re.findall(r"^# (\w+) = (.*)$", block, re.MULTILINE)]
    told = dict(comments)
    text, sentences = _sentences([b for b in block.split("\n\n") if b.strip()])
    today = date.fromisoformat(told["today"]) if "today" in told else None
    parts = tuple(
        Part(kind, _find(text, words), source=_find(text, words))  # type: ignore[arg-type]
        for kind, words in comments
        if kind in ("credit", "dateline", "caption", "post")
    )
    triggers: list[Trigger] = []
    attributions: list[Attribution] = []
    mentions: list[Mention] = []
    expected: list[Expectation] = []
    for key, value in comments:
        if key == "trigger":
            triggers.append(_trigger(value, text, sentences))
            expected.append(Expectation(triggers[-1].span))
        elif key == "attribution":
            source, cue, content = (_pieces(part, text) for part in value.split(" > "))
            attributions.append(Attribution(source, cue, content, 0.9))
        elif key == "mention":
            words, _, kind = value.rpartition(" ")
            span = _find(text, words)
            mentions.append(Mention(span, kind, _index(span, sentences), 0.9))
        elif key == "expect" and value == "nothing":
            expected[-1].nothing = True
        elif key == "expect":
            name, _, rest = value.partition(" ")
            expected[-1].fields[name] = rest
        elif key == "rule":
            name, _, rest = value.partition(" ")
            expected[-1].steps.append((name, rest))
    report = Report("case", text, today, outlet=told.get("outlet"), parts=parts)
    analysis = Analysis(report, sentences, tuple(mentions), tuple(attributions), tuple(triggers))
    times = [tuple(value.split(" | ")) for key, value in comments if key == "time"]
    return Case(told["label"], analysis, expected, times, told.get("known_failure"))  # type: ignore[arg-type]


def _sentences(blocks: list[str]) -> tuple[str, tuple[Sentence, ...]]:
    """The text that the words make, with a space between words but where `SpaceAfter=No`, and the trees over it."""
    text, out = "", []
    for number, block in enumerate(blocks):
        if "# newpar" in block:
            text = text.rstrip() + "\n\n"
        tokens: list[Token] = []
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            index, form, lemma, upos, _, feats, head, deprel, _, misc = line.split("\t")
            begin = len(text)
            text += form + ("" if "SpaceAfter=No" in misc else " ")
            above = int(head) - 1 if head != "0" else None
            tokens.append(
                Token(int(index) - 1, Span(begin, begin + len(form)), form, lemma, upos, "" if feats == "_" else feats, above, deprel)
            )
        out.append(Sentence(number, Span(tokens[0].span.begin, tokens[-1].span.end), tuple(tokens)))
    return text.rstrip(), tuple(out)


def _find(text: str, words: str) -> Span:
    """Where quoted words stand; `words~2` their second place."""
    quote, _, nth = words.rpartition("~") if re.search(r"~\d$", words) else (words, "", "1")
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text)]
    assert len(found) >= int(nth), f"{words!r} is not in {text!r}"
    return Span(*found[int(nth) - 1])


def _pieces(part: str, text: str) -> tuple[Span, ...]:
    return () if part.strip() == "-" else tuple(_find(text, piece.strip()) for piece in part.split(" + "))


def _index(span: Span, sentences: tuple[Sentence, ...]) -> int:
    return next(s.index for s in sentences if s.span.covers(span))


def _trigger(value: str, text: str, sentences: tuple[Sentence, ...]) -> Trigger:
    head, *roles = value.split(" | ")
    match = re.fullmatch(r"(?P<words>.+?) (?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))? (?P<status>[a-z]+)(?: (?P<score>\.\d+))?", head)
    assert match, f"a trigger is 'words TYPE/mode status': {head!r}"
    span = _find(text, match["words"])
    linked = tuple(Role(role.partition(" ")[0], _find(text, role.partition(" ")[2]), 0.9) for role in roles)  # type: ignore[arg-type]
    score = float(match["score"] or 0.99)
    return Trigger(span, _index(span, sentences), match["type"], 0.99, match["mode"], 0.99, match["status"], score, linked)


def told(claim: Claim, name: str) -> str:
    """One field of a claim as the cases write it."""
    if name == "chain":
        return "; ".join(link.name for link in claim.chain) or "none"
    if name == "when":
        when = claim.when
        return "none" if when is None or when.earliest is None else f"{when.earliest}..{when.latest}"
    if name == "place":
        return "none" if claim.place is None else f"{claim.place.name} {claim.place.code or '-'}"
    if name in ("actors", "recipients"):
        parties: tuple[Party, ...] = getattr(claim, name)
        return "; ".join(f"{p.name} = {p.code or '-'} {p.sector or '-'}" for p in parties) or "none"
    if name == "numbers":
        return "; ".join(_number(n) for n in claim.numbers) or "none"
    return str(getattr(claim, name))


def _number(number: Number) -> str:
    low, high = number.low, number.high
    return f"{number.role} {low}" if low == high else f"{number.role} {'' if low is None else low}..{'' if high is None else high}"
