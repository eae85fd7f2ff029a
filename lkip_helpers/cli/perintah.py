"""The commands and their options, with their help."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lkip_helpers.cli import jalankan
from lkip_helpers.cli.bahasa import Penafsir

LAB = "Buka JupyterLab pada halaman mulai."


def build_penafsir() -> Penafsir:
    """The parser of the whole command line."""
    utama = Penafsir(prog="lkip", description="Buku kerja Laporan Kinerja (LKIP) kecamatan.")
    perintah = utama.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Penafsir
    )

    def tambah(
        nama: str,
        bantuan: str,
        kerja: Callable[..., int],
        *,
        sendiri: bool = False,
        depan: Callable[[Penafsir], None] = lambda _: None,
        tahun: str = "tahun",
        bantuan_tahun: str = "tahun laporan; bawaan: tahun terbaru",
    ) -> Penafsir:
        """One command.

        kerja: what it does. sendiri: it finds units and years itself. depan: arguments before
        TAHUN. tahun: name of the argument or option that chooses the year, "" for none.
        """
        p: Penafsir = perintah.add_parser(nama, help=bantuan, description=bantuan)
        depan(p)
        wadah = p.pilihan if tahun.startswith("-") else p.argumen
        sifat: dict[str, Any] = {} if tahun.startswith("-") else {"nargs": "?"}
        if tahun:
            wadah.add_argument(tahun, type=int, metavar="TAHUN", help=bantuan_tahun, **sifat)
        p.pilihan.add_argument(
            "--unit",
            metavar="UNIT",
            help="nama folder kecamatan di data/raw; bawaan: satu-satunya yang ada",
        )
        p.set_defaults(jalankan=kerja, sendiri=sendiri)
        return p

    for bagian in (_tambah_data, _tambah_laporan, _tambah_beda, _tambah_jadwal):
        bagian(tambah)
    lab: Penafsir = perintah.add_parser("lab", help=LAB, description=LAB)
    lab.argumen.add_argument(
        "argumen", nargs="*", metavar="ARGUMEN", help="diteruskan ke JupyterLab, sesudah --"
    )
    lab.set_defaults(jalankan=jalankan.lab, sendiri=True)
    return utama


def _tambah_data(tambah: Callable[..., Penafsir]) -> None:
    periksa = tambah("check", "Periksa semua data dan sebutkan setiap kesalahan.", jalankan.check)
    periksa.pilihan.add_argument("--json", action="store_true", help="tulis temuan sebagai JSON")
    periksa.pilihan.add_argument(
        "--record", action="store_true", help="catat SHA-256 berkas mentah di SUMBER.toml"
    )
    periksa.pilihan.add_argument(
        "--mark", action="store_true", help="tulis salinan yang selnya bertanda di folder keluaran"
    )
    baru = tambah(
        "new", "Siapkan berkas Excel tahun baru.", jalankan.new, sendiri=True,
        bantuan_tahun="tahun yang disiapkan; harus ditulis",
    )  # fmt: skip
    baru.pilihan.add_argument(
        "--kosong", action="store_true", help="tanpa membawa isi tahun sebelumnya"
    )
    masuk = tambah(
        "import", "Ambil ekspor SIPD atau Google Forms ke berkas Excel tahun itu.",
        jalankan.import_ekspor, depan=_tambah_ekspor,
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
    render = tambah("render", "Susun laporan: HTML, PDF, Word, dan tabel.", jalankan.render)
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
        "reconcile", "Bandingkan angka laporan terbit dengan hitungan.", jalankan.reconcile
    )
    banding.pilihan.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")
    asal = tambah("trace", "Telusuri asal sebuah angka sampai ke sel masukannya.", jalankan.trace,
                  tahun="--tahun")  # fmt: skip
    asal.argumen.add_argument("benda", metavar="TABEL", help="label atau nomor, misalnya 3.4")
    asal.argumen.add_argument(
        "kolom", nargs="?", default="", metavar="KOLOM", help="kunci atau judul; bawaan: semua"
    )
    asal.pilihan.add_argument(
        "--baris", default="", metavar="BARIS", help="nomor baris atau kata pada namanya"
    )
    asal.pilihan.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")


def _tambah_beda(tambah: Callable[..., Penafsir]) -> None:
    beda = tambah(
        "diff",
        "Bandingkan dua laporan: angka, tabel, dan kalimat yang berubah. "
        "Kode keluarnya 0, ada atau tidak ada yang berubah.",
        jalankan.diff,
        sendiri=True,
        tahun="",
    )
    beda.argumen.add_argument(
        "lama", nargs="?", metavar="A", help="tahun atau folder keluaran; bawaan: tahun terbaru"
    )
    beda.argumen.add_argument(
        "baru",
        nargs="?",
        metavar="B",
        help="tahun atau folder keluaran; tanpa B, laporan yang ada dibandingkan dengan laporan "
        "sebelumnya dari tahun A, atau dengan folder A",
    )
    beda.pilihan.add_argument(
        "--ke", type=Path, metavar="BERKAS", help="bawaan: perbedaan.html di folder laporan baru"
    )
    beda.pilihan.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")


def _tambah_jadwal(tambah: Callable[..., Penafsir]) -> None:
    for p in (
        tambah("run", "Susun laporan yang datanya berubah; satu baris catatan setiap laporan.",
               jalankan.run, sendiri=True),
        jadwal := tambah("schedule", "Cetak, pasang, atau cabut jadwal milik pemakai.",
                         jalankan.schedule, sendiri=True),
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
