"""Every mention of a person, group or state in a report."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache

from sayso.knowledge.actors import actors, agents
from sayso.knowledge.word_lists import first_names
from sayso.reading.actors.party import party_of, person_name, person_of
from sayso.reading.actors.phrase import APPOSED, PRONOUNS, clues, country_code, parted, trim, without_office
from sayso.types.claim import Party, Place
from sayso.types.text import Analysis, Span

_MODIFIER = (
    r"(?:(?:[A-Z]\.){1,4}|(?:Gen|Lt|Col|Maj|Sgt|Capt|Brig|Adm|St|Dr)\.|[A-Z][\w’'-]*|[a-z]+-(?:backed|led|held|aligned)|armed|senior|former|local|ethnic|young|security|foreign"
    r"|prime|deputy|vice|pro-\w+|anti-\w+|opposition|government|military|police|rebel|civil|human|aid|riot|border"
    r"|defence|defense|interior|state|ruling|peace|special|joint|top|chief|unidentified|masked|displaced|unarmed"
    r"|other)"
)

_PARTICLES = ("al-", "el-")
_WORD = re.compile(r"[^\W_](?:[.’'&/-]?[^\W_])*(?:(?<=\b[A-Z])\.|(?<=\.[A-Z])\.)?")
_DATELINE = re.compile(r"^[A-Z][^\n]{2,40}? [-–—]{1,2} ", re.MULTILINE)
LONGEST_NAME = 12  # words


@cache
def _nouns() -> re.Pattern[str]:
    """Nouns of agents with the modifiers before them; those of several words with a capital too: "Los Angeles Sheriff's office"."""
    written = [*agents(), *(noun.capitalize() for noun in agents() if " " in noun)]
    nouns = "|".join(sorted(map(re.escape, written), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{_MODIFIER}[ \u00a0-]){{0,5}}(?:{nouns})(?![\w-])")


def _with_modifiers(noun: Span, analysis: Analysis) -> Span:
    """ "South Korean puppet military": a noun of agents with the adjectives and nouns before it that hang on it."""
    sentence = analysis.sentence_at(noun.begin)
    inside = sentence.within(noun) if sentence is not None else ()
    if sentence is None or not inside:
        return noun
    first = inside[0].index
    while first > 0:
        before = sentence.tokens[first - 1]
        if before.deprel not in ("amod", "compound") or before.form.lower() == "most" or before.head is None or not first <= before.head <= inside[-1].index:
            break
        first -= 1
    return Span(sentence.tokens[first].span.begin, noun.end)


@cache
def _first_nouns() -> re.Pattern[str]:
    """Nouns of agents at the beginning of a sentence, with a capital there: "Gunmen opened fire"."""
    nouns = "|".join(sorted((re.escape(noun.capitalize()) for noun in agents()), key=len, reverse=True))
    return re.compile(rf"(?:{nouns})(?![\w-])(?! [A-Z])")


def _opening(analysis: Analysis) -> list[Span]:
    """Nouns of agents that open a sentence, or what stands behind its dateline."""
    text = analysis.report.text
    begins = {s.span.begin for s in analysis.sentences} | {m.end() for m in _DATELINE.finditer(text)}
    found = (_first_nouns().match(text, begin) for begin in sorted(begins))
    return [Span(*m.span()) for m in found if m is not None]


@cache
def _names() -> frozenset[str]:
    """The names of all known actors, as they are written."""
    names = (name for actor in actors() for name in (actor.name, *actor.aliases))
    return frozenset(name for name in names if (name[:1].isupper() or name.startswith(_PARTICLES)) and len(name) > 1)


@cache
def _names_of() -> dict[str, tuple[str, ...]]:
    """The names of each known actor, by its id."""
    return {actor.id: (actor.name, *actor.aliases) for actor in actors()}


def forget() -> None:
    """Ask the tables of actors again: they have changed."""
    _names.cache_clear()
    _names_of.cache_clear()
    clues.cache_clear()


def _known(text: str) -> list[Span]:
    """Where known names stand, the longest at each place, on whole words."""
    names, out, after = _names(), list[Span](), 0
    words = [m.span() for m in _WORD.finditer(text)]
    for at, (begin, _) in enumerate(words):
        if begin < after or not (text[begin].isupper() or text.startswith(_PARTICLES, begin)):
            continue
        for _, last in reversed(words[at : at + LONGEST_NAME]):
            end = last - 2 if text[last - 2 : last] in ("'s", "’s") else last
            if text[begin:end] in names or text[begin : (end := last)] in names:
                out.append(Span(begin, end))
                after = end
                break
    return out


_AND = re.compile(r"(?:,| and| or|, and) ")
STATES = frozenset(("country", "adjective"))
BY_FORCES = frozenset(("aerial", "drone", "heavy-weapons"))
SURE_ACT = 0.25
WEAK = frozenset(("country in question", "as written"))
ARMED = frozenset(
    ("militants", "terrorists", "fighters", "insurgents", "extremists", "jihadists", "rebels", "gunmen", "group", "militia", "militiamen", "enemy")
)
_ABBREVIATED = re.compile(
    r"(?P<long>[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|for|and|the|on|in|de|du|to|al|des|la)){1,9}) \((?P<short>[A-Z][A-Za-z-]{1,8})\)"
)
_PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted(PRONOUNS - {'you', 'your', 'both', 'which', 'who'}))})\b", re.IGNORECASE)


def parties(analysis: Analysis, extra_spans: tuple[Span, ...] = (), *, places: tuple[Place, ...] = ()) -> tuple[Party, ...]:
    """Every mention of a party in text order, pronouns too; of two that overlap, the longer. `extra_spans` are sources that speak."""
    text = analysis.report.text
    spans = [m.span for m in analysis.mentions if m.kind in ("person", "organization")]
    nouns = [_with_modifiers(Span(*m.span()), analysis) for m in _nouns().finditer(text)] + _opening(analysis)
    people = {m.span.begin: m.span for m in analysis.mentions if m.kind == "person"}
    # "Armenian minister Nikol Aramyan" is one party
    spans += [Span(noun.begin, people[noun.end + 1].end) for noun in nouns if noun.end + 1 in people and text[noun.end] == " "]
    explained = abbreviations(text)
    spans += [long for long, _ in explained]
    spans += [*nouns, *_known(text)]
    spans += [p.span for p in places if p.kind == "country" or not p.literal or country_code(p.span.of(text)) is not None]
    spans += [piece for span in extra_spans if span.end - span.begin < 80 for piece in parted(span, analysis)]
    chosen = [
        span
        for span in _longest([trim(span, analysis) for span in spans])
        if span.of(text) == "US" or span.of(text).lower() not in PRONOUNS
    ]
    named = [party_of(span, analysis, places=places) for span in chosen]
    sure = tuple(sorted((p for p in named if p.rule not in WEAK), key=lambda p: p.span.begin))
    # whose "the army" is, the parties that are named outright tell
    named = [party_of(p.span, analysis, known=sure, places=places) if p.rule in WEAK else p for p in named]
    known = _meant(_as_called_here(_as_abbreviated(tuple(sorted(named, key=lambda p: p.span.begin)), text, explained), analysis), analysis)
    known = _in_arms(_sharing_a_noun(_same_name(_beside_a_name(known, analysis)), text), analysis)
    taken = [p.span for p in known]
    pronouns = [Span(*m.span()) for m in _PRONOUN.finditer(text)]
    for span in pronouns:
        if span.of(text) != "US" and not any(span.overlaps(other) for other in taken):
            # one pronoun can mean what the one before it did
            meant = party_of(span, analysis, known=known, places=places)
            known = tuple(sorted((*known, meant), key=lambda p: p.span.begin))
    return known


def abbreviations(text: str) -> list[tuple[Span, Span]]:
    """Where a report says what letters stand for, "Syrian Democratic Forces (SDF)": the long name and the letters, its first letters in order."""
    out: list[tuple[Span, Span]] = []
    for found in _ABBREVIATED.finditer(text):
        words = list(re.finditer(r"[^\W_][\w.’'-]*", found["long"]))
        letters = [c.lower() for c in found["short"] if c.isalpha()]
        for size in range(1, len(words) + 1):  # the shortest tail of the phrase whose initials hold the letters
            tail = words[-size:]
            initials = [part[0].lower() for m in tail for part in re.split(r"[-.]", m.group()) if part]
            capital = tail[0].group()[:1].isupper()
            if capital and initials[0] == letters[0] and _in_order(letters, initials):
                out.append((Span(found.start("long") + tail[0].start(), found.end("long")), Span(*found.span("short"))))
                break
    return out


def _in_order(some: list[str], among: list[str]) -> bool:
    """Whether all letters, one at most left out, come in this order."""
    rest = iter(among)
    return sum(letter in rest for letter in some) >= max(2, len(some) - 1)


def _as_abbreviated(named: tuple[Party, ...], text: str, explained: list[tuple[Span, Span]]) -> tuple[Party, ...]:
    """Long name and letters are one party, with what the tables know of either."""
    for long, short in explained:
        letters = short.of(text)
        same = [p for p in named if p.span == long or p.span.of(text) == letters]
        best = max(same, key=lambda p: (p.rule == "known actor", p.known is not None, p.rule not in WEAK, p.code is not None), default=None)
        if best is None:
            continue
        told = replace(best, name=long.of(text) if best.known is None else best.name)
        named = tuple(
            replace(told, span=p.span, rule=best.rule if p.span == best.span else "abbreviation" if best.known is None else "known actor")
            if p in same and (p.span == long or p.rule in (*WEAK, "fuller name in the report"))
            else p
            for p in named
        )
    return named


def _as_called_here(named: tuple[Party, ...], analysis: Analysis) -> tuple[Party, ...]:
    """A known actor bears the fullest name that this report gives it: "ISIL" where no more is said, and its fighters are it. A person's has no office."""
    text = analysis.report.text
    fullest: dict[str, str] = {}
    for party in named:
        if party.known is None or party.rule != "known actor":
            continue
        person = person_of(party.span, analysis)
        words = party.span.of(text) if person is None else person_name(person, text)
        fullest[party.known] = max(fullest.get(party.known, ""), words.replace("’", "'"), key=len)
    for known, words in fullest.items():
        told = [name for name in _names_of().get(known, ()) if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        longest = re.sub(r"^[Tt]he ", "", max((*told, words), key=len))
        bare = without_office(longest)
        fullest[known] = bare if " " in bare and bare.split()[0].lower() in first_names() else longest
    return tuple(
        replace(party, name=fullest[party.known])
        if party.known in fullest
        and (party.rule == "known actor" or (party.rule == "known actor with a noun" and party.sector in ("REB", "PRM")))
        else party
        for party in named
    )


def _meant(named: tuple[Party, ...], analysis: Analysis) -> tuple[Party, ...]:
    """A bare noun means whom the report has told of by it: "the regime" the Assad regime, "the militants" its one armed group."""
    text, day = analysis.report.text, analysis.report.published
    sure = [(p, clues(p.span.of(text), day).noun) for p in named if p.rule not in WEAK]
    headlines = [part.span for part in analysis.report.parts if part.kind == "headline"]
    groups = {p.known: p for p in named if p.known is not None and p.sector in ("REB", "PRM")}
    out: list[Party] = []
    for party in named:
        words = party.span.of(text)
        noun = clues(words, day).noun
        bare = noun is not None and words.lower() == noun and (words == noun or any(h.covers(party.span) for h in headlines))
        bare = bare and not text[: party.span.begin].endswith(("'s ", "’s "))
        if party.rule not in WEAK or noun is None or not bare:
            out.append(party)
            continue
        same = [p for p, other in sure if other == noun and p.span.of(text).lower() != noun]
        before = [p for p in same if p.span.begin < party.span.begin]
        if same:
            meant = before[-1] if before else same[0]
            out.append(replace(meant, span=party.span, rule="same noun in the report", score=0.7))
        elif noun in ARMED and len(groups) == 1:
            out.append(replace(next(iter(groups.values())), span=party.span, rule="the armed group of the report", score=0.6))
        else:
            out.append(party)
    return tuple(out)


def _beside_a_name(named: tuple[Party, ...], analysis: Analysis) -> tuple[Party, ...]:
    """ "John Kerry, the Secretary of State," and "the Minister for Central Asia, Tobias Ellwood,": the office is that person's."""
    text, out = analysis.report.text, list(named)
    for at, (first, second) in enumerate(itertools.pairwise(named)):
        if not APPOSED.fullmatch(text[first.span.end : second.span.begin]) or text[second.span.end : second.span.end + 1] not in (",", ".", ";", ")"):
            continue
        people = [person_of(p.span, analysis) is not None for p in (first, second)]
        offices = [p.rule in WEAK and p.sector is not None and not p.span.of(text).endswith("s") for p in (first, second)]
        if people[0] and offices[1]:
            out[at + 1] = replace(first, span=second.span, rule="apposition", sector=first.sector or second.sector)
        elif people[1] and offices[0]:
            out[at] = replace(second, span=first.span, rule="apposition", code=second.code or first.code, sector=first.sector)
    return tuple(out)


def _same_name(named: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "Mr Ellwood" is whom "Minister Tobias Ellwood" told him to be: of one name, the mention of which most is known tells the others."""
    sure = {p.name: p for p in reversed(named) if p.rule not in WEAK and p.name[:1].isupper() and None not in (p.code, p.sector)}
    return tuple(
        replace(sure[p.name], span=p.span, rule="same name in the report", score=0.7) if p.rule in WEAK and p.name in sure else p
        for p in named
    )


def _sharing_a_noun(named: tuple[Party, ...], text: str) -> tuple[Party, ...]:
    """ "French and Chadian troops": both are troops."""
    out = list(named)
    for at, (party, after) in enumerate(itertools.pairwise(named)):
        if party.rule == "adjective" and after.rule == "country with a noun" and _AND.fullmatch(text[party.span.end : after.span.begin]):
            out[at] = replace(party, sector=after.sector)
    return tuple(out)


def _in_arms(named: tuple[Party, ...], analysis: Analysis) -> tuple[Party, ...]:
    """A state or an alliance that shells or bombs does so by its forces."""
    fighting = [
        role.span
        for act in analysis.triggers
        if act.type == "ASSAULT" and act.mode in BY_FORCES and act.type_score >= SURE_ACT
        for role in act.role_spans("actor")
    ]
    return tuple(
        replace(party, sector="MIL")
        if ((party.rule in STATES and party.sector == "GOV") or (party.code == "IGO" and party.rule == "known actor"))
        and any(span == party.span for span in fighting)
        else party
        for party in named
    )


def _longest(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.begin - s.end, s.begin)):
        if not any(span.overlaps(other) for other in out):
            out.append(span)
    return out
