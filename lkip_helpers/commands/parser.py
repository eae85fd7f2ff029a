"""The command line as a table: each command, the module that does its work, its arguments."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from lkip_helpers.commands.argparse_indonesian import Parser, Version
from lkip_helpers.workspace import FORMS


class Needs(Enum):
    """What a command is given: nothing, so that it runs anywhere; a workspace; a unit and year."""

    NOTHING, WORKSPACE, YEAR = range(3)


@dataclass(frozen=True)
class Argument:
    """One argument by its place, or one option (`--…`), with what argparse is told of it."""

    name: str
    help: str
    traits: dict[str, Any]


@dataclass(frozen=True)
class Command:
    """One command.

    module: of this package; its `run` is called with what `needs` says and the choices made.
    arguments: those of a tuple in it exclude one another. year: name of the argument or option
    that chooses the year, "" for none.
    """

    name: str
    help: str
    module: str
    arguments: tuple[Argument | tuple[Argument, ...], ...] = ()
    needs: Needs = Needs.YEAR
    year: str = "tahun"
    year_help: str = "tahun laporan; bawaan: tahun terbaru"


def flag(name: str, help_text: str) -> Argument:
    """An option that is there or not."""
    return Argument(name, help_text, {"action": "store_true"})


def value(name: str, shown: str, help_text: str, **traits: Any) -> Argument:
    """An argument or option with a value, which the help calls `shown`."""
    return Argument(name, help_text, {"metavar": shown, **traits})


JSON = flag("--json", "tulis hasilnya sebagai JSON")
WHICH_FORMS = value(
    "--bentuk", "BENTUK", f"hanya bentuk ini, dipisah koma; bawaan: {','.join(FORMS)}", default=""
)
AGAIN = (
    flag("--semua", "semua unit di data/raw"),
    flag("--paksa", "susun juga yang datanya tidak berubah"),
)
COMMANDS = (
    Command(
        "init", "Buat folder kerja, atau lengkapi yang ada.", "starter",
        (
            value("folder", "FOLDER", "bawaan: folder ini", nargs="?", type=Path, default=Path()),
            flag("--contoh", "sertakan data kecamatan contoh (rekaan)"),
            flag("--periksa", "sebut yang kurang saja, tanpa menulis"),
        ),
        Needs.NOTHING, year="",
    ),
    Command("doctor", "Periksa pemasangan program dan folder kerja ini.", "doctor",
            needs=Needs.NOTHING, year=""),
    Command(
        "check", "Periksa semua data dan sebutkan setiap kesalahan.", "check",
        (
            flag("--final", "sebut pula semua yang menghalangi laporan akhir"),
            flag("--json", "tulis temuan sebagai JSON"),
            flag("--record", "catat SHA-256 berkas mentah di SUMBER.toml"),
            flag("--mark", "tulis salinan yang selnya bertanda di folder keluaran"),
        ),
    ),
    Command(
        "new", "Siapkan berkas Excel tahun baru.", "new",
        (
            flag("--kosong", "tanpa membawa isi tahun sebelumnya"),
            value("--pelengkap", "LEMBAR",
                  "pelengkap.xlsx dengan lembar ini, dipisah koma; tanpa nama: semua",
                  nargs="?", const="semua", default=""),
            # What an office says of itself; asked for in a first year.
            value("--kelurahan", "NAMA", "nama kelurahan, dipisah koma"),
            value("--desa", "NAMA", "nama desa, dipisah koma"),
            value("--survei", "BENTUK",
                  "bentuk survei yang dimiliki: jawaban, rekap, ikm, atau tidak"),
            value("--renstra", "AWAL-AKHIR", "periode Renstra, misalnya 2025-2029"),
            value("--triwulan", "YA", "ya atau tidak: realisasi diukur setiap triwulan"),
            value("--program-lokal", "YA",
                  "ya atau tidak: ada program daerah di kelurahan atau desa"),
            value("--unsur", "BANYAK", "banyaknya unsur survei; bawaan: sembilan", type=int),
        ),
        Needs.WORKSPACE, year_help="tahun yang disiapkan; harus ditulis",
    ),
    Command(
        "import", "Ambil ekspor SIPD, Google Forms, atau batas wilayah ke data tahun itu.",
        "import_export",
        (
            value("jenis", "JENIS", "sipd: anggaran (RKA, DPA, DPPA, realisasi); forms: jawaban "
                  "survei; map: batas", choices=("sipd", "forms", "map")),
            value("berkas", "BERKAS", "ekspornya, .xlsx atau .csv; peta: .geojson"),
            flag("--ganti", "ganti isi yang berbeda; salinannya disimpan"),
            flag("--uji", "laporkan saja, tanpa menulis"),
            flag("--hanya-tahun", "forms: tinggalkan jawaban tahun lain, bukan menolaknya"),
            value("--sumber", "TEKS", "map: asal batas wilayah", default=""),
            value("--lisensi", "TEKS", "map: lisensinya", default=""),
        ),
    ),
    Command(
        "render", "Susun laporan: HTML, PDF, Word, dan tabel.", "render",
        (
            (
                flag("--draft", "konsep, bertanda (bawaan)"),
                flag("--final", "laporan akhir; ditolak selama masih ada kekurangan"),
            ),
            value("-p --parameter", "NAMA=NILAI", "parameter tambahan bagi notebook; boleh "
                  "diulang", action="append", default=[]),
            WHICH_FORMS,
            value("--notebook", "NOTEBOOK",
                  "hanya notebook ini, misalnya analisis/serapan, sebagai dokumen tersendiri"),
            value("--tte", "TANDA", "dengan --final: jangkar tanda tangan elektronik, misalnya "
                  "'#', sekali di setiap blok", default=""),
        ),
    ),
    Command(
        "share", "Buat satu halaman HTML dari sebuah bab atau notebook untuk dibagikan.", "share",
        (
            value("notebook", "NOTEBOOK", "misalnya 31-kepuasan-masyarakat atau analisis/serapan"),
            flag("--kode", "sertakan kodenya, terlipat"),
        ),
        year="--tahun",
    ),
    Command("reconcile", "Bandingkan angka laporan terbit dengan hitungan.", "reconcile", (JSON,)),
    Command("evaluate", "Jawab lembar evaluasi AKIP dan ceklis reviu beserta buktinya.",
            "evaluate"),
    Command(
        "trace", "Telusuri asal sebuah angka sampai ke sel masukannya.", "trace",
        (
            value("benda", "TABEL", "label atau nomor, misalnya 3.4"),
            value("kolom", "KOLOM", "kunci atau judul; bawaan: semua", nargs="?", default=""),
            value("--baris", "BARIS", "nomor baris atau kata pada namanya", default=""),
            JSON,
        ),
        year="--tahun",
    ),
    Command(
        "verify", "Periksa apakah sebuah berkas laporan asli dari ruang kerja ini.", "verify",
        (
            value("berkas", "BERKAS", "laporan HTML, PDF, Word, atau Excel; atau isi kode QR"),
            flag("--susun", "susun ulang dari datanya, lalu bandingkan"),
        ),
        Needs.WORKSPACE, year="--tahun", year_help="tahun yang seharusnya",
    ),
    Command(
        "publish", "Buat data terbuka dari laporan: CSV dan datapackage.json.", "publish",
        (value("--lisensi", "NAMA", "lisensinya; bawaan: CC-BY-4.0", default="CC-BY-4.0"),),
    ),
    Command(
        "diff", "Bandingkan dua laporan: angka, tabel, dan kalimat yang berubah. Kode keluarnya "
        "0, ada atau tidak ada yang berubah.", "diff",
        (
            value("lama", "A", "tahun atau folder keluaran; bawaan: tahun terbaru", nargs="?"),
            value("baru", "B", "tahun atau folder keluaran; tanpa B, laporan yang ada dibandingkan "
                  "dengan laporan sebelumnya dari tahun A, atau dengan folder A", nargs="?"),
            value("--ke", "BERKAS", "bawaan: perbedaan.html di folder laporan baru", type=Path),
            JSON,
        ),
        Needs.WORKSPACE, year="",
    ),
    Command(
        "batch", "Susun semua laporan sekaligus, di komputer ini atau pada kluster Dask.", "batch",
        (
            value("--daftar", "BERKAS", "hanya laporan ini: unit dan tahun per baris", type=Path),
            value("--bagian", "K/N", "hanya bagian ke-K dari N, misalnya 3/10", default=""),
            WHICH_FORMS,
            flag("--paksa", "susun juga yang tidak berubah"),
            value("--scheduler", "ALAMAT", "kluster Dask yang sudah berjalan, misalnya "
                  "tcp://nama:8786; bawaan: komputer ini", default=""),
            value("--pekerja", "N", "bawaan: satu setiap inti", type=int, default=0),
            value("--memori", "MB", "batas setiap pekerja; bawaan: 1000", type=int, default=1000),
            value("--waktu", "DETIK", "batas setiap laporan; bawaan: 600", type=float, default=600),
        ),
        Needs.WORKSPACE, year_help="hanya tahun ini; bawaan: semua tahun",
    ),
    Command("run", "Susun laporan yang datanya berubah; satu baris catatan setiap laporan.",
            "run", AGAIN, Needs.WORKSPACE),
    Command(
        "schedule", "Cetak, pasang, atau cabut jadwal milik pemakai.", "schedule",
        (
            *AGAIN,
            Argument("--setiap", "bawaan: hari",
                     {"choices": ("hari", "minggu", "bulan", "tahun"), "default": "hari"}),
            flag("--systemd", "timer systemd; bawaan: cron"),
            (flag("--install", "pasang jadwalnya"), flag("--remove", "cabut jadwalnya")),
        ),
        Needs.WORKSPACE,
    ),
    Command("sbom", "Cetak daftar paket yang dipakai (CycloneDX).", "sbom",
            (flag("--lisensi", "nama, versi, dan lisensi saja"),), Needs.WORKSPACE, year=""),
    Command(
        "lab", "Buka JupyterLab pada halaman mulai.", "lab",
        (value("argumen", "ARGUMEN", "diteruskan ke JupyterLab, sesudah --", nargs="*"),),
        Needs.WORKSPACE, year="--tahun",
    ),
)  # fmt: skip


def build_parser() -> Parser:
    """The parser of the whole command line; what it parses names its Command as `perintah`."""
    primary = Parser(prog="lkip", description="Buku kerja Laporan Kinerja (LKIP) kecamatan.")
    primary.choices.add_argument(
        "--versi", action=Version, nargs=0, help="versi, dan dari apa versi itu dibuat"
    )
    every = primary.add_subparsers(
        title="Perintah", metavar="PERINTAH", required=True, dest="perintah", parser_class=Parser
    )
    for command in COMMANDS:
        p: Parser = every.add_parser(command.name, help=command.help, description=command.help)
        for one in _complete(command):
            group = p.choices.add_mutually_exclusive_group() if isinstance(one, tuple) else None
            for a in one if isinstance(one, tuple) else (one,):
                own = p.choices if a.name.startswith("-") else p.arguments
                (group or own).add_argument(*a.name.split(), help=a.help, **a.traits)
        p.set_defaults(perintah=command)
    return primary


def _complete(command: Command) -> list[Argument | tuple[Argument, ...]]:
    """Its arguments with those that choose unit and year, which most commands have."""
    chosen = [value("--unit", "UNIT", "nama folder kecamatan di data/raw; bawaan: satu-satunya "
                    "yang ada")]  # fmt: skip
    if command.year:
        traits: dict[str, Any] = {} if command.year.startswith("-") else {"nargs": "?"}
        chosen.insert(0, value(command.year, "TAHUN", command.year_help, type=int, **traits))
    return [*command.arguments, *chosen]
