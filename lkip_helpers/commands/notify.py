"""Notices of failed runs, sent to the addresses that the environment names."""

import json
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from email.message import EmailMessage
from email.utils import formatdate, getaddresses
from functools import partial
from http.client import InvalidURL
from multiprocessing.pool import ThreadPool
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from lkip_helpers.commands.jobs import JobRun

WEBHOOK, MAIL, SMTP = VARIABLES = ("LKIP_WEBHOOK", "LKIP_SURAT", "LKIP_SMTP")
SAVED = "LKIP_KABAR"  # a file of what these hold, which a schedule keeps
TIMEOUT = 10  # seconds a receiver has for each step of an answer
LONGEST = 60  # seconds that telling one receiver may take in all


def send_notices(failed: Sequence[JobRun]) -> list[str]:
    """Notify the webhook and the mailboxes that are named; returns what went wrong.

    LKIP_WEBHOOK: a URL that takes JSON by POST. LKIP_SURAT: addresses, sent to through the mail
    server LKIP_SMTP (host or host:port, default localhost; user:password@ before it logs in, over
    TLS only). They stand in the environment, or in the file LKIP_KABAR. A notice that fails fails
    no run, and no other notice.
    """
    known, problems = dict(os.environ), []
    if failed and (saved := known.get(SAVED)):
        try:
            known = json.loads(Path(saved).read_text("utf-8")) | known
        except (OSError, ValueError):
            problems.append(f"kabar tidak terkirim; {saved} tidak terbaca: pasang lagi jadwalnya")
    send_mail = partial(_send_mail, known.get(SMTP, ""))
    receivers = (
        (WEBHOOK, _send_webhook, f"kabar ke {WEBHOOK} tidak terkirim; periksa alamat"),
        (MAIL, send_mail, f"surat ke {MAIL} tidak terkirim; periksa alamat, {SMTP},"),
    )
    for name, send, what in receivers:
        if failed and (address := known.get(name, "").strip()):
            try:
                with ThreadPool(1) as pool:  # left to itself where an answer comes byte by byte
                    pool.apply_async(send, (address, failed)).get(LONGEST)
            except (ValueError, InvalidURL):  # not repeated: it may hold a password
                problems.append(f"{what} dan jaringannya (alamatnya tidak sah)")
            except Exception as error:  # noqa: BLE001 also what a foreign server provokes
                cause = " ".join(str(error).split()) or f"tidak selesai dalam {LONGEST} detik"
                problems.append(f"{what} dan jaringannya ({cause})")
    return problems


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: followed, it would be a GET without the notice."""

    def redirect_request(self, *_: object) -> None:
        return None


def _send_webhook(address: str, failed: Sequence[JobRun]) -> None:
    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    body = json.dumps({"gagal": [asdict(result) for result in failed]}, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310 the scheme is checked above
        address, body, {"Content-Type": "application/json; charset=utf-8"}
    )
    try:
        urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT).close()
    except HTTPError as error:
        error.close()
        raise


def _send_mail(server_name: str, mailboxes: str, failed: Sequence[JobRun]) -> None:
    addresses = [address for _, address in getaddresses([mailboxes.replace(";", ",")])]
    if not all(addresses):
        raise ValueError(mailboxes)
    message = EmailMessage()
    message["Subject"] = f"LKIP: {len(failed)} laporan gagal disusun"
    message["From"], message["To"], message["Date"] = addresses[0], addresses, formatdate()
    message.set_content("\n".join(map(str, failed)) + "\n")
    named = server_name.strip() or "localhost"
    host = urlsplit(named if "://" in named else f"//{named}")
    with smtplib.SMTP(host.hostname or "", host.port or 0, timeout=TIMEOUT) as server:
        if host.username:
            server.starttls(context=ssl.create_default_context())
            server.login(unquote(host.username), unquote(host.password or ""))
        if refused := server.send_message(message):
            raise smtplib.SMTPRecipientsRefused(refused)
