"""The pair model and what it adds to the rules."""

from collections import Counter
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import relator_for
from extraction.recognize.tagger.model import TaggerModel
from extraction.relate import PatternRelator
from extraction.relate.joint import LEAST, JointRelator, Weights
from extraction.relate.pairs.inputs import marks
from extraction.relate.pairs.judge import WINDOW, PairJudge
from extraction.relate.pairs.labels import LABELS, SIGNATURES, allowed
from extraction.relate.pairs.model import PairModel
from extraction.relate.reading import Reading
from extraction.relate.train.gold import Known, known
from extraction.relate.train.passages import read_stated, stated
from ontology.errors import BadInput, WorkspaceError
from ontology.kinds import RELATIONS
from ontology.paths import data_folder


@pytest.fixture(scope="module")
def model() -> PairModel:
    """The shipped model, loaded once."""
    return PairModel()


@pytest.fixture(scope="module")
def joint(model: PairModel) -> JointRelator:
    """Rules and model together, weighed as shipped."""
    return JointRelator(PatternRelator(), PairJudge(model, least=LEAST), weights=Weights(**model.weights))


def passage(marked: str, lang: str = "zh") -> Known:
    """A marked passage as the pipeline would hand it over, every spelling a thing of its own."""
    one = stated(marked, "-", f"{lang}-test#0")
    names = [one.text[start:end] for start, end, _ in one.spans]
    return known("test", lang, one.text, one.spans, names, [])


def said(relator: JointRelator | PatternRelator, one: Known) -> set[tuple[str, str, str]]:
    """The accepted claims in names."""
    entities = one.linked.entities
    return {
        (entities[claim.subject].canonical, claim.predicate, entities[claim.object].canonical)
        for claim in relator.relate(one.marked, one.linked).assertions
        if claim.state == "accepted"
    }


COUNCIL = "一九四八年冬，[佳木斯工人代表大会|E]在江边的礼堂开了三天。[周桂生|P]代表面粉厂上台讲了话，[赵凤祥|P]管记录。"


def test_the_model_sees_who_attended_where_no_rule_does(joint: JointRelator) -> None:
    """People told as present at a named event took part in it."""
    one = passage(COUNCIL)

    found = said(joint, one)

    assert ("周桂生", "participatedIn", "佳木斯工人代表大会") in found
    assert ("周桂生", "participatedIn", "佳木斯工人代表大会") not in said(PatternRelator(), one)


def test_claims_of_the_model_are_quoted_and_named(joint: JointRelator) -> None:
    """A claim that only the model made quotes words that hold both names, and says who made it."""
    one = passage(COUNCIL)

    claims = [
        c for c in joint.relate(one.marked, one.linked).assertions if c.made_by.startswith("pair model")
    ]

    assert claims
    for claim in claims:
        (quote,) = claim.evidence
        assert one.marked.record.text[quote.start : quote.end] == quote.quote
        for end in (claim.subject, claim.object):
            assert one.linked.entities[end].canonical in quote.quote
        assert claim.predicate in RELATIONS


def test_a_rule_keeps_its_office(joint: JointRelator) -> None:
    """What a rule found stays its claim, with the office it read; the model only changes how sure it is."""
    one = passage("[赵广才|P]任[第九军第一师|O]师长。")

    (claim,) = joint.relate(one.marked, one.linked).assertions

    assert (claim.predicate, claim.role) == ("commanderOf", "师长")
    assert not claim.made_by.startswith("pair model")


def test_the_office_a_rule_read_decides_which_post_it_is(joint: JointRelator) -> None:
    """A model that takes a commander for a leader does not make the rule's claim less sure."""
    one = passage("[周桂生|P]是[山东|L][掖县|L]人，曾任[密山游击队|O]队长。")

    assert ("周桂生", "commanderOf", "密山游击队") in said(joint, one)


def test_one_person_has_one_post_in_one_body(joint: JointRelator) -> None:
    """Nobody is at once head and member of a body for the same words."""
    one = passage(
        "[独立旅|O]旅长[韩守田|P]，政治委员[罗静山|P]，副旅长[金永|P]，参谋长[苏文起|P]，驻[东宁|L]。"
    )

    posts = Counter(
        (claim.subject, claim.object)
        for claim in joint.relate(one.marked, one.linked).assertions
        if claim.predicate in ("memberOf", "leaderOf", "commanderOf")
    )

    assert len(posts) == 4
    assert set(posts.values()) == {1}


def test_names_far_apart_in_a_long_text_are_still_read(model: PairModel) -> None:
    """A claim near the end of a long record is found like one at its beginning."""
    filler = "那年雨水多，庄稼长得不好，屯里人都发愁。" * 60
    one = passage(f"{filler}\n[周桂生|P]是[山东|L][掖县|L]人，曾任[密山游击队|O]队长。")

    found = PairJudge(model, least=0.0).judge(_reading(one))

    assert len(one.marked.record.text) > 3 * WINDOW["zh"]
    assert any((j.label, j.entities[1].canonical) == ("bornIn", "掖县") for j in found)


def test_the_same_text_gives_the_same_claims(joint: JointRelator) -> None:
    """Reading twice changes nothing."""
    one = passage(COUNCIL)

    assert joint.relate(one.marked, one.linked) == joint.relate(one.marked, one.linked)


def test_scores_have_a_place_for_every_two_names(model: PairModel) -> None:
    """Texts without names are passed over; the others give a square of names by labels."""
    texts = ["今天下雨。", "王德山到了密山。"]

    found = dict(model.scores(texts, [[], [(0, 3, "PERSON"), (5, 7, "PLACE")]]))

    assert list(found) == [1]
    assert found[1].shape == (2, 2, len(LABELS))


def test_marks_share_out_the_pieces_of_a_name() -> None:
    """The shares of a name sum to one, and its pieces carry its kind."""
    ((_, made, states),) = TaggerModel().middle(["王德山到了密山。"])

    marked = marks(made, [[(0, 3, "PERSON"), (5, 7, "PLACE")]])

    assert states.shape[:2] == marked.kinds.shape
    assert marked.shares.sum(axis=2).tolist() == [[pytest.approx(1.0), pytest.approx(1.0)]]
    assert {1, 2} <= set(marked.kinds[0].tolist())


def test_every_written_claim_can_be_read() -> None:
    """All files of claims name marked names and known relations; there are thousands, in three languages."""
    passages = read_stated(data_folder() / "training", data_folder() / "claims")

    claims = Counter(one.item.lang for one in passages for _ in one.claims)
    assert claims["zh"] > 4000
    assert claims["ja"] > 1000
    assert claims["ru"] > 800


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("甲乙|leads|密山", "is no claim"),
        ("王德山|memberOf|密山", None),
        ("李四|bornIn|密山", "is not marked"),
        ("王德山|bornIn", "is no claim"),
    ],
)
def test_wrong_claims_are_refused_or_left(words: str, complaint: str | None) -> None:
    """A claim that nobody can read is said to be so; one that kinds do not allow teaches nothing."""
    marked = "[王德山|P]到了[密山|L]。"

    if complaint is None:
        assert stated(marked, words, "zh-test#0").claims == frozenset()
    else:
        with pytest.raises(BadInput, match=complaint):
            stated(marked, words, "zh-test#0")


def test_labels_join_the_kinds_of_the_schema() -> None:
    """Every label is possible for some kinds, and a person is never a member of a place."""
    assert all(SIGNATURES[label] for label in LABELS)
    assert not allowed("memberOf", "PERSON", "PLACE")


def test_the_profile_decides_who_reads_claims() -> None:
    """The accurate profile has the model, the fast one and rules alone have not."""
    assert isinstance(relator_for(Settings()), JointRelator)
    assert isinstance(relator_for(Settings(profile="fast")), PatternRelator)


def test_a_missing_model_says_so(tmp_path: Path) -> None:
    """A folder without the files gives a sentence with a remedy."""
    with pytest.raises(WorkspaceError, match="Install"):
        _ = PairModel(tmp_path).weights


def _reading(one: Known) -> Reading:
    return Reading(one.marked, one.linked)
