"""One indicator over the years."""

from collections.abc import Mapping

from lkip_helpers.compute import capaian, tren
from lkip_helpers.explore.choices import Loaded
from lkip_helpers.explore.shown_results import phrase_code, present
from lkip_helpers.intake import Data
from lkip_helpers.prose import indicators
from lkip_helpers.report.layouts import TAHUN, capaian_column
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.rules import load_scale

_SENTENCES = {
    "dinilai": "Realisasi {indikator} tahun {tahun:tahun} adalah {realisasi:satuan} dari target "
    "{target:satuan}, sehingga capaiannya {capaian:persen} dan {status}.",
    "tanpa": "Capaian {indikator} tahun {tahun:tahun} tidak dapat dihitung karena {alasan}.",
}
_SINCE = "Dibandingkan dengan tahun {lalu:tahun}, realisasi {ubah_realisasi}."


def list_indikator(data: Data) -> Mapping[str, str]:
    """Names of the indicators that have realisasi in the year, to their codes."""
    exists = data.realisasi[data.realisasi["tahun"] == data.tahun]["kode"]
    own = data.indikator[data.indikator["kode"].isin(exists)]
    return dict(zip(own["indikator"], own["kode"], strict=True))


def build_trend(content: Loaded, code: str | None) -> Chain:
    """Chart, table and sentence of one indicator, as the report has them of all."""
    data = content.data
    if code is None:
        return Chain([_without(data)])
    own = data.indikator[data.indikator["kode"] == code]
    history = content.history[content.history["kode"] == code]
    comparison = tren.compute_banding_tahun(own, history, data.tahun)
    renstra = data.renstra[data.renstra["kode"] == code]
    trajectory = tren.compute_trajectory(own, renstra, history, data.tahun)
    trajectory = comparison if trajectory.empty else trajectory
    name = own["indikator"].iloc[0]
    known = trajectory.melt(["tahun"], ["target", "realisasi"], "ukuran", "nilai").dropna()
    shown = present(
        "tren",
        f"Target dan realisasi {name} sampai tahun {data.tahun}",
        ("tahun", "nilai", "ukuran"),
        comparison,
        [TAHUN, "target", "realisasi", capaian_column(comparison), "perubahan"],
        [data.realisasi, data.renstra, data.indikator],
        chart=known,
    )
    copy = phrase_code(
        data,
        f'indikator = data.indikator[data.indikator["kode"] == "{code}"]',
        f'riwayat = data.history[data.history["kode"] == "{code}"]',
        "tahunan = compute.tren.compute_banding_tahun(indikator, riwayat, data.tahun)",
        "show(tahunan)",
    )
    compute = capaian.compute_indikator(
        own, data.realisasi, data.tahun, load_scale(data.pengaturan.skala)
    )
    told = Narasi(_SENTENCES, _SINCE, each=indicators.tell(compute, data.tahun), tahun=data.tahun)
    return Chain([told, *shown, copy])


def _without(data: Data) -> Narasi:
    return Narasi(
        "Belum ada realisasi indikator tahun {tahun:tahun} pada lembar Realisasi.", tahun=data.tahun
    )
