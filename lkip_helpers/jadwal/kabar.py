"""A word to whoever must know that a run failed; the address comes from the environment only."""

import json
import os
import smtplib
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from email.message import EmailMessage

from lkip_helpers.jadwal.jalan import Jalan

WEBHOOK, SURAT, SMTP = "LKIP_WEBHOOK", "LKIP_SURAT", "LKIP_SMTP"
BATAS = 10  # seconds a receiver has to answer


def send_kabar(gagal: Sequence[Jalan]) -> list[str]:
    """Tell the webhook and the mailbox named in the environment; returns what did not arrive.

    LKIP_WEBHOOK: an address that takes JSON by POST. LKIP_SURAT: a mailbox, sent through the mail
    server LKIP_SMTP (host or host:port, else this computer's own). A receiver that does not answer
    never makes a run fail.
    """
    masalah = []
    if gagal and (alamat := os.environ.get(WEBHOOK)):
        masalah += _kirim_webhook(alamat, gagal)
    if gagal and (kotak := os.environ.get(SURAT)):
        masalah += _kirim_surat(kotak, gagal)
    return masalah


def _kirim_webhook(alamat: str, gagal: Sequence[Jalan]) -> list[str]:
    if not alamat.startswith(("http://", "https://")):
        return [f"{WEBHOOK} bukan alamat http atau https"]
    isi = json.dumps({"gagal": [asdict(j) for j in gagal]}, ensure_ascii=False).encode()
    minta = urllib.request.Request(  # noqa: S310 the scheme is checked above
        alamat, isi, {"Content-Type": "application/json; charset=utf-8"}
    )
    try:
        with urllib.request.urlopen(minta, timeout=BATAS):  # noqa: S310 as above
            return []
    except (urllib.error.URLError, OSError, ValueError) as galat:
        return [f"kabar ke {WEBHOOK} tidak terkirim: {galat}"]


def _kirim_surat(kotak: str, gagal: Sequence[Jalan]) -> list[str]:
    pesan = EmailMessage()
    pesan["Subject"] = f"LKIP: {len(gagal)} laporan gagal disusun"
    pesan["From"] = pesan["To"] = kotak
    pesan.set_content("\n".join(map(str, gagal)) + "\n")
    rumah, _, pintu = os.environ.get(SMTP, "localhost").partition(":")
    try:
        with smtplib.SMTP(rumah, int(pintu or 0), timeout=BATAS) as server:
            server.send_message(pesan)
    except (smtplib.SMTPException, OSError, ValueError) as galat:
        return [f"surat ke {SURAT} tidak terkirim: {galat}"]
    return []
