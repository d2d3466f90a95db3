"""The packed model comes back as it was written, and a damaged or foreign one is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sayso.errors import ModelError
from sayso.language.encoder.packed import pack, unpack


def small(path: Path) -> Path:
    pack(
        path,
        "small",
        {"cue": ("O", "B")},
        {"room": 220.0},
        {"encoder": b"graph", "tokenizer": "{}", "w": np.arange(6, dtype=np.float16).reshape(2, 3)},
    )
    return path


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    held = unpack(small(tmp_path / "m"))
    assert (held.name, held.labels, held.encoder, held.tokenizer) == ("small", {"cue": ("O", "B")}, b"graph", "{}")
    assert held.arrays["w"].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda raw: raw[:-1], "damaged"),
        (lambda raw: raw[:30], "damaged"),
        (lambda raw: raw.replace(b"graph", b"gruph"), "hash"),
        (lambda raw: b"PK" + raw, "not a model"),
        (lambda raw: raw.replace(b'"protocol": 3', b'"protocol": 9'), "protocol 9"),
    ],
)
def test_a_damaged_or_foreign_model_is_refused(tmp_path: Path, harm, says: str) -> None:  # type: ignore[no-untyped-def]
    path = small(tmp_path / "m")
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(ModelError, match=says):
        unpack(path)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be opened"):
        unpack(tmp_path / "none")


def test_a_model_made_for_other_types_of_acts_is_refused() -> None:
    from dataclasses import replace

    from sayso.language.encoder.network import Network

    packed = unpack()
    with pytest.raises(ModelError, match="other types of acts"):
        Network(replace(packed, labels=dict(packed.labels) | {"hint": ("ASSAULT",)}))
