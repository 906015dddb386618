"""A price list Tono has brought and not yet taken in, so that the preview can be seen."""

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.people.models import Person
from balaikota.products.exchange import actions, queries

LIST = """Kode,Nama barang,Satuan,Harga,Stok,Kategori
KRP-500,Keripik singkong pedas 500 g,bungkus,"Rp28.000",20,MKN-01
KRP-BWG,Keripik bawang,bungkus,15rb,12,
SMB-01,Sambal teri kacang,botol,"15,000",8,
HMP-01,Hampers lebaran,paket,mulai 150rb,,
XXX-01,Titipan Bu Rosma,pcs,Nego,,
,Jumlah,,,40,
"""


def bring_a_list(cast: dict[str, Person]) -> None:
    """Once: it stays to be looked at."""
    firm = businesses.owned_by(cast["tono"]).first()
    if firm is not None and not queries.newest(firm).exists():
        actions.bring(firm, ("daftar-harga.csv", LIST.encode()), "balaikota", by=cast["tono"])
