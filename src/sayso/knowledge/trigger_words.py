"""Words and phrases that may name an act, by type and mode: hints for the network, which decides by the context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.knowledge.event_types import event_types
from sayso.knowledge.table import BadCell, one_of, rows

STRENGTHS = {"1": 0.3, "2": 0.6, "3": 1.0}
PARTS = ("verb", "noun", "adjective")
# Past tense and participle of verbs that do not take -ed.
IRREGULAR = {
    "beat": "beat beaten", "blow": "blew blown", "break": "broke broken", "bring": "brought", "build": "built",
    "burst": "burst", "buy": "bought", "catch": "caught", "come": "came come", "cut": "cut",
    "dig": "dug", "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen", "feed": "fed",
    "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown", "forbid": "forbade forbidden", "forgive": "forgave forgiven",
    "forgo": "forwent forgone", "freeze": "froze frozen", "give": "gave given", "go": "went gone", "hang": "hung hanged", "hit": "hit",
    "hold": "held", "hurt": "hurt", "keep": "kept", "lay": "laid", "leave": "left", "lend": "lent", "let": "let", "lose": "lost", "meet": "met",
    "mislead": "misled", "mow": "mowed mown", "must": "", "overfly": "overflew overflown", "overrun": "overran overrun",
    "overthrow": "overthrew overthrown", "pay": "paid", "put": "put", "quit": "quit", "rebuild": "rebuilt", "retake": "retook retaken",
    "ring": "rang rung", "rise": "rose risen", "run": "ran run", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
    "set": "set", "shoot": "shot", "shut": "shut", "sing": "sang sung", "sink": "sank sunk", "sit": "sat", "slay": "slew slain",
    "slit": "slit", "speak": "spoke spoken", "spend": "spent", "spread": "spread", "stand": "stood", "steal": "stole stolen",
    "strike": "struck stricken", "swear": "swore sworn", "sweep": "swept", "take": "took taken", "teach": "taught", "tear": "tore torn",
    "tell": "told", "throw": "threw thrown", "undertake": "undertook undertaken", "uphold": "upheld", "will": "", "win": "won",
    "withdraw": "withdrew withdrawn", "withhold": "withheld", "would": "", "write": "wrote written",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TriggerWord:
    """A word or phrase in its base form, what it may name, and how often it does: 0.3, 0.6 or 1."""

    words: tuple[str, ...]
    part: str
    type: str
    mode: str | None
    strength: float
    source: str


@cache
def hint_labels() -> tuple[str, ...]:
    """What a hint may say: a type, or a type with a mode ("ASSAULT/aerial"; "ASSAULT/" is the type without one)."""
    return (*sorted({kind for kind, _ in event_types()}), *sorted(f"{kind}/{mode or ''}" for kind, mode in event_types()))


@cache
def trigger_words() -> tuple[TriggerWord, ...]:
    """Every row of the table, in its order."""
    return rows("trigger_words.tsv", ("word", "class", "type", "mode", "strength", "source"), _row)


def _row(r: dict[str, str]) -> TriggerWord:
    part, strength = one_of("class", r["class"], PARTS), STRENGTHS[one_of("strength", r["strength"], tuple(STRENGTHS))]
    if (r["type"], r["mode"] or None) not in event_types():
        raise BadCell("mode", f"{r['type']}/{r['mode']} is no type and mode of event_types.tsv")
    return TriggerWord(tuple(r["word"].split()), part, r["type"], r["mode"] or None, strength, r["source"])


def hints(words: Sequence[str]) -> list[dict[int, float]]:
    """For each word what it may name alone or in a phrase: index into `hint_labels` to strength, 0 to 1; most words have none.

    >>> [{hint_labels()[i]: s for i, s in found.items()} for found in hints(["Troops", "strafed", "them"])][1]
    {'ASSAULT': 1.0, 'ASSAULT/aerial': 1.0}
    """
    table, folded = _by_first_word(), [word.lower() for word in words]
    out: list[dict[int, float]] = [{} for _ in words]
    for at, word in enumerate(folded):
        for rest, found in table.get(word, ()):
            if tuple(folded[at + 1 : at + 1 + len(rest)]) == rest:
                for own in out[at : at + 1 + len(rest)]:
                    _strengthen(own, found)
    return out


def _strengthen(own: dict[int, float], found: dict[int, float]) -> None:
    for index, strength in found.items():
        own[index] = max(strength, own.get(index, 0.0))


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], dict[int, float]]]]:
    """First word to the other words of its phrases, each with its hints."""
    found: dict[tuple[str, ...], dict[int, float]] = {}
    place = {hint: index for index, hint in enumerate(hint_labels())}
    for row in trigger_words():
        own = {place[row.type]: row.strength, place[f"{row.type}/{row.mode or ''}"]: row.strength}
        for form in _forms(row):
            _strengthen(found.setdefault(form, {}), own)
    out: dict[str, list[tuple[tuple[str, ...], dict[int, float]]]] = {}
    for form, own in found.items():
        out.setdefault(form[0], []).append((form[1:], own))
    return out


def _forms(row: TriggerWord) -> list[tuple[str, ...]]:
    """A verb bends its first word, a noun its last."""
    if row.part == "verb":
        return [(form, *row.words[1:]) for form in verb_forms(row.words[0])]
    return [row.words, (*row.words[:-1], plural(row.words[-1]))] if row.part == "noun" else [row.words]


def verb_forms(verb: str) -> list[str]:
    """Base, third person, past forms and gerund; where the last consonant may be doubled, both ways.

    >>> verb_forms("ban"), verb_forms("seize"), verb_forms("deny")
    (['ban', 'bans', 'banned', 'baned', 'banning', 'baning'], ['seize', 'seizes', 'seized', 'seizing'], ['deny', 'denies', 'denied', 'denying'])
    """
    consonant_y = verb.endswith("y") and verb[-2:-1] not in "aeiou"
    doubled = verb[-1] in "bdglmnprt" and verb[-2:-1] in "aeiou" and verb[-3:-2] not in "aeiou"
    stems = [verb + verb[-1], verb] if doubled else [verb[:-1]] if verb.endswith("e") and not verb.endswith("ee") else [verb]
    past = [verb[:-1] + "ied"] if consonant_y else [verb + "d"] if verb.endswith("e") else [stem + "ed" for stem in stems]
    past = IRREGULAR[verb].split() if verb in IRREGULAR else past
    return list(dict.fromkeys([verb, plural(verb), *past, *(stem + "ing" for stem in stems)]))


def plural(noun: str) -> str:
    """The regular plural, which is also the third person of a verb.

    >>> plural("strike"), plural("casualty"), plural("clash")
    ('strikes', 'casualties', 'clashes')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
