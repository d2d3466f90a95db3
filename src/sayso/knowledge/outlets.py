"""Outlets and agencies: their names, hosts, country and family."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.names import fold
from sayso.knowledge.table import rows


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: `hosts` without "www.", `code` of the country it sits in, `family` such as "agency" or "state broadcaster"."""

    id: str
    name: str
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]
    code: str | None
    family: str
    source: str


def _outlet(row: dict[str, str]) -> Outlet:
    aliases, hosts = (tuple(part for part in row[column].split("|") if part) for column in ("aliases", "hosts"))
    return Outlet(row["id"], row["name"], aliases, hosts, row["code"] or None, row["family"], row["source"])


@cache
def outlets() -> tuple[Outlet, ...]:
    """All rows, as written."""
    return rows("outlets.tsv", ("id", "name", "aliases", "hosts", "code", "family", "source"), _outlet)


@cache
def _by_host() -> dict[str, Outlet]:
    return {host: outlet for outlet in outlets() for host in outlet.hosts}


@cache
def _by_name() -> dict[str, Outlet]:
    return {fold(name): outlet for outlet in outlets() for name in (outlet.name, *outlet.aliases)}


def outlet_at(host: str) -> Outlet | None:
    """The outlet of a host or of the nearest host above it; None where no row names one.

    >>> outlet_at("www.bbc.co.uk").name, outlet_at("co.uk")
    ('BBC', None)
    """
    parts = host.lower().split(".")
    return next((found for at in range(len(parts) - 1) if (found := _by_host().get(".".join(parts[at:]))) is not None), None)


def outlet_named(name: str) -> Outlet | None:
    """The outlet that bears a name or an alias, whatever its accents and case."""
    return _by_name().get(fold(name))
