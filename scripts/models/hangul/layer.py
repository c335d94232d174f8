"""The layer that tells Hangul by what the recogniser saw, and how it learns.

Of every two steps of what was seen it makes one. There, one class of seven kinds stands for nothing, for other writing, for a syllable,
for a blank, or for one, two or three as a Roman numeral beside syllables; and of a syllable one class each for its first consonant, its
vowel and its last consonant. The share of a syllable is the
product of theirs, so that connectionist temporal classification (Graves et al., 2006) goes on as if all 11,172 had a class.
"""

import re

import jax
import jax.numpy as jnp
import numpy

from texts import is_syllable

STRIDE = 2
HIDDEN = 64
NOTHING, OTHER, SYLLABLE, BLANK, FIRST_NUMERAL = range(5)
KINDS = FIRST_NUMERAL + 3
NUMERALS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ"}
# In letters only before a syllable.
NUMERAL = re.compile("[ⅠⅡⅢ]|(?<![A-Za-z])I{1,3}(?= ?[가-힣])")
LETTERS = (19, 21, 28)
# Largest whole number of a weight, by how much they matter: so coarse they take half the room of 8 bits where the network is packed.
MOST = {"first": 15, "beside": 23, "last": 47}
ENDS = numpy.cumsum([KINDS, *LETTERS])
IMPOSSIBLE = -1e30


def encoded(text: str) -> list[tuple[int, int, int, int]]:
    """A kind and three letters for each sign. Other writing is one sign however long; blanks count beside syllables only."""
    signs = []
    text = NUMERAL.sub(lambda found: NUMERALS.get(found[0], found[0]), text)
    for place, character in enumerate(text):
        if character in "ⅠⅡⅢ":
            signs.append((FIRST_NUMERAL + "ⅠⅡⅢ".index(character), 0, 0, 0))
        elif character == " ":
            before, behind = text[:place].rstrip()[-1:], text[place:].lstrip()[:1]
            if before and behind and (is_syllable(before) or is_syllable(behind)) and signs[-1][0] != BLANK:
                signs.append((BLANK, 0, 0, 0))
        elif is_syllable(character):
            index = ord(character) - ord("가")
            signs.append((SYLLABLE, index // (21 * 28), index // 28 % 21, index % 28))
        elif not signs or signs[-1][0] != OTHER:
            signs.append((OTHER, 0, 0, 0))
    return signs


def paired(seen: numpy.ndarray) -> numpy.ndarray:
    """Every two steps as one."""
    seen = seen[: len(seen) // STRIDE * STRIDE].astype(numpy.float32)
    return seen.reshape(len(seen) // STRIDE, -1)


def begin(sample: numpy.ndarray) -> tuple[dict, dict]:
    """The mean and scale of what is seen, which stay, and the weights, which are learnt."""
    chance = numpy.random.default_rng(0)
    width = sample.shape[1]
    normal = lambda deviation, shape: jnp.array(chance.normal(0, deviation, shape), jnp.float32)
    sample = sample.reshape(-1, width // STRIDE)
    both = lambda values: jnp.array(numpy.tile(values, STRIDE), jnp.float32)
    seen = {"mean": both(sample.mean(0)), "scale": both(1 / (sample.std(0) + 0.05))}
    weights = {
        "first": normal((2 / width) ** 0.5, (width, HIDDEN)),
        "first_bias": jnp.zeros(HIDDEN),
        "beside": normal((0.1 / HIDDEN) ** 0.5, (3 * HIDDEN, HIDDEN)),
        "beside_bias": jnp.zeros(HIDDEN),
        "last": normal(0.02, (HIDDEN, int(ENDS[-1]))),
        "last_bias": jnp.zeros(int(ENDS[-1])).at[NOTHING].set(1.0),
    }
    return seen, weights


def rounded(weights: dict) -> dict:
    """The weights as they will be kept, which slopes pass through: what is learnt last is learnt with them."""
    near = {}
    for name, most in MOST.items():
        step = jnp.abs(weights[name]).max(0) / most
        near[name] = weights[name] + jax.lax.stop_gradient(jnp.round(weights[name] / step) * step - weights[name])
    return weights | near


def kept(seen: dict, weights: dict) -> dict:
    """What goes into the file: small whole numbers with a step for each column, for what is seen times a scale."""
    file = {"scale": numpy.asarray(seen["scale"][: len(seen["scale"]) // STRIDE])}
    for name, most in MOST.items():
        weight = numpy.asarray(weights[name])
        step = numpy.abs(weight).max(0) / most
        file[name], file[f"{name}_step"] = numpy.round(weight / step).astype("i1"), step
        file[f"{name}_bias"] = numpy.array(weights[f"{name}_bias"])
    file["first_bias"] -= numpy.asarray(seen["mean"] * seen["scale"]) @ (file["first"] * file["first_step"])
    return {name: values if values.dtype == "i1" else values.astype("<f4") for name, values in file.items()}


def opened(file: dict) -> dict:
    """The weights of a file."""
    weights = {f"{name}_bias": jnp.array(file[f"{name}_bias"]) for name in MOST}
    weights |= {name: jnp.array(file[name] * file[f"{name}_step"], jnp.float32) for name in MOST}
    return weights | {"mean": 0.0, "scale": jnp.tile(jnp.array(file["scale"]), STRIDE)}


def shares(layer: dict, seen: jnp.ndarray) -> list[jnp.ndarray]:
    """Logarithms of the shares of the kinds, and of the letters one place after the other."""
    seen = (seen - layer["mean"]) * layer["scale"]
    wide = jax.nn.relu(seen @ layer["first"] + layer["first_bias"])
    around = jnp.pad(wide, ((0, 0), (1, 1), (0, 0)))
    beside = jnp.concatenate([around[:, :-2], around[:, 1:-1], around[:, 2:]], 2) @ layer["beside"] + layer["beside_bias"]
    sums = jax.nn.relu(wide + beside) @ layer["last"] + layer["last_bias"]
    return [jax.nn.log_softmax(part) for part in jnp.split(sums, ENDS[:-1], -1)]


def loss(layer: dict, seen: jnp.ndarray, steps: jnp.ndarray, signs: jnp.ndarray, lengths: jnp.ndarray) -> jnp.ndarray:
    """Mean over lines of minus the logarithm of the share of the right signs, for each sign."""
    kinds, *letters = shares(layer, seen)
    lines, count, _ = kinds.shape
    of = lambda part, index: jnp.take_along_axis(part, jnp.repeat(index[:, None, :], count, 1), 2)
    syllable = sum(of(part, signs[..., place + 1]) for place, part in enumerate(letters))
    named = of(kinds, signs[..., 0]) + jnp.where((signs[..., 0] == SYLLABLE)[:, None, :], syllable, 0.0)
    states = 2 * signs.shape[1] + 1
    emitted = jnp.zeros((lines, count, states))
    emitted = emitted.at[:, :, 0::2].set(kinds[:, :, NOTHING, None]).at[:, :, 1::2].set(named)
    differs = jnp.any(signs[:, 1:] != signs[:, :-1], -1)
    skips = jnp.zeros((lines, states), bool).at[:, 3::2].set(differs)
    reached = jnp.full((lines, states), IMPOSSIBLE).at[:, 0].set(emitted[:, 0, 0])
    reached = reached.at[:, 1].set(jnp.where(lengths > 0, emitted[:, 0, 1], IMPOSSIBLE))

    def advance(reached, step):
        shifted = lambda by: jnp.pad(reached, ((0, 0), (by, 0)), constant_values=IMPOSSIBLE)[:, :states]
        ways = jnp.logaddexp(reached, shifted(1))
        ways = jnp.logaddexp(ways, jnp.where(skips, shifted(2), IMPOSSIBLE)) + emitted[:, step]
        return jnp.where((step < steps)[:, None], ways, reached), None

    reached, _ = jax.lax.scan(advance, reached, jnp.arange(1, count))
    line = jnp.arange(lines)
    before_last = jnp.where(lengths > 0, reached[line, jnp.maximum(2 * lengths - 1, 0)], IMPOSSIBLE)
    total = jnp.logaddexp(reached[line, 2 * lengths], before_last)
    return jnp.mean(-total / jnp.maximum(lengths, 1))


def decoded(parts: list[numpy.ndarray]) -> str:
    """The likeliest signs; □ for other writing."""
    kinds, first, vowel, last = (part.argmax(-1) for part in parts)
    signs = []
    before = None
    for kind, *letters in zip(kinds, first, vowel, last):
        syllable = chr(ord("가") + int((letters[0] * 21 + letters[1]) * 28 + letters[2]))
        sign = (None, "□", syllable, " ", *"ⅠⅡⅢ")[int(kind)]
        if sign is not None and sign != before:
            signs.append(sign)
        before = sign
    return "".join(signs)
