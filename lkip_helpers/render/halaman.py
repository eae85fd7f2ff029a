"""laporan.html as a strict page: no inline style, and a policy that admits its own parts alone."""

import base64
import hashlib
import re

KEBIJAKAN = "(kebijakan)"  # where the template wants the policy
_TABEL = re.compile(r'<div class="(lkip-tabel[^"]*)" id="([^"]+)">(\s*<table>\s*<caption)>')
_BERNAMA = (
    r'<div class="\1" id="\2" role="group" aria-labelledby="\2-judul" tabindex="0">'
    r'\3 id="\2-judul">'
)
_GAMBAR = re.compile(r'<figure id="([^"]+)">')
_LEBAR = re.compile(r'<col style="width:(\d+)\.(\d)%"/?>')
_GAYA = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SKRIP = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def finish_halaman(teks: str) -> str:
    """The page as it leaves: boxes open to the keyboard, widths as classes, its policy filled in.

    teks: one <style> and one <script> before the text of the report, KEBIJAKAN in the policy.
    """
    teks = _GAMBAR.sub(r'<figure id="\1" tabindex="0">', _TABEL.sub(_BERNAMA, teks))
    teks = _move_lebar(teks)
    return teks.replace(KEBIJAKAN, _write_kebijakan(teks), 1)


def _move_lebar(teks: str) -> str:
    """Widths of columns from inline styles, which the policy forbids, into the style sheet."""
    lebar = sorted(set(_LEBAR.findall(teks)))
    aturan = "".join(f".l{a}-{b}{{width:{a}.{b}%}}\n" for a, b in lebar)
    teks = _LEBAR.sub(r'<col class="l\1-\2">', teks)
    return teks.replace("</style>", f"{aturan}</style>", 1)


def _write_kebijakan(teks: str) -> str:
    """The Content-Security-Policy: nothing is fetched, only this style and this script count."""
    gaya, skrip = (_sidik(pola, teks) for pola in (_GAYA, _SKRIP))
    return (
        f"default-src 'none'; img-src data:; style-src '{gaya}'; script-src '{skrip}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _sidik(pola: re.Pattern[str], teks: str) -> str:
    """Print of the first part that `pola` finds, as a policy names it."""
    if not (bagian := pola.search(teks)):
        raise ValueError(f"Halaman tanpa {pola.pattern}")
    return "sha256-" + base64.b64encode(hashlib.sha256(bagian[1].encode()).digest()).decode()
