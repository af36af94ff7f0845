"""The sample archive with something planted in every closed record: no default export and no open graph holds it."""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2
import pytest

from app import cli
from app.demo import sample_folder
from app.exports import make_pack, make_site, make_tables
from app.settings import Settings
from app.workspace import Workspace
from kg.curation import (
    Exhibition,
    ExhibitionShelf,
    Item,
    ItemKind,
    add_item,
    add_section,
    entity_item,
    image_item,
)
from kg.queries import Sight
from kg.records import Archive, open_archive
from ontology.access import Audience
from ontology.authority import load_authority
from ontology.records import Record
from tests.folders import CATALOGUE, build_at, change_catalogue
from tests.servers import Address, emptied

CLOSED = {
    "005-赵一曼事迹访问记录.txt": ("王璟琮", "gb18030"),
    "008-日军罪行调查摘要.docx": ("王璟玥", ""),
    "013-苏军出兵东北战况资料.docx": ("王璟珩", ""),
    "017-转业军官家信.txt": ("王璟琰", "gb18030"),
    "020-钻工日记.txt": ("王璟瑭", "utf-8"),
    "024-統一建制抄報.png": ("", ""),
    "030-Рапорт-88-бригада.txt": ("Кривошапкин", "cp1251"),
    "035-濛江縣警務狀況報告.txt": ("王璟瑷", "utf-8"),
}
"""The closed records of the sample: the invented person planted in the text, and the encoding of the file."""
LABELS = {"Кривошапкин": "克里沃沙普金"}
"""What a planted person is called in the archive where that is not the planted word: Russian names are transcribed."""
NAMES = [name for name, _ in CLOSED.values() if name]
CANONICALS = [LABELS.get(name, name) for name in NAMES]


def _token(file: str, kind: str) -> str:
    """A word of ASCII letters that stands nowhere else."""
    return f"Zq{file[:3]}{kind}Xk"


PLANTED = [
    *dict.fromkeys((*NAMES, *CANONICALS)),
    *(_token(file, kind) for file, (name, _) in CLOSED.items() for kind in ("Title", "Creator")),
    *(_token(file, "Text") for file, (name, _) in CLOSED.items() if name),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """The built archive, an exhibition full of closed things, and the fingerprints of closed page images."""

    workspace: Workspace
    exhibition: str
    images: frozenset[str]


def _plant(folder: Path, file: str) -> None:
    """Write the invented person and the word into the record's text, and words into its row of the catalogue."""
    name, encoding = CLOSED[file]
    change_catalogue(
        folder, file, {"题名": f"密卷{_token(file, 'Title')}", "责任者": f"密科{_token(file, 'Creator')}"}
    )
    if not name:
        return
    said = f"1936年，{name}队长率部在通河与赵尚志会面，{name}任东北抗日联军第三军参谋长。"
    if encoding == "cp1251":
        said = f"В 1936 году командир {name} прибыл в Харбин."
    if encoding:
        with (folder / file).open("ab") as end:
            end.write(f"\n{said} {_token(file, 'Text')}\n".encode(encoding))
        return
    document = docx.Document(str(folder / file))
    document.add_paragraph(f"{said} {_token(file, 'Text')}")
    document.save(str(folder / file))


def _sample_with_plants(folder: Path) -> Path:
    """The closed records and the open ones that are quick to read, as a folder of their own."""
    folder.mkdir()
    for path in sorted(sample_folder().iterdir()):
        if path.suffix in {".txt", ".docx"} or path.name in (CATALOGUE, *CLOSED):
            shutil.copyfile(path, folder / path.name)
    for file in CLOSED:
        _plant(folder, file)
    return folder


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The archive, built as always, with an exhibition that a careless curator made of closed things."""
    place = tmp_path_factory.mktemp("planted")
    workspace = Workspace(folder=place / "workspace")
    build_at(workspace.folder, _sample_with_plants(place / "files"))
    with open_archive(workspace.archive) as archive:
        closed = [record for record in archive.records() if not record.access.is_open]
        exhibition = _careless(archive, closed)
        images = [page.image for record in closed for page in record.pages if page.image]
    prints = (hashlib.sha256((workspace.pages / image).read_bytes()).hexdigest() for image in images)
    return Planted(workspace=workspace, exhibition=exhibition.id, images=frozenset(prints))


def _careless(archive: Archive, closed: list[Record]) -> Exhibition:
    """An exhibition of every planted person, every closed text and every closed page image, and of an open man."""
    shelf, sight = ExhibitionShelf(archive), Sight(archive, Audience.STAFF)
    made = add_section(shelf.create("江桥内外"), "人物")
    for entity in archive.entities():
        if entity.canonical in (*CANONICALS, "赵尚志"):
            made = add_item(made, entity_item(sight, entity.id))
    for record in closed:
        passage = Item(kind=ItemKind.PASSAGE, record=record.id, start=0, end=len(record.text))
        made = add_item(add_item(made, passage), image_item(record.id, 1))
    shelf.save(made)
    return made


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of an export, taken out of containers of any depth, and the text of a PDF."""
    yield from _opened(path.name, path.read_bytes())


def _opened(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, name.encode()
    yield name, data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            for inner in container.namelist():
                yield from _opened(f"{name}/{inner}", container.read(inner))
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        for page in document:
            yield name, page.get_textpage().get_text_range().encode("utf-8", "replace")
        yield name, str(document.get_metadata_dict()).encode()
        document.close()


def _held(files: list[Path], *, words: list[str] = PLANTED) -> set[str]:
    """Which of the planted words some files hold, as they are or escaped."""
    found = set()
    for file in files:
        for _, data in _contents(file):
            found |= {
                word for word in words if word.encode() in data or word.encode("unicode_escape") in data
            }
    return found


def _images(files: list[Path]) -> set[str]:
    return {hashlib.sha256(data).hexdigest() for file in files for _, data in _contents(file)}


def _exports(planted: Planted, audience: Audience) -> list[Path]:
    """Everything that can be exported; one PDF, which is the slow one, and for staff not every theme."""
    place, settings = planted.workspace, Settings()
    made = [
        make_site(place, planted.exhibition, audience=audience, settings=settings, language="zh"),
        *make_tables(place, audience=audience, settings=settings, language="zh"),
    ]
    themes = load_authority().themes()
    for number, theme in enumerate(themes if audience is Audience.OPEN else themes[:5]):
        for pdf in (False, True) if number == 0 and audience is Audience.OPEN else (False,):
            pack = make_pack(place, theme.id, audience=audience, settings=settings, language="zh", pdf=pdf)
            made.append(pack)
    return [report.path for report in made]


def test_the_planted_things_are_in_the_archive(planted: Planted) -> None:
    """Each planted name was recognised and is an entity, so that a leak would be possible at all."""
    with open_archive(planted.workspace.archive, read_only=True) as archive:
        canonicals = {entity.canonical for entity in archive.entities()}
        closed = {record.source for record in archive.records() if not record.access.is_open}

    assert closed == set(CLOSED)
    assert [name for name in CANONICALS if name not in canonicals] == []
    assert len(planted.images) == 1


def test_no_default_export_holds_anything_planted(planted: Planted) -> None:
    """Site, packs of every theme, PDF, tables and graph: opened to the last file, nothing closed is in them."""
    files = _exports(planted, Audience.OPEN)

    assert len(files) > 20
    assert {path.suffix for path in files} >= {".zip", ".docx", ".pdf", ".csv", ".graphml"}
    assert _held(files) == set()
    assert _images(files) & planted.images == set()
    assert "赵尚志" in _held(files, words=["赵尚志"])  # the search finds what is there


def test_staff_exports_hold_them_and_say_so(planted: Planted) -> None:
    """For staff they are there, in files or a folder whose names say for whom they are."""
    files = _exports(planted, Audience.STAFF)

    assert {*NAMES, *(_token(file, "Title") for file in CLOSED)} <= _held(files)
    assert _images(files) >= planted.images
    below = [path.relative_to(planted.workspace.exports).as_posix() for path in files]
    assert [name for name in below if "staff" not in name] == []


# --- Neo4j -------------------------------------------------------------------------------


def _push(planted: Planted, address: Address, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    """`dangmai graph push`, as it is typed."""
    monkeypatch.setenv("NEO4J_USER", address.user)
    monkeypatch.setenv("NEO4J_PASSWORD", address.password)
    command = ["dangmai", "graph", "push", str(planted.workspace.folder), "--neo4j", address.uri, *more]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


def _everything(address: Address) -> list[str]:
    """All that the server holds, as text."""
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        nodes, _, _ = driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS held")
        edges, _, _ = driver.execute_query("MATCH ()-[e]->() RETURN type(e) AS labels, properties(e) AS held")
    return sorted(f"{row['labels']} {sorted(row['held'].items())}" for row in (*nodes, *edges))


def test_the_open_graph_on_a_server_holds_nothing_planted(
    planted: Planted,
    neo4j_address: Address,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A push without more words is open; twice changes nothing; staff is refused over it, and it stays."""
    emptied(neo4j_address)
    try:
        assert _push(planted, neo4j_address, monkeypatch) == 0
        once = _everything(neo4j_address)
        assert _push(planted, neo4j_address, monkeypatch) == 0
        assert _everything(neo4j_address) == once
        capsys.readouterr()
        assert _push(planted, neo4j_address, monkeypatch, "--audience", "staff") == 2
        refused = capsys.readouterr().err
        assert _everything(neo4j_address) == once
    finally:
        emptied(neo4j_address)

    assert "赵尚志" in "".join(once)
    assert [word for word in PLANTED if word in "".join(once)] == []
    assert len(refused.splitlines()) == 1
    assert "open" in refused


def test_the_staff_graph_on_a_server_holds_them(
    planted: Planted, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server for staff the closed records' people are there, and an open push over it is refused."""
    emptied(neo4j_address)
    try:
        assert _push(planted, neo4j_address, monkeypatch, "--audience", "staff") == 0
        held = "".join(_everything(neo4j_address))
        assert _push(planted, neo4j_address, monkeypatch) == 2
    finally:
        emptied(neo4j_address)

    assert [name for name in NAMES if name not in held] == []
