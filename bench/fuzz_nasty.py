"""What a hostile hand types, puts into addresses, and uploads."""

import io
import zipfile

from bench import fuzz_seeds as seeds

#: What may never come back: markup or a template of ours, as bytes of a page, and what it would mean.
WITNESSES = {
    b"<fzz x=1>": "unescaped markup",
    b"1787569": "a computed template",
    b"root:x:0": "a file of the machine",
}

TEXTS = (
    "", " ", "0", "-1", "00", "1" * 20, "1" * 400, "1" * 5000, "0001" + "0" * 4400, "000113", "2147483648", "-2147483649",
    "9223372036854775808", "99999999999999999999999", "1e400", "1.5e3", "nan", "inf", "-inf", "NaN", "²", "٣", "１２", "½",
    "1.000" + ".000" * 120, "Rp 999.999.999.999.999", "1,5 juta", "3 for 10rb", "0x10", "1_000", "+5", "1;2", "[1]",
    "2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "10000-01-01", "1900-01-01", "31/12/9999", "24:00", "25:61",
    "2026-11-29T99:00", "9999-12-31T23:59", "0001-01-01T00:00", "1969-12-31", "2026-11", "2026-W01", "2026-Q5", "2020-1",
    "00000000-0000-4000-8000-000000000000", "8A3F0F0E6F0C4C439D0A2A1B6A0E5C11", "None", "null", "true", "on", "undefined",
    '"><fzz x=1>', "'><fzz x=1>", "javascript:alert(1)", "{{1337*1337}}", "${1337*1337}", "{% debug %}", "%(x)s", "%s%n", "{0}",
    "'; drop table people_person; --", "' or 1=1 --", "\\", "%", "_%_", "*", "(((((", "[a-", "(?R)", "a" * 300, "a b " * 60,
    "../../../../etc/passwd", "..\\..\\win.ini", "file:///etc/passwd", "http://127.0.0.1:5432/", "//evil.invalid/", "https:evil",
    "a\r\nSet-Cookie: a=b", "a\nb", "a\x00b", "\x00", "\x1b[31m", "\u202egnp.exe", "\ufeff", "\u200b", "e" + "\u0301\u0316" * 900,
    "\ud800", "\U0010ffff", "👩‍👩‍👧‍👦", "ﷺ" * 50, "İ", "ß", "ẞ", "ﬁ", "=1+1", "@SUM(A1)", "+1", "-1+1", "\t=1",
    "1271015201919991", "1271-0152-0191-9991", "0812 3456 7890", "+62" + "8" * 30, "a@b", "a@contoh.id\nBcc: x@y.z",
    "[]", "{}", '{"a":', "[" * 3000, '{"a":' * 2000, "-0", "1" + "0" * 30, "3.5,98.6", "91,181", "3,58912",
)  # fmt: skip

PATHS = (
    "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd",
    "..\\..\\etc\\passwd", "%00", "a%00.pdf", "%252e%252e%252f", "/etc/passwd", "0", "-1", "9" * 30, "1" * 5000, "a" * 3000,
    "²", "٣", "%ff%fe", "%ed%a0%80", "a b", "%0d%0aSet-Cookie:a=b", "none", "null", ".", "..", "~", "*", "'", '"', "<fzz x=1>",
    "2026-13", "0000-00", "9999-99-99", "2020-5", "00000000-0000-4000-8000-000000000000", "eyJ.eyJ.x", ":", "a:b:c", "==", "akun",
)  # fmt: skip


def _bomb() -> bytes:
    """A workbook of 30 kB whose first sheet is 30 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (30 << 20))
    return out.getvalue()


def _far() -> bytes:
    """Two cells in the two farthest corners of a sheet."""
    return seeds.book(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def _laughs() -> bytes:
    """Entities that stand for entities, in UTF-16, where a search for letters does not see them."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 8))
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a0 "ha">{names}]><a>&a7;</a>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", text.encode("utf-16"))
        packed.writestr("imsmanifest.xml", text.encode("utf-16"))
    return out.getvalue()


#: Name and content, as bytes.
FILES: tuple[tuple[bytes, bytes], ...] = (
    (b"a.pdf", b""), (b"a.pdf", b"%PDF-1.7\n" + b"x" * 200), (b"a.xlsx", b"PK\x03\x04" + b"\0" * 80), (b"a.xlsx", _bomb()),
    (b"a.xlsx", _far()), (b"a.xlsx", _laughs()), (b"a.zip", _laughs()), (b"../../a.csv", b"Nama Usaha;NIK\nA;1\n"),
    (b"a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), (b"a.html", b"<script>alert(1)</script>"),
    (b"a.jpg", b"\xff\xd8\xff\xe0" + b"A" * 400), (b"a.csv", b"=1+1,@x\n" * 50), (b"a.csv", b'"' * 5000), (b"a.csv", b"\0\0\0"),
    (b"a.toml", b"a = " + b"9" * 5000), (b"a.toml", b"a = " + b"[" * 2000), (b"a.json", b"[" * 50_000), (b"a.json", b"1" * 6000),
    (b"a.xml", b'<?xml version="1.0" encoding="hex"?><rss/>'), (b"a.xml", b"<?xml version='1.0' encoding='x'?><rss/>"),
    (b"a\r\nb.pdf", b"%PDF-"), (b"\xff\xfe.pdf", b"%PDF-"), (b"", b"x"), (b"nul.", b"x"), (b"a" * 900 + b".pdf", b"%PDF-"),
    (b"a.csv", b"nama,jenis,alamat,kelurahan,lat\nA,pasar,B,C,nan\n"), (b"a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    (b"a.csv", b"Nama produk,Harga\nKeripik," + b"1" * 5000 + b"\n"), (b"a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60),
)  # fmt: skip
