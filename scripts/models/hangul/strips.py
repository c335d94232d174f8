"""Lines of writing as the reader cuts them out of pictures: 48 pixels high, spoiled as cameras, scanners and printers do."""

import io
import random
import re
from pathlib import Path

import numpy
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HEIGHT = 48
WIDEST = 900
# Faces in which nobody sets a document.
DECORATIVE = re.compile("YetHangul|Jamo|UnYetgul|Euljiro10|ooraeorae|UnPilgia|Nakseo|UnVada|KIRANG|UltraLight")
# Those that tests/pictures draws in, and their kin, are kept for measuring.
HELD = re.compile("NanumGothic|NanumMyeongjo|NanumSquare|NanumBarunGothic")
NOTO = Path("/usr/share/fonts/opentype/noto")
NOTO_FACES = [NOTO / f"Noto{style}CJK-{weight}.ttc" for style in ("Sans", "Serif") for weight in ("Regular", "Bold")]
NOTO_KOREAN = 1
SIZES = (14, 16, 18, 20, 22, 24, 28, 32, 36, 40, 48, 56)


class Face:
    def __init__(self, file: Path):
        self.file, self.index = file, NOTO_KOREAN if file.parent == NOTO else 0
        self.characters = set(TTFont(file, fontNumber=self.index, lazy=True).getBestCmap())
        self.sizes = {}

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self.sizes:
            basic = ImageFont.Layout.BASIC
            self.sizes[size] = ImageFont.truetype(self.file, size, index=self.index, layout_engine=basic)
        return self.sizes[size]

    def has(self, text: str) -> bool:
        return all(character == " " or ord(character) in self.characters for character in text)


def faces(folder: Path, held: bool) -> list[Face]:
    files = [file for file in sorted(folder.rglob("*.tt[fc]")) if not DECORATIVE.search(file.name)]
    files = [file for file in files if bool(HELD.match(file.name)) == held]
    return [Face(file) for file in files + (NOTO_FACES if held else [])]


def colours(chance: random.Random) -> tuple[tuple, tuple]:
    """Of the strokes and of what they stand on: mostly black and red on white, sometimes light on dark."""
    between = lambda low, high: tuple(chance.randint(low, high) for _ in range(3))
    if chance.random() < 0.12:
        bar = (chance.randint(150, 220), chance.randint(0, 40), chance.randint(0, 50))
        return between(200, 255), chance.choice([between(0, 70), bar, (20, 60, 130)])
    paper = between(215, 255) if chance.random() < 0.5 else (255, 255, 255)
    share = chance.random()
    if share < 0.60:
        return (chance.randint(0, 60),) * 3, paper
    if share < 0.88:
        return (chance.randint(150, 230), chance.randint(0, 60), chance.randint(0, 60)), paper
    return between(0, 120), paper


def written(text: str, face: Face, chance: random.Random) -> numpy.ndarray | None:
    """A line as a strip; `None` where nothing is to be seen."""
    size = chance.choice(SIZES)
    font = face.at(size)
    short, long = (0, 0, 0, 0, 0, 0.08, 0.15, 0.3, 0.6), (0, 0, 0, -0.04, 0.05)
    spacing = chance.choice(short if len(text) < 14 else long) * size
    places, width = [], 0.0
    for character in text:
        places.append(width)
        width += font.getlength(character) + spacing
    ink, paper = colours(chance)
    image = Image.new("RGB", (int(width + 2 * size), int(2.4 * size)), paper)
    pen = ImageDraw.Draw(image)
    bold = max(1, size // 24) if chance.random() < 0.12 else 0
    for character, place in zip(text, places):
        for shift in {0, bold}:
            pen.text((size + place + shift, int(0.6 * size)), character, font=font, fill=ink)
    grey = numpy.asarray(image.convert("L")).astype(int)
    strokes = numpy.abs(grey - Image.new("RGB", (1, 1), paper).convert("L").getpixel((0, 0))) > 24
    if not strokes.any():
        return None
    (top, bottom), (left, right) = [(ends[0], ends[-1] + 1) for ends in (numpy.where(strokes.any(axis))[0] for axis in (1, 0))]
    share = chance.random()
    if share < 0.10:
        gap, line = chance.uniform(0.15, 0.4) * size, max(1, int(size * chance.uniform(0.03, 0.1)))
        pen.rectangle((left - gap, top - gap, right + gap, bottom + gap), outline=ink, width=line)
    elif share < 0.16:
        pen.line((left, bottom + size * 0.12, right, bottom + size * 0.12), fill=ink, width=max(1, size // 16))
    angle = chance.gauss(0, 1.2)
    if abs(angle) > 0.3:
        middle = ((left + right) / 2, (top + bottom) / 2)
        image = image.rotate(angle, resample=Image.BICUBIC, fillcolor=paper, center=middle)
    if chance.random() < 0.45:
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.2, 0.045 * size + 0.3)))
    return spoiled(cut(image, (left, top, right, bottom), size, paper, chance), chance)


def cut(image: Image.Image, box: tuple, size: int, paper: tuple, chance: random.Random) -> numpy.ndarray:
    """What the detector's box holds: more or less around the strokes, a little slanted."""
    left, top, right, bottom = box
    tall = max(bottom - top, int(size * 0.8))
    above, below = chance.uniform(0.06, 0.34) * tall, chance.uniform(0.06, 0.34) * tall
    before, behind = chance.uniform(0.05, 0.45) * tall, chance.uniform(0.05, 0.45) * tall
    height, width = bottom - top + above + below, right - left + before + behind
    steps = max(HEIGHT // 2, round(width * HEIGHT / height))
    slant = chance.gauss(0, 0.03) * width / steps
    fall = chance.gauss(0, 0.01) * height / steps
    across = (width / steps, slant, left - before - slant * HEIGHT / 2)
    down = (fall, height / HEIGHT, top - above)
    flat = image.transform((steps, HEIGHT), Image.AFFINE, across + down, resample=Image.BICUBIC, fillcolor=paper)
    return numpy.asarray(flat).astype(numpy.float32)


def spoiled(strip: numpy.ndarray, chance: random.Random) -> numpy.ndarray:
    """In uneven light, noisy, faint, compressed."""
    if chance.random() < 0.3:
        strip = strip * numpy.linspace(chance.uniform(0.6, 1), chance.uniform(0.6, 1.05), strip.shape[1])[None, :, None]
    if chance.random() < 0.5:
        noise = numpy.random.default_rng(chance.getrandbits(32))
        strip = strip + noise.normal(0, chance.uniform(2, 22), strip.shape)
    if chance.random() < 0.2:
        mean = strip.mean()
        strip = mean + (strip - mean) * chance.uniform(0.35, 0.9)
    strip = numpy.clip(strip, 0, 255).astype(numpy.uint8)
    if chance.random() < 0.5:
        file = io.BytesIO()
        Image.fromarray(strip).save(file, "JPEG", quality=chance.randint(25, 85))
        strip = numpy.asarray(Image.open(file).convert("RGB"))
    return strip[:, :WIDEST]


def turned(strip: numpy.ndarray, chance: random.Random) -> numpy.ndarray:
    """On its head, or each character on its side, as the reader sees lines before it knows which way up they are."""
    if chance.random() < 0.7 or strip.shape[1] < HEIGHT:
        return numpy.ascontiguousarray(strip[::-1, ::-1])
    cells = [strip[:, start : start + HEIGHT] for start in range(0, strip.shape[1] - HEIGHT + 1, HEIGHT)]
    quarters = chance.choice((1, 3))
    return numpy.concatenate([numpy.rot90(cell, quarters) for cell in cells], 1)


def figure(chance: random.Random) -> numpy.ndarray:
    """Lines, frames and curves: what is taken for writing and is none."""
    paper = tuple(chance.randint(120, 255) for _ in range(3))
    image = Image.new("RGB", (chance.randint(40, 500), HEIGHT), paper)
    pen = ImageDraw.Draw(image)
    for _ in range(chance.randint(1, 14)):
        ink = tuple(chance.randint(0, 255) for _ in range(3))
        x, y = chance.randint(-20, image.width), chance.randint(-20, HEIGHT)
        box = (x, y, x + chance.randint(2, 90), y + chance.randint(2, 60))
        share = chance.random()
        if share < 0.3:
            pen.line(box, fill=ink, width=chance.randint(1, 6))
        elif share < 0.5:
            pen.rectangle(box, outline=ink, width=chance.randint(1, 4))
        elif share < 0.6:
            pen.rectangle(box, fill=ink)
        elif share < 0.8:
            pen.ellipse(box, outline=ink, width=chance.randint(1, 5))
        else:
            pen.arc(box, chance.randint(0, 360), chance.randint(0, 360), fill=ink, width=chance.randint(1, 5))
    if chance.random() < 0.5:
        image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 2)))
    return numpy.asarray(image)
