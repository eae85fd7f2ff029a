"""Tag row headers in a PDF by Typst, which writes them as plain cells.

A cell that heads its row is recognised by a left edge without width (typst_table). Typst writes
structure elements uncompressed, so changing them only moves what follows.
"""

import re
from itertools import accumulate, pairwise

HEADS_ROW = "left: 0pt"  # among the edges of a cell
_EDGE = b"/BorderStyle[/Solid/Solid/Solid/None]"  # the same in the PDF
_CELL = re.compile(
    rb"(?P<cell>\d+) 0 obj\n<</Type/StructElem/S/TD/P (?P<row>\d+) 0 R"
    rb"/A\[<</O/Table/Headers\[(?P<heads>.*?)\](?P<rest>.*)"
)
_OFFSET = re.compile(rb"(\d{10})(?= 00000 n)")
_NAMES = b"/IDTree<</Names["  # sorted


def tag_row_headers(pdf: bytes) -> bytes:
    """The PDF with TH for TD where a cell heads its row; the other cells of the row name it."""
    headers = {m["row"]: m["cell"] for m in _CELL.finditer(pdf) if _EDGE in m["rest"]}
    names = b"".join(b"(R%b)%b 0 R" % pair for pair in sorted(headers.items()))

    def retag(match: re.Match[bytes]) -> bytes:
        cell, row, heads, rest = match.groups()
        if row not in headers:
            return match[0]
        kind, id_ = (b"H", b"/ID(R%b)" % row) if headers[row] == cell else (b"D", b"")
        scope, name = (b"/Scope/Row", b"") if id_ else (b"", b"(R%b)" % row)
        element = b"%b 0 obj\n<</Type/StructElem/S/T%b/P %b 0 R%b" % (cell, kind, row, id_)
        return element + b"/A[<</O/Table%b/Headers[%b%b]%b" % (scope, heads, name, rest)

    table_start = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    offsets = [*sorted(map(int, _OFFSET.findall(pdf[table_start:]))), table_start]
    objects = [
        _CELL.sub(retag, pdf[start:end]).replace(_NAMES, _NAMES + names)
        for start, end in pairwise(offsets)
    ]
    moved = dict(zip(offsets, accumulate(map(len, objects), initial=offsets[0]), strict=True))
    table = _OFFSET.sub(lambda m: b"%010d" % moved[int(m[0])], pdf[table_start:])
    table = table.replace(b"startxref\n%d" % table_start, b"startxref\n%d" % moved[table_start])
    return b"".join([pdf[: offsets[0]], *objects, table])
