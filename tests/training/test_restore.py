"""A packed model comes back as the network that it was made of. Needs torch and onnx, which only training installs."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")


def test_the_network_restored_from_the_package_answers_as_the_package_does() -> None:
    import onnxruntime

    from sayso.language.encoder.packed import model_path, unpack
    from training.restore import restored

    packed = unpack()
    net, labels = restored(model_path())
    net.eval()
    assert {k: tuple(v) for k, v in labels.names.items()} == {k: v for k, v in packed.labels.items() if k != "hint"}
    vectors = net.encoder.word(torch.tensor([[101, 2343, 4563, 1999, 3009, 102]]))
    rest = (torch.ones(1, 6, dtype=torch.long), torch.ones(1, 6), torch.tensor([[1, 2, 3, 4]]))
    with torch.no_grad():
        ours = net.encoder(vectors, *rest).numpy()
    names = ("vectors", "shapes", "seen", "first")
    session = onnxruntime.InferenceSession(packed.encoder)
    theirs = session.run(None, {n: t.detach().numpy() for n, t in zip(names, (vectors, *rest), strict=True)})[0]
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.98  # the package rounds what flows through it to int8 too


def test_roles_and_voices_are_the_same_in_training_and_at_run_time() -> None:
    from sayso.language.answers import Answers, Stretch
    from sayso.language.encoder.network import Network
    from sayso.language.encoder.packed import model_path, unpack
    from training.restore import restored

    net, _ = restored(model_path())
    net.eval()
    run = Network(unpack())
    words = torch.randn(1, 12, 384, generator=torch.Generator().manual_seed(1))
    sentences, anchor = torch.tensor([[0] * 6 + [1] * 6]), torch.tensor([2, 8])
    distance = (torch.arange(12)[None] - anchor[:, None]).clamp(-16, 16) + 16
    across = (sentences - sentences[0][anchor][:, None]).clamp(-3, 3) + 3
    flat, numbers = words[0].numpy(), sentences[0].numpy()
    for head in ("role", "voice"):
        with torch.no_grad():
            ours = (
                net.pairs(head, words, net.above(words, sentences), (torch.zeros(2, dtype=torch.long), anchor, distance, across))
                .sigmoid()
                .numpy()
            )
        theirs = Answers(run, flat, Stretch([], numbers, 0)).pairs([2, 8], head)
        assert np.allclose(ours, theirs, atol=1e-5)
