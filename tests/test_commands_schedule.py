"""Scheduled runs: nothing twice, nothing at once, a log line each, and a message on failure."""

import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock
from openpyxl import load_workbook

from lkip_helpers import commands
from lkip_helpers.commands import batch, notify, render
from lkip_helpers.commands.cluster import SchedulerGone
from lkip_helpers.commands.jobs import JobRun, phrase_cause
from lkip_helpers.commands.schedule import Crontab, Timer
from lkip_helpers.commands.starter import phrase_outdated
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.conftest import (
    CLOSING,
    PROJECT_ROOT,
    Report,
    copy_chapters,
    fingerprint,
    lkip,
    lkip_process,
)
from tests.test_report_final import prepare
from tests.workbook import write

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d "


@pytest.fixture
def copied(report: Report, tmp_path: Path) -> Path:
    """A workspace with a finished report."""
    root = tmp_path / "ruang"
    shutil.copytree(report.workspace.root, root)
    return root


def write_broken_unit(root: Path) -> None:
    """A second unit whose year contradicts its folder."""
    write(root, lambda sheets: sheets["kinerja.xlsx", "Profil"][0].__setitem__(1, 2019))


def alter_chapter(root: Path) -> None:
    """Change the wording of a heading in a chapter."""
    chapter = root / "notebooks" / "40-penutup.ipynb"
    text = chapter.read_text("utf-8").replace("# Penutup", "# Penutup Laporan")
    chapter.write_text(text, "utf-8")


def test_what_did_not_change_is_not_built_again(copied: Path) -> None:
    """One line of log and a summary; the report's files are the same ones."""
    folder = copied / "outputs" / "paal-merah" / "2021"
    before = {f: f.stat().st_mtime_ns for f in folder.rglob("*")}
    result = lkip(copied, "run")
    assert result.returncode == 0, result.stderr
    assert re.fullmatch(STAMP + r"paal-merah 2021 tidak berubah \(\d+,\d detik\)\n", result.stdout)
    assert {f: f.stat().st_mtime_ns for f in folder.rglob("*")} == before
    summary = json.loads((copied / "outputs" / "jadwal.json").read_text("utf-8"))
    assert (summary["kode"], summary["jalan"][0]["hasil"]) == (0, "tidak berubah")


@pytest.mark.parametrize("arguments", [("run",), ("trace", "3.4")])
def test_quick_commands_do_not_import_what_builds_reports(
    copied: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """nbformat brings a JSON validator: half of the time that an unchanged run takes."""
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    result = lkip_process(copied, *arguments)
    assert result.returncode == 0
    assert "lkip_helpers.workspace" in result.stderr
    assert not re.search(r"\b(nbformat|nbconvert|papermill|jsonschema)\b", result.stderr)


def test_no_run_replaces_a_final_report_by_a_draft(tmp_path: Path) -> None:
    """Built again because a chapter changed, it is final again.

    If it could not be final any more, the run is refused and the final report stays.
    """
    prepare(tmp_path, CLOSING)
    raw = Workspace.of("uji", 2021, tmp_path).raw
    raw.parent.rename(raw.parent.with_name("kec.uji"))  # this dot is no decimal point
    workspace = Workspace.of("kec.uji", 2021, tmp_path)
    result = lkip(tmp_path, "render", "--final", "--bentuk", "html")
    assert re.match(r"Laporan kec\.uji 2021 selesai dalam \d+,\d detik:\n", result.stdout)
    published = shutil.copy(workspace.outputs / "laporan.html", tmp_path / "terbit.html")
    alter_chapter(tmp_path)
    result = lkip(tmp_path, "run")
    assert re.fullmatch(STAMP + r"kec\.uji 2021 selesai \(.*\)\n", result.stdout)
    verified = lkip(tmp_path, "verify", str(published))  # the data are the same, it was published
    assert (verified.returncode, verified.stdout.split(":")[0]) == (0, "Asli")
    html = (workspace.outputs / "laporan.html").read_text("utf-8")
    assert "Penutup Laporan" in html
    assert "belum final" not in html
    workbook = load_workbook(workspace.raw / "dpa.xlsx")
    workbook.save(workspace.raw / "dpa.xlsx")
    shutil.copy(Workspace.of("paal-merah", 2021, PROJECT_ROOT).raw / "terbit.xlsx", workspace.raw)
    before = fingerprint(workspace.outputs)
    for command in ("run", "reconcile"):
        result = lkip(tmp_path, command)
        assert result.returncode == 1
        assert "1 hal belum lengkap untuk laporan akhir" in result.stdout + result.stderr
    assert fingerprint(workspace.outputs) == before


def test_one_unit_that_fails_does_not_stop_the_others(copied: Path) -> None:
    """The worst code is the exit code; the log line says why."""
    write_broken_unit(copied)
    result = lkip(copied, "run", "--semua")
    assert result.returncode == 1
    good, bad = sorted(result.stdout.splitlines(), key=lambda line: " uji " in line)
    assert "paal-merah 2021 tidak berubah" in good
    assert "uji 2021 gagal" in bad
    assert "salah: kinerja.xlsx › Profil › B1: Tahun laporan 2019, padahal foldernya 2021" in bad


def test_two_runs_at_once_do_not_collide(copied: Path) -> None:
    """The second says so, changes nothing, and exits with 3."""
    before = fingerprint(copied / "outputs" / "paal-merah" / "2021")
    with FileLock(copied / "outputs" / ".kunci" / "paal-merah-2021"):
        result = lkip(copied, "render", "2021")
        scheduled = lkip(copied, "run", "--paksa")
    assert (result.returncode, scheduled.returncode) == (3, 3)
    assert "sedang disusun oleh proses lain" in result.stderr
    assert "sedang berjalan" in scheduled.stdout
    assert fingerprint(copied / "outputs" / "paal-merah" / "2021") == before


def test_a_failure_is_sent_to_the_webhook_of_the_environment(
    tmp_path: Path, webhook: list[tuple[str, bytes]]
) -> None:
    """Only failures are sent."""
    write_broken_unit(tmp_path)
    copy_chapters(tmp_path, CLOSING)
    assert lkip(tmp_path, "run").returncode == 1
    (failure,) = json.loads(webhook[0][1])["gagal"]
    assert failure["unit"] == "uji"
    assert "Tahun laporan 2019" in failure["pesan"]


def run_that_raises(folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> int:
    """The exit code of `lkip run --semua` over one unit whose build raises this."""

    def build_report(*_: object) -> int:
        raise error

    Workspace.of("a", 2021, folder).raw.mkdir(parents=True)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(folder))
    monkeypatch.setattr(render, "build_again", build_report)
    for name in ("outputs", "notebooks"):
        (folder / name).mkdir()
    return commands.main(["run", "--semua"])


def test_an_unexpected_exception_is_a_failed_run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    webhook: list[tuple[str, bytes]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Reported like any other failure; its traceback goes to stderr."""
    error = ZeroDivisionError("bilangan dibagi nol")
    assert run_that_raises(tmp_path, monkeypatch, error) == 70
    result = capsys.readouterr()
    cause = "galat tak terduga: ZeroDivisionError: bilangan dibagi nol"
    assert re.fullmatch(STAMP + rf"a 2021 gagal \(.*\): {cause}\n", result.out)
    assert "Traceback" in result.err
    assert [f["pesan"] for f in json.loads(webhook[0][1])["gagal"]] == [cause]


def test_what_a_build_refuses_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal is no bug: its sentence and its exit code are kept, here as in a batch."""
    assert run_that_raises(tmp_path, monkeypatch, SchedulerGone("Ulangi nanti.")) == 75
    result = capsys.readouterr()
    assert re.fullmatch(STAMP + r"a 2021 gagal \(.*\): Ulangi nanti\.\n", result.out)
    assert result.err == ""


def test_chapters_of_another_version_are_told_with_their_cure(tmp_path: Path) -> None:
    """After an upgrade nobody reads a terminal: the log, the notice and the page hold the cure.

    The folder is not named: a batch makes the report in one of its own, which is gone by then.
    """
    assert commands.main(["init", str(tmp_path)]) == 0
    chapter = tmp_path / "notebooks/40-penutup.ipynb"
    chapter.write_text(chapter.read_text("utf-8").replace("prose.", "prose.dari_"), "utf-8")
    failure = "Laporan tidak dibuat: 40-penutup, sel ke-3: AttributeError"
    lines = [failure, *phrase_outdated(tmp_path).splitlines(), "Laporan sebelumnya tetap utuh."]
    assert phrase_cause(lines) == (
        f"{failure} Berbeda dari versi program ini: notebooks/40-penutup.ipynb. Bila bukan Anda "
        "yang mengubahnya, perbarui dengan lkip init --perbarui di folder kerja (yang lama "
        "disimpan)."
    )


def test_several_reports_are_made_as_a_batch_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lost scheduler stops the run; the summary holds what was done before, and what stopped it.

    So the code of the summary is that of the command.
    """

    def make(todo: list[Workspace], *_: object) -> Iterator[JobRun]:
        yield JobRun(todo[0].unit, todo[0].tahun, "2021-01-01T01:00:00+07:00", 1, "selesai", 0, "")
        raise SchedulerGone("Penjadwal kluster tidak menjawab lagi.")

    for unit in "ab":
        Workspace.of(unit, 2021, tmp_path).raw.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(batch, "make_reports", make)
    assert commands.main(["run", "--semua"]) == 75
    output = capsys.readouterr()
    assert "a 2021 selesai" in output.out
    assert "Penjadwal kluster tidak menjawab lagi." in output.err
    summary = json.loads((tmp_path / "outputs" / "jadwal.json").read_text("utf-8"))
    assert [(run["unit"], run["kode"]) for run in summary["jalan"]] == [
        ("a", 0),
        ("semua unit", 75),
    ]
    assert summary["kode"] == 75


def test_a_run_that_cannot_begin_is_told_and_summed_up(
    tmp_path: Path, webhook: list[tuple[str, bytes]]
) -> None:
    """A unit whose folder was renamed since its schedule was installed."""
    write_broken_unit(tmp_path)
    copy_chapters(tmp_path, CLOSING)
    (tmp_path / "outputs").mkdir()
    assert lkip(tmp_path, "run", "--unit", "lama").returncode == 2
    (told,) = json.loads(webhook[0][1])["gagal"]
    assert (told["unit"], told["kode"]) == ("lama", 2)
    assert "Unit lama tidak ada di data/raw. Yang ada: uji." in told["pesan"]
    assert json.loads((tmp_path / "outputs" / "jadwal.json").read_text("utf-8"))["kode"] == 2


def test_a_message_that_cannot_be_sent_fails_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """stderr says so; the exit code is that of the report."""
    write_broken_unit(tmp_path)
    copy_chapters(tmp_path, CLOSING)
    monkeypatch.setenv("LKIP_WEBHOOK", "http://127.0.0.1:9/")
    monkeypatch.setenv("LKIP_SURAT", "camat@contoh.test")
    monkeypatch.setenv("LKIP_SMTP", "127.0.0.1:9")
    result = lkip(tmp_path, "run")
    assert result.returncode == 1
    assert "kabar ke LKIP_WEBHOOK tidak terkirim" in result.stderr
    assert "surat ke LKIP_SURAT tidak terkirim" in result.stderr


def answer(replies: dict[str, bytes], port: list[int], heard: list[str]) -> None:
    """One conversation with a client: to what it sends the reply, else 250 where it is mail."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port.append(server.getsockname()[1])
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            connection.sendall(replies.get("", b"220 uji\r\n"))
            for line in lines:
                heard.append(line.decode().strip())
                said = [h.casefold() for h in heard]  # Python 3.13 sends RCPT where 3.11 sends rcpt
                known = [reply for word, reply in replies.items() if word and word in said[-1]]
                is_silent = "" in replies or ("data" in said and "." not in said)
                connection.sendall((known or [b"" if is_silent else b"250 ok\r\n"])[0])


def send_to(replies: dict[str, bytes], **variables: str) -> tuple[list[str], list[str]]:
    """What went wrong in telling such a server of a failed run, and what that server heard."""
    port: list[int] = []
    heard: list[str] = []
    threading.Thread(target=answer, args=(replies, port, heard), daemon=True).start()
    while not port:
        time.sleep(0.01)
    failed = JobRun("uji", 2021, "2021-01-01T01:00:00+07:00", 1, "gagal", 1, "sebab")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value.format(port=port[0]))
        return notify.send_notices([failed]), heard


HTTP = "http://127.0.0.1:{port}/kabar"


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        ("HTTP/1.0 302 Found\r\nLocation: /lain\r\n\r\n", "HTTP Error 302: Found"),
        ("HTTP/1.0 500 Rusak\r\n\r\n", "HTTP Error 500: Rusak"),
        ("SSH-2.0-lain\r\n", "SSH-2.0-lain"),
    ],
)
def test_only_an_answer_that_takes_the_notice_counts_as_sent(reply: str, cause: str) -> None:
    """A redirect would be followed without the notice; another service answers in its own words."""
    problems, _ = send_to({"": reply.encode()}, LKIP_WEBHOOK=HTTP)
    what = "kabar ke LKIP_WEBHOOK tidak terkirim; periksa alamat dan jaringannya"
    assert problems == [f"{what} ({cause})"]


def test_a_receiver_that_answers_byte_by_byte_holds_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time; the whole answer does not."""
    monkeypatch.setattr(notify, "LONGEST", 0.5)
    done, before = threading.Event(), set(threading.enumerate())
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.0 200 OK\r\nX: ")
                while not done.wait(0.1):
                    connection.sendall(b"a")

        threading.Thread(target=drip, daemon=True).start()
        monkeypatch.setenv("LKIP_WEBHOOK", f"http://127.0.0.1:{server.getsockname()[1]}/")
        failed = JobRun("uji", 2021, "2021-01-01T01:00:00+07:00", 1, "gagal", 1, "sebab")
        begun = time.monotonic()
        (problem,) = notify.send_notices([failed])
        seconds = time.monotonic() - begun
        done.set()
        for thread in set(threading.enumerate()) - before:
            thread.join(2)
    assert seconds < 5
    assert problem.endswith("dan jaringannya (tidak selesai dalam 0.5 detik)")


@pytest.mark.parametrize("address", ["ftp://kantor.test/", "http://[::1", "http://kantor.test/a b"])
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    """And is not repeated: it may hold a password."""
    (problem,), _ = send_to({}, LKIP_WEBHOOK=address)
    assert problem.endswith("(alamatnya tidak sah)")


def test_each_mailbox_gets_the_notice_or_is_named() -> None:
    """Also where the server takes it for one of them: that would be lost unseen."""
    replies = {"rcpt to:<b@": b"550 tidak ada\r\n", "data": b"354 ya\r\n", "quit": b"221 ya\r\n"}
    mailboxes = "Camat <a@uji.test>; b@uji.test"
    problems, heard = send_to(replies, LKIP_SURAT=mailboxes, LKIP_SMTP="127.0.0.1:{port}")
    what = "surat ke LKIP_SURAT tidak terkirim; periksa alamat, LKIP_SMTP, dan jaringannya"
    assert problems == [f"{what} ({{'b@uji.test': (550, b'tidak ada')}})"]
    assert {"From: a@uji.test", "To: a@uji.test, b@uji.test"} <= set(heard)
    assert any(line.startswith("Date: ") for line in heard)


def test_a_password_is_never_sent_without_encryption() -> None:
    """A server that offers no STARTTLS does not hear it."""
    server = "camat:rahasia@127.0.0.1:{port}"
    (problem,), heard = send_to({"quit": b"221 ya\r\n"}, LKIP_SURAT="a@uji.test", LKIP_SMTP=server)
    assert "STARTTLS" in problem
    assert not [line for line in heard if line.startswith(("AUTH", "mail"))]


@pytest.fixture
def fake_cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab and a systemctl that only record what they are given."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "crontab").write_text(
        f"#!/bin/sh\nT={tmp_path}/tab\n"
        'if [ "$1" != -l ]; then cat > "$T"; exit; fi\n'
        'if [ "$LC_ALL" = C ]; then K="no crontab for"; else K="tak ada crontab bagi"; fi\n'
        'cat "$T" 2>/dev/null || { echo "$K camat" >&2; exit 1; }\n'
    )
    (bin_ / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/systemctl\n')
    for file in bin_.iterdir():
        file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_a_schedule_is_put_in_the_crontab_once_and_removed(report: Report, fake_cron: Path) -> None:
    """Other lines stay; a second install replaces the first."""
    tab = fake_cron / "tab"
    tab.write_text("0 1 * * * cadangan\n")
    root = report.workspace.root
    for interval in ("hari", "minggu"):
        assert lkip(root, "schedule", "--setiap", interval, "--install").returncode == 0
    backup, line = tab.read_text().splitlines()
    assert backup == "0 1 * * * cadangan"
    assert line.startswith("0 5 * * 1 cd ")
    assert "-m lkip_helpers run --unit paal-merah >> " in line
    assert "dicabut" in lkip(root, "schedule", "--remove").stdout
    assert tab.read_text() == "0 1 * * * cadangan\n"
    assert "memang tidak terpasang" in lkip(root, "schedule", "--remove").stdout


def test_a_schedule_can_be_the_first_line_of_a_new_crontab(report: Report, fake_cron: Path) -> None:
    """crontab -l fails if there is none, with a message in the user's language."""
    assert lkip(report.workspace.root, "schedule", "--install").returncode == 0
    assert len((fake_cron / "tab").read_text().splitlines()) == 1


def test_a_crontab_that_cannot_be_read_is_not_overwritten(report: Report, fake_cron: Path) -> None:
    """Any other error of crontab -l does not mean that there is none."""
    (fake_cron / "bin" / "crontab").write_text(
        f'#!/bin/sh\nif [ "$1" = -l ]; then echo "Permission denied" >&2; exit 1; fi\n'
        f"cat > {fake_cron}/tab\n"
    )
    for action in ("--install", "--remove"):
        result = lkip(report.workspace.root, "schedule", action)
        assert (result.returncode, "Permission denied" in result.stderr) == (1, True)
    assert not (fake_cron / "tab").exists()


def test_a_systemd_timer_is_written_started_and_removed(report: Report, fake_cron: Path) -> None:
    """In the user's own systemd folder."""
    root = report.workspace.root
    folder = fake_cron / "config" / "systemd" / "user"
    assert lkip(root, "schedule", "--systemd", "--semua", "--install").returncode == 0
    timer = next(folder.glob("lkip-*.timer"))
    assert "OnCalendar=*-*-* 05:00:00\nPersistent=true" in timer.read_text()
    assert '"run" "--semua"' in timer.with_suffix(".service").read_text()
    assert f"enable --now {timer.name}" in (fake_cron / "systemctl").read_text()
    assert lkip(root, "schedule", "--systemd", "--semua", "--remove").returncode == 0
    assert list(folder.iterdir()) == []


def test_a_computer_without_cron_is_reported(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is done."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = lkip(report.workspace.root, "schedule", "--install")
    assert result.returncode == 1
    assert "Perintah crontab tidak ada" in result.stderr
    assert "pakai yang lain: cron, atau --systemd" in " ".join(result.stderr.split())


def test_a_systemd_that_does_not_answer_leaves_no_unit_behind(
    report: Report, fake_cron: Path
) -> None:
    """A session without a bus, as after su: nothing is written, and what to do instead is said."""
    (fake_cron / "bin" / "systemctl").write_text("#!/bin/sh\necho 'No medium found' >&2; exit 1\n")
    result = lkip(report.workspace.root, "schedule", "--systemd", "--install")
    assert result.returncode == 1
    assert "No medium found. Minta pengelola komputer" in " ".join(result.stderr.split())
    assert not (fake_cron / "config").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [("Connection refused.", "gagal: Connection refused. Minta"), ("", "gagal. Minta")],
)
def test_what_a_program_says_of_its_failure_ends_as_one_sentence(
    said: str, told: str, report: Report, fake_cron: Path
) -> None:
    """With its own full stop, or nothing said at all, none is printed twice or alone."""
    script = f"#!/bin/sh\nprintf '{said}' >&2; exit 1\n"
    (fake_cron / "bin" / "systemctl").write_text(script, "utf-8", newline="\n")
    result = lkip(report.workspace.root, "schedule", "--systemd", "--install")
    assert told in " ".join(result.stderr.split())


def test_a_path_with_blanks_and_percent_signs_survives_the_crontab() -> None:
    """cron reads an unescaped % as the end of the command."""
    line = Crontab(Path("/srv/data 100%/lkip"), ("--semua",)).line
    assert r"cd '/srv/data 100\%/lkip' && " in line


def test_the_schedule_of_a_unit_that_is_gone_can_be_taken_out(
    report: Report, fake_cron: Path
) -> None:
    """And one installed with other choices is not said to be none, without saying so."""
    root = report.workspace.root
    tab = fake_cron / "tab"
    tab.write_text(f"0 5 * * * x # {Crontab(root, ('--unit', 'lama')).name}\n")
    assert "dengan pilihan yang sama" in lkip(root, "schedule", "--semua", "--remove").stdout
    assert "dicabut" in lkip(root, "schedule", "--unit", "lama", "--remove").stdout
    assert tab.read_text() == ""
    assert lkip(root, "schedule", "--unit", "lama").returncode == 2


@pytest.mark.parametrize("choice", [[], ["--systemd"]])
def test_a_schedule_takes_along_who_is_told_of_a_failure(
    report: Report, fake_cron: Path, monkeypatch: pytest.MonkeyPatch, choice: list[str]
) -> None:
    """Neither cron nor systemd knows the environment it was installed from.

    Every user of a machine sees its command lines: the password stands in none, and on no screen,
    but in a file for its owner alone. That is gone with the schedule; one of the other kind has
    its own.
    """
    root = report.workspace.root
    known = {"LKIP_SURAT": "a@uji.test", "LKIP_SMTP": "camat:rahasia@uji.test:587"}
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    shown = lkip(root, "schedule", *choice).stdout
    assert not (fake_cron / "config" / "lkip").exists()
    shown += lkip(root, "schedule", *choice, "--install").stdout
    (saved,) = (fake_cron / "config" / "lkip").iterdir()
    assert json.loads(saved.read_text()) == known
    assert saved.stat().st_mode & 0o777 == 0o600
    others = [f for f in fake_cron.rglob("*") if f.is_file() and f != saved]
    installed = "".join(file.read_text() for file in others)
    assert f"LKIP_KABAR={saved}" in installed
    assert "rahasia" not in shown + installed
    lkip(root, "schedule", *([] if choice else ["--systemd"]), "--remove")
    assert saved.exists()
    assert "dicabut" in lkip(root, "schedule", *choice, "--remove").stdout
    assert not saved.exists()


def test_a_scheduled_run_tells_those_of_its_schedule(tmp_path: Path) -> None:
    """What the environment names comes first; a file that is gone is said to be."""
    saved = tmp_path / "penerima.json"
    saved.write_text(json.dumps({"LKIP_SURAT": "a@uji.test", "LKIP_SMTP": "tiada.test:9"}))
    replies = {"data": b"354 ya\r\n", "quit": b"221 ya\r\n"}
    server = {"LKIP_KABAR": str(saved), "LKIP_SMTP": "127.0.0.1:{port}"}
    problems, heard = send_to(replies, **server)
    assert problems == []
    assert "To: a@uji.test" in heard
    saved.unlink()
    (problem,), _ = send_to(replies, **server)
    assert problem == f"kabar tidak terkirim; {saved} tidak terbaca: pasang lagi jadwalnya"


def test_systemd_reads_the_words_of_a_command_as_they_are() -> None:
    """It takes % and $ in a command as its own (systemd.service(5), "Command lines")."""
    service, _ = Timer(Path("/srv"), ("--unit", '50% $a "b')).units.values()
    assert r'"--unit" "50%% $$a \"b"' in service
