"""The user's own schedule: what cron or systemd is told, put in and taken out again."""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.commands.arguments import list_workspaces
from lkip_helpers.errors import LkipError
from lkip_helpers.workspace import Workspace

EACH = {
    "hari": ("0 5 * * *", "*-*-* 05:00:00"),
    "minggu": ("0 5 * * 1", "Mon *-*-* 05:00:00"),
    "bulan": ("0 5 1 * *", "*-*-01 05:00:00"),
    "tahun": ("0 5 1 2 *", "*-02-01 05:00:00"),
}


def run(root: Path, choices: Any) -> int:
    """Print what cron or systemd would be told; install or remove it where asked.

    Raises ScheduleFailed.
    """
    arguments = [str(choices.tahun)] if choices.tahun else []
    one = list_workspaces(root, choices)[0]
    arguments += ["--semua"] if choices.semua else ["--unit", one.unit]
    arguments += ["--paksa"] if choices.paksa else []
    plan = Schedule(root, tuple(arguments), choices.setiap)
    work = install if choices.install else remove if choices.remove else describe
    print(*work(plan, systemd=choices.systemd), sep="\n")
    return 0


class ScheduleFailed(LkipError):
    """cron or systemd is missing or refused; says what it said."""


@dataclass(frozen=True)
class Schedule:
    """A run of `lkip run` for one workspace. arguments: which units and year; each: how often."""

    root: Path
    arguments: tuple[str, ...]
    each: str = "hari"

    @property
    def name(self) -> str:
        """A name of its own for each workspace and choice of units."""
        content = "\0".join([str(self.root), *self.arguments])
        return f"lkip-{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "lkip_helpers", "run", *self.arguments]

    @property
    def cron_line(self) -> str:
        """One line of a crontab; percent signs would end the command there."""
        note = shlex.quote(str(Workspace("", 0, self.root).schedule_notes))
        content = f"cd {shlex.quote(str(self.root))} && {shlex.join(self.command)} >> {note} 2>&1"
        return f"{EACH[self.each][0]} {content.replace('%', chr(92) + '%')} # {self.name}"

    @property
    def unit_systemd(self) -> dict[str, str]:
        """Service and timer by file name; a run that was missed is made up for."""
        job_run = " ".join(f'"{p}"' for p in self.command).replace("%", "%%")
        folder = str(self.root).replace("%", "%%")
        return {
            f"{self.name}.service": (
                "[Unit]\nDescription=Menyusun laporan LKIP yang datanya berubah\n\n"
                f"[Service]\nType=oneshot\nWorkingDirectory={folder}\nExecStart={job_run}\n"
            ),
            f"{self.name}.timer": (
                f"[Unit]\nDescription=Jadwal LKIP setiap {self.each}\n\n"
                f"[Timer]\nOnCalendar={EACH[self.each][1]}\nPersistent=true\n\n"
                "[Install]\nWantedBy=timers.target\n"
            ),
        }


def describe(schedule: Schedule, *, systemd: bool) -> Iterator[str]:
    """What would be installed, as text."""
    if not systemd:
        yield schedule.cron_line
        return
    for name, content in schedule.unit_systemd.items():
        yield f"# {folder_systemd() / name}"
        yield content.rstrip()


def install(schedule: Schedule, *, systemd: bool) -> Iterator[str]:
    """Install it, in place of a former one, and say where it stands. Raises ScheduleFailed."""
    if systemd:
        yield from (f"Terpasang: {b}" for b in install_systemd(schedule))
    else:
        _write_crontab([*_other_lines(schedule), schedule.cron_line])
        yield f"Terpasang pada crontab: {schedule.cron_line}"


def remove(schedule: Schedule, *, systemd: bool) -> Iterator[str]:
    """Take it out and say so. Raises ScheduleFailed."""
    if systemd:
        exists = remove_systemd(schedule)
    elif exists := len(other := _other_lines(schedule)) < len(_crontab()):
        _write_crontab(other)
    yield f"Jadwal {schedule.name} {'dicabut' if exists else 'memang tidak terpasang'}."


def _crontab() -> list[str]:
    """The user's crontab; none where cron says there is none yet.

    Any other refusal is no empty crontab: taken for one, the lines of others would be overwritten.
    Raises ScheduleFailed.
    """
    result = _run(["crontab", "-l"], allowed="no crontab for")
    return result.stdout.splitlines() if result.returncode == 0 else []


def _other_lines(schedule: Schedule) -> list[str]:
    return [b for b in _crontab() if not b.endswith(f"# {schedule.name}")]


def _write_crontab(rows: list[str]) -> None:
    _run(["crontab", "-"], inputs="".join(f"{b}\n" for b in rows))


def folder_systemd() -> Path:
    """Where the user's own units stand."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "systemd" / "user"


def install_systemd(schedule: Schedule) -> list[Path]:
    """Write the units and start the timer. Raises ScheduleFailed."""
    folder = folder_systemd()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schedule.unit_systemd.items():
        (folder / name).write_text(content, "utf-8", newline="\n")
    _run(["systemctl", "--user", "daemon-reload"])
    _run(["systemctl", "--user", "enable", "--now", f"{schedule.name}.timer"])
    return [folder / name for name in schedule.unit_systemd]


def remove_systemd(schedule: Schedule) -> bool:
    """Stop the timer and delete the units; whether there were any. Raises ScheduleFailed."""
    exists = [b for n in schedule.unit_systemd if (b := folder_systemd() / n).exists()]
    if exists:
        _run(["systemctl", "--user", "disable", "--now", f"{schedule.name}.timer"])
        for file in exists:
            file.unlink()
        _run(["systemctl", "--user", "daemon-reload"])
    return bool(exists)


def _run(
    command: list[str], inputs: str | None = None, allowed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run it and return what it said. allowed: words in English of a refusal that is no failure.

    Raises ScheduleFailed.
    """
    if shutil.which(command[0]) is None:
        raise ScheduleFailed(f"Perintah {command[0]} tidak ada pada komputer ini.")
    plain = {**os.environ, "LC_ALL": "C"}  # refusals in the words that `allowed` names
    result = subprocess.run(  # noqa: S603 fixed words, no shell
        command, input=inputs, capture_output=True, text=True, check=False, env=plain
    )
    if result.returncode and not (allowed and allowed in result.stderr):
        raise ScheduleFailed(f"{shlex.join(command)} gagal: {result.stderr.strip()}")
    return result
