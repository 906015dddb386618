"""Names as they are heard in the city, for people made up here (those of the demo city, which stands on a higher floor)."""

MEN = (
    "Afrizal", "Agus", "Ahmad Fauzi", "Amirullah", "Andi", "Arjun", "Azhar", "Bambang", "Doni", "Edwin",
    "Eko", "Fahmi", "Faisal", "Ferdinand", "Ganesan", "Gomgom", "Hamdan", "Hendra", "Hendri", "Hotman",
    "Ilham", "Irwansyah", "Iskandar", "Ismail", "Jimmy", "Johan", "Joko", "Jonggi", "Josua", "Kevin",
    "Khairil", "Mara Halim", "Maruli", "Mulyadi", "Murugan", "Nofrizal", "Parulian", "Prakash", "Rahmat",
    "Ravi", "Ridwan", "Rikardo", "Rudy", "Rusydi", "Sahala", "Saut", "Selwan", "Slamet", "Steven",
    "Sugeng", "Suresh", "Suryono", "Syafril", "Syafrizal", "Syahrial", "Taufik", "Teguh", "Togar",
    "Vijay", "Wahyu", "Willy", "Yusrizal", "Zainal", "Zulkarnain",
)  # fmt: skip
WOMEN = (
    "Angelina", "Anjali", "Annisa", "Cahaya", "Debora", "Desmawati", "Devi", "Elvira", "Endang", "Erni",
    "Fatimah", "Felicia", "Fitri", "Gusniar", "Halimah", "Herlina", "Jamilah", "Jessica", "Kavita",
    "Khairunnisa", "Kristina", "Lakshmi", "Lamtiur", "Lasma", "Lestari", "Lina", "Mardiah", "Mariani",
    "Martha", "Masitah", "Meiling", "Merry", "Mina", "Ningsih", "Nur Aisyah", "Nurhayati", "Nurlela",
    "Nurmala", "Parwati", "Priya", "Rahmadani", "Ratri", "Rohana", "Rosmaida", "Rosmanidar", "Rotua",
    "Safrida", "Saleha", "Saraswati", "Siti Aminah", "Sri", "Suharti", "Sulastri", "Susanti", "Tiurma",
    "Vivian", "Wati", "Yenny", "Yulidar", "Yuni", "Zahara", "Zubaidah",
)  # fmt: skip
FAMILIES = (
    "Alamsyah", "Baharuddin", "Batubara", "Chandra", "Chaniago", "Chelliah", "Darwis", "Daulay",
    "Effendi", "Ginting", "Gunawan", "Halim", "Handoko", "Harahap", "Hartanto", "Hasyim", "Hutapea",
    "Jambak", "Koto", "Kumar", "Kurniawan", "Lim", "Lubis", "Manurung", "Naidu", "Nasution", "Pardede",
    "Perumal", "Piliang", "Pillai", "Prasetyo", "Pulungan", "Purnomo", "Rajan", "Rangkuti", "Riyadi",
    "Salim", "Samy", "Santoso", "Sembiring", "Sikumbang", "Simbolon", "Sinaga", "Siregar", "Sitorus",
    "Suprapto", "Syahputra", "Tambunan", "Tanjung", "Tanoto", "Tarigan", "Usman", "Wibowo", "Wijaya",
)  # fmt: skip
MIDDLE = (
    "Anugerah", "Pratama", "Cahaya", "Maulana", "Kasih", "Permata", "Abadi", "Nauli", "Gemilang", "Surya",
)  # fmt: skip
