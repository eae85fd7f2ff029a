"""What law calls an office and its areas: texts written for a kecamatan, in its own words."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lkip_helpers.rules import load_rules

OFFICES: dict[str, str] = load_rules("sebutan")["kantor"]  # by the word for it, who leads it
VILLAGES: dict[str, str] = load_rules("sebutan")["desa"]  # likewise, of what is a desa by law
AREAS: dict[str, str] = VILLAGES | load_rules("sebutan")["kelurahan"]
CERTAIN = ("kelurahan", "desa")  # never begin a proper name
ADOPTED: dict[str, str] = {}  # own words by ours, of the office whose data were loaded last

_BY = {word: office for office, head in OFFICES.items() for word in (head, office)}
_PREFIX = re.compile(rf"(?i)((kantor|pemerintah) )?(kec\b\.?|(?P<word>(({'|'.join(_BY)})\b ?)+)) *")
_KEPT = r"\btentang(?: (?:dan |atau |di |yang )?[A-Z][\w-]*)+|\{[^}]*\}|\]\([^)]*\)"
_TEXT = re.compile(rf"{_KEPT}|\b((?i:kecamatan|camat|desa))\b")


def split_office(name: Any) -> tuple[str, str]:
    """What the office is called by its written name, if any, and the name without that word."""
    text = " ".join(str(name or "").split())
    found = _PREFIX.match(text)
    written = ((found and found["word"]) or "kecamatan").strip().casefold()
    word = next(office for office in _BY if written.endswith(office))
    return _BY[word], text[found.end() if found else 0 :]


def name_office(name: Any) -> str:
    """The whole name: `Kecamatan Contoh`, `Distrik Contoh`; "" without one."""
    word, bare = split_office(name)
    return f"{word.capitalize()} {bare}" if bare else ""


def find_area_kinds(names: Collection[str], kinds: Iterable[Any] = ()) -> list[str | None]:
    """The kind of each area: as chosen, else by the first word of its name; None where unknown."""
    words = [f"{name} ".split(" ")[0].casefold() for name in names]
    telling = AREAS if all(word in AREAS for word in words) else CERTAIN  # Kampung Baru is a name
    pairs = zip([*kinds] or [None] * len(words), words, strict=True)
    return [k if isinstance(k, str) else word if word in telling else None for k, word in pairs]


def find_village(kinds: Iterable[str | None]) -> str:
    """What the areas of these kinds that are a desa by law are called; desa where they differ."""
    found = [kind for kind in dict.fromkeys(kinds) if kind in VILLAGES]
    return found[0] or "" if len(found) == 1 else "desa"


def adopt(office: str, kinds: Collection[str | None] = ()) -> None:
    """Speak of an office that is called so, with areas of these kinds, from now on."""
    words = {"kecamatan": office, "camat": OFFICES[office], "desa": find_village(kinds)}
    if words["desa"] != "desa" and {*kinds} <= {*VILLAGES}:
        words["kelurahan"] = words["desa"]
    ADOPTED.clear()
    ADOPTED.update((ours, own) for ours, own in words.items() if ours != own)


def localize(text: str, words: Mapping[str, str] = ADOPTED) -> str:
    """A template of ours in the words of the office; names of laws, values and labels stay."""

    def put(found: re.Match[str]) -> str:
        ours, after = found[1] or "", text[found.end() :]
        own = words.get(ours.lower(), found[0])
        if own == found[0] or ours.islower():
            return own
        is_title = not after or re.match(r"\s+[A-Z{]", after)  # of somebody, or alone
        return own.title() if is_title else own.capitalize()

    return _TEXT.sub(put, text) if words else text
