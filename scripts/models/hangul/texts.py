"""What is written in the lines that are learnt from."""

import html
import json
import random
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
# The syllables of KS X 1001, which is to say those that are in use.
SYLLABLES = [bytes([row, cell]).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)]
# Documents of Debian packages, which scripts/corpora.mjs fetches: Korean ones, and such as have no Hangul.
KOREAN = "libreoffice-help-ko"
OTHERS = (
    "libreoffice-help-zh-cn", "libreoffice-help-zh-tw", "libreoffice-help-ja", "libreoffice-help-el", "libreoffice-help-vi",
    "manpages-de", "manpages-ru", "manpages-pl", "fortunes",
)
LINES_OF_ONE = 4000
# Grades are numbered so, with letters where a face has no such numerals; one line of nine has one.
NUMERALS = ("Ⅰ", "Ⅱ", "Ⅲ", "I", "II", "III")
NUMBERED = 1 / 9
BEFORE = ("(", "[", "※ ", "■ ", "제3장 ")
BEHIND = (")", "]", " (3부)", " 2026. 11. 22.", ": 15", " 제1호")


def is_syllable(character: str) -> bool:
    return "가" <= character <= "힣"


class Texts:
    """`held` takes the other half of the Korean documents."""

    def __init__(self, corpora: Path, held: bool):
        korean = [line for line in sorted(set(lines(corpora, KOREAN))) if re.search("[가-힣]{2}", line)]
        self.korean = korean[int(held) :: 2]
        self.others = []
        for name in OTHERS:
            other = sorted(set(lines(corpora, name)))
            random.Random(3).shuffle(other)
            self.others.append(other[:LINES_OF_ONE])
        system = tomllib.loads((ROOT / "src/systems/kr.toml").read_text())
        self.phrases = [form["text"] for level in system["levels"] for form in level["forms"]]
        self.phrases += [field["label"] for field in system["fields"]]
        self.phrases += [form for control in system["controls"] for form in [control["name"], *control["forms"]]]
        self.neighbours = [text.replace("#", "3") for text in system["supports"]] + system["confusers"]

    def draw(self, chance: random.Random) -> str:
        """Numbered grades, any syllables, pieces of documents, phrases of markings, and what is no Hangul."""
        if chance.random() < NUMBERED:
            return numbered(chance)
        share = chance.random()
        if share < 0.30:
            blank = lambda: " " if chance.random() < 0.15 else ""
            return "".join(chance.choice(SYLLABLES) + blank() for _ in range(chance.randint(2, 12))).strip()
        if share < 0.60:
            return piece(chance.choice(self.korean), chance, 22)
        if share < 0.78:
            text = chance.choice(self.phrases if chance.random() < 0.6 else self.neighbours)
            if chance.random() < 0.25:
                text = chance.choice(BEFORE) + text
            if chance.random() < 0.2:
                text += chance.choice(BEHIND)
            return text
        return piece(chance.choice(chance.choice(self.others)), chance, 28)


def numbered(chance: random.Random) -> str:
    some = lambda least, most: "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(least, most)))
    if chance.random() < 0.7:
        before = chance.choice(("", "", "군사", "비밀(", "제", "("))
        behind = chance.choice(("급비밀", "급비밀", "급 비밀", "급", "급)", " 급비밀"))
    else:
        before, behind = some(0, 3), some(1, 5)
    return before + chance.choice(NUMERALS) + behind


def piece(line: str, chance: random.Random, longest: int) -> str:
    length = chance.randint(2, longest)
    if len(line) <= length:
        return line
    start = chance.randint(0, len(line) - length)
    return line[start : start + length].strip()


def lines(corpora: Path, name: str) -> list[str]:
    found = []
    for document in (corpora / f"{name}.jsonl").open():
        text = json.loads(document).get("text", "")
        text = re.sub(r"(?s)<(script|style).*?</\1>", "", text)
        text = html.unescape(re.sub(r"<[^>]+>", "\n", text))
        found += [" ".join(line.split()) for line in text.split("\n") if len(line.strip()) > 3]
    return found
