"""Sentences on participation: what is missing where, and how far the evidence carries a claim."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import compare_printed, judge_capaian
from lkip_helpers.prose.phrases import phrase_capaian, phrase_names, phrase_range
from lkip_helpers.report.area import Area
from lkip_helpers.report.format import is_empty, lower_first
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.layouts import capaian_column
from lkip_helpers.report.narasi import Chain, Narasi, chain_words
from lkip_helpers.report.quantities import phrase_quantity
from lkip_helpers.report.tabel import Source, Tabel

_FROM = "(dari(lembaga_keaktifan, {0}, kecamatan) + dari(lembaga_keaktifan, {0}, kelurahan))"
KEAKTIFAN_FORMULA = f"{_FROM.format('Realisasi')} / {_FROM.format('Target')} × 100"


def build_measured(sasaran: pd.DataFrame, ordinal: int, tahun: int, source: Source) -> Chain:
    """What the sasaran on participation and its supporting indicators reached.

    sasaran: rows of compute_indikator. ordinal: its number.
    """
    label = f"sasaran-{ordinal}-capaian"
    return Chain(
        [
            Narasi(
                f"[Tabel](#{label}) menyajikan capaian indikator sasaran ini beserta indikator "
                "pendukungnya."
            ),
            Tabel(
                label,
                f"Capaian sasaran partisipasi masyarakat tahun {tahun}",
                sasaran,
                ["indikator", "satuan", "target", "realisasi", capaian_column(sasaran)],
                source=source,
                without_data="tidak ada sasaran tentang partisipasi masyarakat",
            ),
            Narasi(
                "Capaian indikator sasaran ini {rentang}.",
                when=len(sasaran) > 0,
                rentang=phrase_capaian(sasaran),
            ),
        ]
    )


def build_keaktifan(lembaga: pd.DataFrame, keaktifan: pd.DataFrame, area: Area) -> Chain:
    """How many institutions are active on each level, what was counted, and targets out of reach.

    lembaga: lembaga, kecamatan, kelurahan. keaktifan: compute_keaktifan. area: the
    parts of the kecamatan. Where no kind counts more than once for the kecamatan and once a
    kelurahan, kinds were
    counted, and no level can have more than all kinds everywhere.
    """
    if keaktifan.empty:
        return Chain([])
    passive = lembaga["lembaga"][(lembaga["kecamatan"] + lembaga["kelurahan"]) == 0]
    content = [
        Narasi(
            "Tercatat {kecamatan:bilangan} lembaga aktif pada tingkat kecamatan dan "
            "{kelurahan:bilangan} pada tingkat {area.name}; persentase keaktifannya terhadap "
            "target "
            "{rentang}. Jenis lembaga yang belum aktif pada kedua tingkat: {pasif}.",
            kecamatan=lembaga["kecamatan"].sum(),
            kelurahan=lembaga["kelurahan"].sum(),
            area=area,
            rentang=phrase_keaktifan(keaktifan),
            pasif=phrase_names(passive, "jenis lembaga", empty="tidak ada"),
        )
    ]
    if lembaga["kecamatan"].max() <= 1 and lembaga["kelurahan"].max() <= area.desa + area.kelurahan:
        content += _kind_calculation(len(lembaga), keaktifan, area)
    return Chain(content)


def phrase_keaktifan(keaktifan: pd.DataFrame) -> str:
    """The higher and the lower percentage, by level. keaktifan: compute_keaktifan."""
    hierarchical = keaktifan.assign(tingkat="tingkat " + keaktifan["tingkat"])
    return phrase_range(hierarchical, "tingkat", "persentase", wording="tingkat")


def _kind_calculation(kind: int, keaktifan: pd.DataFrame, area: Area) -> list[Narasi]:
    most = {"kecamatan": kind, area.name: kind * (area.desa + area.kelurahan)}
    return [
        Narasi(
            "Yang dihitung ialah jenis lembaga: satu jenis dihitung paling banyak satu kali untuk "
            "kecamatan dan satu kali untuk setiap {area.one}, berapa pun banyaknya kelompok di "
            "sana.",
            area=area,
        ),
        *(
            Narasi(
                "Target tingkat {tingkat} adalah {target:bilangan}, padahal dari {jenis:kata} "
                "jenis lembaga yang tercatat hitungan terbanyaknya {terbanyak:bilangan}. Target "
                "itu tidak dapat dicapai dan perlu ditinjau kembali.",
                when=not is_empty(b.target) and b.target > most[b.tingkat],
                tingkat=b.tingkat,
                target=b.target,
                jenis=kind,
                terbanyak=most[b.tingkat],
            )
            for b in iter_rows(keaktifan)
        ),
    ]


def build_pembinaan(pembinaan: pd.DataFrame, short: pd.DataFrame, lembaga: pd.DataFrame) -> Chain:
    """How many kinds are guided, a target out of reach, and who is active without guidance.

    pembinaan: lembaga, dibina. short: compute_pembinaan. lembaga: lembaga, kecamatan.
    """
    if short.empty:
        return Chain([])
    r, not_yet = short.iloc[0], pembinaan["lembaga"][~pembinaan["dibina"].astype(bool)]
    active = set(lembaga["lembaga"][lembaga["kecamatan"] > 0])
    without, exists = [n for n in not_yet if n in active], not is_empty(r["target"])
    return Chain(
        [
            Narasi(
                "Dari {banyak:kata} jenis lembaga yang tercatat, {dibina:kata} menerima pembinaan"
                + (", atau {persen:persen} dari target {target:bilangan} lembaga" if exists else "")
                + ". Lembaga yang belum dibina: {belum}.",
                banyak=len(pembinaan),
                dibina=r["realisasi"],
                target=r["target"],
                persen=r["persentase"],
                belum=phrase_names(not_yet, "jenis lembaga", empty="tidak ada"),
            ),
            Narasi(
                "Target itu lebih besar daripada jumlah jenis lembaga yang tercatat, sehingga "
                "tidak dapat dicapai dan perlu ditinjau kembali.",
                when=exists and r["target"] > len(pembinaan),
            ),
            Narasi(
                "Pembinaan dan keaktifan tidak selalu sejalan: {tanpa} aktif pada tingkat "
                "kecamatan tanpa pembinaan kecamatan.",
                when=bool(without),
                tanpa=phrase_names(without, "jenis lembaga"),
            ),
        ]
    )


def build_duplicates(sasaran: pd.DataFrame) -> Chain:
    """Supporting indicators whose figures are those of another of the same sasaran.

    sasaran: rows of compute_indikator of one sasaran.
    """
    primary = sasaran[sasaran["jenjang"] != "pendukung"]
    return Chain(
        [
            Narasi(
                "Target dan realisasi {indikator} sama dengan {utama}. Indikator pendukung ini "
                "tidak menambah keterangan tentang sasarannya, dan perlu dipastikan bahwa "
                "keduanya diukur sendiri-sendiri.",
                when=bool(same),
                indikator=b.indikator,
                utama=chain_words(same),
            )
            for b in iter_rows(sasaran[sasaran["jenjang"] == "pendukung"])
            for same in [_same_numbers(b, primary)]
        ]
    )


def _same_numbers(b: Any, primary: pd.DataFrame) -> list[str]:
    trait = ["satuan", "target", "realisasi"]
    return list(
        primary["indikator"][(primary[trait] == [getattr(b, k) for k in trait]).all(axis=1)]
    )


def build_sarana(sarana: pd.DataFrame, short: pd.DataFrame, area: Area) -> Chain:
    """How many sarana each part of the kecamatan has, what is missing, what needs a word.

    sarana: unsur, kelurahan, tersedia. short: compute_sarana.
    """
    exists = len(short) > 0
    return Chain(
        [
            Narasi(
                "Unsur sarana prasarana yang tersedia {jumlah}. {kurang}",
                when=exists,
                jumlah=phrase_range(
                    short,
                    "kelurahan",
                    "realisasi",
                    "bilangan",
                    words=("terbanyak", "paling sedikit"),
                    wording=area.name,
                ),
                kurang=_phrase_shortage(sarana, area),
            ),
            Narasi(
                "Capaian terhadap target {capaian}.",
                when=exists,
                capaian=phrase_range(short, "kelurahan", "capaian", wording=area.name),
            ),
            _exceed(short, area),
        ]
    )


def _phrase_shortage(sarana: pd.DataFrame, area: Area) -> str:
    lacking = sarana[~sarana["tersedia"].astype(bool)]
    if lacking.empty:
        return f"Semua unsur tersedia di semua {area.name}."
    part = [
        f"{lower_first(str(unsur))} di {chain_words(own['kelurahan'].to_list())}"
        for unsur, own in lacking.groupby("unsur", sort=False)
    ]
    return f"Yang belum tersedia ialah {chain_words(part)}."


def _exceed(short: pd.DataFrame, area: Area) -> Narasi:
    exists = short.dropna(subset=["capaian"])
    pair = zip(exists["kelurahan"], exists["capaian"], strict=True)
    excess = [kelurahan for kelurahan, c in pair if judge_capaian(c) > 0]
    return Narasi(
        "Capaian di atas seratus persen terdapat di {nama} karena targetnya lebih kecil daripada "
        "jumlah unsur yang sudah tersedia. Target yang lebih rendah daripada keadaan yang ada "
        "perlu ditinjau kembali agar capaian menggambarkan kemajuan yang sesungguhnya.",
        when=len(excess) > 0,
        nama=phrase_names(excess, area.name),
    )


def build_range(evidence: pd.DataFrame, reported: pd.DataFrame) -> Chain:
    """Whether any evidence, alone or in the mean, equals the realisasi that was reported.

    evidence: bukti, persentase. reported: rows of compute_indikator (percentages).
    """
    if evidence.empty:
        return Chain([])
    mean = float(evidence["persentase"].mean())
    content = [
        Narasi(
            "Persentase {rentang}. Rata-rata sederhana {banyak:kata} bukti tersebut adalah "
            "{rerata:persen}.",
            rentang=phrase_range(evidence, "bukti", "persentase", low=True, wording="bukti"),
            banyak=len(evidence),
            rerata=mean,
        )
    ]
    for b in iter_rows(reported.dropna(subset=["realisasi"])):
        same = [
            str(n)
            for n, p in [
                *zip(evidence["bukti"], evidence["persentase"], strict=True),
                ("Rata-rata", mean),
            ]
            if compare_printed(p, b.realisasi) == 0
        ]
        content.append(_match(b, same))
    return Chain(content)


def _match(b: Any, same: list[str]) -> Narasi:
    template = (
        "Realisasi {indikator} yang dilaporkan, yaitu {realisasi}, sama dengan {sama}."
        if same
        else "Realisasi {indikator} yang dilaporkan adalah {realisasi}. Angka itu tidak sama "
        "dengan satu pun bukti di atas dan tidak pula dengan rata-ratanya. Cara menghitung "
        "realisasi dari bukti pendukung belum tercatat; rumusnya perlu ditetapkan agar angka pada "
        "tahun berikutnya dapat ditelusuri."
    )
    return Narasi(
        template,
        indikator=b.indikator,
        realisasi=phrase_quantity(b.realisasi, b.satuan),
        sama=phrase_names(same, low=True),
    )
