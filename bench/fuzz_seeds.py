"""Where fuzzing begins: a handful of sound inputs for each parser, made here or taken from the tree."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def _all(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


def amounts() -> list[bytes]:
    return _all("Rp15.000,-", "1,5 juta", "15-20rb", "3 for 10rb", "dua ratus lima puluh ribu", "2jt500rb", "Nego",
                "mulai dari Rp 10.000/kg (nego)", "1.234.567,50", "15 000", "1.5E+06", "tanya harga")  # fmt: skip


def dates() -> list[bytes]:
    return _all("31/12/2025", "2 Januari 2026", "2026-01-02", "2|1|2026", "07.30", "2026-12", "Binjai, 31-12-1980",
                "08.00-16.00, 18.00-20.00", "2026-11-29T10:00:00+07:00_8a3f0f0e-6f0c-4c43-9d0a-2a1b6a0e5c11")  # fmt: skip


def phones() -> list[bytes]:
    return _all(
        "0812-3456-7890", "+62 61 4512345", "(061) 451.2345 / 0813 2222 3333", "112", "nama@contoh.id"
    )


def identity() -> list[bytes]:
    return _all("1271011201919991", "1271 0152 0191 9991", "'1271015201919991", "1,27E+15", "1234567890123",
                "09.254.294.3-407.000", "Dr. H. Muh. Yusuf, S.H.", "5 orang", "perempuan", "Rp 12.000.000")  # fmt: skip


def words() -> list[bytes]:
    return _all("ktp hilang", "jalan bolong depan rumah", "kripik singkong", "ADU-2026-00012", "Siti binti Abdullah",
                "P-IRT keripik'ku", "M. Rizki, S.Kom")  # fmt: skip


def sheets() -> list[bytes]:
    return _all("Nama Usaha;NIK;Omzet per Tahun\nKue Sari;1271015201919991;Rp 12.000.000\n",
                'sep=,\n"Nama","Jenis"\n"A,B",pasar\n', "No\tNama\n1\tx\n",
                "PDRB atas dasar harga berlaku (miliar rupiah)\nLapangan usaha,2023,2024*\nPertanian,1.234,5\nJumlah,2,3\n",
                )  # fmt: skip


def sheet_parts() -> list[bytes]:
    row = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>NIK</t></is></c></row>'
    more = b'<row r="2"><c r="A2"><v>6.2E12</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="d"><v>2026-01-02</v></c></row>'
    strings = b"<si><t>Nama Usaha</t></si><si><r><t>a</t></r></si>"
    return [
        row + more + b"\0" + strings,
        row,
        b"\0" + strings,
        b"<mergeCells><mergeCell ref='A1:A9'/></mergeCells>",
    ]


def book(sheet: bytes, strings: bytes = b"") -> bytes:
    """A workbook of one sheet around these bytes, as both our readers want it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", b'<?xml version="1.0"?><Types/>')
        packed.writestr("xl/workbook.xml", b"<workbook " + MAIN + b" " + _RELS
                        + b'><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>')  # fmt: skip
        packed.writestr("xl/_rels/workbook.xml.rels", b'<Relationships><Relationship Id="r1" Type="worksheet" '
                        b'Target="worksheets/sheet1.xml"/></Relationships>')  # fmt: skip
        packed.writestr("xl/worksheets/sheet1.xml", b"<worksheet " + MAIN + b"><sheetData>" + sheet
                        + b"</sheetData></worksheet>")  # fmt: skip
        packed.writestr("xl/sharedStrings.xml", b"<sst " + MAIN + b">" + strings + b"</sst>")
    return out.getvalue()


def shop_files() -> list[bytes]:
    return _all("SKU,Nama produk,Kategori,Harga,Satuan,Stok,Harga grosir\nKRP,Keripik,MKN-01,Rp15.000,bungkus,4,10=14000\n",
                "Nama produk,Harga,Varian 1 nama,Varian 1 isi\nKaus,85rb,ukuran,M\n",
                "id\ttitle\tprice\tlink\nA1\tKeripik\t15000 IDR\thttps://contoh.id/\n")  # fmt: skip


def service_files(source: Path) -> list[bytes]:
    """The smallest files of the house: libFuzzer gets on quicker from short ones."""
    files = sorted(source.glob("**/services/*.toml"), key=lambda file: file.stat().st_size)
    small = b'code="a"\nname="A"\nsummary="s"\ndesk="d"\nnumber_prefix="AB"\n[limit]\nhours=1\n[[steps]]\nname="p"\nlabel="P"\n'
    return [small, *(file.read_bytes() for file in files[:4])]


def conditions() -> list[bytes]:
    return _all("umur > 17", "jenis == 'kos' && ada(lahir)", "hari_antara(lahir, hari_ini) > 60",
                "(umur(lahir, hari_ini) >= 0 && umur(lahir, hari_ini) < 17)", "!ada(jenis) || umur <= 3.5")  # fmt: skip


def package(name: str, manifest: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, manifest)
        packed.writestr("index.html", b"<p>")
    return out.getvalue()


def manifests() -> list[bytes]:
    return _all(
        '<manifest identifier="m"><metadata><schemaversion>1.2</schemaversion></metadata><organizations default="o">'
        '<organization identifier="o"><title>T</title><item identifier="i" identifierref="r"><title>I</title>'
        '<masteryscore>80</masteryscore></item></organization></organizations><resources><resource identifier="r" '
        'href="index.html"/></resources></manifest>',
        '<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="https://c.id/1">'
        '<title><langstring lang="id">K</langstring></title></course><au id="https://c.id/2" moveOn="Passed" '
        'masteryScore="0.5"><title><langstring>U</langstring></title><url>index.html</url></au></courseStructure>',
        "PT1H30M5.5S")  # fmt: skip


def feeds() -> list[bytes]:
    return [*_all(
        '[{"service_request_id": "1", "status": "open", "lat": 3.5}]', '{"errors": [{"code": 404, "description": "x"}]}',
        "<service_requests><request><service_request_id>1</service_request_id></request></service_requests>",
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id>'
        "<g:title>Keripik</g:title><g:price>15000 IDR</g:price></item></channel></rss>", "jalan-rusak = 001\n"),
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><errors/>'.encode("utf-16")]  # fmt: skip


def json_files() -> list[bytes]:
    return _all('{"format": "balaikota-inovasi/1", "innovation": {"title": "a", "problem": "b", "design": "c", "goal": "d", '
                '"benefit": "e", "bentuk": "digital", "urusan": "digital", "inisiator": "digital"}, "city": "K"}',
                "Isi | 10 | kurang | baik\nBahasa | 5 | buruk | cukup | baik")  # fmt: skip


def pictures() -> Iterable[bytes]:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (3.0, 35.0, 1.0), 3: "E", 4: (98.0, 40.0, 2.0)})
    exif.get_ifd(0x8769).update({0x9003: "2026:11:29 10:00:00"})
    for kind in ("JPEG", "PNG", "WEBP"):
        out = io.BytesIO()
        Image.new("RGB", (8, 6), "red").save(out, kind, exif=exif)
        yield out.getvalue()


def pdfs() -> Iterable[bytes]:
    import pikepdf

    for is_armed in (False, True):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            if is_armed:
                pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            out = io.BytesIO()
            pdf.save(out, qdf=True, static_id=True)
        yield out.getvalue()


def prose() -> list[bytes]:
    return _all("# Judul\n\nBawa **buku**, [baca](https://contoh.id).\n\n| a | b |\n|---|---|\n| 1 | 2 |", "![x](data:a)",
                "<script>alert(1)</script>", "[a](javascript:alert(1))", "&#106;avascript:", "- a\n  - b\n> c")  # fmt: skip
