"""A checkpoint into the packed model that the package carries: encoder as ONNX, int8 per channel or fp32, word embeddings int8, heads fp16.

python -m training.export training/work/claims.pt --minilm FOLDER --name sayso-2026.11 [--out FILE] [--encoder int8|fp32]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from sayso.knowledge.trigger_words import hint_labels
from sayso.language.encoder.packed import model_path, pack
from training.network import Encoder, H, Network
from training.train import load

INPUTS = ("vectors", "shapes", "seen", "first")


def encoder_onnx(encoder: Encoder, kind: str) -> bytes:
    """The encoder without its word embeddings, as ONNX."""
    encoder.eval()
    example = (
        torch.randn(2, 12, H),
        torch.zeros(2, 12, dtype=torch.long),
        torch.ones(2, 12),
        torch.tensor([[1, 2, 4, 5], [1, 3, 4, 0]]),
    )
    axes = {
        "vectors": {0: "B", 1: "P"},
        "shapes": {0: "B", 1: "P"},
        "seen": {0: "B", 1: "P"},
        "first": {0: "B", 1: "W"},
        "words": {0: "B", 1: "W"},
    }
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            encoder,
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=["words"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if kind == "fp32":
            return plain.read_bytes()
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(plain, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"])
        return small.read_bytes()


def parts_of(net: Network) -> dict[str, Any]:
    """Word embeddings as int8 with a scale per word, the heads as fp16."""
    word = net.encoder.word.weight.detach().numpy()
    scale = np.abs(word).max(axis=1, keepdims=True) / 127.0 + 1e-9
    parts: dict[str, Any] = {"word": np.round(word / scale).astype(np.int8), "word.scale": scale[:, 0].astype(np.float32)}
    for name, value in net.state_dict().items():
        if not name.startswith("encoder."):
            parts[name] = value.numpy().astype(np.float16)
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--out", type=Path, default=model_path())
    parser.add_argument("--encoder", choices=("int8", "fp32"), default="int8")
    options = parser.parse_args()
    net, labels = load(options.checkpoint)
    net.eval()
    tokenizer = (options.minilm / "tokenizer.json").read_text("utf8")
    parts = {"encoder": encoder_onnx(net.encoder, options.encoder), "tokenizer": tokenizer, **parts_of(net)}
    digest = pack(options.out, options.name, {k: tuple(v) for k, v in labels.names.items()} | {"hint": hint_labels()}, {}, parts)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
