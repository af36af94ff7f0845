"""The only place where names become objects: settings in, steps out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import PROFILES, Settings
from extraction.read import Ocr
from extraction.steps import Linker, Recognizer, Relator
from ontology.errors import BadInput

if TYPE_CHECKING:
    from extraction.link.same import Comparer
    from extraction.recognize.plugins.joined import JoinedFinders
    from extraction.recognize.spans import Finder
    from extraction.recognize.tagger.finder import NameTagger
    from extraction.vectors import TextEncoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps of the pipeline, ready to run."""

    ocr: Ocr | None
    recognizer: Recognizer
    linker: Linker
    relator: Relator
    encoder: TextEncoder | None = None  # none: passages get no vectors

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the steps that keep count have to say of a run: tokens, cost, what was dropped or left unread."""
        return tuple(
            said for step in (self.recognizer, self.relator) for said in getattr(step, "remarks", ())
        )


def steps_for(settings: Settings, *, workspace: Path | None = None) -> Steps:
    """The default steps with what the settings add, and what the reviewers of a workspace taught."""
    from app.heads import heads_of
    from extraction.link import AuthorityLinker
    from ontology.authority import load_authority

    tagger = tagger_for(settings, head=heads_of(workspace).in_use if workspace else None)
    return Steps(
        ocr=ocr_for(settings),
        recognizer=recognizer_for(settings, tagger=tagger),
        linker=AuthorityLinker(load_authority()),
        relator=with_llm(relator_for(settings, tagger=tagger), settings),
        encoder=encoder_for(settings) if wants_vectors(settings) else None,
    )


def relator_for(settings: Settings, *, tagger: NameTagger | None = None) -> Relator:
    """What states claims: rules, and in the accurate profile the trained pair model beside them.

    Args:
        settings: profile, threads, from which confidence claims are accepted.
        tagger: the accurate tagger that is in use already, so that it is loaded once.
    """
    from extraction.relate import PatternRelator

    rules = PatternRelator(accept_at=settings.accept_at)
    if settings.profile != "accurate":
        return rules
    from extraction.recognize.tagger.model import TaggerModel
    from extraction.relate.joint import LEAST, JointRelator, Weights
    from extraction.relate.pairs.judge import PairJudge
    from extraction.relate.pairs.model import PairModel

    shared = tagger if isinstance(tagger, TaggerModel) else None
    model = PairModel(tagger=shared, threads=settings.threads)
    judge = PairJudge(model, least=LEAST)
    return JointRelator(rules, judge, accept_at=settings.accept_at, weights=Weights(**model.weights))


def with_llm(relator: Relator, settings: Settings) -> Relator:
    """A relator with the language model that the settings name beside it; as it is where they name none.

    Raises:
        BadInput: for an address that is none.
    """
    if not settings.relator_llm:
        return relator
    from extraction.relate.llm import Asked, LlmRelator, relator_address

    asked = Asked(
        accept=settings.relator_llm_accept == "yes",
        price_in=settings.llm_price_in,
        price_out=settings.llm_price_out,
    )
    address = relator_address(settings.relator_llm, key=settings.llm_key)
    return LlmRelator(relator, address, asked=asked)


def wants_vectors(settings: Settings) -> bool:
    """Whether passages get vectors; they cost as much as names do in the accurate profile, many times that in the fast."""
    return settings.vectors == "yes" or (settings.vectors == "auto" and settings.profile != "fast")


def encoder_for(settings: Settings) -> TextEncoder:
    """What gives passages and questions their vectors; its model is loaded at the first text."""
    from extraction.vectors import TextEncoder

    return TextEncoder(threads=settings.threads)


def comparer_for(settings: Settings) -> Comparer:
    """What says whether two mentions are one thing, with the default linker and recogniser."""
    from extraction.link import AuthorityLinker
    from extraction.link.same import Comparer
    from ontology.authority import load_authority

    return Comparer(linker=AuthorityLinker(load_authority()), recognizer=recognizer_for(settings))


def ocr_for(settings: Settings) -> Ocr:
    """The page reader; its engine is loaded at the first scan."""
    from extraction.read import RapidOcr

    return RapidOcr(threads=settings.threads)


def recognizer_for(settings: Settings, *, tagger: NameTagger | None = None) -> Recognizer:
    """The default recogniser: trained tagger of the profile, trained pipelines and plug-ins a workspace names.

    Args:
        settings: profile, threads, folders of pipelines, plug-ins.
        tagger: the tagger to read with; the shipped one of the profile if none is given.
    """
    from extraction.recognize.recognizer import DefaultRecognizer

    folders = {"zh": settings.pipeline_zh, "ru": settings.pipeline_ru, "ja": settings.pipeline_ja}
    return DefaultRecognizer(
        tagger=tagger or tagger_for(settings),
        natasha=settings.profile != "fast",
        folders={lang: Path(folder) for lang, folder in folders.items() if folder},
        plugins=plugins_for(settings),
    )


def tagger_for(settings: Settings, *, head: Path | None = None) -> NameTagger | None:
    """The trained tagger of the profile; none where names are found by rules alone."""
    from extraction.recognize.tagger.profiles import tagger_of

    if settings.profile == "rules":
        return None
    return tagger_of(settings.profile, threads=settings.threads, head=head)


def plugins_for(settings: Settings) -> dict[str, JoinedFinders]:
    """The plug-ins of the settings by language; a language without any has no entry."""
    from extraction.recognize.plugins.joined import JoinedFinders

    lists = {"zh": settings.plugins_zh, "ru": settings.plugins_ru, "ja": settings.plugins_ja}
    found = {}
    for lang, text in lists.items():
        names = [name.strip() for name in text.split(",") if name.strip()]
        if names:
            found[lang] = JoinedFinders(
                [finder_named(name, lang=lang, key=settings.llm_key) for name in names]
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plugin:
    """A finder that can stand alone: where its class is, what it reads, what it is given after a colon."""

    place: str
    languages: frozenset[str] | None = None  # None: whatever its folder was trained on
    given: str = ""  # FOLDER, GUIDELINE, URL|MODEL or nothing


_PLUGINS: Mapping[str, _Plugin] = {
    "natasha": _Plugin(place="extraction.recognize.natasha_ner:NatashaFinder", languages=frozenset({"ru"})),
    "lac": _Plugin(place="extraction.recognize.plugins.lac:LacFinder", languages=frozenset({"zh"})),
    "cutword": _Plugin(
        place="extraction.recognize.plugins.cutword:CutwordFinder", languages=frozenset({"zh"})
    ),
    "ginza": _Plugin(place="extraction.recognize.plugins.ginza:GinzaFinder", languages=frozenset({"ja"})),
    "tagger": _Plugin(place="extraction.recognize.tagger.bare:BareTagger", given="GUIDELINE"),
    "hanlp": _Plugin(place="extraction.recognize.plugins.hanlp:HanlpFinder", given="FOLDER"),
    "spacy": _Plugin(place="extraction.recognize.folder:SpacyFolderRecognizer", given="FOLDER"),
    "llm": _Plugin(place="extraction.recognize.plugins.llm:LlmFinder", given="URL|MODEL"),
}
"""Recognisers that can be named beside our own, imported on use."""
KNOWN = (
    "ours",
    *(f"ours:{one}" for one in PROFILES if one != "rules"),
    "rules",
    *(f"{name}:{plugin.given}" if plugin.given else name for name, plugin in _PLUGINS.items()),
)
"""What may be named, as it is written."""


def recognizer_named(name: str, *, settings: Settings | None = None) -> Recognizer:
    """The recogniser of a name as given to `dangmai evaluate --with`.

    Args:
        name: `ours`, `rules` (gazetteer and grammar alone), or a plug-in; some take a folder: `spacy:FOLDER`.
        settings: of whom `ours` is; the defaults if none are given.

    Raises:
        BadInput: for a name that nobody has, or a folder that is missing or too much.
        MissingPart: where the plug-in's package is not installed; some say so at the first text only.
    """
    head, _, rest = name.partition(":")
    if head == "ours" and (not rest or rest in PROFILES):
        chosen = settings or Settings()
        return recognizer_for(replace(chosen, profile=rest) if rest else chosen)
    if name == "rules":
        from extraction.recognize.recognizer import DefaultRecognizer

        return DefaultRecognizer(natasha=False)
    from extraction.recognize.alone import LoneRecognizer

    return LoneRecognizer(finder_named(name, key=(settings or Settings()).llm_key), name=name)


def finder_named(name: str, *, lang: str = "", key: str = "") -> Finder:
    """The plug-in of a name: `lac`, `spacy:FOLDER`, `llm:URL|MODEL`.

    Args:
        name: the plug-in, and after a colon what it is given.
        lang: the language it shall read, to refuse one that cannot; empty where that does not matter.
        key: the key for a language model's address.

    Raises:
        BadInput: for a name that nobody has, what is missing or too much after it, or another language.
    """
    head, _, rest = name.partition(":")
    plugin = _PLUGINS.get(head)
    if plugin is None or bool(plugin.given) != bool(rest):
        raise BadInput(name, "no recogniser has this name", f"Say one of {', '.join(KNOWN)}.")
    if lang and plugin.languages and lang not in plugin.languages:
        reads = ", ".join(sorted(plugin.languages))
        raise BadInput(name, f"it does not read {lang}", f"Name it in plugins_{reads} instead.")
    module, _, kind = plugin.place.partition(":")
    finder: Callable[..., Finder] = getattr(import_module(module), kind)
    if plugin.given == "FOLDER":
        return finder(Path(rest))
    if plugin.given == "GUIDELINE":
        return finder(rest)
    if plugin.given:
        from extraction.recognize.plugins.llm_server import address_of

        return finder(address_of(rest, key=key))
    return finder()


def languages_read_by(name: str) -> frozenset[str] | None:
    """The languages that a named recogniser reads; None where it reads whatever comes."""
    plugin = _PLUGINS.get(name.partition(":")[0])
    return plugin.languages if plugin else None
