"""Plug-ins as far as they go without their packages: names, sentences for what is missing, environments, the encoder."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import plugins as environments
from app.plugins import PLUGINS, asked_for, try_plugins
from app.report import RunReport
from app.settings import Settings
from app.wiring import finder_named, plugins_for, recognizer_for
from extraction.pipeline import record_of_text
from extraction.recognize.folder import SpacyFolderRecognizer
from extraction.recognize.plugins.e5_file import E5File
from extraction.recognize.plugins.encoder import SPECIAL, export_encoder
from extraction.recognize.plugins.hanlp import BLANK, HanlpFinder, characters
from extraction.recognize.plugins.hanlp_train import main as train_from_the_command_line
from extraction.recognize.plugins.hanlp_train import tags
from extraction.recognize.plugins.joined import JoinedFinders
from extraction.recognize.plugins.llm import LlmFinder
from extraction.recognize.plugins.llm_server import Address
from extraction.recognize.plugins.packages import INSTALL
from extraction.recognize.recognizer import DefaultRecognizer
from extraction.recognize.spans import Found
from ontology.errors import BadInput, MissingPart
from ontology.kinds import Kind

TEXT = "赵尚志到珠河。"


@pytest.mark.parametrize(
    ("name", "lang", "plugin"), [("lac", "zh", "lac"), ("cutword", "zh", "cutword"), ("ginza", "ja", "ginza")]
)
def test_a_missing_package_is_a_sentence_with_its_install_line(name: str, lang: str, plugin: str) -> None:
    """The default product has none of them; the first text says what to do."""
    finder = finder_named(name, lang=lang)

    with pytest.raises(MissingPart) as said:
        list(finder.find(TEXT, ()))

    assert INSTALL[plugin] in str(said.value)
    assert "is not installed" in str(said.value)


def test_hanlp_is_missing_before_its_folder_is_looked_at(tmp_path: Path) -> None:
    """Whoever has no HanLP cannot have a folder for it."""
    with pytest.raises(MissingPart, match=r"transformers<4\.55"):
        list(HanlpFinder(tmp_path).find(TEXT))


def test_a_hanlp_folder_trained_anew_has_another_version(tmp_path: Path) -> None:
    """Weights of the same size are other weights; where the folder lies does not matter."""
    for name, weights in (("a", b"one"), ("b", b"two"), ("c", b"one")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text("{}", encoding="utf-8")
        (tmp_path / name / "model.pt").write_bytes(weights)

    a, b, c = (HanlpFinder(tmp_path / name).version for name in "abc")

    assert a == c
    assert a != b


@pytest.mark.parametrize(
    ("setting", "text", "remedy"),
    [
        ("plugins_zh", "jiagu", "lac"),
        ("plugins_zh", "hanlp", "hanlp:FOLDER"),
        ("plugins_zh", "lac:folder", "lac"),
        ("plugins_ru", "lac", "plugins_zh"),
        ("plugins_zh", "ginza", "plugins_ja"),
        ("plugins_ja", "llm:nowhere", r"URL\|MODEL"),
    ],
)
def test_a_setting_that_names_nothing_is_said_before_anything_is_read(
    setting: str, text: str, remedy: str
) -> None:
    """Unknown plug-ins, a folder missing or too much, another language."""
    settings = replace(Settings(), **{setting: text})

    with pytest.raises(BadInput, match=remedy):
        recognizer_for(settings)


def test_a_setting_may_name_several(tmp_path: Path) -> None:
    """In their order, with commas between; an address keeps its own signs, the key is not in the version."""
    text = f"lac, spacy:{tmp_path} ,llm:http://127.0.0.1:8080/v1|org/m:7b,"

    found = plugins_for(Settings(plugins_zh=text, llm_key="secret"))

    assert list(found) == ["zh"]
    kinds = [type(finder).__name__ for finder in found["zh"].finders]
    assert kinds == ["LacFinder", "SpacyFolderRecognizer", "LlmFinder"]
    assert found["zh"].finders[2].address.key == "secret"  # type: ignore[attr-defined]
    assert plugins_for(Settings()) == {}


class _Constant:
    """A finder that finds one word."""

    version = "1"

    def __init__(self, word: str, kind: Kind, by: str) -> None:
        self.word, self.kind, self.by = word, kind, by
        self.known: list[tuple[Found, ...]] = []

    def find(self, text: str, known: tuple[Found, ...]) -> Iterable[Found]:
        self.known.append(known)
        at = text.find(self.word)
        return (
            [Found(start=at, end=at + len(self.word), kind=self.kind, score=0.7, by=self.by)]
            if at >= 0
            else []
        )


def test_plugins_join_the_recogniser() -> None:
    """What they find is merged with the rest, says who found it, and changes the version."""
    first = _Constant("郝布兰", Kind.PERSON, "first")
    second = _Constant("瓦尔登", Kind.PLACE, "second")
    recognizer = DefaultRecognizer(plugins={"zh": JoinedFinders([first, second])})

    marked = recognizer.recognize(record_of_text("1", "郝布兰住在瓦尔登。周保中在哈尔滨。"))

    by = {mention.text: mention.found_by for mention in marked.mentions}
    assert "first" in by["郝布兰"]
    assert by["瓦尔登"] == ("second",)
    assert any(found.by == "gazetteer" for found in first.known[0])
    assert recognizer.version != DefaultRecognizer().version


def test_what_a_language_model_cost_is_said_in_the_run_report() -> None:
    """Its sentence reaches the report through the recogniser; a model that was not asked says nothing."""
    asked, silent = (LlmFinder(Address(url="http://127.0.0.1:9/v1", model="m")) for _ in range(2))
    asked.tally.meter(100, 20)
    recognizer = DefaultRecognizer(plugins={"ja": JoinedFinders([silent]), "zh": JoinedFinders([asked])})
    report = RunReport(
        folder="", stages=(), problems=(), counts={}, digest="", graph_digest="", remarks=recognizer.remarks
    )

    lines = [line for line in report.lines() if line.startswith("Plug-in")]

    assert len(lines) == 1
    assert "language model: 1 answers, 100 + 20 tokens" in lines[0]


def test_the_version_of_plugins_tells_their_order_and_their_own_versions() -> None:
    """Another model behind the same name is another recogniser."""
    one, two = _Constant("甲", Kind.PERSON, "a"), _Constant("乙", Kind.PERSON, "b")
    two.version = "2"

    versions = {JoinedFinders(group).version for group in ([], [one], [two], [one, two], [two, one])}

    assert len(versions) == 5


def test_arguments_choose_the_plugins() -> None:
    """All of them, or some by name; the rest is for pytest."""
    assert asked_for(("-x",)) == ((), ["-x"])
    assert asked_for(("--plugins", "-x")) == (PLUGINS, ["-x"])
    assert [one.name for one in asked_for(("--plugins=hanlp, spacy",))[0]] == ["spacy", "hanlp"]

    with pytest.raises(BadInput, match="no plug-in is called jiagu"):
        asked_for(("--plugins=jiagu",))


def test_every_plugin_has_its_test() -> None:
    """A plug-in without a test would pass by running nothing."""
    assert [plugin.name for plugin in PLUGINS if not (environments.ROOT / plugin.tests).is_file()] == []
    here = {path.name for path in (environments.ROOT / "tests" / "plugins").glob("test_*.py")}
    assert here == {Path(plugin.tests).name for plugin in PLUGINS} - {"test_llm.py"}


class _Commands:
    """What would be run, with the exit code each command is to have."""

    def __init__(self, **codes: int) -> None:
        self.codes, self.run_commands = codes, list[list[str]]()

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        self.run_commands.append(command)
        if "venv" in command:
            Path(command[-1]).mkdir(parents=True)
        kind = "venv" if "venv" in command else "pytest" if "pytest" in command else "pip"
        return subprocess.CompletedProcess(command, self.codes.get(kind, 0))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of our own to make environments in."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    return tmp_path


def test_an_environment_is_made_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its pins, overlooked by git, and again only when what it depends on has changed."""
    commands = _Commands()
    monkeypatch.setattr(environments.subprocess, "run", commands.run)
    lac = [plugin for plugin in PLUGINS if plugin.name == "lac"]
    said: list[str] = []

    for _ in range(2):
        assert try_plugins(lac, arguments=["-x"], say=said.append) == 0
    first = list(commands.run_commands)
    (root / "pyproject.toml").write_text("[project]\nname = 'other'\n", encoding="utf-8")
    try_plugins(lac, arguments=[], say=said.append)

    assert ["pytest" in command for command in first] == [False, False, False, True, True]
    assert first[1][-4:] == ["paddlepaddle==3.3.1", "setuptools<80", "wheel", "six"]
    assert first[2][-3:] == ["--no-build-isolation", "--no-deps", "lac==2.1.2"]
    assert first[3][-1] == "-x"
    assert len(commands.run_commands) == 9
    assert (root / ".plugins" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert "lac: passed" in said[-1]


def test_a_failure_of_one_does_not_hide_in_the_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are tried, and the exit code tells."""
    commands = _Commands(pytest=1)
    monkeypatch.setattr(environments.subprocess, "run", commands.run)
    said: list[str] = []

    code = try_plugins(PLUGINS[:2], arguments=[], say=said.append)

    assert code == 1
    assert sum("FAILED" in line for line in said) == 2


def test_an_installation_that_breaks_off_is_tried_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-made environment is never taken for a whole one."""
    commands = _Commands(pip=2)
    monkeypatch.setattr(environments.subprocess, "run", commands.run)

    for _ in range(2):
        with pytest.raises(MissingPart, match="did not finish"):
            try_plugins(PLUGINS[:1], arguments=[], say=lambda _: None)

    assert len(commands.run_commands) == 4


def test_hanlp_gets_one_token_a_character() -> None:
    """So that its spans are ours; white space is shown as a sign, since its tokenizer would swallow it."""
    assert characters("第一 军\n𠮷") == ["第", "一", BLANK, "军", BLANK, "𠮷"]


def test_tags_say_where_names_begin_and_end() -> None:
    """Begin, inside, end; a name of one character is a single one."""
    entities = [{"start": 0, "end": 3, "type": "PERSON"}, {"start": 4, "end": 5, "type": "PLACE"}]

    found = list(tags({"text": "赵尚志对日作", "entities": entities}))

    assert found == [
        ("赵", "B-PERSON"),
        ("尚", "I-PERSON"),
        ("志", "E-PERSON"),
        ("对", "O"),
        ("日", "S-PLACE"),
        ("作", "O"),
    ]


def test_the_trainer_says_what_is_missing(tmp_path: Path) -> None:
    """A folder without sentences is no corpus."""
    with pytest.raises(BadInput, match="no training sentences"):
        train_from_the_command_line(["--corpora", str(tmp_path), "--out", str(tmp_path / "out")])


HIDDEN, WIDE, PIECES = 32, 64, [*("<s>", "<pad>", "</s>", "<unk>"), "▁", "赵", "尚志", "а", "가", "<mask>"]
RANDOM = np.random.default_rng(1931)


def _quantized(rows: int, columns: int) -> tuple[bytes, np.ndarray]:
    """Random 4-bit weights as bytes, and their values."""
    numbers = RANDOM.integers(0, 16, (rows * columns // 32, 32), dtype=np.uint8)
    scales = RANDOM.uniform(0.01, 0.1, len(numbers)).astype("<f2")
    raw = b"".join(
        scale.tobytes() + (row[:16] | row[16:] << 4).tobytes()
        for scale, row in zip(scales, numbers, strict=True)
    )
    values = (numbers.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]
    return raw, values.reshape(rows, columns)


@pytest.fixture
def encoder_file(tmp_path: Path) -> tuple[Path, dict[str, np.ndarray]]:
    """An encoder's file of one layer in the layout of the real one, and its weights."""
    shapes = {"emb.word": (len(PIECES), HIDDEN), "l0.fi.w": (WIDE, HIDDEN), "l0.fo.w": (HIDDEN, WIDE)}
    shapes |= {f"l0.{name}.w": (HIDDEN, HIDDEN) for name in ("q", "k", "v", "ao")}
    vectors = {"emb.pos": 8 * HIDDEN, "emb.type": 2 * HIDDEN, "emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    vectors |= {f"l0.{name}.b": HIDDEN for name in ("q", "k", "v", "ao", "fo", "aln", "oln")}
    vectors |= {"l0.fi.b": WIDE, "l0.aln.w": HIDDEN, "l0.oln.w": HIDDEN}
    stored: dict[str, tuple[int, bytes, int]] = {}
    values: dict[str, np.ndarray] = {}
    for name, shape in shapes.items():
        raw, values[name] = _quantized(*shape)
        stored[name] = (1, raw, shape[0] * shape[1])
    for name, size in vectors.items():
        values[name] = RANDOM.normal(size=size).astype("<f4")
        stored[name] = (0, values[name].tobytes(), size)
    path = tmp_path / "encoder.bin"
    path.write_bytes(_file(stored))
    return path, values


def _file(stored: dict[str, tuple[int, bytes, int]]) -> bytes:
    blob = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, blob)])
    head = b"E5Q4" + struct.pack("<I7ifi", 1, HIDDEN, 1, 4, WIDE, len(PIECES), 8, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1]))
    head += struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(PIECES)}f", *range(len(PIECES)))
    head += b"".join(blob) + struct.pack("<iI", 0, 0) + struct.pack("<i", len(stored))
    size = len(head) + sum(2 + len(name) + 21 for name in stored)
    table, body = b"", b""
    for name, (kind, raw, count) in stored.items():
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", kind, count, size + len(body), len(raw))
        body += raw
    return head + table + body


def test_the_encoders_file_is_read_to_the_bit(encoder_file: tuple[Path, dict[str, np.ndarray]]) -> None:
    """Sizes, pieces, scores, and every weight as its scale and its four bits say."""
    path, values = encoder_file

    found = E5File(path)

    assert (found.shape.hidden, found.shape.layers, found.shape.heads) == (HIDDEN, 1, 4)
    assert (found.pieces, found.scores[5]) == (PIECES, 5.0)
    assert found.special == {"bos": 0, "eos": 2, "pad": 1, "unk": 3}
    for name, wanted in values.items():
        columns = wanted.shape[1] if wanted.ndim == 2 else 0
        assert np.array_equal(found.array(name, columns=columns), wanted), name


@pytest.mark.parametrize("cut", [0, 20, 60, 200])
def test_a_file_that_is_no_encoder_is_said(
    encoder_file: tuple[Path, dict[str, np.ndarray]], cut: int
) -> None:
    """Wherever it breaks off."""
    path, _ = encoder_file
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(BadInput, match="not an encoder file"):
        E5File(path)


def test_the_encoder_as_a_folder_needs_its_packages(
    encoder_file: tuple[Path, dict[str, np.ndarray]], tmp_path: Path
) -> None:
    """What it is written with comes with HanLP."""
    with pytest.raises(MissingPart, match="safetensors"):
        export_encoder(E5File(encoder_file[0]), tmp_path / "out", layers=1)

    assert SPECIAL[0] == "<pad>"  # HanLP masks the token of number 0


def test_a_spacy_folder_without_a_pipeline_is_said(tmp_path: Path) -> None:
    """One sentence with a remedy."""
    (tmp_path / "meta.json").write_text(json.dumps({}), encoding="utf-8")

    with pytest.raises(BadInput, match=r"config\.cfg"):
        list(SpacyFolderRecognizer(tmp_path).find(TEXT))
