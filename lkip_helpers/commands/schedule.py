"""`lkip schedule`: a line of the user's crontab or a systemd timer, printed, installed, removed."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.commands.notify import SAVED, VARIABLES
from lkip_helpers.commands.parser import WORDS, list_workspaces
from lkip_helpers.errors import LkipError
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import Root

CURE = "Minta pengelola komputer mengizinkannya, atau pakai yang lain: cron, atau --systemd."
INTERVALS = {
    "hari": ("0 5 * * *", "*-*-* 05:00:00"),
    "minggu": ("0 5 * * 1", "Mon *-*-* 05:00:00"),
    "bulan": ("0 5 1 * *", "*-*-01 05:00:00"),
    "tahun": ("0 5 1 2 *", "*-02-01 05:00:00"),
}


def run(root: Path, choices: Any) -> int:
    """Print the schedule for cron or systemd, install or remove it. Raises LkipError."""
    arguments = [str(choices.tahun)] if choices.tahun else []
    known = choices.remove and (choices.semua or choices.unit)  # its data may be gone by now
    unit = choices.unit if known else list_workspaces(root, choices)[0].unit
    arguments += ["--semua"] if choices.semua else ["--unit", unit]
    arguments += ["--paksa"] if choices.paksa else []
    schedule_class = Timer if choices.systemd else Crontab
    schedule = schedule_class(root, tuple(arguments), choices.setiap)
    if choices.remove:
        outcome = "dicabut" if schedule.remove() else WORDS["jadwal_tiada"]
        print(fit(f"Jadwal {schedule.name} {outcome}."))
        schedule.receivers_file.unlink(missing_ok=True)
        return 0
    print(*(schedule.install() if choices.install else schedule.describe()), sep="\n")
    if choices.install:
        schedule.save_receivers()
    if schedule.receivers:
        print(f"# Penerima kabar: {schedule.receivers_file} (ditulis oleh --install).")
    return 0


@dataclass(frozen=True)
class Schedule:
    """`lkip run` with these arguments at an interval, a key of INTERVALS."""

    root: Path
    arguments: tuple[str, ...]
    interval: str = "hari"

    @property
    def name(self) -> str:
        """A name that is unique for each workspace and choice of units."""
        content = "\0".join([str(self.root), *self.arguments])
        return f"lkip-{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    @property
    def command(self) -> list[str]:
        """The command line, with the file of the receivers of notices, if there are any."""
        run = [sys.executable, "-m", "lkip_helpers", "run", *self.arguments]
        return ["env", f"{SAVED}={self.receivers_file}", *run] if self.receivers else run

    @property
    def receivers(self) -> dict[str, str]:
        """The receivers of notices as the environment names them, which no schedule inherits."""
        return {name: value for name in VARIABLES if (value := os.environ.get(name))}

    @property
    def receivers_file(self) -> Path:
        """Where they are kept: a command line, which may hold a password, is seen by everybody."""
        return _find_settings() / "lkip" / f"{self.name}-{type(self).__name__.lower()}.json"

    def save_receivers(self) -> None:
        """Keep them for the runs of this schedule, readable by its owner alone."""
        self.receivers_file.unlink(missing_ok=True)
        if self.receivers:
            self.receivers_file.parent.mkdir(parents=True, exist_ok=True)
            self.receivers_file.touch(0o600)
            self.receivers_file.write_text(json.dumps(self.receivers), "utf-8", newline="\n")


class Crontab(Schedule):
    """A line of the user's crontab. All methods may raise LkipError."""

    @property
    def line(self) -> str:
        """The line; percent signs are escaped, for in a crontab they end the command."""
        log = shlex.quote(str(Root(self.root).schedule_notes))
        command = f"cd {shlex.quote(str(self.root))} && {shlex.join(self.command)} >> {log} 2>&1"
        return f"{INTERVALS[self.interval][0]} {command.replace('%', chr(92) + '%')} # {self.name}"

    def describe(self) -> list[str]:
        """What would be installed."""
        return [self.line]

    def install(self) -> list[str]:
        """Add the line, in place of an earlier one; returns what to print."""
        self._replace(self.line)
        return [f"Terpasang pada crontab: {self.line}"]

    def remove(self) -> bool:
        """Delete the line; returns whether there was one."""
        return self._replace()

    def _replace(self, *new: str) -> bool:
        """Put `new` in place of the line of this schedule; returns whether there was one.

        There may be no crontab yet. Any other refusal of cron raises LkipError: taken for an
        empty crontab, it would make us overwrite the lines of others.
        """
        lines = _run(["crontab", "-l"], allowed="no crontab for").stdout.splitlines()
        others = [line for line in lines if not line.endswith(f"# {self.name}")]
        if new or others != lines:
            _run(["crontab", "-"], stdin="".join(f"{line}\n" for line in (*others, *new)))
        return others != lines


class Timer(Schedule):
    """A service and its timer among the user's systemd units; methods may raise LkipError."""

    @property
    def units(self) -> dict[Path, str]:
        """Content of the unit files by path; a missed run is made up for (Persistent)."""
        words = (word.replace("\\", r"\\").replace('"', r"\"") for word in self.command)
        command = " ".join(f'"{word}"' for word in words).replace("%", "%%").replace("$", "$$")
        base = _find_settings() / "systemd" / "user" / self.name
        folder = str(self.root).replace("%", "%%")
        return {
            base.with_suffix(".service"): (
                "[Unit]\nDescription=Menyusun laporan LKIP yang datanya berubah\n\n"
                f"[Service]\nType=oneshot\nWorkingDirectory={folder}\nExecStart={command}\n"
            ),
            base.with_suffix(".timer"): (
                f"[Unit]\nDescription=Jadwal LKIP setiap {self.interval}\n\n"
                f"[Timer]\nOnCalendar={INTERVALS[self.interval][1]}\nPersistent=true\n\n"
                "[Install]\nWantedBy=timers.target\n"
            ),
        }

    def describe(self) -> list[str]:
        """What would be installed."""
        return [f"# {file}\n{content.rstrip()}" for file, content in self.units.items()]

    def install(self) -> list[str]:
        """Write the units and start the timer; returns what to print."""
        _run(["systemctl", "--user", "daemon-reload"])  # fails before anything is written
        for file, content in self.units.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8", newline="\n")
        _run(["systemctl", "--user", "enable", "--now", f"{self.name}.timer"])
        return [f"Terpasang: {file}" for file in self.units]

    def remove(self) -> bool:
        """Stop the timer and delete the units; returns whether there were any."""
        existing = [file for file in self.units if file.exists()]
        if existing:
            _run(["systemctl", "--user", "disable", "--now", f"{self.name}.timer"])
            for file in existing:
                file.unlink()
            _run(["systemctl", "--user", "daemon-reload"])
        return bool(existing)


def _find_settings() -> Path:
    """The folder of the settings of this user (XDG Base Directory)."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _run(
    command: list[str], stdin: str | None = None, allowed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command. allowed: words of a harmless refusal, in English. Raises LkipError."""
    if shutil.which(command[0]) is None:
        raise LkipError(f"Perintah {command[0]} tidak ada pada komputer ini. {CURE}")
    environment = {**os.environ, "LC_ALL": "C"}  # refusals in English, to be compared to `allowed`
    result = subprocess.run(  # noqa: S603 fixed words, no shell
        command, input=stdin, capture_output=True, text=True, check=False, env=environment
    )
    if result.returncode and not (allowed and allowed in result.stderr):
        said = f"{shlex.join(command)} gagal: {result.stderr}".rstrip(" \n.:")
        raise LkipError(f"{said}. {CURE}")
    return result
