"""The screens without a browser: what they say, where they lead, what they never show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from app.text import LANGUAGES, Texts, keys
from app.widgets.marks import highlighted
from app.widgets.network import network_page
from app.widgets.words import plain, when
from kg.curation import ExhibitionShelf
from kg.queries import GraphNode, GraphView
from kg.records import open_archive
from ontology.kinds import Kind
from tests.builders import Sample, an_archive

MAIN = Path(__file__).resolve().parents[2] / "app" / "main.py"
Screen = Callable[..., AppTest]


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """The small archive as a workspace: four records, one of them closed."""
    archive, sample = an_archive(tmp_path)
    archive.close()
    return sample


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Opens a screen of the workspace at an address."""
    monkeypatch.setenv("DANGMAI_WORKSPACE", str(tmp_path))

    def opened(name: str, **place: str) -> AppTest:
        at = AppTest.from_file(str(MAIN), default_timeout=60)
        at.switch_page(f"views/{name}.py")
        for key, value in place.items():
            at.query_params[key] = value
        return at.run()

    return opened


def seen(at: AppTest) -> str:
    """Everything a reader sees as text or HTML, in one string; a screen that failed fails the test."""
    assert not at.exception, at.exception
    parts = [element.proto.body for element in at.get("html")]
    for sort in ("title", "subheader", "caption", "info", "markdown", "error", "warning", "success"):
        parts += [element.value for element in at.get(sort)]
    parts += [element.proto.label for element in at.get("page_link")]
    return "\n".join(parts)


def places(at: AppTest) -> list[str]:
    """Where the links of a screen lead: screen and query."""
    return [f"{one.proto.page}?{one.proto.query_string}" for one in at.get("page_link")]


def test_an_empty_workspace_says_what_to_do(screen: Screen) -> None:
    """Who opens the app too early reads the one command to run."""
    at = screen("home")

    assert "dangmai build" in at.info[0].value


def test_home_counts_what_is_not_open(screen: Screen, sample: Sample) -> None:
    """The first screen names people and says how much of the archive is closed."""
    text = seen(screen("home"))

    assert "<b>4</b>件档案" in text
    assert "<b>1</b>件未开放" in text
    assert "杨靖宇" in text


def test_home_hands_the_words_to_the_search(screen: Screen, sample: Sample) -> None:
    """What is typed on the first screen is looked for on the second."""
    at = screen("home")

    at.text_input[0].input("濛江")
    at.button[0].click().run()

    assert at.text_input(key="search-field").value == "濛江"
    assert "<mark>濛江</mark>" in seen(at)


def test_the_page_of_a_thing_shows_the_passage_it_rests_on(screen: Screen, sample: Sample) -> None:
    """Every fact has its quote, its date in words, its role, and a link to the very place."""
    at = screen("entity", id=sample.yang.id)

    text = seen(at)
    assert "杨靖宇任东北抗日联军第一路军总司令" in text
    assert '<span class="dm-role">总司令</span>' in text
    start, end = sample.martyred.evidence[0].start, sample.martyred.evidence[0].end
    assert any(f"id={sample.open.id}&start={start}&end={end}" in place for place in places(at))


def test_names_come_with_their_language(screen: Screen, sample: Sample) -> None:
    """A foreign name is shown as such."""
    text = seen(screen("entity", id=sample.yang.id))

    assert "Ян Цзинъюй<small>俄文</small>" in text


def test_a_closed_record_is_marked_wherever_it_is_named(screen: Screen, sample: Sample) -> None:
    """Staff sees closed records, never without the word for it."""
    badge = '<span class="dm-access closed">控制使用</span>'

    on_entity = seen(screen("entity", id=sample.zhao.id))
    on_record = seen(screen("record", id=sample.closed.id))
    on_search = seen(screen("search", q="赵尚志"))

    assert badge in on_entity
    assert badge in on_record
    assert badge in on_search


@pytest.mark.parametrize("query", ["Ян Цзинъюй", "楊靖宇", "杨靖宇"])
def test_any_script_finds_the_same_person(screen: Screen, sample: Sample, query: str) -> None:
    """A Russian or Japanese name finds the Chinese records too."""
    at = screen("search", q=query)

    text = seen(at)
    assert any(f"id={sample.yang.id}" in place for place in places(at))
    assert "<mark>杨靖宇</mark>" in text
    assert "<mark>楊靖宇</mark>" in text


def test_a_filter_narrows_the_answer(screen: Screen, sample: Sample) -> None:
    """Choosing Japanese leaves the Japanese record."""
    at = screen("search", q="杨靖宇")

    at.button_group(key="search-languages 杨靖宇").set_value(["ja"]).run()

    text = seen(at)
    assert "討伐詳報" in text
    assert "抗联第一路军沿革" not in text


def test_a_search_without_answer_says_so(screen: Screen, sample: Sample) -> None:
    """No hit is a sentence, not an empty screen."""
    at = screen("search", q="郑和下西洋")

    assert at.info[0].value == Texts("zh")("search.no_hits")


def test_the_passage_of_the_address_is_marked(screen: Screen, sample: Sample) -> None:
    """The page of a record marks the passage somebody followed, across the names in it."""
    start = sample.open.text.index("濛江牺牲")

    text = seen(screen("record", id=sample.open.id, start=str(start), end=str(start + 4)))

    assert '<mark class="focus">濛江</mark></a><mark class="focus">牺牲</mark>' in text


@pytest.mark.parametrize("place", [{"start": "x", "end": "3"}, {"start": "5", "end": "99999"}])
def test_an_address_that_fits_no_passage_marks_nothing(
    screen: Screen, sample: Sample, place: dict[str, str]
) -> None:
    """A mistyped address shows the record as it is."""
    text = seen(screen("record", id=sample.open.id, **place))

    assert "杨靖宇" in text
    assert 'class="focus"' not in text


def test_a_passage_becomes_an_exhibition(screen: Screen, sample: Sample, tmp_path: Path) -> None:
    """Adding a passage without choosing an exhibition makes one of the record's name."""
    at = screen("record", id=sample.open.id, start="0", end="12")

    at.button[0].click().run()

    assert not at.exception
    with open_archive(tmp_path / "archive.db") as archive:
        made = ExhibitionShelf(archive).list()
    assert [one.title for one in made] == ["抗联第一路军沿革"]
    item = made[0].sections[0].items[0]
    assert (item.record, item.start, item.end) == (sample.open.id, 0, 12)


def test_an_exhibition_warns_of_what_the_public_will_not_see(screen: Screen, sample: Sample) -> None:
    """A closed passage may be shown in house; the curator is told that the public site leaves it out."""
    screen("record", id=sample.closed.id, start="0", end="9").button[0].click().run()

    at = screen("curate")
    at.button[-1].click().run()

    text = seen(at)
    assert Texts("zh")("curate.not_open") in text
    assert Texts("zh")("curate.left_out", n=1) in text


def test_the_graph_has_a_table_of_the_same(screen: Screen, sample: Sample) -> None:
    """Who cannot see the drawing reads the table: each relation with its ends."""
    at = screen("graph", id=sample.yang.id)

    assert not at.exception
    rows = at.dataframe[0].value.to_dict("records")
    assert {("杨靖宇", "指挥", "东北抗日联军第一路军"), ("杨靖宇", "牺牲于", "濛江")} == {
        (row["起点"], row["关系"], row["终点"]) for row in rows
    }
    assert any(f"id={sample.army.id}" in place for place in places(at))


def test_topics_quote_open_records_alone(screen: Screen, sample: Sample) -> None:
    """A topic pack goes out of the house: numbered sources, none of them closed."""
    at = screen("topics")

    text = seen(at)
    assert "[1] " in text
    assert "密报" not in text
    assert "马尚德" not in text


def test_a_language_in_the_address_is_spoken(screen: Screen, sample: Sample) -> None:
    """A Russian link opens in Russian, with Russian names and dates."""
    at = screen("entity", id=sample.yang.id, language="ru")

    text = seen(at)
    assert "Ян Цзинъюй" in text
    assert "23 февраля 1940" in text
    assert "document.documentElement.lang = 'ru'" in text


def test_a_thing_that_is_not_there_gives_the_page_of_another(screen: Screen, sample: Sample) -> None:
    """An old link does not end in an error."""
    at = screen("entity", id="ent-gone")

    assert "dm-hero" in seen(at)


def test_every_text_is_there_in_every_language() -> None:
    """No screen shows a blank or a key: three languages, the same places to fill."""
    rows = yaml.safe_load((MAIN.parent / "text" / "texts.yaml").read_text(encoding="utf-8"))

    for key in keys():
        assert set(rows[key]) == set(LANGUAGES), key
        assert len({frozenset(re.findall(r"{(\w+)}", said)) for said in rows[key].values()}) == 1, key


def test_archive_text_is_never_markup() -> None:
    """A record that holds HTML or Markdown is shown, not obeyed."""
    assert highlighted("<b>甲</b>乙", [(0, 3)]) == "<mark>&lt;b&gt;</mark>甲&lt;/b&gt;乙"
    assert plain("![x](http://a/b.png) *乙*") == r"\!\[x\](http\://a/b.png) \*乙\*"
    assert "<script" not in when("", "<script>", Texts("zh"))


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    """The single-file graph keeps a hostile name as a name and asks nobody for anything."""
    node = GraphNode(
        id="ent-1",
        label="</script><img src=http://a/>",
        kind=Kind.PERSON,
        color="#9E2A2B",
        distance=0,
        weight=0,
    )

    html = network_page(GraphView(center="ent-1", nodes=(node,), edges=()), Texts("zh"), embed_fonts=True)

    assert "</script><img" not in html
    assert "<link" not in html
    assert " src=" not in html.split("<script", 1)[0]
    assert "font/woff2;base64" in html


def test_a_curator_moves_and_captions(screen: Screen, sample: Sample, tmp_path: Path) -> None:
    """What is done on the screen stands in the archive file: order, caption, section."""
    for start in ("0", "6"):
        screen("record", id=sample.open.id, start=start, end="12").button[0].click().run()
        if start == "0":
            first = _only(tmp_path)
    at = screen("curate", id=first)
    labelled(at.text_input, "curate.caption").input("总司令之任").run()
    labelled(at.text_input, "curate.section_title").input("第一单元").run()
    labelled(at.selectbox, "curate.add_entity").select(sample.mengjiang.id)
    labelled(at.button, "curate.add").click().run()
    [_, lower] = [one for one in at.button if one.label == Texts("zh")("curate.up")]
    lower.click().run()

    assert not at.exception
    with open_archive(tmp_path / "archive.db") as archive:
        section = ExhibitionShelf(archive).load(first).sections[0]
    assert section.title == "第一单元"
    assert [item.ref or item.caption for item in section.items] == [sample.mengjiang.id, "总司令之任"]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_fact_is_rejected_and_a_candidate_accepted(
    screen: Screen, sample: Sample, tmp_path: Path, language: str
) -> None:
    """Two buttons a claim: the word of the archivist is written down, and page and graph follow at once."""
    with open_archive(tmp_path / "archive.db") as archive:
        archive.set_state(sample.commands.id, "candidate")
    at = screen("entity", id=sample.yang.id, language=language)

    at.button(key=f"accept-{sample.commands.id}").click().run()
    at.button(key=f"reject-{sample.martyred.id}").click().run()

    assert not at.exception
    keys_left = {one.key for one in at.button}
    assert f"reject-{sample.commands.id}" in keys_left
    assert f"accept-{sample.martyred.id}" not in keys_left
    with open_archive(tmp_path / "archive.db", read_only=True) as archive:
        assert [(one.verb, one.subjects, one.who) for one in archive.decisions()] == [
            ("accept", (sample.commands.id,), "staff app"),
            ("reject", (sample.martyred.id,), "staff app"),
        ]
        assert [one.assertion.id for one in archive.assertions_of(sample.yang.id, state="accepted")] == [
            sample.commands.id
        ]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_rejection_is_taken_back_where_it_was_made(
    screen: Screen, sample: Sample, tmp_path: Path, language: str
) -> None:
    """The page lists what was decided, and one button brings the fact back."""
    at = screen("entity", id=sample.yang.id, language=language)
    at.button(key=f"reject-{sample.martyred.id}").click().run()
    with open_archive(tmp_path / "archive.db", read_only=True) as archive:
        [decision] = archive.decisions()

    at.button(key=f"undo-{decision.id}").click().run()

    assert not at.exception
    keys_left = {one.key for one in at.button}
    assert f"reject-{sample.martyred.id}" in keys_left
    assert f"undo-{decision.id}" not in keys_left
    with open_archive(tmp_path / "archive.db", read_only=True) as archive:
        assert [one.verb for one in archive.decisions()] == ["reject", "undo"]


def test_a_denial_says_so_and_cannot_be_accepted(screen: Screen, sample: Sample, tmp_path: Path) -> None:
    """A claim that its record denies stands apart from the fact, with the word for it and one button."""
    denied = replace(sample.martyred, id="ast-denied", polarity="denied", state="candidate")
    with open_archive(tmp_path / "archive.db") as archive:
        archive.save_claims(
            sample.open.id, "run-2", assertions=[sample.commands, sample.martyred, denied], events=[]
        )

    at = screen("entity", id=sample.yang.id)

    shown = {one.key for one in at.button}
    assert "reject-ast-denied" in shown
    assert "accept-ast-denied" not in shown
    assert Texts("zh")("claim.denied") in seen(at)


def labelled(widgets: Iterable[Any], key: str) -> Any:
    """The first widget with these Chinese words on it."""
    return next(one for one in widgets if one.label == Texts("zh")(key))


def _only(folder: Path) -> str:
    """The id of the one exhibition of a workspace."""
    with open_archive(folder / "archive.db") as archive:
        (made,) = ExhibitionShelf(archive).list()
    return made.id
