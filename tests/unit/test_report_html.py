"""The report: one file that needs nothing, shows every passage, and lets no text become markup."""

import base64
import hashlib
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from extraction.compare import Column, compare
from extraction.evaluate import Scored
from extraction.gold import GoldFile
from extraction.report_html import FINDERS, Piece, page, pieces

EVIL = "</script><img src=x onerror=alert(1)>赵尚志"
PASSAGES: tuple[Scored, ...] = (
    {
        "id": 'a"><b>',
        "lang": "zh",
        "kind": "<i>电报",
        "text": f"{EVIL}在珠河与杨靖宇会面。昭和七年。",
        "entities": [
            {"start": 37, "end": 40, "type": "PERSON"},
            {"start": 41, "end": 43, "type": "PLACE"},
            {"start": 44, "end": 47, "type": "PERSON"},
        ],
        "dates": [{"start": 50, "end": 54, "edtf": "1932"}],
    },
    {"id": "b", "lang": "zh", "text": "无名。", "entities": [], "dates": []},
)
FOUND: tuple[Scored, ...] = (
    {
        "id": 'a"><b>',
        "entities": [
            {"start": 37, "end": 40, "type": "PERSON", "score": 0.95, "found_by": ["gazetteer"]},
            {"start": 41, "end": 44, "type": "PLACE", "score": 0.65, "found_by": ["<grammar>"]},
            {"start": 47, "end": 49, "type": "ORGANIZATION", "score": 0.65, "found_by": ["grammar"]},
        ],
        "dates": [{"start": 50, "end": 54, "edtf": "1933"}],
    },
    {"id": "b"},
)


def _report(**more: bytes) -> str:
    columns = [Column(name="<ours>", answers=(FOUND,)), Column(name="none", answers=([],))]
    return page(compare([GoldFile(name="<gold>.jsonl", passages=PASSAGES)], columns), fonts=more)


def _shown(node: html.HtmlElement) -> str:
    """The text of a passage as a reader sees it, without signs, tags and hidden words."""
    copy = html.fromstring(html.tostring(node, encoding="unicode"))
    for extra in copy.xpath("//*[@class='sign'] | //sub | //*[@class='heard']"):
        extra.drop_tree()
    return str(copy.text_content())


def test_marks_say_what_they_are_by_sign_and_by_word() -> None:
    """Right, boundary, spurious, missed and another value, none by color alone."""
    report = html.fromstring(_report())

    marks = [
        (mark.get("class"), mark.xpath("string(span[@class='sign'])").strip("\u2060"), mark.get("title"))
        for mark in report.xpath("//article[1]//div[@data-c='0']//mark")
    ]
    assert marks == [
        ("ok", "✓", "正确：人物"),
        ("near", "≠", "边界偏长：标作地点，应为“珠河”（地点）"),
        ("missed", "−", "漏标：人物"),
        ("spurious", "+", "多标：机构"),
        ("near", "≠", "日期取值不同：标作日期 1933，应为“昭和七年”（日期 1932）"),
    ]


def test_text_never_becomes_markup() -> None:
    """Passages, ids, names of files, finders and configurations are shown as they are."""
    report = _report()
    tree = html.fromstring(report)

    assert tree.xpath("//img | //i | //ours | //gold | //grammar | //b") == []
    assert len(tree.xpath("//script")) == 1
    for row in tree.xpath("//article[1]//div[@class='text']"):
        assert _shown(row) == PASSAGES[0]["text"]


def test_the_file_asks_for_nothing_and_runs_only_its_own_script() -> None:
    """No address anywhere; the content policy names the hash of the one script."""
    report = _report(**{"Dangmai Sans": b"font"})

    assert re.findall(r"https?:|url\((?!data:)|@import", report) == []
    policy = html.fromstring(report).xpath("string(//meta[@http-equiv]/@content)")
    script = re.findall(r"<script>(.*?)</script>", report, flags=re.S)[-1]
    wanted = base64.b64encode(hashlib.sha256(unescape(script).encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{wanted}'" in policy
    assert base64.b64encode(b"font").decode() in report


def test_every_passage_is_there_and_every_example_leads_to_its_place() -> None:
    """Links of the list of mistakes end at a passage; a passage without fault is said to have none."""
    tree = html.fromstring(_report())

    articles = tree.xpath("//article/@id")
    links = {link.removeprefix("#") for link in tree.xpath("//details//a/@href")}
    assert len(articles) == len(PASSAGES)
    assert links == {articles[0]}
    assert tree.xpath("//article/@data-wrong") == ["0", ""]


def test_figures_have_their_counts_and_intervals_beside_them() -> None:
    """A rate alone says little."""
    tree = html.fromstring(_report())

    cell = " ".join(str(tree.xpath("//table[1]/tbody/tr[1]/td[1]")[0].text_content()).split())
    assert re.match(r"33\.3 \[[\d., ]+\] P 33\.3 \[.*\] R 33\.3 \[.*\] 1 / 3 / 3$", cell)


def test_reliability_is_drawn_and_written() -> None:
    """A picture for some, a table for all."""
    tree = html.fromstring(_report())

    plots = tree.xpath("//figure[svg[@role='img' and @aria-label]]")
    assert len(plots) == 4  # all, and three finders
    assert FINDERS["all"] in plots[0].text_content()
    assert len(plots[0].xpath("table/tbody/tr")) == 2


_MARKS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=6)


@given(text=st.text(min_size=1, max_size=10), spans=_MARKS)
def test_a_cut_text_is_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """However marks overlap or stick out, the reader gets every character once."""
    cut = pieces(text, [(start, start + length, Piece(text="", look="ok")) for start, length in spans])

    assert "".join(piece.text for piece in cut) == text
