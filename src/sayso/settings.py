"""What an operator can set: one frozen Settings, read once from config.toml and SAYSO_*, then passed on."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sayso.errors import SettingsError

# Read by the fault shim of the tests, not a setting.
_NOT_SETTINGS = frozenset({"SAYSO_FAULT"})


def _limit(default: int, says: str) -> int:
    """A field of Limits with its documentation."""
    value: int = field(default=default, metadata={"says": says})
    return value


@dataclass(frozen=True, slots=True)
class Limits:
    """How much sayso takes in before it refuses. To exceed one is a recorded reason, never a cut; all are whole numbers above 0."""

    input_bytes: int = _limit(20_000_000, "bytes of one document as it lies on disk")
    decompressed_bytes: int = _limit(50_000_000, "bytes of one document after decompression")
    decompression_ratio: int = _limit(200, "bytes after decompression for each byte before it")
    gzip_members: int = _limit(1_000, "members of one gzip file")
    nesting: int = _limit(256, "elements of a page that lie within one another")
    elements: int = _limit(200_000, "elements of one page")
    text_characters: int = _limit(2_000_000, "characters of one report's text")
    url_characters: int = _limit(2_048, "characters of one address; a longer one is left out")
    json_depth: int = _limit(64, "lists and objects of a JSON line that lie within one another")
    jsonl_line_bytes: int = _limit(5_000_000, "bytes of one line of JSONL")
    parse_seconds: int = _limit(30, "seconds of wall time to parse one page")
    worker_memory_bytes: int = _limit(2_000_000_000, "bytes of address space of the process that parses pages")
    worker_file_bytes: int = _limit(200_000_000, "bytes of any file that the process that parses pages may write")


DEFAULT_WORKERS = 1
# How sure a trigger must be, 0 to 1; where the F1 of events on reports kept aside is flat, the lower end, for recall.
THRESHOLD = 0.33


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one run. Entry points read them once; every function below takes what it needs as an argument."""

    ledger: Path
    limits: Limits = Limits()
    workers: int = DEFAULT_WORKERS
    """Processes that parse pages beside the main one; 0 parses them in the main process, without a limit on time and memory."""
    tables: Path | None = None
    """The folder of the user's own tables: sayso's folder among the user's data. None where only those of the package are read."""


def read_settings(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Settings:
    """Settings from the environment (SAYSO_*), else config.toml, else the defaults.

    `folder` is the current project: its `sayso.db` is the default ledger where there is one.
    Raises SettingsError for an unknown name or an impossible value; it names where the value stands.
    """
    environment = os.environ if environment is None else environment
    config = xdg_folder(environment, "XDG_CONFIG_HOME", ".config") / "sayso" / "config.toml"
    given = {**_from_file(config), **_from_environment(environment)}
    limits = {f.name: _whole_number(*given[f.name]) for f in fields(Limits) if f.name in given}
    for name, (value, where) in given.items():
        if name in limits and limits[name] < 1:
            raise SettingsError(f"{where}: {name} is {value}; it should be a whole number above 0")
    workers = _whole_number(*given["workers"]) if "workers" in given else DEFAULT_WORKERS
    if not 0 <= workers <= 64:
        raise SettingsError(f"{given['workers'][1]}: workers is {workers}; it should be 0 to 64")
    data = xdg_folder(environment, "XDG_DATA_HOME", ".local/share") / "sayso"
    return Settings(_ledger(given, data, folder or Path.cwd()), Limits(**limits), workers, data)


def xdg_folder(environment: Mapping[str, str], name: str, otherwise: str) -> Path:
    """A base folder by the XDG Base Directory Specification, which has relative values ignored."""
    value = Path(environment.get(name, ""))
    return value if value.is_absolute() else Path(environment.get("HOME") or Path.home()) / otherwise


def _ledger(given: dict[str, tuple[Any, str]], data: Path, folder: Path) -> Path:
    """The ledger named, else the current project's, else the user's own."""
    if "ledger" in given:
        value, where = given["ledger"]
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise SettingsError(f"{where}: ledger should be the path of a file, such as news.db")
        return Path(value).expanduser()
    project = folder / "sayso.db"
    return project if project.is_file() else data / "sayso.db"


def _names() -> tuple[str, ...]:
    return ("ledger", "workers", *(f.name for f in fields(Limits)))


def _from_environment(environment: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    """Setting to its value and where it stands."""
    named = {k: v for k, v in environment.items() if k.startswith("SAYSO_") and k not in _NOT_SETTINGS}
    return {_known(k.removeprefix("SAYSO_").lower(), k): (v, k) for k, v in sorted(named.items())}


def _from_file(path: Path) -> dict[str, tuple[Any, str]]:
    """The same from config.toml: `ledger` and `workers` at its head, limits in its table [limits]."""
    try:
        with path.open("rb") as file:
            told = tomllib.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    limits = told.pop("limits", {})
    if not isinstance(limits, dict):
        raise SettingsError(f"{path}: limits should be a table: [limits]")
    return {_known(name, str(path)): (value, str(path)) for name, value in (told | limits).items()}


def _known(name: str, where: str) -> str:
    if name in _names():
        return name
    near = get_close_matches(name, _names(), 1)
    hint = f"; did you mean {near[0]}?" if near else f"; settings are {', '.join(_names())}"
    raise SettingsError(f"{where}: there is no setting {name}{hint}")


def _whole_number(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise SettingsError(f"{where}: {value!r} should be a whole number")
    try:
        return int(value)
    except ValueError as error:
        raise SettingsError(f"{where}: {value!r} should be a whole number") from error
