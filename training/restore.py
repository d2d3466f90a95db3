"""A packed model back into a network that learns: every run can start from the weights that the package carries.

The encoder's int8 weights come back with the scale of their channel, so what is restored answers as the packed model does, within rounding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from sayso.language.encoder.packed import unpack
from training.network import Network
from training.targets import Labels


def restored(path: Path) -> tuple[Network, Labels]:
    """The network of a packed model, and its labels. Raises ModelError where the file is damaged, KeyError where a weight is not found."""
    packed = unpack(path)
    labels = Labels({head: list(row) for head, row in packed.labels.items() if head != "hint"})
    net = Network(labels.sizes)
    found = encoder_weights(packed.encoder)
    word = packed.arrays["word"].astype(np.float32) * packed.arrays["word.scale"][:, None]
    weights = {"encoder.word.weight": word} | {f"encoder.{name}": value for name, value in found.items()}
    weights |= {name: value for name, value in packed.arrays.items() if name not in ("word", "word.scale")}
    net.load_state_dict({name: torch.tensor(np.asarray(weights[name], np.float32)) for name in net.state_dict()})
    return net, labels


def encoder_weights(graph: bytes) -> dict[str, Any]:
    """The encoder's weights by their names in the network, as float32.

    A matrix product has lost its name by export; it is known by the bias that is added to what it gives.
    """
    model = onnx.load_from_string(graph)
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    readers: dict[str, list[Any]] = {}
    for node in model.graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    out = {name: value for name, value in stored.items() if value.dtype == np.float32}
    for node in model.graph.node:
        if node.op_type not in ("MatMul", "MatMulInteger") or node.input[1] not in stored:
            continue
        weight = stored[node.input[1]].astype(np.float32)
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            weight = (weight - stored[f"{name}_zero_point"].astype(np.float32)) * stored[f"{name}_scale"]
        after = node
        while after.op_type != "Add":
            after = readers[after.output[0]][0]
        bias = next(i for i in after.input if i.endswith(".bias"))
        out[bias.removesuffix("bias") + "weight"] = weight.T
    return out
