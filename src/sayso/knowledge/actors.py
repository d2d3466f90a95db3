"""Known actors with the dates for which each row holds, and the nouns that name a kind of actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from sayso.knowledge.countries import countries
from sayso.knowledge.names import fold
from sayso.knowledge.outlets import outlets
from sayso.knowledge.table import one_of, rows
from sayso.knowledge.user_tables import ACTORS, user_file


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. `code` and `sector` as in the codebook; the row holds from `earliest` to `latest`, both included, None is open."""

    id: str
    name: str
    aliases: tuple[str, ...]
    code: str | None
    sector: str | None
    earliest: date | None
    latest: date | None
    source: str

    def holds_on(self, day: date | None) -> bool:
        if day is None:
            return True
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)


def _actor(row: dict[str, str]) -> Actor:
    from sayso.knowledge.actor_rows import GROUPS, SECTORS

    return Actor(
        id=row["id"],
        name=row["name"],
        aliases=tuple(a for a in row["aliases"].split("|") if a),
        code=row["code"] if row["code"] in countries() else one_of("code", row["code"], (*GROUPS, "")) or None,
        sector=one_of("sector", row["sector"], (*SECTORS, "")) or None,
        earliest=date.fromisoformat(row["from"]) if row["from"] else None,
        latest=date.fromisoformat(row["to"]) if row["to"] else None,
        source=row["source"],
    )


@cache
def actors() -> tuple[Actor, ...]:
    """All rows, the user's own first: one of ours with the id of one of theirs is left out. Raises TableError where a row is wrong."""
    own = own_actors()
    taken = {actor.id for actor in own}
    return (*own, *(actor for actor in package_actors() if actor.id not in taken))


@cache
def own_actors() -> tuple[Actor, ...]:
    """The rows of the user's own table; none where there is no such table."""
    from sayso.knowledge.actor_rows import kept

    path = user_file(ACTORS)
    return kept(path) if path is not None else ()


@cache
def package_actors() -> tuple[Actor, ...]:
    """All rows, as written, and the outlets of `outlets.tsv` as actors of sector JRN; governments that publish are actors already."""
    written = rows("actors.tsv", ("id", "name", "aliases", "code", "sector", "from", "to", "source"), _actor)
    return (*written, *(Actor(o.id, o.name, o.aliases, o.code, "JRN", None, None, o.source) for o in outlets() if o.family != "government"))


def forget() -> None:
    """Read the user's table again when next asked."""
    for held in (actors, own_actors, _by_name):
        held.cache_clear()


@cache
def _by_name() -> dict[str, tuple[Actor, ...]]:
    found: dict[str, list[Actor]] = {}
    for actor in actors():
        for name in (actor.name, *actor.aliases):
            found.setdefault(fold(name), []).append(actor)
    return {key: tuple(held) for key, held in found.items()}


def actor_named(name: str, day: date | None) -> Actor | None:
    """The actor of a name on a day: who held office then, else who held it last before; None where nobody bears it.

    Where several hold, a row of the user's own wins, then the first.
    """
    held = _by_name().get(fold(name), ())
    current = [a for a in held if a.holds_on(day)]
    if current or not held:
        return current[0] if current else None
    before = [a for a in held if a.latest is not None and day is not None and a.latest < day]
    return max(before, key=lambda a: a.latest or date.min) if before else held[0]


@cache
def agent_rows() -> tuple[tuple[str, str | None, bool], ...]:
    """Each noun of agents with its sector, and whether those it names are of any country."""
    from sayso.knowledge.actor_rows import SECTORS

    def row(r: dict[str, str]) -> tuple[str, str | None, bool]:
        return r["noun"], one_of("sector", r["sector"], (*SECTORS, "")) or None, one_of("country", r["country"], ("any", "")) == "any"

    return tuple(rows("agents.tsv", ("noun", "sector", "country", "source"), row))


@cache
def agents() -> dict[str, str | None]:
    """Lower-case noun, singular or plural, of one or more words, to the sector of those it names; None where they can be of any, such as "sides"."""
    return {noun: sector for noun, sector, _ in agent_rows()}


@cache
def of_any_country() -> frozenset[str]:
    """Nouns of agents that say nothing of whose they are, where no country stands beside them: "governments", "donors", "migrants"."""
    return frozenset(noun for noun, _, anyone in agent_rows() if anyone)
