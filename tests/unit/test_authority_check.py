"""The check of the authority files: each rule finds its slip in a small folder, and the shipped files have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from ontology.authority_check import RULES, check_authority
from ontology.authority_rows import is_edtf

FILES = {
    "people.csv": (
        "id,canonical,names,begin,end,role,org_ids,named,note,source,certainty\n"
        "P001,石大山,石山@zh#pseudonym,1900,1940-02,师长,O002[1932/1935],,,县志,certain\n"
        "P002,石小山,,1905~,,战士,O002,,石大山（P001）之弟,县志,unsure\n"
    ),
    "organizations.csv": (
        "id,canonical,names,begin,end,org_type,parent_ids,predecessor,successor,place_ids,leader_ids,note,"
        "source,certainty\n"
        "O001,北山第一军,一军@zh#short,1930,1945,army,,,,,,,县志,certain\n"
        "O002,北山第一军第一师,,1931,1936,unit,O001,O003,,,P001,,县志,certain\n"
        "O003,北山游击队,,1928,1931,guerrilla,O001[1930/1931],,O002,L001,,,县志,certain\n"
    ),
    "events.csv": (
        "id,canonical,names,begin,end,event_type,date,named,place_ids,agent_ids,theme_ids,note,source,certainty\n"
        "E001,北山战斗,,1935-05-01,1935-05-01,battle,1935-05-01,yes,L001,P001|O002,T001,,县志,certain\n"
    ),
    "works.csv": (
        "id,canonical,names,begin,end,work_type,date,signatories,signing_event,theme_ids,note,source,certainty\n"
        "W001,北山协定,,1935-05-02,,treaty,1935-05-02,P001,E001,T001,,县志,certain\n"
    ),
    "themes.csv": (
        "id,canonical,names,begin,end,broader,related,period,four_histories,scope,terms,note,source,certainty\n"
        "T000,历史,,,,,,,,,,,县志,certain\n"
        "T001,抗日,,,,T000,,1931/1945,,,抗日|P001,,县志,certain\n"
        "T002,游击队,,,,T001,,,,,游击队,,县志,certain\n"
    ),
    "periods.csv": (
        "id,canonical,names,begin,end,broader,note,source,certainty\nC01,近代,,1840,1949,,,县志,certain\n"
    ),
    "places.csv": (
        "id,canonical,names,begin,end,place_type,note,source,certainty\nL001,北山,,,,village,,县志,certain\n"
    ),
    "world.csv": (
        "id,kind,canonical,names,begin,end,type,note,source,certainty\n"
        "X001,PLACE,中国,,,,country,,通行知识,certain\n"
    ),
    "eras.csv": ("id,canonical,names,begin,end,note,source,certainty\nA01,民国,,1912,1949,,县志,certain\n"),
}
GAZETTEER = (
    "id,canonical,names,begin,end,place_type,note,source,certainty\nL900,南山,,,,village,,县志,certain\n"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A sound folder of a dozen rows."""
    folder = tmp_path / "authority"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "places.csv").write_text(GAZETTEER, encoding="utf-8")
    return folder


def test_a_sound_folder_has_no_findings(small: Path) -> None:
    """The rules do not cry wolf, and the summary counts what was read."""
    report = check_authority(small)

    assert [str(finding) for finding in report.findings] == []
    assert report.ok
    assert report.counts["PERSON"] == (2, 1)
    assert report.summary().startswith("ok: PERSON 2 (1 certain)")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("people.csv", "1932/1935", "1932/1935-13", "P001 石大山: “1932/1935-13” is not an EDTF date"),
        ("events.csv", "1935-05-01,yes", "1935-02-30,yes", "“1935-02-30” is not an EDTF date"),
        ("people.csv", "石山@zh#pseudonym", "石山@zh#pseudonym[九年]", "“九年” is not an EDTF date"),
        ("people.csv", "县志,certain", ",certain", "line 2: P001 石大山: no source is given"),
        ("people.csv", "县志,unsure", "县志,maybe", "line 3: P002 石小山: the certainty “maybe” is unknown"),
        ("people.csv", "战士,O002", "战士,O999", "org_ids names O999, which no row has"),
        ("events.csv", "yes,L001", "yes,P001", "place_ids cannot name P001 石大山 (PERSON)"),
        ("organizations.csv", "unit,O001", "unit,O002", "parent_ids cannot name O002"),
        ("people.csv", "石小山,,", "石小山,一山@zh#variant|石山,", "does not read as text@lang#type"),
        ("people.csv", "P002,", "P001,", "line 3: P001 石小山: the id stands also in people.csv"),
        ("people.csv", ",县志,unsure", ",县志,unsure,", "another number of cells"),
        ("people.csv", "source", "origin", "people.csv, line 1: columns are missing: source"),
        ("people.csv", "1940-02", "1890", "it ends (1890) before it begins (1900)"),
        ("people.csv", "1932/1935", "1932/1943", "the term 1932/1943 with O002"),
        ("people.csv", "1905~,,", "1850~,1860,", "never existed at one time"),
        (
            "organizations.csv",
            "1931,1936,unit",
            "1931,1950,unit",
            "older or lives longer than its parent O001",
        ),
        ("organizations.csv", "O001[1930/1931]", "O001[1928/1931]", "cannot have belonged to O001"),
        ("organizations.csv", "O001[1930/1931]", "O001", "it is older or lives longer than its parent"),
        ("events.csv", "1935-05-01,yes", "1941,yes", "P001 石大山 did not exist on 1941"),
        ("works.csv", "treaty,1935-05-02", "treaty,1890", "P001 石大山 did not exist on 1890"),
        ("organizations.csv", "army,,,,", "army,,O002,O003,", "its chain of successors comes back to it"),
        (
            "organizations.csv",
            "unit,O001,O003,,",
            "unit,O001,,O003,",
            "its successor O003 北山游击队 is older",
        ),
        ("themes.csv", "T001,抗日,,,,T000", "T001,抗日,,,,T002", "its broader themes come back to it"),
        ("themes.csv", "T002,游击队,,,,T001", "T002,游击队,,,,", "it hangs on no broader theme"),
        ("themes.csv", ",游击队,,县志", ",,,县志", "T002 游击队: nothing says what belongs to it"),
        ("themes.csv", "抗日|P001", "抗日|P077", "its term P077 is an id that no row has"),
        ("themes.csv", "T002,游击队", "T002,抗日", "“抗日” is also a name of T001 抗日"),
    ],
)
def test_each_slip_is_found(small: Path, file: str, old: str, new: str, says: str) -> None:
    """One change in one file gives a sentence that names the line and a remedy."""
    text = (small / file).read_text(encoding="utf-8")
    assert old in text
    (small / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    findings = check_authority(small).findings

    assert any(says in str(finding) for finding in findings), [str(finding) for finding in findings]
    assert all(finding.remedy and finding.line for finding in findings)


def test_a_shared_name_needs_a_word_about_it(small: Path) -> None:
    """Two brothers may use one alias when a note tells them apart, and not otherwise."""
    people = small / "people.csv"
    text = people.read_text(encoding="utf-8").replace("石小山,,", "石小山,石山@zh#pseudonym,")
    people.write_text(text, encoding="utf-8")
    assert check_authority(small).ok

    people.write_text(text.replace("石大山（P001）之弟", ""), encoding="utf-8")
    (finding,) = check_authority(small).findings

    assert str(finding) == (
        "people.csv, line 3: P002 石小山: “石山” is also a name of P001 石大山. "
        "Drop one of the two or write in a note how P001 and P002 differ."
    )


def test_a_merger_into_an_older_body_is_no_slip(small: Path) -> None:
    """合并 goes into what exists already; only a successor that ended earlier is turned round."""
    bodies = small / "organizations.csv"
    text = bodies.read_text(encoding="utf-8").replace("unit,O001,O003,,", "unit,O001,O003,O001,")
    bodies.write_text(text, encoding="utf-8")

    assert check_authority(small).ok


def test_a_missing_file_is_a_finding(small: Path) -> None:
    """The check goes on without it, so that all that is wrong is said at once."""
    (small / "works.csv").unlink()

    findings = check_authority(small).findings

    assert "works.csv, line 1: the file is missing or not UTF-8. Restore it." in map(str, findings)


@pytest.mark.parametrize("text", ["1936", "1936-02", "1936-02-29", "1936~", "[1908,1910]", "1936-21", "193X"])
def test_dates_that_are_edtf(text: str) -> None:
    """Plain dates need no parser, and all others are the parser's to judge."""
    assert is_edtf(text)


@pytest.mark.parametrize("text", ["1937-02-29", "19360220", "1936-2", "民国二十五年", "1936-13", "36"])
def test_dates_that_are_not(text: str) -> None:
    """A slip of the pen does not pass for a date."""
    assert not is_edtf(text)


def test_every_rule_says_what_it_is_for() -> None:
    """The list of rules can be read as documentation."""
    assert all(rule.__doc__ for rule in RULES)


def test_the_shipped_files_are_sound() -> None:
    """What we hand out obeys our own rules."""
    report = check_authority()

    assert [str(finding) for finding in report.findings] == []
    assert report.counts["PERSON"][0] >= 300
    assert report.counts["ORGANIZATION"][0] >= 250
    assert report.counts["EVENT"][0] >= 200
    assert report.counts["THEME"][0] >= 60


def test_the_command_says_ok(small: Path) -> None:
    """A curator sees the counts and a script sees 0."""
    result = CliRunner().invoke(cli, ["authority", "check", str(small)])

    assert result.exit_code == 0
    assert result.output.startswith("ok: ")


def test_the_command_fails_with_the_findings(small: Path) -> None:
    """A script sees 1, and a curator the line."""
    people = small / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("1940-02", "1890"), encoding="utf-8")

    result = CliRunner().invoke(cli, ["authority", "check", str(small)])

    assert result.exit_code == 1
    assert "people.csv, line 2: P001 石大山: it ends (1890) before it begins (1900)" in result.output
