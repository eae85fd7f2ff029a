"""The commands and their options, with their help."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lkip_helpers.commands import dispatch
from lkip_helpers.commands.argparse_indonesian import Parser, Version
from lkip_helpers.workspace import FORMS

_SCOPE = (  # what an office says of itself in `lkip new`; asked for in a first year
    ("--kelurahan", "NAMA", "nama kelurahan, dipisah koma"),
    ("--desa", "NAMA", "nama desa, dipisah koma"),
    ("--survei", "BENTUK", "bentuk survei yang dimiliki: jawaban, rekap, ikm, atau tidak"),
    ("--renstra", "AWAL-AKHIR", "periode Renstra, misalnya 2025-2029"),
    ("--triwulan", "YA", "ya atau tidak: realisasi diukur setiap triwulan"),
    ("--program-lokal", "YA", "ya atau tidak: ada program daerah di kelurahan atau desa"),
)
LAB = "Buka JupyterLab pada halaman mulai."


def build_parser() -> Parser:
    """The parser of the whole command line."""
    primary = Parser(prog="lkip", description="Buku kerja Laporan Kinerja (LKIP) kecamatan.")
    primary.choices.add_argument(
        "--versi", action=Version, nargs=0, help="versi, dan dari apa versi itu dibuat"
    )
    command = primary.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Parser
    )

    def add(
        name: str,
        help_text: str,
        work: Callable[..., int],
        *,
        itself: bool = False,
        outside: bool = False,
        front: Callable[[Parser], None] = lambda _: None,
        tahun: str = "tahun",
        tahun_help: str = "tahun laporan; bawaan: tahun terbaru",
    ) -> Parser:
        """One command.

        work: what it does. itself: it finds units and years itself. outside: it needs no
        workspace either. front: arguments before TAHUN. tahun: name of the argument or option
        that chooses the year, "" for none.
        """
        p: Parser = command.add_parser(name, help=help_text, description=help_text)
        front(p)
        buffer = p.choices if tahun.startswith("-") else p.arguments
        traits: dict[str, Any] = {} if tahun.startswith("-") else {"nargs": "?"}
        if tahun:
            buffer.add_argument(tahun, type=int, metavar="TAHUN", help=tahun_help, **traits)
        p.choices.add_argument(
            "--unit",
            metavar="UNIT",
            help="nama folder kecamatan di data/raw; bawaan: satu-satunya yang ada",
        )
        p.set_defaults(jalankan=work, sendiri=itself or outside, luar=outside)
        return p

    for part in PARTS:
        part(add)
    return primary


def _add_place(add: Callable[..., Parser]) -> None:
    init = add("init", "Buat folder kerja, atau lengkapi yang ada.", dispatch.init,
               outside=True, tahun="")  # fmt: skip
    init.arguments.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="FOLDER", help="bawaan: folder ini"
    )
    init.choices.add_argument(
        "--contoh", action="store_true", help="sertakan data kecamatan contoh (rekaan)"
    )
    init.choices.add_argument(
        "--periksa", action="store_true", help="sebut yang kurang saja, tanpa menulis"
    )
    add("doctor", "Periksa pemasangan program dan folder kerja ini.", dispatch.doctor,
        outside=True, tahun="")  # fmt: skip


def _add_data(add: Callable[..., Parser]) -> None:
    check = add("check", "Periksa semua data dan sebutkan setiap kesalahan.", dispatch.check)
    check.choices.add_argument(
        "--final", action="store_true", help="sebut pula semua yang menghalangi laporan akhir"
    )
    check.choices.add_argument("--json", action="store_true", help="tulis temuan sebagai JSON")
    check.choices.add_argument(
        "--record", action="store_true", help="catat SHA-256 berkas mentah di SUMBER.toml"
    )
    check.choices.add_argument(
        "--mark", action="store_true", help="tulis salinan yang selnya bertanda di folder keluaran"
    )
    new = add(
        "new", "Siapkan berkas Excel tahun baru.", dispatch.new, itself=True,
        tahun_help="tahun yang disiapkan; harus ditulis",
    )  # fmt: skip
    new.choices.add_argument(
        "--kosong", action="store_true", help="tanpa membawa isi tahun sebelumnya"
    )
    new.choices.add_argument(
        "--pelengkap", nargs="?", const="semua", default="", metavar="LEMBAR",
        help="pelengkap.xlsx dengan lembar ini, dipisah koma; tanpa nama: semua",
    )  # fmt: skip
    for name, shape, text in _SCOPE:
        new.choices.add_argument(name, metavar=shape, help=text)
    new.choices.add_argument(
        "--unsur", type=int, metavar="BANYAK", help="banyaknya unsur survei; bawaan: sembilan"
    )
    enter = add(
        "import", "Ambil ekspor SIPD, Google Forms, atau batas wilayah ke data tahun itu.",
        dispatch.import_export, front=_add_export,
    )  # fmt: skip
    enter.choices.add_argument(
        "--ganti", action="store_true", help="ganti isi yang berbeda; salinannya disimpan"
    )
    enter.choices.add_argument("--uji", action="store_true", help="laporkan saja, tanpa menulis")
    enter.choices.add_argument(
        "--hanya-tahun", action="store_true",
        help="forms: tinggalkan jawaban tahun lain, bukan menolaknya",
    )  # fmt: skip
    for name, what in (
        ("--sumber", "asal batas wilayah"),
        ("--lisensi", "lisensinya"),
    ):
        enter.choices.add_argument(name, default="", metavar="TEKS", help=f"map: {what}")


def _add_export(p: Parser) -> None:
    p.arguments.add_argument(
        "jenis", choices=("sipd", "forms", "map"), metavar="JENIS",
        help="sipd: anggaran (RKA, DPA, DPPA, realisasi); forms: jawaban survei; map: batas",
    )  # fmt: skip
    p.arguments.add_argument(
        "berkas", metavar="BERKAS", help="ekspornya, .xlsx atau .csv; peta: .geojson"
    )


def _add_report(add: Callable[..., Parser]) -> None:
    render = add("render", "Susun laporan: HTML, PDF, Word, dan tabel.", dispatch.render)
    kind = render.choices.add_mutually_exclusive_group()
    kind.add_argument("--draft", action="store_true", help="konsep, bertanda (bawaan)")
    kind.add_argument(
        "--final", action="store_true", help="laporan akhir; ditolak selama masih ada kekurangan"
    )
    render.choices.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAMA=NILAI",
        help="parameter tambahan bagi notebook; boleh diulang",
    )  # fmt: skip
    render.choices.add_argument(
        "--bentuk", default="", metavar="BENTUK",
        help=f"hanya bentuk ini, dipisah koma; bawaan: {','.join(FORMS)}",
    )  # fmt: skip
    render.choices.add_argument(
        "--notebook", metavar="NOTEBOOK",
        help="hanya notebook ini, misalnya analisis/serapan, sebagai dokumen tersendiri",
    )  # fmt: skip
    render.choices.add_argument(
        "--tte", default="", metavar="TANDA",
        help="dengan --final: jangkar tanda tangan elektronik, misalnya '#', sekali di setiap blok",
    )  # fmt: skip
    share = add("share", "Buat satu halaman HTML dari sebuah bab atau notebook untuk dibagikan.",
                dispatch.share, tahun="--tahun")  # fmt: skip
    share.arguments.add_argument(
        "notebook", metavar="NOTEBOOK", help="misalnya 31-kepuasan-masyarakat atau analisis/serapan"
    )
    share.choices.add_argument("--kode", action="store_true", help="sertakan kodenya, terlipat")
    comparison = add(
        "reconcile", "Bandingkan angka laporan terbit dengan hitungan.", dispatch.reconcile
    )
    comparison.choices.add_argument(
        "--json", action="store_true", help="tulis hasilnya sebagai JSON"
    )
    add("evaluate", "Jawab lembar evaluasi AKIP dan ceklis reviu beserta buktinya.",
        dispatch.evaluate)  # fmt: skip
    origin = add("trace", "Telusuri asal sebuah angka sampai ke sel masukannya.", dispatch.trace,
                  tahun="--tahun")  # fmt: skip
    origin.arguments.add_argument("benda", metavar="TABEL", help="label atau nomor, misalnya 3.4")
    origin.arguments.add_argument(
        "kolom", nargs="?", default="", metavar="KOLOM", help="kunci atau judul; bawaan: semua"
    )
    origin.choices.add_argument(
        "--baris", default="", metavar="BARIS", help="nomor baris atau kata pada namanya"
    )
    origin.choices.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")


def _add_release(add: Callable[..., Parser]) -> None:
    verify = add("verify", "Periksa apakah sebuah berkas laporan asli dari ruang kerja ini.",
                 dispatch.verify, itself=True, tahun="--tahun",
                 tahun_help="tahun yang seharusnya")  # fmt: skip
    verify.arguments.add_argument(
        "berkas", metavar="BERKAS", help="laporan HTML, PDF, Word, atau Excel; atau isi kode QR"
    )
    verify.choices.add_argument(
        "--susun", action="store_true", help="susun ulang dari datanya, lalu bandingkan"
    )
    open_data = add("publish", "Buat data terbuka dari laporan: CSV dan datapackage.json.",
                    dispatch.publish)  # fmt: skip
    open_data.choices.add_argument(
        "--lisensi", default="CC-BY-4.0", metavar="NAMA", help="lisensinya; bawaan: CC-BY-4.0"
    )


def _add_diff(add: Callable[..., Parser]) -> None:
    diff = add(
        "diff",
        "Bandingkan dua laporan: angka, tabel, dan kalimat yang berubah. "
        "Kode keluarnya 0, ada atau tidak ada yang berubah.",
        dispatch.diff,
        itself=True,
        tahun="",
    )
    diff.arguments.add_argument(
        "lama", nargs="?", metavar="A", help="tahun atau folder keluaran; bawaan: tahun terbaru"
    )
    diff.arguments.add_argument(
        "baru",
        nargs="?",
        metavar="B",
        help="tahun atau folder keluaran; tanpa B, laporan yang ada dibandingkan dengan laporan "
        "sebelumnya dari tahun A, atau dengan folder A",
    )
    diff.choices.add_argument(
        "--ke", type=Path, metavar="BERKAS", help="bawaan: perbedaan.html di folder laporan baru"
    )
    diff.choices.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")


def _add_batch(add: Callable[..., Parser]) -> None:
    batch = add(
        "batch", "Susun semua laporan sekaligus, di komputer ini atau pada kluster Dask.",
        dispatch.batch, itself=True, tahun_help="hanya tahun ini; bawaan: semua tahun",
    ).choices  # fmt: skip
    batch.add_argument(
        "--daftar", type=Path, metavar="BERKAS", help="hanya laporan ini: unit dan tahun per baris"
    )
    batch.add_argument(
        "--bagian", default="", metavar="K/N", help="hanya bagian ke-K dari N, misalnya 3/10"
    )
    batch.add_argument("--bentuk", default="", metavar="BENTUK", help="seperti pada lkip render")
    batch.add_argument("--paksa", action="store_true", help="susun juga yang tidak berubah")
    batch.add_argument(
        "--scheduler", default="", metavar="ALAMAT",
        help="kluster Dask yang sudah berjalan, misalnya tcp://nama:8786; bawaan: komputer ini",
    )  # fmt: skip
    batch.add_argument(
        "--pekerja", type=int, default=0, metavar="N", help="bawaan: satu setiap inti"
    )
    batch.add_argument(
        "--memori", type=int, default=1000, metavar="MB", help="batas setiap pekerja; bawaan: 1000"
    )
    batch.add_argument(
        "--waktu",
        type=float,
        default=600,
        metavar="DETIK",
        help="batas setiap laporan; bawaan: 600",
    )  # fmt: skip


def _add_schedule(add: Callable[..., Parser]) -> None:
    for p in (
        add("run", "Susun laporan yang datanya berubah; satu baris catatan setiap laporan.",
               dispatch.run, itself=True),
        plan_runs := add("schedule", "Cetak, pasang, atau cabut jadwal milik pemakai.",
                         dispatch.schedule, itself=True),
    ):  # fmt: skip
        p.choices.add_argument("--semua", action="store_true", help="semua unit di data/raw")
        p.choices.add_argument(
            "--paksa", action="store_true", help="susun juga yang datanya tidak berubah"
        )
    plan_runs.choices.add_argument(
        "--setiap", choices=("hari", "minggu", "bulan", "tahun"), default="hari",
        help="bawaan: hari",
    )  # fmt: skip
    plan_runs.choices.add_argument(
        "--systemd", action="store_true", help="timer systemd; bawaan: cron"
    )
    action = plan_runs.choices.add_mutually_exclusive_group()
    action.add_argument("--install", action="store_true", help="pasang jadwalnya")
    action.add_argument("--remove", action="store_true", help="cabut jadwalnya")


def _add_lab(add: Callable[..., Parser]) -> None:
    bom = add("sbom", "Cetak daftar paket yang dipakai (CycloneDX).", dispatch.sbom, itself=True,
              tahun="")  # fmt: skip
    bom.choices.add_argument("--lisensi", action="store_true", help="nama, versi, dan lisensi saja")
    lab = add("lab", LAB, dispatch.lab, itself=True, tahun="--tahun")
    lab.arguments.add_argument(
        "argumen", nargs="*", metavar="ARGUMEN", help="diteruskan ke JupyterLab, sesudah --"
    )


PARTS = (
    _add_place, _add_data, _add_report, _add_release, _add_diff, _add_batch, _add_schedule,
    _add_lab,
)  # fmt: skip
