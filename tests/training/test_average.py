"""Weights of several runs, and scores that mean what they say. Needs torch, which only training installs."""

import pytest

torch = pytest.importorskip("torch")


def test_weights_are_averaged_by_shares_and_a_new_layer_is_the_last_ones() -> None:
    from training.average import averaged

    old, new = {"a": torch.tensor([1.0, 3.0])}, {"a": torch.tensor([3.0, 5.0]), "b": torch.tensor([7.0])}
    made = averaged([old, new], [0.25, 0.75])
    assert made["a"].tolist() == [2.5, 4.5]
    assert made["b"].tolist() == [7.0]


def test_answers_that_are_too_sure_are_made_less_sure() -> None:
    from training.calibrate import miscalibration, temperature

    generator = torch.Generator().manual_seed(1)
    honest = torch.randn(4000, 4, generator=generator)
    target = torch.multinomial(honest.softmax(-1), 1, generator=generator)[:, 0]
    by = temperature(honest * 2, target)
    assert 1.8 < by < 2.2
    assert miscalibration(honest * 2 / by, target, first=0) < miscalibration(honest * 2, target, first=0) / 2
