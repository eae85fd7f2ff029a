"""laporan.html as a strict page: no inline style, and a policy that allows only its own parts."""

import base64
import hashlib
import re

POLICY = "(kebijakan)"  # placeholder of the policy in the template
_WIDTH = re.compile(r'<col style="width:(\d+)\.(\d)%"/?>')
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def finish_page(text: str) -> str:
    """The final page: widths as classes, its policy filled in.

    text: the page with one <style> and one <script> before the report, and POLICY in its <meta>.
    """
    widths = sorted(set(_WIDTH.findall(text)))  # inline, which the policy forbids
    rules = "".join(f".l{whole}-{tenth}{{width:{whole}.{tenth}%}}\n" for whole, tenth in widths)
    text = _WIDTH.sub(r'<col class="l\1-\2">', text)
    text = text.replace("</style>", f"{rules}</style>", 1)
    style, script = (_fingerprint(pattern, text) for pattern in (_STYLE, _SCRIPT))
    policy = (  # nothing is fetched; only this style and this script apply
        f"default-src 'none'; img-src data:; style-src '{style}'; script-src '{script}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    return text.replace(POLICY, policy, 1)


def _fingerprint(pattern: re.Pattern[str], text: str) -> str:
    """The hash of the first part that `pattern` finds, as a policy names it."""
    if not (part := pattern.search(text)):
        raise ValueError(f"Halaman tanpa {pattern.pattern}")
    return "sha256-" + base64.b64encode(hashlib.sha256(part[1].encode()).digest()).decode()
