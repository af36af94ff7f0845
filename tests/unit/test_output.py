"""From texts to JSON lines: the pipeline as a whole, and how its results are printed."""

import pytest

from extraction.evaluate import evaluate
from extraction.link import AuthorityLinker
from extraction.output import to_json
from extraction.pipeline import extract, record_of_text
from extraction.recognize.recognizer import DefaultRecognizer
from extraction.relate import PatternRelator
from extraction.steps import Claims, Linked, Marked
from ontology.access import Access
from ontology.authority import load_authority
from ontology.errors import BadInput
from ontology.kinds import Kind
from ontology.records import (
    Assertion,
    DateMention,
    DateValue,
    Entity,
    EventMention,
    Link,
    Mention,
    evidence_in,
    mention_id,
)

TEXT = "赵尚志字乙，任甲军军长。"
RECORD = record_of_text("t-1", TEXT)
SPANS = ((0, 3, Kind.PERSON, "赵尚志"), (4, 5, Kind.PERSON, "赵尚志"), (7, 9, Kind.ORGANIZATION, "东北甲军"))


def three_mentions() -> tuple[Marked, Linked]:
    """Two names of one person and an army, handed in out of order."""
    mentions = [
        Mention(
            id=mention_id(RECORD, start, end),
            record=RECORD.id,
            start=start,
            end=end,
            text=TEXT[start:end],
            kind=kind,
            score=1.0,
            found_by=("test",),
        )
        for start, end, kind, _ in SPANS
    ]
    entities = {name: Entity(id=name, kind=kind, canonical=name) for _, _, kind, name in SPANS}
    entities["外"] = Entity(id="外", kind=Kind.PERSON, canonical="外")
    links = {
        mention.id: Link(mention=mention.id, entity=span[3], score=1.0, why="试。")
        for mention, span in zip(mentions, SPANS, strict=True)
    }
    date = DateMention(record=RECORD.id, start=9, end=10, date=DateValue(raw="军", edtf="1936"))
    marked = Marked(record=RECORD, mentions=tuple(reversed(mentions)), dates=(date,))
    return marked, Linked(entities=entities, links=links)


def claim(predicate: str, *, role: str = "", state: str = "accepted", tail: str = "东北甲军") -> Assertion:
    """赵尚志 in some relation to the army."""
    return Assertion(
        id=f"{predicate}{role}",
        subject="赵尚志",
        predicate=predicate,
        object=tail,
        evidence=(evidence_in(RECORD, 0, 5),),
        made_by="test",
        confidence=0.9,
        role=role,
        state=state,
    )


def relations(*claims: Assertion, all_relations: bool = False) -> list[tuple[object, object, object]]:
    """The printed relations but for aliases."""
    marked, linked = three_mentions()
    printed = to_json(marked, linked, Claims(assertions=claims, events=()), all_relations=all_relations)[
        "relations"
    ]
    assert isinstance(printed, list)
    return [
        (each["head_canonical"], each["type"], each["tail_canonical"])
        for each in printed
        if each["type"] != "aliasOf"
    ]


@pytest.mark.parametrize(
    ("predicate", "role", "printed"),
    [
        ("commanderOf", "军长", ("赵尚志", "commanderOf", "东北甲军")),
        ("subordinateTo", "", ("赵尚志", "partOf", "东北甲军")),
        ("martyredAt", "", ("赵尚志", "diedIn", "东北甲军")),
        ("reorganizedInto", "", ("东北甲军", "successorOf", "赵尚志")),
        ("heldOffice", "镇守使", ("赵尚志", "leaderOf", "东北甲军")),
        ("heldOffice", "副军长", ("赵尚志", "memberOf", "东北甲军")),
        ("heldOffice", "军长", ("赵尚志", "commanderOf", "东北甲军")),
    ],
)
def test_relations_are_printed_with_the_labels_of_the_guideline(
    predicate: str, role: str, printed: tuple[str, str, str]
) -> None:
    """Finer relations fall back to the guideline's."""
    assert relations(claim(predicate, role=role)) == [printed]


def test_relations_beyond_the_guideline_are_printed_only_when_asked_for() -> None:
    """Whoever scores against the guideline gets its labels alone."""
    kin = claim("kinOf", tail="外")

    assert relations(kin) == []
    assert relations(kin, all_relations=True) == [("赵尚志", "kinOf", "外")]


def test_candidates_are_not_printed_and_nothing_twice() -> None:
    """Two claims that read alike are one line; one that is not accepted is none."""
    claims = (
        claim("diedIn", tail="外"),
        claim("martyredAt", tail="外"),
        claim("memberOf", state="candidate"),
    )

    assert relations(*claims) == [("赵尚志", "diedIn", "外")]


def test_one_record_as_json() -> None:
    """Everything in the order of the text, offsets in the text as it stands."""
    marked, linked = three_mentions()
    event = EventMention(record=RECORD.id, start=9, end=11, text="军长", type="appointment")

    printed = to_json(marked, linked, Claims(assertions=(), events=(event,)))

    assert printed == {
        "id": "t-1",
        "lang": "zh",
        "text": TEXT,
        "entities": [
            {"start": 0, "end": 3, "text": "赵尚志", "type": "PERSON", "canonical": "赵尚志"},
            {"start": 4, "end": 5, "text": "乙", "type": "PERSON", "canonical": "赵尚志"},
            {"start": 7, "end": 9, "text": "甲军", "type": "ORGANIZATION", "canonical": "东北甲军"},
        ],
        "dates": [{"start": 9, "end": 10, "text": "军", "edtf": "1936"}],
        "relations": [
            {
                "head_canonical": "赵尚志",
                "type": "aliasOf",
                "tail_canonical": "赵尚志",
                "head_text": "乙",
                "tail_text": "赵尚志",
            }
        ],
        "events": [{"trigger": [9, 11], "edtf": ""}],
    }


def test_from_texts_to_json_lines() -> None:
    """Three languages in, the same people and relations out, in the order of the records."""
    authority = load_authority()
    archive = [
        record_of_text(
            "zh", "一九三六年八月一日，東北人民革命軍第三軍改編為東北抗日聯軍第三軍，趙尚志任軍長。"
        ),
        record_of_text("ru", "Командир Чжао Шанчжи погиб 12 февраля 1942 г. Мукден взят."),
        record_of_text("ja", "関東軍の高級参謀は板垣征四郎であった。"),
    ]

    done = list(
        extract(
            archive,
            recognizer=DefaultRecognizer(authority),
            linker=AuthorityLinker(authority),
            relator=PatternRelator(),
        )
    )

    lines = [to_json(*each) for each in done]
    assert [line["id"] for line in lines] == ["zh", "ru", "ja"]
    gold = [
        {
            "id": "zh",
            "lang": "zh",
            "relations": [
                {"head_canonical": "赵尚志", "type": "commanderOf", "tail_canonical": "东北抗日联军第三军"},
                {
                    "head_canonical": "东北抗日联军第三军",
                    "type": "successorOf",
                    "tail_canonical": "东北人民革命军第三军",
                },
            ],
        },
        {
            "id": "ja",
            "lang": "ja",
            "relations": [{"head_canonical": "板垣征四郎", "type": "memberOf", "tail_canonical": "关东军"}],
        },
    ]
    scores = evaluate(gold, [lines[0], lines[2]]).overall
    assert scores.relations.f1 == 1.0
    names = lines[1]["entities"]
    assert isinstance(names, list)
    assert [each["canonical"] for each in names] == ["赵尚志", "沈阳"]


@pytest.mark.parametrize(
    ("text", "lang", "script"),
    [
        ("东北抗日联军", "zh", "Hans"),
        ("東北抗日聯軍", "zh", "Hant"),
        ("九一八事変が起こった", "ja", "Jpan"),
        ("Харбин 哈尔滨", "ru", "Cyrl"),
        ("1945", "und", "und"),
    ],
)
def test_a_bare_text_tells_its_language_and_script(text: str, lang: str, script: str) -> None:
    """By its letters, where nobody says."""
    record = record_of_text("x", text)

    assert (record.lang, record.script) == (lang, script)


def test_a_bare_text_is_kept_as_it_stands() -> None:
    """Not a blank is touched, pages are where the page breaks are, and nobody knows its access."""
    record = record_of_text("x", " 一 \r\n\f二", "zh")

    assert record.text == " 一 \r\n\f二"
    assert [record.text[page.start : page.end] for page in record.pages] == [" 一 \r\n", "二"]
    assert (record.key, record.access) == ("text:x", Access.UNKNOWN)


@pytest.mark.parametrize(("id", "lang"), [("", "zh"), ("x", "de")])
def test_what_cannot_be_a_record_is_refused(id: str, lang: str) -> None:
    """Without an id nothing could be traced; an unread language is said to be one."""
    with pytest.raises(BadInput):
        record_of_text(id, "文", lang)
