"""Notices of failed runs, sent to the addresses that the environment names."""

import json
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict
from email.message import EmailMessage
from email.utils import formatdate, getaddresses
from http.client import InvalidURL
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from lkip_helpers.commands.run import JobRun

WEBHOOK, MAIL, SMTP = VARIABLES = ("LKIP_WEBHOOK", "LKIP_SURAT", "LKIP_SMTP")
TIMEOUT = 10  # seconds a receiver has for each answer
MOST_SECONDS = 30  # seconds it has for all of them


def send_notices(failed: Sequence[JobRun]) -> list[str]:
    """Notify the webhook and the mailboxes named in the environment; returns what went wrong.

    LKIP_WEBHOOK: a URL that takes JSON by POST. LKIP_SURAT: addresses, sent to through the mail
    server LKIP_SMTP (host or host:port, default localhost; user:password@ before it logs in, over
    TLS only). A notice that fails fails no run, and no other notice.
    """
    receivers = (
        (WEBHOOK, _send_webhook, f"kabar ke {WEBHOOK} tidak terkirim; periksa alamat"),
        (MAIL, _send_mail, f"surat ke {MAIL} tidak terkirim; periksa alamat, {SMTP},"),
    )
    problems: list[str] = []
    for name, send, what in receivers:
        if failed and (address := os.environ.get(name, "").strip()):
            causes = [f"belum selesai sesudah {MOST_SECONDS} detik"]
            sending = Thread(target=_try, args=(send, address, failed, causes), daemon=True)
            sending.start()
            sending.join(MOST_SECONDS)
            problems += [f"{what} dan jaringannya ({cause})" for cause in causes]
    return problems


def _try(
    send: Callable[..., None], address: str, failed: Sequence[JobRun], causes: list[str]
) -> None:
    """Send, and leave in `causes` why that failed, nothing where it did not."""
    try:
        send(address, failed)
        causes.clear()
    except Exception as error:  # noqa: BLE001 also what a foreign server or address provokes
        causes[:] = [_phrase(error)]


def _phrase(error: Exception) -> str:
    """What a server answered or the system says, on one line."""
    if isinstance(error, ValueError | InvalidURL):
        return "alamatnya tidak sah"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{mailbox}: {_join(*why)}" for mailbox, why in error.recipients.items())
    if isinstance(error, smtplib.SMTPResponseException):
        return _join(error.smtp_code, error.smtp_error)
    if isinstance(error, HTTPError):
        return f"{error.code} {error.reason}"
    return _join("", getattr(error, "reason", error))


def _join(code: object, answer: object) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
    return " ".join(f"{code} {text}".split())


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
    urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT).close()


def _send_mail(mailboxes: str, failed: Sequence[JobRun]) -> None:
    addresses = [address for _, address in getaddresses([mailboxes.replace(";", ",")])]
    if not all(addresses):
        raise ValueError(mailboxes)
    message = EmailMessage()
    message["Subject"] = f"LKIP: {len(failed)} laporan gagal disusun"
    message["From"], message["To"], message["Date"] = addresses[0], addresses, formatdate()
    message.set_content("\n".join(map(str, failed)) + "\n")
    named = os.environ.get(SMTP, "").strip() or "localhost"
    host = urlsplit(named if "://" in named else f"//{named}")
    with smtplib.SMTP(host.hostname or "", host.port or 0, timeout=TIMEOUT) as server:
        if host.username:
            server.starttls(context=ssl.create_default_context())
            server.login(unquote(host.username), unquote(host.password or ""))
        if refused := server.send_message(message):
            raise smtplib.SMTPRecipientsRefused(refused)
