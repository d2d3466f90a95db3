"""The model as one packed file: its protocol, labels, tokenizer, encoder and heads, with a hash over all of it."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import ModelError

MAGIC = b"SAYSOMDL"
PROTOCOL = 3
_ALIGNED = 64


@dataclass(frozen=True, slots=True)
class Packed:
    """What the file holds. `labels` names the outputs of each head, `arrays` are their weights, `encoder` is ONNX, `tokenizer` JSON."""

    name: str
    labels: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, float]
    arrays: Mapping[str, NDArray[Any]]
    encoder: bytes
    tokenizer: str
    sha256: str


def model_path() -> Path:
    """The model that the package carries."""
    return Path(str(resources.files("sayso.language") / "model" / "sayso.model"))


def pack(path: Path, name: str, labels: Mapping[str, tuple[str, ...]], settings: Mapping[str, float], parts: Mapping[str, Any]) -> str:
    """Write a model and give its hash. `parts` holds `encoder` (bytes), `tokenizer` (str) and the arrays of the heads by name."""
    payload = bytearray()
    table: dict[str, Any] = {}
    for key, value in parts.items():
        payload += b"\0" * (-len(payload) % _ALIGNED)
        raw = (
            value.encode("utf8") if isinstance(value, str) else value if isinstance(value, bytes) else np.ascontiguousarray(value).tobytes()
        )
        kind, shape = ("", []) if isinstance(value, str | bytes) else (value.dtype.str, list(value.shape))
        table[key] = [kind, shape, len(payload), len(raw)]
        payload += raw
    digest = hashlib.sha256(payload).hexdigest()
    head = {"protocol": PROTOCOL, "name": name, "sha256": digest, "labels": labels, "settings": settings, "parts": table}
    written = json.dumps(head, ensure_ascii=False).encode("utf8")
    written += b" " * (-(len(MAGIC) + 4 + len(written)) % _ALIGNED)
    path.write_bytes(MAGIC + struct.pack("<I", len(written)) + written + payload)
    return digest


def unpack(path: Path | None = None) -> Packed:
    """Read a model, the package's own by default.

    Raises ModelError where the file is missing, damaged or of another protocol.
    """
    path = path or model_path()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the model cannot be opened ({error.strerror}); reinstall sayso or name another model") from error
    if not raw.startswith(MAGIC):
        raise ModelError(f"{path}: not a model of sayso; reinstall sayso or name another model")
    try:
        (length,) = struct.unpack_from("<I", raw, len(MAGIC))
        start = len(MAGIC) + 4 + length
        head = json.loads(raw[len(MAGIC) + 4 : start])
    except (struct.error, ValueError) as error:
        raise ModelError(f"{path}: the model is damaged ({error}); reinstall sayso") from error
    if head["protocol"] != PROTOCOL:
        raise ModelError(
            f"{path}: the model speaks protocol {head['protocol']}, this sayso speaks {PROTOCOL}; use models and programs of one version"
        )
    if hashlib.sha256(memoryview(raw)[start:]).hexdigest() != head["sha256"]:
        raise ModelError(f"{path}: the model is damaged: its hash does not fit its content; reinstall sayso")
    return _arranged(raw, start, head)


def _arranged(raw: bytes, start: int, head: dict[str, Any]) -> Packed:
    arrays: dict[str, NDArray[Any]] = {}
    plain: dict[str, bytes] = {}
    for key, (kind, shape, at, size) in head["parts"].items():
        if kind:
            arrays[key] = np.frombuffer(raw, dtype=kind, count=int(np.prod(shape)), offset=start + at).reshape(shape)
        else:
            plain[key] = raw[start + at : start + at + size]
    labels = {head_: tuple(row) for head_, row in head["labels"].items()}
    return Packed(head["name"], labels, head["settings"], arrays, plain["encoder"], plain["tokenizer"].decode("utf8"), head["sha256"])
