"""Checkpoints of one line of runs into one: the mean of their weights, by shares (Wortsman et al. 2022).

python -m training.average A.pt B.pt --shares 0.5 0.5 --out OUT.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def averaged(weights: list[dict[str, Tensor]], shares: list[float]) -> dict[str, Tensor]:
    """The weighted mean of each weight; one that not all have, a layer added between, is the last one's."""
    return {
        name: sum((own[name] * share for own, share in zip(weights, shares, strict=True)), torch.zeros_like(last))
        if all(name in own for own in weights)
        else last
        for name, last in weights[-1].items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+", type=Path, help="the oldest first")
    parser.add_argument("--shares", nargs="+", type=float, required=True, help="one for each checkpoint, 1 in all")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if len(options.shares) != len(options.checkpoints) or abs(sum(options.shares) - 1.0) > 1e-6:
        parser.error(f"--shares: {len(options.checkpoints)} shares that make 1 in all are needed, one for each checkpoint")
    kept = [torch.load(path, weights_only=True) for path in options.checkpoints]
    torch.save({"weights": averaged([k["weights"] for k in kept], options.shares), "labels": kept[-1]["labels"]}, options.out)


if __name__ == "__main__":
    main()
