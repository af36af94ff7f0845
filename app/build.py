"""Building an archive: read, encode, recognise, link, relate, replay decisions, join, project. Each stage does only what is not yet done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.graphs import refresh_staff_graph
from app.progress import Reporter
from app.report import Problem, RunReport, StageReport
from app.rulings import constraints, judged_names
from app.settings import Settings
from app.wiring import Steps
from app.workspace import Workspace
from extraction.read import ReadFile, read_folder
from extraction.recognize.adapt import Judged
from extraction.recognize.judged import with_judged
from extraction.relate.frames import FRAMES
from extraction.relate.joining import JOINING, joined
from extraction.steps import Linked, Marked
from extraction.vectors import vectors_of
from kg.graph.sqlite import SqliteGraphStore
from kg.records import Archive, FileRow, Replay, open_archive
from kg.records.writer import CLAIMED, ENCODED, MARKED
from ontology.access import Access, Audience
from ontology.authority import load_authority
from ontology.errors import BadInput, UnreadableDocument
from ontology.happenings import whereabouts
from ontology.ids import content_id
from ontology.records import Record

MOST_REASONS = 20
"""How many problems of one file are spelled out; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One build: from which folder, into which open archive, with which steps."""

    archive: Archive
    workspace: Workspace
    folder: Path
    settings: Settings
    steps: Steps
    reporter: Reporter


def build(
    workspace: Workspace, folder: Path, *, settings: Settings, steps: Steps, reporter: Reporter
) -> RunReport:
    """Fill a workspace from a folder of files; run again, it changes nothing and does only what is new.

    Raises:
        BadInput: when the folder is not there.
        WorkspaceError: when the workspace folder holds something else.
    """
    if not folder.is_dir():
        raise BadInput(str(folder), "this folder is not there", "Name the folder that holds the files.")
    if workspace.folder.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            str(workspace.folder), "it lies inside the folder that is read", "Name a workspace outside of it."
        )
    workspace.create()
    with open_archive(workspace.archive) as archive:
        job = Job(
            archive=archive,
            workspace=workspace,
            folder=folder,
            settings=settings,
            steps=steps,
            reporter=reporter,
        )
        read, missing = _read(job)
        stages = [read, *(stage(job) for stage in (_encode, _recognize, _link, _relate))]
        decided, replay = _decide(job)
        stages += [decided, _join(job), _project(job)]
        report = _report(job, stages, missing=missing, replay=replay)
    report.save(workspace.report)
    return report


def follow_decisions(
    archive: Archive, workspace: Workspace, *, settings: Settings, steps: Steps, reporter: Reporter
) -> None:
    """Do what a build does after reading, so that names and things are as people decided."""
    job = Job(
        archive=archive,
        workspace=workspace,
        folder=workspace.folder,
        settings=settings,
        steps=steps,
        reporter=reporter,
    )
    for stage in (_recognize, _link, _relate, _decide, _join, _project):
        stage(job)


def _note_version(job: Job, step: str, version: str) -> None:
    """Keep by which version a step was done: what people ask when they ask why."""
    if job.archive.meta(f"{step} version") != version:
        job.archive.save_meta(f"{step} version", version)


def _read(job: Job) -> tuple[StageReport, list[str]]:
    """Read every file that is new or changed, keep its record and page images; name the files that are gone."""
    started, done, seen = time.perf_counter(), 0, set[str]()
    rows = {row.path: row for row in job.archive.files()}

    def known(path: str, stamp: str) -> bool:
        seen.add(path)
        return path in rows and rows[path].reader_version == stamp

    files = read_folder(job.folder, archive_code=job.settings.archive_code, ocr=job.steps.ocr, known=known)
    problems: dict[str, list[UnreadableDocument]] = {}
    for file in job.reporter.track("read", files, total=None):
        seen.add(file.path)
        if file.problem and not file.stamp:  # a catalogue may have a problem a row
            problems.setdefault(file.path, []).append(file.problem)
        else:
            done += _keep(job, file, before=rows.get(file.path))
    for path, said in sorted(problems.items()):
        done += _keep(job, ReadFile(path=path, problem=_together(said)), before=rows.get(path))
    missing = sorted(set(rows) - seen)
    for path in missing:
        if not rows[path].record:  # a problem that is mended or gone; records are never dropped unasked
            job.archive.remove_file(path)
    return _stage("read", done, len(seen) - done, started), [path for path in missing if rows[path].record]


def _together(problems: Sequence[UnreadableDocument]) -> UnreadableDocument:
    """The problems of one file as one: every reason, and each remedy once."""
    reasons = [problem.reason.rstrip(".") for problem in problems]
    rest = [f"and {len(reasons) - MOST_REASONS} more"] if len(reasons) > MOST_REASONS else []
    remedies = dict.fromkeys(problem.remedy for problem in problems if problem.remedy)
    return UnreadableDocument(problems[0].place, "; ".join(reasons[:MOST_REASONS] + rest), " ".join(remedies))


def _keep(job: Job, file: ReadFile, *, before: FileRow | None) -> bool:
    """Keep what became of a file; false where that is what we knew already."""
    row = _file_row(file, before=before)
    if row == before:
        return False
    for image in file.images:
        (job.workspace.pages / image.name).write_bytes(image.png)
    with job.archive.transaction():
        if file.record is not None:
            job.archive.save_record(file.record)
        job.archive.save_file(row)
        if before is not None and before.record:
            _leave_behind(job.archive, before, row)
    return True


def _file_row(file: ReadFile, *, before: FileRow | None) -> FileRow:
    """What became of a file; one that can no longer be read still stands for the record it once became."""
    problem, once = file.problem, before.record if before else ""
    return FileRow(
        path=file.path,
        sha256=file.sha256,
        reader_version=file.stamp,
        outcome="unreadable" if problem else "read",
        reason=problem.reason if problem else "",
        remedy=problem.remedy if problem else "",
        record=file.record.id if file.record else once,
    )


def _leave_behind(archive: Archive, before: FileRow, now: FileRow) -> None:
    """See that the record a file once became does not stay open by an answer that no longer holds."""
    old = archive.record(before.record)
    if old is None:
        return
    if now.record == before.record:
        if now.reason:  # nobody can look up what the catalogue says of a file that is not read
            archive.save_record(replace(old, access=Access.UNKNOWN))
    elif all(row.record != before.record for row in archive.files()):
        archive.remove_record(before.record)  # the catalogue calls the file by another 档号 now


def _encode(job: Job) -> StageReport:
    """Give the passages of every record their vectors, where this version of the encoder has not done so."""
    started, done, encoder = time.perf_counter(), 0, job.steps.encoder
    if encoder is None:
        return _stage("encode", 0, 0, started)
    runs, ids = job.archive.runs(ENCODED), job.archive.record_ids()
    for record_id in job.reporter.track("encode", ids, total=len(ids)):
        record = _record(job.archive, record_id)
        run = content_id("run", ENCODED, encoder.version, record.checksum, record.lang)
        if runs.get(record_id) != run:
            vectors = list(vectors_of(record, encoder))
            job.archive.save_vectors(record_id, run, version=encoder.version, vectors=vectors)
            done += 1
    return _stage("encode", done, len(ids) - done, started)


def _recognize(job: Job) -> StageReport:
    """Find mentions and dates in every record that was not marked by this version of the recogniser."""
    started, done = time.perf_counter(), 0
    runs, judged = job.archive.runs(MARKED), judged_names(job.archive)
    wanted = {record.id: _marking(job, record, judged.get(record.id, ())) for record in job.archive.records()}
    todo = [record for record in wanted if runs.get(record) != wanted[record]]
    for record_id in job.reporter.track("recognize", todo, total=len(todo)):
        found = job.steps.recognizer.recognize(_record(job.archive, record_id))
        marked = with_judged(found, judged.get(record_id, ()))
        job.archive.save_marked(record_id, wanted[record_id], mentions=marked.mentions, dates=marked.dates)
        done += 1
    _note_version(job, "recognize", job.steps.recognizer.version)
    return _stage("recognize", done, len(wanted) - done, started)


def _marking(job: Job, record: Record, judged: Sequence[Judged]) -> str:
    """The run of marking a record: recogniser, text, language, the date that anchors others, people's judgements."""
    version = job.steps.recognizer.version
    said = map(repr, judged)
    return content_id("run", MARKED, version, record.checksum, record.lang, record.description.date, *said)


def _link(job: Job) -> StageReport:
    """Decide who is who over the whole archive; skipped when nothing it depends on has changed."""
    started = time.perf_counter()
    runs = sorted(job.archive.runs(MARKED).items())
    linker = job.steps.linker.under(constraints(job.archive))
    state = content_id("run", "link", linker.version, runs, sorted(job.archive.accesses()))
    if job.archive.meta("linked") == state:
        return _stage("link", 0, len(runs), started)
    marked = job.reporter.track("link", _marked(job.archive), total=len(runs))
    linked = linker.link(marked)
    with job.archive.transaction():
        _note_version(job, "link", linker.version)
        job.archive.save_linked(linked.entities.values(), linked.links.values())
        job.archive.save_meta("linked", state)
    return _stage("link", len(runs), 0, started)


def _relate(job: Job) -> StageReport:
    """State what each record claims, where its mentions, their links or the relator have changed."""
    started, done = time.perf_counter(), 0
    runs, marks = job.archive.runs(CLAIMED), job.archive.runs(MARKED)
    linked = Linked(
        entities={entity.id: entity for entity in job.archive.entities_as_linked()}, links=job.archive.links()
    )
    version = f"{job.steps.relator.version}+{job.settings.accept_at}+{FRAMES}"
    ids = job.archive.record_ids()
    for record_id in job.reporter.track("relate", ids, total=len(ids)):
        marked = _marked_record(job.archive, record_id)
        links = [
            (mention.id, entity.id, entity.canonical)
            for mention in marked.mentions
            if (entity := linked.entity_of(mention))
        ]
        said = (marked.record.description.title, marked.record.description.creator)  # tell whose voice it is
        run = content_id("run", CLAIMED, version, marks.get(record_id, ""), links, said)
        if runs.get(record_id) == run:
            continue
        claims = job.steps.relator.relate(marked, linked)
        kept = content_id(run, "unfinished") if claims.unfinished else run  # the next build asks again
        job.archive.save_claims(record_id, kept, assertions=claims.assertions, events=claims.events)
        done += 1
    _note_version(job, "relate", version)
    return _stage("relate", done, len(ids) - done, started)


def _decide(job: Job) -> tuple[StageReport, Replay]:
    """Let what people decided hold again, whatever the records claim anew."""
    started = time.perf_counter()
    replay = job.archive.replay_decisions()
    return _stage("decide", replay.changed, replay.kept, started), replay


def _join(job: Job) -> StageReport:
    """Find which happenings of several records are one event: for staff, and again from what is open alone."""
    started, archive = time.perf_counter(), job.archive
    authority = load_authority()
    runs, accesses = sorted(archive.runs(CLAIMED).items()), sorted(archive.accesses().items())
    state = content_id("run", "join", JOINING, authority.version, runs, accesses)
    if archive.meta("joined") == state:
        return _stage("join", 0, len(runs), started)
    places = whereabouts(authority)
    with archive.transaction():
        for audience in (Audience.STAFF, Audience.OPEN):
            archive.save_happenings(audience, joined(archive.all_events(audience), places))
        archive.save_meta("joined", state)
    return _stage("join", len(runs), 0, started)


def _project(job: Job) -> StageReport:
    """Bring the staff graph up to date."""
    started = time.perf_counter()
    size, anew = refresh_staff_graph(job.archive, job.workspace.archive)
    return _stage("project", size, 0, started) if anew else _stage("project", 0, size, started)


def _record(archive: Archive, record_id: str) -> Record:
    record = archive.record(record_id)
    if record is None:
        raise BadInput(record_id, "no such record in this archive", "Build the workspace again.")
    return record


def _marked_record(archive: Archive, record_id: str) -> Marked:
    return Marked(
        record=_record(archive, record_id),
        mentions=archive.mentions(record_id),
        dates=archive.dates(record_id),
    )


def _marked(archive: Archive) -> Iterator[Marked]:
    for record_id in archive.record_ids():
        yield _marked_record(archive, record_id)


def _stage(name: str, done: int, skipped: int, started: float) -> StageReport:
    return StageReport(name=name, done=done, skipped=skipped, seconds=round(time.perf_counter() - started, 3))


def _report(job: Job, stages: Sequence[StageReport], *, missing: Sequence[str], replay: Replay) -> RunReport:
    archive = job.archive
    problems = tuple(
        Problem(path=row.path, reason=row.reason, remedy=row.remedy) for row in archive.files() if row.reason
    )
    store = SqliteGraphStore(job.workspace.archive)
    try:
        graph = store.counts()
    finally:
        store.close()
    return RunReport(
        folder=job.folder.name,
        stages=tuple(stages),
        problems=problems,
        missing=tuple(missing),
        waiting=tuple(f"{one.ordinal} ({one.verb})" for one in replay.waiting),
        remarks=job.steps.remarks,
        counts={**archive_counts(archive), **graph},
        digest=archive.digest(),
        graph_digest=archive.meta("projected"),
    )


def archive_counts(archive: Archive) -> dict[str, int]:
    """How much an archive holds: records, closed ones, mentions, entities, claims by state, decisions …"""
    ids = archive.record_ids()
    states = [sourced.assertion.state for sourced in archive.assertions()]
    return {
        "records": len(ids),
        "closed records": sum(not access.is_open for access in archive.accesses().values()),
        "mentions": sum(len(archive.mentions(record)) for record in ids),
        "dates": sum(len(archive.dates(record)) for record in ids),
        "entities": sum(1 for _ in archive.entities()),
        "accepted claims": states.count("accepted"),
        "candidate claims": states.count("candidate"),
        "rejected claims": states.count("rejected"),
        "decisions": len(archive.decisions()),
        "happenings": sum(len(archive.events(record)) for record in ids),
    }
