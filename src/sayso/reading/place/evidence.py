"""Do these words name a place here? A visible list of weighted features, each of which says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sayso.knowledge.names import fold
from sayso.knowledge.places import PREFERRED
from sayso.knowledge.word_lists import first_names, ordinary_words
from sayso.reading.place.naming import Named, is_country_word, is_cue
from sayso.reading.words import Word
from sayso.types.text import Mention

ACCEPTED = 1.0
_OWN_KINDS = frozenset(("region", "water", "island", "mountain", "site", "district", "continent"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the features look at: the report's words, its names, and what the network said of the mentions."""

    text: str
    words: Sequence[Word]
    names: Sequence[Named]
    by_first: dict[int, Named]
    by_last: dict[int, Named]
    surnames: frozenset[str]
    mentions: tuple[Mention, ...]
    home: str | None = None  # code of the country that the outlet sits in

    def word(self, index: int) -> Word | None:
        return self.words[index] if 0 <= index < len(self.words) else None


Feature = Callable[[Named, Scene], float]


def known(name: Named, scene: Scene) -> float:
    """How well known is the best place of this name?"""
    if name.people:
        return 3.0
    return max(_fame(place.kind, place.population, place.how) for place in name.candidates)


def _fame(kind: str, population: int, how: int) -> float:
    if kind == "country":
        return 3.0
    if kind in _OWN_KINDS:
        return 2.0
    if kind == "admin1":
        return (2.2 if population > 400_000 else 1.4) if how == PREFERRED else 0.3
    size = 1.6 if population > 1_000_000 else 0.9 if population > 150_000 else 0.5 if population > 15_000 else 0.1
    return size if how == PREFERRED else size - 1.0


def many_words(name: Named, scene: Scene) -> float:
    """Two words and more are seldom something else by chance."""
    return 1.0 if " " in name.key and not name.people else 0.0


def ordinary(name: Named, scene: Scene) -> float:
    """An ordinary word ("Reading", "Mobile"), worse where a sentence begins and any word is capitalised."""
    if name.key not in ordinary_words() or is_country_word(name.key):
        return 0.0
    return -3.5 if scene.words[name.first].opens else -2.0


def first_name(name: Named, scene: Scene) -> float:
    """A first name with a capitalised word after it: "Paris Hilton", "Jordan Smith"."""
    if name.key not in first_names():
        return 0.0
    following = scene.word(name.last + 1)
    person = following is not None and following.is_word and following.capital and not is_cue(following, "body")
    if person:
        return -4.0 if not is_country_word(name.key) else -1.5
    return 0.0 if is_country_word(name.key) else -1.0


def after_name(name: Named, scene: Scene) -> float:
    """A capitalised word right before it that is no place, title of an office or opening word: "Michael Jackson"."""
    before = scene.word(name.first - 1)
    if before is None or name.people or scene.words[name.first].opens:
        return 0.0
    if is_cue(before, "title") and (before.capital or before.form.lower() in ("mr", "mrs")):
        return -1.0 if is_country_word(name.key) else -3.5
    if re.fullmatch(r"[A-Z]\.", before.form):
        return -3.5
    if before.form == "&" or (before.form in ("of", "the") and _body_before(name, scene)):
        return 0.0
    if not before.is_word or not before.capital or is_cue(before, "compass"):
        return 0.0
    if fold(before.form) in first_names():
        return -1.0 if is_country_word(name.key) else -3.5
    other = scene.by_last.get(before.index)
    if (other is not None and is_country_word(other.key)) or before.upper != scene.words[name.first].upper:
        return 0.0
    if before.opens:
        return -0.8
    return -0.3 if is_country_word(name.key) else -1.6


def _body_before(name: Named, scene: Scene) -> bool:
    """ "University of Oregon", "Bank of America"."""
    step = name.first - 2 if scene.words[name.first - 1].form == "of" else name.first - 3
    word = scene.word(step)
    return word is not None and is_cue(word, "body") and word.capital


def before_name(name: Named, scene: Scene) -> float:
    """A capitalised word right after it: a body of the place ("Mansfield Police") speaks for it, another word against."""
    after = scene.word(name.last + 1)
    if after is None or not after.is_word or not after.capital or after.opens or name.people:
        return 0.0
    if is_cue(after, "way"):
        return -2.5
    if is_cue(after, "firm"):
        return -2.5
    if is_cue(after, "body") or is_cue(after, "title") or is_cue(after, "unit"):
        return 0.8
    if after.index in scene.by_first:
        return -0.3
    if after.upper and not scene.words[name.last].upper:
        return 0.0
    return 0.0 if is_country_word(name.key) else -1.4


def located(name: Named, scene: Scene) -> float:
    """A word of place before it: "in Mansfield", "near the Jordan"."""
    before = scene.word(name.first - 1)
    if before is not None and before.form.lower() == "the":
        before = scene.word(name.first - 2)
    if before is not None and is_cue(before, "compass"):
        before = scene.word(name.first - 2)
    if before is None:
        return 0.0
    form = before.form.lower()
    if form in ("in", "near", "outside", "downtown"):
        return 2.0
    return 1.2 if is_cue(before, "before") else 0.0


def in_a_list(name: Named, scene: Scene) -> float:
    """Beside other names across a comma: "Norfolk, Va.", "Basra, Mosul and Tikrit"."""
    weight = 0.0
    after, behind = scene.by_first.get(name.last + 2), scene.by_last.get(name.first - 2)
    comma_after = (word := scene.word(name.last + 1)) is not None and word.form == ","
    comma_before = (word := scene.word(name.first - 1)) is not None and word.form in (",", "/", "and")
    if after is not None and comma_after and not after.people:
        weight += 2.0 if _inside(name, after) else 0.5
    if behind is not None and comma_before and not behind.people:
        weight += 2.0 if _inside(behind, name) else 0.5
    return weight


def _inside(small: Named, large: Named) -> bool:
    """Whether some place of one name lies in some country or unit of the other name."""
    for big in large.candidates:
        if big.kind == "country" and any(place.code == big.code and place.kind != "country" for place in small.candidates):
            return True
        if big.kind == "admin1" and any(
            place.code == big.code and place.unit == big.unit and place.kind != "admin1" for place in small.candidates
        ):
            return True
    return False


def typed(name: Named, scene: Scene) -> float:
    """A word of kind beside it: "the town of Baiji", "Diyala province"."""
    after, before = scene.word(name.last + 1), scene.word(name.first - 1)
    if (
        after is not None
        and not after.capital
        and (is_cue(after, "unit") or is_cue(after, "town") or after.form in ("area", "border", "airport"))
    ):
        return 1.5
    kind = scene.word(name.first - 2)
    return 2.0 if before is not None and before.form == "of" and (is_cue(kind, "town") or is_cue(kind, "unit")) else 0.0


def speaks(name: Named, scene: Scene) -> float:
    """A verb of saying or living after it, as of a person: "Jackson said"."""
    after = scene.word(name.last + 1)
    return -1.0 if is_cue(after, "verb") and not is_country_word(name.key) else 0.0


def surname(name: Named, scene: Scene) -> float:
    """Elsewhere in the report it follows a first name or a title: "Michael Jackson" ... "Jackson"."""
    return -3.0 if name.key in scene.surnames and not is_country_word(name.key) else 0.0


def heads_a_report(name: Named, scene: Scene) -> float:
    """A dateline: "KYIV, May 7 (Reuters) -", "MANSFIELD -- ", "BAGHDAD (AP)"."""
    if not scene.words[name.first].upper or not scene.words[name.first].opens:
        return 0.0
    for at in range(name.last + 1, min(name.last + 12, len(scene.words))):
        word = scene.words[at]
        if word.form in ("-", "–", "—", "("):
            return 3.0
        if word.form in (".", "?") and at > name.last + 4:
            break
    return 0.5


def carrier(name: Named, scene: Scene) -> float:
    """In the brackets of a dateline stands who carries the report: "TBILISI (Meridian) -"."""
    around = [scene.word(at) for at in (name.first - 1, name.last + 1, name.last + 2)]
    forms = [word.form if word is not None else "" for word in around]
    return -4.0 if forms[:2] == ["(", ")"] and forms[2] in ("-", "–", "—") else 0.0


def letters(name: Named, scene: Scene) -> float:
    """Two or three capitals are an abbreviation of something else, unless a country's."""
    word = scene.words[name.first]
    short = name.first == name.last and word.upper and len(word.form) <= 3 and "." not in word.form
    return -3.0 if short and not is_country_word(name.key) else 0.0


def network(name: Named, scene: Scene) -> float:
    """What the network took the words for."""
    weight = 0.0
    for mention in scene.mentions:
        if not mention.span.overlaps(name.span):
            continue
        if mention.kind == "place":
            weight = max(weight, 3.0 * mention.score)
        elif mention.kind == "person" and not name.people:
            weight = min(weight, (-1.0 if is_country_word(name.key) else -3.5) * mention.score)
        elif mention.kind in ("time", "other") and not is_country_word(name.key):
            weight = min(weight, -1.5 * mention.score)
    return weight


FEATURES: tuple[Feature, ...] = (
    known,
    many_words,
    ordinary,
    first_name,
    after_name,
    before_name,
    located,
    in_a_list,
    typed,
    speaks,
    surname,
    heads_a_report,
    carrier,
    letters,
    network,
)


def weigh(name: Named, scene: Scene) -> float:
    """The sum of all features; a place where it reaches ACCEPTED."""
    return sum(feature(name, scene) for feature in FEATURES)


def surnames(words: Sequence[Word]) -> Iterator[str]:
    """Folded words that follow a first name or a person's title somewhere in the report."""
    for word in words[1:]:
        before = words[word.index - 1]
        if not (word.is_word and word.capital and before.is_word and before.capital) or word.joined or len(word.form) < 3:
            continue
        if is_cue(word, "body") or is_cue(word, "unit"):
            continue
        initial = re.fullmatch(r"[A-Z]\.", before.form) is not None and word.index > 1 and words[word.index - 2].capital
        if (
            initial
            or fold(before.form) in first_names()
            or before.form in ("Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Dr.", "Sen.", "Rep.", "Gov.")
        ):
            yield fold(word.form)
