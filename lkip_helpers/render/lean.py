"""A process of ours starts without what no report needs."""

import sys


def skip_address_parser() -> None:
    """Let jsonschema, which nbformat imports, do without the parser of addresses it can use.

    That parser is built at import, for more than a second, and no notebook holds such addresses.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
