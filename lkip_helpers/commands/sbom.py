"""What the workbook stands on: every package it needs, with its version and licence (CycloneDX)."""

import json
from contextlib import suppress
from email import message_from_string
from email.message import Message
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OWN = "lkip-helpers"


def run(_: Path, choices: Any) -> int:
    """CycloneDX as JSON, or one line a package."""
    if choices.lisensi:
        packages = list_needed()[1:]
        print(*(f"{d['Name']} {d['Version']}: {read_licence(d)}" for d in packages), sep="\n")
    else:
        print(build_sbom())
    return 0


@cache
def build_sbom() -> str:
    """CycloneDX as JSON: the same on the same installation."""
    own, *packages = list_needed()
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(own, "application")},
        "components": [_component(d, "library") for d in packages],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def list_needed() -> list[Message]:
    """Ours, then the installed packages that it needs and that they need, by name.

    As the heads of their metadata; extras are left out.
    """
    heads, waiting = {OWN: _read_head(OWN)}, [OWN]
    while waiting:
        for need in list_requirements(heads[waiting.pop()]):
            if (name := canonicalize_name(need.name)) in heads:
                continue
            with suppress(PackageNotFoundError):  # `lkip doctor` says so
                heads[name] = _read_head(name)
                waiting.append(name)
    return [heads.pop(OWN), *sorted(heads.values(), key=lambda d: str(d["Name"]).casefold())]


def list_requirements(package: Message) -> list[Requirement]:
    """What a package needs on this system and Python."""
    needs = map(Requirement, package.get_all("Requires-Dist", ()))
    return [n for n in needs if not n.marker or n.marker.evaluate({"extra": ""})]


def _read_head(name: str) -> Message:
    """The head of a package's metadata, without the pages of description behind it."""
    text = distribution(name).read_text("METADATA") or ""
    return message_from_string(text.partition("\n\n")[0])


def read_licence(package: Message) -> str:
    """As the package states it: an expression, its classifiers, or the first line of a text."""
    keys = ("License-Expression", "Classifier", "License")
    stated, classed, text = (package.get_all(k) or [] for k in keys)
    known = [c.rpartition(" :: ")[2] for c in classed if "License ::" in c]
    lines = [t.strip().partition("\n")[0] for t in text]
    return next(filter(None, (*stated, "; ".join(known), *lines)), "tidak disebutkan")


def _component(package: Message, kind: str) -> dict[str, object]:
    name, version = str(package["Name"]), str(package["Version"])
    return {
        "type": kind,
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{canonicalize_name(name)}@{version}",
        "licenses": [{"license": {"name": read_licence(package)}}],
    }
