"""The only place where names become objects: settings in, steps out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings
from extraction.read import Ocr
from extraction.steps import Linker, Recognizer, Relator


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps of the pipeline, ready to run."""

    ocr: Ocr | None
    recognizer: Recognizer
    linker: Linker
    relator: Relator


def steps_for(settings: Settings) -> Steps:
    """The default steps with what the settings add: trained spaCy pipelines, threads, acceptance."""
    from extraction.link import AuthorityLinker
    from extraction.relate import PatternRelator
    from ontology.authority import load_authority

    return Steps(
        ocr=ocr_for(settings),
        recognizer=recognizer_for(settings),
        linker=AuthorityLinker(load_authority()),
        relator=PatternRelator(accept_at=settings.accept_at),
    )


def ocr_for(settings: Settings) -> Ocr:
    """The page reader; its engine is loaded at the first scan."""
    from extraction.read import RapidOcr

    return RapidOcr(threads=settings.threads)


def recognizer_for(settings: Settings) -> Recognizer:
    """The default recogniser, with the trained pipelines a workspace names."""
    from extraction.recognize.recognizer import DefaultRecognizer

    folders = {"zh": settings.pipeline_zh, "ru": settings.pipeline_ru, "ja": settings.pipeline_ja}
    return DefaultRecognizer(folders={lang: Path(folder) for lang, folder in folders.items() if folder})
