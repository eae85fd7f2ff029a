"""`lkip sbom`: every package that the program needs, with version and licence (CycloneDX)."""

import json
from contextlib import suppress
from email import message_from_string
from email.message import Message
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OWN_NAME = "lkip-helpers"


def run(choices: Any) -> int:
    """Print CycloneDX as JSON, or one line per package with its licence."""
    if choices.lisensi:
        packages = list_needed()[1:]
        print(*(f"{p['Name']} {p['Version']}: {read_licence(p)}" for p in packages), sep="\n")
    else:
        print(build_sbom())
    return 0


@cache
def build_sbom() -> str:
    """CycloneDX as JSON: the same on the same installation."""
    program, *packages = list_needed()
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _describe_component(program, "application")},
        "components": [_describe_component(package, "library") for package in packages],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def list_needed() -> list[Message]:
    """Metadata headers of this package, then of all installed packages it depends on, by name.

    Dependencies of dependencies are included, extras are not.
    """
    headers, waiting = {OWN_NAME: _read_headers(OWN_NAME)}, [OWN_NAME]
    while waiting:
        for need in list_requirements(headers[waiting.pop()]):
            if (name := canonicalize_name(need.name)) in headers:
                continue
            with suppress(PackageNotFoundError):  # `lkip doctor` says so
                headers[name] = _read_headers(name)
                waiting.append(name)
    program = headers.pop(OWN_NAME)
    return [program, *sorted(headers.values(), key=lambda p: str(p["Name"]).casefold())]


def list_requirements(package: Message) -> list[Requirement]:
    """The requirements of a package on this system and Python."""
    needs = map(Requirement, package.get_all("Requires-Dist", ()))
    return [need for need in needs if not need.marker or need.marker.evaluate({"extra": ""})]


def _read_headers(name: str) -> Message:
    """The headers of a package's metadata, without the long description below them."""
    text = distribution(name).read_text("METADATA") or ""
    return message_from_string(text.partition("\n\n")[0])


def read_licence(package: Message) -> str:
    """The licence as the package states it: an expression, classifiers, or a text's first line."""
    keys = ("License-Expression", "Classifier", "License")
    stated, classed, text = (package.get_all(k) or [] for k in keys)
    known = [c.rpartition(" :: ")[2] for c in classed if "License ::" in c]
    lines = [t.strip().partition("\n")[0] for t in text]
    return next(filter(None, (*stated, "; ".join(known), *lines)), "tidak disebutkan")


def _describe_component(package: Message, kind: str) -> dict[str, object]:
    name, version = str(package["Name"]), str(package["Version"])
    return {
        "type": kind,
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{canonicalize_name(name)}@{version}",
        "licenses": [{"license": {"name": read_licence(package)}}],
    }
