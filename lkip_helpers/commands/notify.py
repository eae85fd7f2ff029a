"""Notices of failed runs, sent to the addresses that the environment names."""

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
TIMEOUT = 10  # seconds a receiver has to answer


def send_notices(failed: Sequence[JobRun]) -> list[str]:
    """Notify the webhook and the mailbox named in the environment; returns what went wrong.

    LKIP_WEBHOOK: a URL that takes JSON by POST. LKIP_SURAT: an address, sent to through the mail
    server LKIP_SMTP (host or host:port; default localhost). A notice that fails fails no run.
    """
    receivers = ((WEBHOOK, _send_webhook), (MAIL, _send_mail)) if failed else ()
    known = ((os.environ[name], send) for name, send in receivers if os.environ.get(name))
    return [problem for address, send in known for problem in send(address, failed)]


def _send_webhook(address: str, failed: Sequence[JobRun]) -> list[str]:
    if not address.startswith(("http://", "https://")):
        return [f"{WEBHOOK} bukan alamat http atau https"]
    body = json.dumps({"gagal": [asdict(result) for result in failed]}, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310 the scheme is checked above
        address, body, {"Content-Type": "application/json; charset=utf-8"}
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310 as above
            return []
    except (urllib.error.URLError, OSError, ValueError) as error:
        cause = getattr(error, "reason", error)
        return [f"kabar ke {WEBHOOK} tidak terkirim; periksa alamat dan jaringannya ({cause})"]


def _send_mail(mailbox: str, failed: Sequence[JobRun]) -> list[str]:
    message = EmailMessage()
    message["Subject"] = f"LKIP: {len(failed)} laporan gagal disusun"
    message["From"] = message["To"] = mailbox
    message.set_content("\n".join(map(str, failed)) + "\n")
    host, _, port = os.environ.get(SMTP, "localhost").partition(":")
    try:
        with smtplib.SMTP(host, int(port or 0), timeout=TIMEOUT) as server:
            server.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return [f"surat ke {MAIL} tidak terkirim; periksa {SMTP} dan jaringannya ({error})"]
    return []
