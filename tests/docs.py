"""Writes what is counted in the documents: `make docs`."""

import ast
import re

from tests.conftest import PROJECT_ROOT
from tests.figures import take_over_last_run, write_figures
from tests.lawlist import write_laws
from tests.test_architecture import PACKAGE, ROOMS, count_lines, list_modules

README = PROJECT_ROOT / "README.md"
PROMISES = PROJECT_ROOT / "docs" / "jaminan.md"
LAWS = PROJECT_ROOT / "docs" / "hukum.md"


def describe_room(room: str) -> str:
    """First line of the room's docstring."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))
    return (ast.get_docstring(tree) or "").split("\n")[0].rstrip(".")


def write_rooms() -> str:
    """The tree of rooms from the top down, with their sizes to the nearest hundred lines."""
    rows = ["| room of `lkip_helpers/` | one job | lines |", "|---|---|--:|"]
    for room in ROOMS:
        lines = round(count_lines(list_modules(room)), -2)
        rows.append(f"| `{room}/` | {describe_room(room)} | {lines:,} |")
    total = round(count_lines(list_modules()), -2)
    rows.append(f"| | all modules | {total:,} |")
    return "\n".join(rows)


BLOCKS = {"rooms": write_rooms, "figures": write_figures, "laws": write_laws}


def fill(text: str) -> str:
    """The document with every marked block written anew."""
    for name, write in BLOCKS.items():
        pattern = rf"(<!-- {name}: [^>]*-->\n).*?(<!-- end -->)"
        if f"<!-- {name}:" in text:
            pieces = re.split(pattern, text, flags=re.DOTALL)
            text = f"{pieces[0]}{pieces[1]}{write()}\n{pieces[2]}{pieces[3]}"
    return text


def main() -> None:
    take_over_last_run()
    for page in (README, PROMISES, LAWS):
        page.write_text(fill(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
