"""What the workbook stands on: every package it needs, with its version and licence (CycloneDX)."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

OWN = "lkip-helpers"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def run(_: Path, choices: Any) -> int:
    """CycloneDX as JSON, or one line a package."""
    packages = sorted(_list_needed(), key=lambda d: d.name.casefold())
    if choices.lisensi:
        print(*(f"{d.name} {d.version}: {read_licence(d)}" for d in packages), sep="\n")
        return 0
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(distribution(OWN), "application")},
        "components": [_component(d, "library") for d in packages],
    }
    print(json.dumps(content, ensure_ascii=False, indent=1))
    return 0


def _list_needed() -> Iterator[Distribution]:
    """The installed packages that ours needs, and those that they need; extras are left out."""
    seen, waiting = {OWN}, [OWN]
    while waiting:
        for line in distribution(waiting.pop()).requires or ():
            found = _NAME.match(line)
            name = re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""
            if name in seen or "extra ==" in line:
                continue
            seen.add(name)
            try:
                yield distribution(name)
            except PackageNotFoundError:  # needed on another system or Python
                continue
            waiting.append(name)


def read_licence(package: Distribution) -> str:
    """As the package states it: an expression, its classifiers, or the first line of a text."""
    stated, classed, text = (
        package.metadata.get_all(k) or [] for k in ("License-Expression", "Classifier", "License")
    )
    known = [c.rpartition(" :: ")[2] for c in classed if "License ::" in c]
    lines = [t.strip().partition("\n")[0] for t in text]
    return next(filter(None, (*stated, "; ".join(known), *lines)), "tidak disebutkan")


def _component(package: Distribution, kind: str) -> dict[str, object]:
    name = re.sub(r"[-_.]+", "-", package.name).lower()
    return {
        "type": kind,
        "name": package.name,
        "version": package.version,
        "purl": f"pkg:pypi/{name}@{package.version}",
        "licenses": [{"license": {"name": read_licence(package)}}],
    }
