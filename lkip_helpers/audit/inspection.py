"""Everything `lkip check` says: form of the sheets, agreement across them, published figures."""

from lkip_helpers.audit.consistency import list_open
from lkip_helpers.intake.data import assemble
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import Result, drop_known, read
from lkip_helpers.intake.published import check_published
from lkip_helpers.workspace import Workspace


def check(workspace: Workspace) -> tuple[Result, list[Finding]]:
    """What intake read, and every finding on it, without writing anything."""
    result = read(workspace)
    return result, [
        *result.findings,
        *check_further(workspace, result),
        *check_published(workspace),
    ]


def check_further(workspace: Workspace, result: Result) -> list[Finding]:
    """Open findings across sheets, as far as the sheets can be read."""
    if result.profil is None:
        return []
    return drop_known(list_open(assemble(workspace, result), result.faulty), result.findings)
