"""The `lkip` command: parses, calls, prints."""

import ast
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.bahasa import Penafsir
from lkip_helpers.workspace import Ruang, RuangTidakDitemukan, find_root

GAGAL, SALAH_PAKAI = 1, 2


def main(argumen: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 data or report at fault, 2 used wrongly."""
    if hasattr(signal, "SIGPIPE"):  # `lkip check | head` ends quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    pilihan = _penafsir().parse_args(argumen)
    try:
        ruang = [] if pilihan.sendiri else [_ruang(pilihan)]
        return int(pilihan.jalankan(*ruang, pilihan))
    except (RuangTidakDitemukan, PilihanSalah) as galat:
        print(galat, file=sys.stderr)
        return SALAH_PAKAI


class PilihanSalah(Exception):
    """A unit, year or parameter that does not exist."""


def parse_parameter(teks: str) -> tuple[str, Any]:
    """`NAMA=NILAI` as a name and a Python literal, or text where it is none."""
    nama, tanda, nilai = teks.partition("=")
    if not tanda:
        raise PilihanSalah(f"Parameter {teks} tidak bernilai; tulis NAMA=NILAI.")
    if nama in ("tahun", "unit"):
        raise PilihanSalah(f"Parameter {nama} dipilih dengan TAHUN dan --unit, bukan dengan -p.")
    try:
        return nama, ast.literal_eval(nilai)
    except (ValueError, SyntaxError):
        return nama, nilai


def _penafsir() -> Penafsir:
    utama = Penafsir(prog="lkip", description="Buku kerja Laporan Kinerja (LKIP) kecamatan.")
    perintah = utama.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Penafsir
    )

    def tambah(
        nama: str,
        bantuan: str,
        jalankan: Callable[..., int],
        *,
        sendiri: bool = False,
        depan: Callable[[Penafsir], None] = lambda _: None,
    ) -> Penafsir:
        """sendiri: the command finds its units and years itself; depan: arguments before TAHUN."""
        p: Penafsir = perintah.add_parser(nama, help=bantuan, description=bantuan)
        depan(p)
        p.argumen.add_argument(
            "tahun",
            type=int,
            nargs="?",
            metavar="TAHUN",
            help="tahun laporan; bawaan: tahun terbaru",
        )
        p.pilihan.add_argument(
            "--unit",
            metavar="UNIT",
            help="nama folder kecamatan di data/raw; bawaan: satu-satunya yang ada",
        )
        p.set_defaults(jalankan=jalankan, sendiri=sendiri)
        return p

    for bagian in (_tambah_data, _tambah_laporan, _tambah_jadwal):
        bagian(tambah)
    return utama


def _tambah_data(tambah: Callable[..., Penafsir]) -> None:
    periksa = tambah("check", "Periksa semua data dan sebutkan setiap kesalahan.", check)
    periksa.pilihan.add_argument("--json", action="store_true", help="tulis temuan sebagai JSON")
    periksa.pilihan.add_argument(
        "--record", action="store_true", help="catat SHA-256 berkas mentah di SUMBER.toml"
    )
    periksa.pilihan.add_argument(
        "--mark", action="store_true", help="tulis salinan yang selnya bertanda di folder keluaran"
    )
    baru = tambah("new", "Siapkan berkas Excel tahun baru.", new_perintah, sendiri=True)
    baru.pilihan.add_argument(
        "--kosong", action="store_true", help="tanpa membawa isi tahun sebelumnya"
    )
    masuk = tambah(
        "import", "Ambil ekspor SIPD atau Google Forms ke berkas Excel tahun itu.",
        import_perintah, depan=_tambah_ekspor,
    )  # fmt: skip
    masuk.pilihan.add_argument(
        "--ganti", action="store_true", help="ganti isi yang berbeda; salinannya disimpan"
    )
    masuk.pilihan.add_argument("--uji", action="store_true", help="laporkan saja, tanpa menulis")
    masuk.pilihan.add_argument(
        "--hanya-tahun", action="store_true",
        help="forms: tinggalkan jawaban tahun lain, bukan menolaknya",
    )  # fmt: skip


def _tambah_ekspor(p: Penafsir) -> None:
    p.argumen.add_argument(
        "jenis", choices=("sipd", "forms"), metavar="JENIS",
        help="sipd: anggaran (RKA, DPA, DPPA, realisasi); forms: jawaban survei",
    )  # fmt: skip
    p.argumen.add_argument("berkas", metavar="BERKAS", help="ekspornya, .xlsx atau .csv")


def _tambah_laporan(tambah: Callable[..., Penafsir]) -> None:
    render = tambah("render", "Susun laporan: HTML, PDF, dan tabel.", render_perintah)
    jenis = render.pilihan.add_mutually_exclusive_group()
    jenis.add_argument("--draft", action="store_true", help="konsep, bertanda (bawaan)")
    jenis.add_argument(
        "--final", action="store_true", help="laporan akhir; ditolak selama masih ada kekurangan"
    )
    render.pilihan.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAMA=NILAI",
        help="parameter tambahan bagi notebook; boleh diulang",
    )  # fmt: skip
    banding = tambah(
        "reconcile", "Bandingkan angka laporan terbit dengan hitungan.", reconcile_perintah
    )
    banding.pilihan.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")


def _tambah_jadwal(tambah: Callable[..., Penafsir]) -> None:
    for p in (
        tambah("run", "Susun laporan yang datanya berubah; satu baris catatan setiap laporan.",
               run_perintah, sendiri=True),
        jadwal := tambah("schedule", "Cetak, pasang, atau cabut jadwal milik pemakai.",
                         schedule_perintah, sendiri=True),
    ):  # fmt: skip
        p.pilihan.add_argument("--semua", action="store_true", help="semua unit di data/raw")
        p.pilihan.add_argument(
            "--paksa", action="store_true", help="susun juga yang datanya tidak berubah"
        )
    jadwal.pilihan.add_argument(
        "--setiap",
        choices=("hari", "minggu", "bulan", "tahun"),
        default="hari",
        help="bawaan: hari",
    )
    jadwal.pilihan.add_argument(
        "--systemd", action="store_true", help="timer systemd; bawaan: cron"
    )
    tindakan = jadwal.pilihan.add_mutually_exclusive_group()
    tindakan.add_argument("--install", action="store_true", help="pasang jadwalnya")
    tindakan.add_argument("--remove", action="store_true", help="cabut jadwalnya")


def _semua_ruang(pilihan: Any) -> list[Ruang]:
    """The unit asked for, or with --semua every unit with the year asked for or its latest."""
    if not pilihan.semua:
        return [_ruang(pilihan)]
    root = find_root()
    hasil = []
    for unit in Ruang("", 0, root).list_units():
        daftar = Ruang(unit, 0, root).list_tahun()
        tahun = pilihan.tahun or (daftar[-1] if daftar else None)
        hasil += [Ruang.of(unit, tahun, root)] if tahun in daftar else []
    if not hasil:
        raise PilihanSalah("Tidak ada data untuk tahun itu pada unit mana pun.")
    return hasil


def _ruang(pilihan: Any) -> Ruang:
    """The unit and year asked for, or the only unit and its latest year."""
    root = find_root()
    units = Ruang("", 0, root).list_units()
    unit = pilihan.unit or (units[0] if len(units) == 1 else None)
    if unit not in units:
        raise PilihanSalah(
            f"Unit {unit or '(belum dipilih)'} tidak ada di data/raw. "
            f"Yang ada: {', '.join(units) or 'belum ada'}. Pilih dengan --unit NAMA."
        )
    daftar = Ruang(unit, 0, root).list_tahun()
    tahun = pilihan.tahun or (daftar[-1] if daftar else None)
    if tahun not in daftar:
        raise PilihanSalah(
            f"Tahun {tahun or '(belum dipilih)'} tidak ada untuk {unit}. "
            f"Yang ada: {', '.join(map(str, daftar)) or 'belum ada'}."
        )
    return Ruang.of(unit, tahun, root)


def check(ruang: Ruang, pilihan: Any) -> int:
    """Print every finding and what is still empty; 1 where no report can be made yet."""
    from lkip_helpers.cek import cek

    return cek(ruang, catat=pilihan.record, json_saja=pilihan.json, tandai=pilihan.mark)


def new_perintah(pilihan: Any) -> int:
    """Make the workbooks of a new year or unit; 1 where they exist already."""
    root = find_root()
    units = Ruang("", 0, root).list_units()
    unit = pilihan.unit or (units[0] if len(units) == 1 else None)
    if unit is None or pilihan.tahun is None:
        raise PilihanSalah("Sebutkan tahun dan unitnya: lkip new TAHUN --unit NAMA.")
    from lkip_helpers.cek import siapkan_tahun

    return siapkan_tahun(Ruang.of(unit, pilihan.tahun, root), kosong=pilihan.kosong)


def import_perintah(ruang: Ruang, pilihan: Any) -> int:
    """Read an export into the raw workbook; 1 where it is refused, and nothing is written."""
    if pilihan.hanya_tahun and pilihan.jenis != "forms":
        raise PilihanSalah("--hanya-tahun hanya untuk forms.")
    berkas = Path(pilihan.berkas)
    if not berkas.is_file():
        raise PilihanSalah(f"Berkas {berkas} tidak ada. Periksa nama dan foldernya.")
    from lkip_helpers.impor import impor

    return impor(
        ruang, pilihan.jenis, berkas,
        ganti=pilihan.ganti, uji=pilihan.uji, hanya_tahun=pilihan.hanya_tahun,
    )  # fmt: skip


def render_perintah(ruang: Ruang, pilihan: Any) -> int:
    """Check the data, then build the report; a fault leaves the former report as it was."""
    parameter = dict(map(parse_parameter, pilihan.parameter))
    from lkip_helpers.kerja import bangun

    return bangun(ruang, parameter, final=pilihan.final)


def reconcile_perintah(ruang: Ruang, pilihan: Any) -> int:
    """Hold the published figures against the computed ones and say why they differ."""
    from lkip_helpers.banding import bandingkan

    return bandingkan(ruang, json_saja=pilihan.json)


def run_perintah(pilihan: Any) -> int:
    """Build what changed; 0, or the worst code of a run that failed."""
    from lkip_helpers.jadwal.jalan import run_terjadwal, write_ringkasan
    from lkip_helpers.jadwal.kabar import send_kabar

    ruang = _semua_ruang(pilihan)
    jalan = []
    for r in ruang:
        jalan.append(run_terjadwal(r, paksa=pilihan.paksa))
        print(jalan[-1], flush=True)
    write_ringkasan(ruang[0].root, jalan)
    for masalah in send_kabar([j for j in jalan if j.kode]):
        print(masalah, file=sys.stderr)
    return max(j.kode for j in jalan)


def schedule_perintah(pilihan: Any) -> int:
    """Print what cron or systemd would be told; install or remove it where asked."""
    from lkip_helpers.jadwal import pasang

    ruang = _semua_ruang(pilihan)[0]
    argumen = [str(pilihan.tahun)] if pilihan.tahun else []
    argumen += ["--semua"] if pilihan.semua else ["--unit", ruang.unit]
    argumen += ["--paksa"] if pilihan.paksa else []
    jadwal = pasang.Jadwal(ruang.root, tuple(argumen), pilihan.setiap)
    try:
        cara = pasang.describe
        if pilihan.install or pilihan.remove:
            cara = pasang.install if pilihan.install else pasang.remove
        print(*cara(jadwal, systemd=pilihan.systemd), sep="\n")
    except pasang.JadwalGagal as galat:
        print(galat, file=sys.stderr)
        return GAGAL
    return 0
