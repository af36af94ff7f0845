"""Names that no list knows, over an archive: namesakes told apart, names in two scripts joined."""

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from extraction.link import AuthorityLinker
from extraction.link.same import Comparer, Question
from extraction.recognize.recognizer import DefaultRecognizer
from extraction.steps import Linked, Marked
from kg.bench import papers
from ontology.authority import Authority, load_authority
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import DateMention, DateValue, Lang, Mention, Record, mention_id, record_id

LETTERS = {"P": Kind.PERSON, "L": Kind.PLACE, "O": Kind.ORGANIZATION}
NOBODY = Authority(entries={}, eras={}, version="empty")


def marked(key: str, text: str, *names: str, lang: Lang = "zh", year: int = 0) -> Marked:
    """A record with the names `P:张德海` marked in order, each at its next occurrence."""
    record = Record(
        id=record_id(key), key=key, text=text, lang=lang, script="", source=key, source_sha256="", pages=()
    )
    mentions, place = [], 0
    for letter, name in (each.split(":") for each in names):
        start = text.index(name, place)
        place = start + len(name)
        mentions.append(
            Mention(
                id=mention_id(record, start, place),
                record=record.id,
                start=start,
                end=place,
                text=name,
                kind=LETTERS[letter],
                score=1.0,
                found_by=("test",),
            )
        )
    value = DateValue(raw="", edtf=str(year), lo=year * 10000 + 101, hi=year * 10000 + 1231)
    dates = (DateMention(record=record.id, start=0, end=0, date=value),) if year else ()
    return Marked(record=record, mentions=tuple(mentions), dates=dates)


def things(linked: Linked, *archive: Marked) -> list[str]:
    """The entity of every person mentioned, in order."""
    return [
        linked.links[mention.id].entity
        for one in archive
        for mention in one.mentions
        if mention.kind is Kind.PERSON
    ]


def test_namesakes_of_two_times_and_callings_stay_two() -> None:
    """A driver of 1912 and a pupil of 1975; each is offered as the other's possible self."""
    old = marked("a", "哈尔滨司机刘永海。", "L:哈尔滨", "P:刘永海", year=1912)
    new = marked("b", "佳木斯学生刘永海获奖。", "L:佳木斯", "P:刘永海", year=1975)

    linked = AuthorityLinker(NOBODY).link([old, new])

    first, second = things(linked, old, new)
    assert first != second
    assert second in dict(linked.links[old.mentions[1].id].candidates)


def test_a_namesake_joins_the_bearer_he_fits() -> None:
    """Of two bearers of a name the third record's is the one of his county and calling."""
    archive = [
        marked("a", "宁安县署长孙国梁。", "L:宁安县", "P:孙国梁", year=1935),
        marked("b", "上海学生孙国梁。", "L:上海", "P:孙国梁", year=1985),
        marked("c", "署长孙国梁在宁安县。", "P:孙国梁", "L:宁安县", year=1936),
    ]

    linked = AuthorityLinker(NOBODY).link(archive)

    first, second, third = things(linked, *archive)
    assert first == third != second


def test_one_person_in_two_scripts_is_joined_where_the_records_agree() -> None:
    """The sound alone makes a candidate; place, calling and year make one person."""
    russian = marked(
        "a", "Командир роты Сун Дэлинь был в Жаохэ.", "P:Сун Дэлинь", "L:Жаохэ", lang="ru", year=1938
    )
    chinese = marked("b", "饶河的连长宋德林。", "L:饶河", "P:宋德林", year=1938)
    elsewhere = marked("c", "大连商人宋德霖。", "L:大连", "P:宋德霖", year=1905)

    linked = AuthorityLinker(load_authority()).link([russian, chinese, elsewhere])

    first, second, third = things(linked, russian, chinese, elsewhere)
    assert first == second != third
    assert "译音相同" in linked.links[chinese.mentions[1].id].why


def test_the_order_of_records_does_not_matter_for_strangers() -> None:
    """Papers of a plausible archive in any order give the same things."""
    archive = [Marked(record=p.record, mentions=p.mentions, dates=p.dates) for p in papers(600)]
    linker = AuthorityLinker(load_authority())
    once = linker.link(archive)
    random.Random(3).shuffle(archive)

    again = linker.link(archive)

    assert once == again


def test_a_plausible_archive_is_the_same_every_time_and_grows_by_adding() -> None:
    """Spans are true, and more papers are the same ones and more."""
    few, many = list(papers(100)), list(papers(400))

    assert many[: len(few)] == few
    assert all(p.record.text[m.start : m.end] == m.text for p in many for m in p.mentions)
    assert 300 <= sum(len(p.mentions) for p in many) <= 500


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    """The linker over the real authority file, names found by rules."""
    return Comparer(linker=AuthorityLinker(load_authority()), recognizer=DefaultRecognizer(natasha=False))


def test_a_mention_outside_its_sentence_is_still_compared(comparer: Comparer) -> None:
    """The name is put before a sentence that does not hold it."""
    question = Question(
        id="1", kind=Kind.PERSON, a="杨靖宇", a_context="", b="马尚德", b_context="生于确山。"
    )

    answer = comparer.compare(question)

    assert answer.same == "yes"
    assert answer.why.endswith("。")


def test_an_empty_mention_is_refused(comparer: Comparer) -> None:
    """A question about nothing is no question."""
    question = Question(id="1", kind=Kind.PERSON, a=" ", a_context="", b="马尚德", b_context="")

    with pytest.raises(BadInput):
        comparer.compare(question)


def test_the_command_answers_line_by_line(tmp_path: Path) -> None:
    """One JSON object a question, with the promised fields."""
    lines = [
        {"id": "1", "type": "ORGANIZATION", "a": "抗联第一军", "a_context": "抗联第一军在南满。",
         "b": "抗联第二军", "b_context": "抗联第二军在东满。"},
        {"id": "2", "type": "PLACE", "a": "奉天", "a_context": "奉天会战。", "b": "瀋陽", "b_context": "瀋陽各校。"},
    ]  # fmt: skip
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")

    result = CliRunner().invoke(cli, ["same", "--jsonl", str(file)])

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["id"], one["same"]) for one in answers] == [("1", "no"), ("2", "yes")]
    assert all(set(one) == {"id", "same", "score", "why"} for one in answers)


@pytest.mark.parametrize(
    "line", ["[]", "{", '{"id": 1}', '{"id":"1","type":"X","a":"a","a_context":"","b":"b","b_context":""}']
)
def test_a_line_that_is_no_question_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    """The sentence names the file and line."""
    file = tmp_path / "pairs.jsonl"
    file.write_text(line, encoding="utf-8")

    result = CliRunner().invoke(cli, ["same", "--jsonl", str(file)])

    assert isinstance(result.exception, BadInput)
    assert "pairs.jsonl, line 1" in str(result.exception)
