"""Row headers tagged as such: Typst's library makes them plain cells, so its PDF is mended.

A cell that heads its row is known by a left edge without width (typst_table). Typst writes each
structure element as plain text, so that what follows it only moves.
"""

import re
from itertools import accumulate, pairwise

HEADS_ROW = "left: 0pt"  # among the edges of a cell
_EDGE = b"/BorderStyle[/Solid/Solid/Solid/None]"  # what becomes of it
_CELL = re.compile(
    rb"(?P<cell>\d+) 0 obj\n<</Type/StructElem/S/TD/P (?P<row>\d+) 0 R"
    rb"/A\[<</O/Table/Headers\[(?P<heads>.*?)\](?P<rest>.*)"
)
_PLACE = re.compile(rb"(\d{10})(?= 00000 n)")
_NAMES = b"/IDTree<</Names["  # in order


def tag_row_headers(pdf: bytes) -> bytes:
    """The PDF with TH for TD where a cell heads its row; the other cells of the row name it."""
    header = {m["row"]: m["cell"] for m in _CELL.finditer(pdf) if _EDGE in m["rest"]}
    names = b"".join(b"(R%b)%b 0 R" % pair for pair in sorted(header.items()))

    def mend(m: re.Match[bytes]) -> bytes:
        cell, row, heads, rest = m.groups()
        if row not in header:
            return m[0]
        kind, own = (b"H", b"/ID(R%b)" % row) if header[row] == cell else (b"D", b"")
        scope, named = (b"/Scope/Row", b"") if own else (b"", b"(R%b)" % row)
        begin = b"%b 0 obj\n<</Type/StructElem/S/T%b/P %b 0 R%b" % (cell, kind, row, own)
        return begin + b"/A[<</O/Table%b/Headers[%b%b]%b" % (scope, heads, named, rest)

    start = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    places = [*sorted(map(int, _PLACE.findall(pdf[start:]))), start]
    objects = [
        _CELL.sub(mend, pdf[begin:end]).replace(_NAMES, _NAMES + names)
        for begin, end in pairwise(places)
    ]
    moved = dict(zip(places, accumulate(map(len, objects), initial=places[0]), strict=True))
    table = _PLACE.sub(lambda m: b"%010d" % moved[int(m[0])], pdf[start:])
    table = table.replace(b"startxref\n%d" % start, b"startxref\n%d" % moved[start])
    return b"".join([pdf[: places[0]], *objects, table])
