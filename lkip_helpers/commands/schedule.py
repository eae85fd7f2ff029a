"""The user's own schedule: what cron or systemd is told, put in and taken out again."""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
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
    """Tell the plan of cron or systemd, install it or remove it. Raises ScheduleFailed."""
    arguments = [str(choices.tahun)] if choices.tahun else []
    one = list_workspaces(root, choices)[0]
    arguments += ["--semua"] if choices.semua else ["--unit", one.unit]
    arguments += ["--paksa"] if choices.paksa else []
    kind = Timer if choices.systemd else Crontab
    plan = kind(root, tuple(arguments), choices.setiap)
    if choices.remove:
        print(f"Jadwal {plan.name} {'dicabut' if plan.remove() else 'memang tidak terpasang'}.")
    else:
        print(*(plan.install() if choices.install else plan.describe()), sep="\n")
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


class Crontab(Schedule):
    """A line of the user's crontab; each call raises ScheduleFailed."""

    @property
    def line(self) -> str:
        """Percent signs would end the command there."""
        note = shlex.quote(str(Workspace("", 0, self.root).schedule_notes))
        content = f"cd {shlex.quote(str(self.root))} && {shlex.join(self.command)} >> {note} 2>&1"
        return f"{EACH[self.each][0]} {content.replace('%', chr(92) + '%')} # {self.name}"

    def describe(self) -> list[str]:
        """What would be installed."""
        return [self.line]

    def install(self) -> list[str]:
        """Put the line in place of a former one, and say so."""
        _write_crontab([*self._keep_others(_read_crontab()), self.line])
        return [f"Terpasang pada crontab: {self.line}"]

    def remove(self) -> bool:
        """Take the line out; whether there was one."""
        lines = _read_crontab()
        if found := len(other := self._keep_others(lines)) < len(lines):
            _write_crontab(other)
        return found

    def _keep_others(self, lines: list[str]) -> list[str]:
        return [b for b in lines if not b.endswith(f"# {self.name}")]


def _read_crontab() -> list[str]:
    """The user's crontab; none where cron says there is none yet.

    Any other refusal is no empty crontab: taken for one, the lines of others would be overwritten.
    Raises ScheduleFailed.
    """
    result = _run(["crontab", "-l"], allowed="no crontab for")
    return result.stdout.splitlines() if result.returncode == 0 else []


def _write_crontab(lines: list[str]) -> None:
    _run(["crontab", "-"], inputs="".join(f"{b}\n" for b in lines))


class Timer(Schedule):
    """A service and its timer among the user's own units; each call raises ScheduleFailed."""

    @property
    def units(self) -> dict[Path, str]:
        """Their contents by file; a run that was missed is made up for."""
        job_run = " ".join(f'"{p}"' for p in self.command).replace("%", "%%")
        home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        place = Path(home) / "systemd" / "user" / self.name
        folder = str(self.root).replace("%", "%%")
        return {
            place.with_suffix(".service"): (
                "[Unit]\nDescription=Menyusun laporan LKIP yang datanya berubah\n\n"
                f"[Service]\nType=oneshot\nWorkingDirectory={folder}\nExecStart={job_run}\n"
            ),
            place.with_suffix(".timer"): (
                f"[Unit]\nDescription=Jadwal LKIP setiap {self.each}\n\n"
                f"[Timer]\nOnCalendar={EACH[self.each][1]}\nPersistent=true\n\n"
                "[Install]\nWantedBy=timers.target\n"
            ),
        }

    def describe(self) -> list[str]:
        """What would be installed."""
        return [f"# {file}\n{content.rstrip()}" for file, content in self.units.items()]

    def install(self) -> list[str]:
        """Write the units, start the timer, and name the files."""
        for file, content in self.units.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8", newline="\n")
        _run(["systemctl", "--user", "daemon-reload"])
        _run(["systemctl", "--user", "enable", "--now", f"{self.name}.timer"])
        return [f"Terpasang: {file}" for file in self.units]

    def remove(self) -> bool:
        """Stop the timer and delete the units; whether there were any."""
        there = [file for file in self.units if file.exists()]
        if there:
            _run(["systemctl", "--user", "disable", "--now", f"{self.name}.timer"])
            for file in there:
                file.unlink()
            _run(["systemctl", "--user", "daemon-reload"])
        return bool(there)


def _run(
    command: list[str], inputs: str | None = None, allowed: str = ""
) -> subprocess.CompletedProcess[str]:
    """What a command said. allowed: English words of a harmless refusal. Raises ScheduleFailed."""
    if shutil.which(command[0]) is None:
        raise ScheduleFailed(f"Perintah {command[0]} tidak ada pada komputer ini.")
    plain = {**os.environ, "LC_ALL": "C"}  # refusals in the words that `allowed` names
    result = subprocess.run(  # noqa: S603 fixed words, no shell
        command, input=inputs, capture_output=True, text=True, check=False, env=plain
    )
    if result.returncode and not (allowed and allowed in result.stderr):
        raise ScheduleFailed(f"{shlex.join(command)} gagal: {result.stderr.strip()}")
    return result
