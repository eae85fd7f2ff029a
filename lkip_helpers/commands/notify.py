"""A word to whoever must know that a run failed; the address comes from the environment only."""

import json
import os
import smtplib
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from email.message import EmailMessage

from lkip_helpers.commands.run import JobRun

WEBHOOK, MAIL, SMTP = "LKIP_WEBHOOK", "LKIP_SURAT", "LKIP_SMTP"
LIMIT = 10  # seconds a receiver has to answer


def send_news(failed: Sequence[JobRun]) -> list[str]:
    """Tell the webhook and the mailbox named in the environment; returns what did not arrive.

    LKIP_WEBHOOK: an address that takes JSON by POST. LKIP_SURAT: a mailbox, sent through the mail
    server LKIP_SMTP (host or host:port, else this computer's own). No answer makes no run fail.
    """
    problems = []
    for name, send in ((WEBHOOK, _send_webhook), (MAIL, _send_mail)) if failed else ():
        if address := os.environ.get(name):
            problems += send(address, failed)
    return problems


def _send_webhook(address: str, failed: Sequence[JobRun]) -> list[str]:
    if not address.startswith(("http://", "https://")):
        return [f"{WEBHOOK} bukan alamat http atau https"]
    content = json.dumps({"gagal": [asdict(j) for j in failed]}, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310 the scheme is checked above
        address, content, {"Content-Type": "application/json; charset=utf-8"}
    )
    try:
        with urllib.request.urlopen(request, timeout=LIMIT):  # noqa: S310 as above
            return []
    except (urllib.error.URLError, OSError, ValueError) as error:
        cause = getattr(error, "reason", error)
        return [f"kabar ke {WEBHOOK} tidak terkirim; periksa alamat dan jaringannya ({cause})"]


def _send_mail(box: str, failed: Sequence[JobRun]) -> list[str]:
    message = EmailMessage()
    message["Subject"] = f"LKIP: {len(failed)} laporan gagal disusun"
    message["From"] = message["To"] = box
    message.set_content("\n".join(map(str, failed)) + "\n")
    home, _, door = os.environ.get(SMTP, "localhost").partition(":")
    try:
        with smtplib.SMTP(home, int(door or 0), timeout=LIMIT) as server:
            server.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return [f"surat ke {MAIL} tidak terkirim; periksa {SMTP} dan jaringannya ({error})"]
    return []
