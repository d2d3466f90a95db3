"""Commands for the user's own tables: actors and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.errors import InputError
from sayso.views.cli.command import SOME_FAILED, TABLES, AsJson, app, put, say, settings_with

if TYPE_CHECKING:
    from sayso.knowledge.actor_rows import BadRow
    from sayso.knowledge.actors import Actor
    from sayso.knowledge.geonames import Built

# So many bad rows are shown of a file that is refused.
MOST_SHOWN = 20
_FORM = {"no_args_is_help": True, "rich_help_panel": TABLES}
actors = typer.Typer(help="Actors of your own: add, import, list, remove. They win over those of the package.")
gazetteer = typer.Typer(help="A gazetteer of your own, in place of the package's.")
app.add_typer(actors, name="actors", **_FORM)  # type: ignore[arg-type]
app.add_typer(gazetteer, name="gazetteer", **_FORM)  # type: ignore[arg-type]


def folder() -> Path:
    """Where the user's own tables lie."""
    told = settings_with(None).tables
    assert told is not None, "read_settings names it"
    return told


def own_table() -> Path:
    from sayso.knowledge.user_tables import ACTORS

    return folder() / ACTORS


@actors.command()
def add(
    name: Annotated[str, typer.Argument(help="The name as it is written in reports.")],
    code: Annotated[str, typer.Option(help="The country, such as IRQ, or UNO, EUR, IGO, NGO, IMG, MNC, ISM.")],
    source: Annotated[str, typer.Option(help="Where this is known from.")],
    sector: Annotated[str, typer.Option(help="Such as GOV, MIL, REB; the codebook lists them.", show_default=False)] = "",
    alias: Annotated[list[str] | None, typer.Option(help="Another name; may be given again.", show_default=False)] = None,
    since: Annotated[str, typer.Option("--from", help="The first day on which this holds.", show_default=False)] = "",
    until: Annotated[str, typer.Option("--to", help="The last day on which this holds.", show_default=False)] = "",
    as_json: AsJson = False,
) -> None:
    """One actor into your own table.

    Example: sayso actors add "Free Highland Front" --code GEO --sector REB --alias FHF --source "our desk"
    """
    from sayso.knowledge.actor_rows import actor_of, joined, keep, kept
    from sayso.knowledge.table import BadCell

    names = alias or []
    if any("|" in one for one in names):
        raise typer.BadParameter("holds |; give each alias with an --alias of its own", param_hint="--alias")
    row = {"name": name, "aliases": "|".join(names), "code": code, "sector": sector, "from": since, "to": until, "source": source}
    try:
        actor = actor_of(row)
    except BadCell as error:
        hint = {"name": "NAME", "aliases": "--alias"}.get(error.column, f"--{error.column}")
        raise typer.BadParameter(error.message, param_hint=hint) from error
    path = own_table()
    now = joined(kept(path), [actor])
    if not now.unchanged:
        keep(path, now.rows)
    held = next(a for a in now.rows if (a.name, a.earliest, a.latest) == (actor.name, actor.earliest, actor.latest))
    state = "added" if now.added else "replaced" if now.replaced else "unchanged"
    if as_json:
        put({"state": state, **_told(held, own=True), "table": str(path)})
    else:
        print(f"{state}: {held.id} in {path}")
    _warn_of_names([held])


def _warn_of_names(rows: Iterable[Actor]) -> None:
    """Names in texts are looked for where they begin as names do."""
    small = [n for actor in rows for n in (actor.name, *actor.aliases) if not n[:1].isupper() and not n.startswith(("al-", "el-"))]
    if small:
        more = f" and {len(small) - 3} more" if len(small) > 3 else ""
        say(f"Not looked for in texts, as it begins with no capital letter: {', '.join(small[:3])}{more}.")


@actors.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or TSV with a header, or a Wikidata dump: .json, .jsonl, each also as .gz.")],
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the good rows and list the others; without it, all or nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Many actors into your own table. A row of the same id, or of the same name and days, is replaced.

    Example: sayso actors import groups.csv
    """
    from sayso.knowledge import wikidata
    from sayso.knowledge.actor_rows import joined, keep, kept, read

    left_out: dict[str, int] = {}
    if wikidata.is_dump(file):
        found = wikidata.read(file)
        good, bad, left_out = found.actors, found.bad, found.left_out
    else:
        good, bad = read(file)
    _refuse(file, bad, skip=skip_bad and bool(good))
    if not good:
        raise InputError(f"{file}: holds no actor" + (f" ({_counted(left_out)})" if left_out else ""))
    path = own_table()
    now = joined(kept(path), good)
    keep(path, now.rows)
    counts = {"added": len(now.added), "replaced": now.replaced, "unchanged": now.unchanged, "bad": len(bad)}
    if as_json:
        put({**counts, "left_out": left_out, "table": str(path)})
    else:
        print(", ".join(f"{count} {state}" for state, count in counts.items()) + f"; {len(now.rows)} rows in {path}")
        if left_out:
            say(f"Left out: {_counted(left_out)}.")
    _warn_of_names(good)
    if bad:
        raise typer.Exit(SOME_FAILED)


def _refuse(file: Path, bad: tuple[BadRow, ...], *, skip: bool) -> None:
    """Name the bad rows of a file; unless they are skipped, nothing of it is kept."""
    for row in bad if skip else bad[:MOST_SHOWN]:
        say(f"{file}: {row}" + (" (skipped)" if skip else ""))
    if bad and not skip:
        more = f", {len(bad) - MOST_SHOWN} of them not shown" if len(bad) > MOST_SHOWN else ""
        raise InputError(
            f"{file}: {len(bad)} bad row{'' if len(bad) == 1 else 's'}{more}; nothing was kept; mend them, or leave them out with --skip-bad"
        )


def _counted(left_out: dict[str, int]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in sorted(left_out.items(), key=lambda pair: -pair[1]))


@actors.command("list")
def list_(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words that an id, name, alias, code or sector holds.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """The actors that sayso knows, your own first.

    Example: sayso actors list highland front
    """
    from sayso.knowledge import actors as known
    from sayso.knowledge import user_tables
    from sayso.knowledge.names import fold

    user_tables.use(folder())
    own = {actor.id for actor in known.own_actors()}
    wanted = [fold(word) for word in " ".join(words or ()).split()]
    found = []
    for actor in known.actors():
        told = fold(" ".join((actor.id, actor.name, *actor.aliases, actor.code or "", actor.sector or "")))
        if all(word in told for word in wanted):
            found.append(actor)
    for actor in found[:limit]:
        if as_json:
            put(_told(actor, own=actor.id in own))
    if not as_json and found:
        _table(found[:limit], own)
    if not found:
        say("No actor answers to this.")
    elif len(found) > limit:
        say(f"The first {limit} of {len(found)} are shown; --limit shows more.")


def _told(actor: Actor, *, own: bool) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "aliases": list(actor.aliases),
        "code": actor.code,
        "sector": actor.sector,
        "from": actor.earliest.isoformat() if actor.earliest is not None else None,
        "to": actor.latest.isoformat() if actor.latest is not None else None,
        "source": actor.source,
        "own": own,
    }


def _table(found: list[Actor], own: set[str]) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sayso.knowledge.actor_rows import COLUMNS, cells_of

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("of", *COLUMNS):
        table.add_column(name, overflow="fold")
    for actor in found:
        table.add_row(*(Text(cell) for cell in ("you" if actor.id in own else "sayso", *cells_of(actor))))
    Console(width=None if sys.stdout.isatty() else 200, soft_wrap=False).print(table)


@actors.command()
def remove(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The id of a row of your own, as sayso actors list shows it.")],
) -> None:
    """Take one row out of your own table.

    Example: sayso actors remove own-free-highland-front
    """
    from sayso.knowledge.actor_rows import keep, kept

    path = own_table()
    rows = kept(path)
    rest = tuple(actor for actor in rows if actor.id != identity)
    if len(rest) == len(rows):
        raise InputError(f"{path}: no row of your own has the id {identity}; sayso actors list shows them first")
    keep(path, rest)
    print(f"removed: {identity} from {path}")


@gazetteer.command()
def build(
    file: Annotated[Path, typer.Argument(help="allCountries.txt of GeoNames or the file of a country, also as .zip.")],
    out: Annotated[Path | None, typer.Option(help="Write it here; default: where sayso looks for your own.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Make a gazetteer of all places of a GeoNames dump. Countries that the dump does not hold keep the package's places.

    Example: sayso gazetteer build IQ.zip
    """
    from sayso.knowledge import geonames
    from sayso.knowledge.user_tables import GAZETTEER

    path = out or folder() / GAZETTEER
    built = geonames.build(file, path)
    for line in built.first_damaged:
        say(f"{file}: {line} (left out)")
    if built.damaged > len(built.first_damaged):
        say(f"{file}: and {built.damaged - len(built.first_damaged)} more damaged lines")
    _report(built, path, as_json=as_json)
    if built.damaged:
        raise typer.Exit(SOME_FAILED)


def _report(built: Built, path: Path, *, as_json: bool) -> None:
    counts = {
        "places": built.places,
        "names": built.names,
        "read": built.read,
        "of_package": built.carried,
        "damaged": built.damaged,
        "size_bytes": built.size_bytes,
    }
    if as_json:
        put({**counts, "left_out": dict(built.left_out), "gazetteer": str(path)})
        return
    print(
        f"{path}: {built.places} places, {built.names} names, {built.size_bytes / 1e6:.1f} MB; "
        f"{built.read} lines taken, {built.damaged} damaged, {built.carried} places from the package"
    )
    if built.left_out:
        say(f"Left out: {_counted(dict(built.left_out))}.")
