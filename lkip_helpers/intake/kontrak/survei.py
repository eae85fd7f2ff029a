"""The satisfaction survey: skm.xlsx."""

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import Bilangan, Jawaban, Teks, TeksAtauKosong


class UnsurSkm(Kontrak):
    BERKAS = "skm.xlsx"
    LEMBAR = "Unsur"
    GUNA = "Unsur pelayanan yang ditanyakan dalam survei dan arti setiap jawaban"
    NAMA = "unsur_skm"
    KUNCI = ("kode",)

    kode: Teks = kolom("Kode", "Kode kolom jawaban", contoh="U1")
    unsur: Teks = kolom("Unsur", "Nama unsur pelayanan", contoh="Persyaratan")
    jawaban_1: Teks = kolom("Jawaban 1", "Arti nilai satu", contoh="Tidak mudah")
    jawaban_2: Teks = kolom("Jawaban 2", "Arti nilai dua", contoh="Kurang mudah")
    jawaban_3: Teks = kolom("Jawaban 3", "Arti nilai tiga", contoh="Mudah")
    jawaban_4: Teks = kolom("Jawaban 4", "Arti nilai empat", contoh="Sangat mudah")
    pertanyaan: TeksAtauKosong = kolom(
        "Yang ditanyakan",
        "Pertanyaan kuesioner atau intinya; dicetak di atas tabel jawaban",
        contoh="Seberapa mudah syarat pelayanan dipenuhi?",
        bawaan=None,
    )


class Responden(Kontrak):
    BERKAS = "skm.xlsx"
    LEMBAR = "Jawaban"
    GUNA = "Jawaban survei kepuasan, satu baris setiap responden, tanpa nama"
    NAMA = "skm"
    KUNCI = ("responden",)
    LEBAR = "jawaban"

    responden: Bilangan = kolom("Responden", "Nomor urut responden, tanpa nama", contoh=1, ge=1)
    jenis_kelamin: TeksAtauKosong = kolom(
        "Jenis kelamin", "Ciri responden; boleh tidak ada", contoh="Perempuan", bawaan=None
    )
    usia: TeksAtauKosong = kolom("Usia", "Kelompok usia", contoh="26–35 tahun", bawaan=None)
    pendidikan: TeksAtauKosong = kolom(
        "Pendidikan", "Pendidikan terakhir", contoh="SMA", bawaan=None
    )
    pekerjaan: TeksAtauKosong = kolom(
        "Pekerjaan", "Pekerjaan utama", contoh="Wiraswasta", bawaan=None
    )
    layanan: TeksAtauKosong = kolom(
        "Jenis layanan", "Layanan yang diterima", contoh="Surat pindah", bawaan=None
    )
    jawaban: dict[str, Jawaban] = kolom(
        "Jawaban", "Satu kolom setiap kode unsur; nilai 1 sampai 4", contoh=3
    )


class TindakLanjut(Kontrak):
    BERKAS = "skm.xlsx"
    LEMBAR = "Tindak Lanjut"
    GUNA = "Rencana tindak lanjut hasil survei, satu baris setiap unsur yang diperbaiki"
    NAMA = "tindak_lanjut"
    KUNCI = ("kode",)
    LEMBAR_WAJIB = False

    kode: Teks = kolom("Kode", "Kode unsur pada lembar Unsur", contoh="U1")
    rencana: Teks = kolom(
        "Rencana tindak lanjut", "Apa yang akan dilakukan", contoh="Memasang alur pelayanan."
    )
    waktu: TeksAtauKosong = kolom("Waktu", "Kapan", contoh="Triwulan I", bawaan=None)
    penanggung_jawab: TeksAtauKosong = kolom(
        "Penanggung jawab", "Jabatan", contoh="Seksi Pelayanan Umum", bawaan=None
    )
