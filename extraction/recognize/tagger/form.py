"""The form of a text the tagger reads: as long as the text itself, so that no offset moves.

Chinese is folded to simplified characters and Japanese to the characters in use since 1946, one to one; Russian
is read as it stands (the layers before have modernised its spelling).
"""

from __future__ import annotations

from functools import cache

from ontology.names import fold


def tagger_form(text: str, lang: str) -> str:
    """A text in the characters the tagger was trained on; as long as the text."""
    if lang == "ja":
        return text.translate(_new_characters())
    return text if lang == "ru" else fold(text)


@cache
def _new_characters() -> dict[int, str]:
    """Old kanji and their forms of 1946, by OpenCC's table (t2jp)."""
    from opencc import OpenCC

    convert = OpenCC("t2jp").convert
    pairs = ((code, convert(chr(code))) for code in range(0x4E00, 0xA000))
    return {code: new for code, new in pairs if new != chr(code) and len(new) == 1}
