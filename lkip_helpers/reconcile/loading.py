"""A reconciliation from its files: terbit.xlsx and the tables of the built report."""

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.published import read_published
from lkip_helpers.reconcile.reconciliation import Reconciliation, reconcile
from lkip_helpers.report.record import Record
from lkip_helpers.report.tabel_json import read_built
from lkip_helpers.workspace import PUBLISHED, Workspace


class PublishedFault(LkipError):
    """terbit.xlsx has faults; the message lists every one with its cell and cure."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)), findings=findings)


def load_reconciliation(unit: str, tahun: int) -> Reconciliation:
    """The published figures of `unit` in `tahun` held against the built report.

    Raises UnreadableReport, PublishedNotFound, PublishedFault, LkipError where no figure is typed.
    """
    result = load_tabel(unit, tahun)
    published = read_published(Workspace.of(unit, tahun))
    if published.findings:
        raise PublishedFault(published.findings)
    if published.number.empty:
        raise LkipError(f"{PUBLISHED} belum berisi nilai; ketik pada kolom Nilai tercetak.")
    reconciliation = reconcile(published.number, published.statement, result)
    if reconciliation.findings:
        raise PublishedFault(reconciliation.findings)
    return reconciliation


def load_tabel(unit: str, tahun: int) -> dict[str, Record]:
    """The tables of the built report by label. Raises UnreadableReport."""
    return read_built(Workspace.of(unit, tahun))
