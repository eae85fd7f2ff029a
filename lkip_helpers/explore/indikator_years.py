"""One indicator over the years."""

from collections.abc import Mapping

from lkip_helpers.compute import capaian, tren
from lkip_helpers.explore.shown_results import WORDS, phrase_code, present
from lkip_helpers.intake import Data
from lkip_helpers.prose import indicators
from lkip_helpers.report.layouts import TAHUN, capaian_column
from lkip_helpers.report.narasi import Chain, Narasi


def list_indikator(data: Data) -> Mapping[str, str]:
    """Names of the indicators that have realisasi in the year, to their codes: most years first."""
    years = data.history["kode"].value_counts()
    reported = data.realisasi[data.realisasi["tahun"] == data.tahun]["kode"]
    own = data.indikator[data.indikator["kode"].isin(reported)]
    own = own.sort_values("kode", key=lambda k: -k.map(years).fillna(0), kind="stable")
    return dict(zip(own["indikator"], own["kode"], strict=True))


def build_trend(data: Data, code: str) -> Chain:
    """Chart, table and sentence of one indicator, as the report has them of all."""
    tahun = data.tahun
    own, history, renstra = (
        frame[frame["kode"] == code] for frame in (data.indikator, data.history, data.renstra)
    )
    comparison = tren.compute_banding_tahun(own, history, tahun)
    trajectory = tren.compute_trajectory(own, renstra, history, tahun)
    trajectory = comparison if trajectory.empty else trajectory
    chart = trajectory.melt(["tahun"], ["target", "realisasi"], "ukuran", "nilai").dropna()
    shown = present(
        "tren",
        f"Target dan realisasi {own['indikator'].iloc[0]} sampai tahun {tahun}",
        ("tahun", "nilai", "ukuran") if chart["tahun"].nunique() > 1 else ("nilai", "ukuran"),
        comparison,
        [TAHUN, "target", "realisasi", capaian_column(comparison), "perubahan"],
        [data.realisasi, data.renstra, data.indikator],
        chart=chart,
    )
    computed = capaian.compute_indikator(own, data.realisasi, tahun, data.skala)
    words = WORDS["indikator"], WORDS["satu"]["sejak"]
    told = Narasi(*words, each=indicators.tell(computed, tahun), tahun=tahun)
    return Chain([told, *shown, phrase_code("tren", data, kode=code)])
