"""An entry and a closed month never change and never go: the database refuses, whoever asks.

Only the name of a buyer and the words of an entry may be blanked, when somebody asks for that.
"""

from django.db import migrations

REFUSE = """
create function books_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a book is never rewritten: take the entry back with another';
end $$;
create trigger books_entry_not_removed before delete on books_entry
for each row execute function books_refuse();
create trigger books_entry_not_changed before update of
    id, book_id, number, key, "on", kind, amount, place, ware_id, quantity, unit, months, reverses_id, recorded_at
on books_entry for each row execute function books_refuse();
create trigger books_closing_for_good before update or delete on books_closing
for each row execute function books_refuse();
"""

ALLOW = """
drop trigger books_entry_not_removed on books_entry;
drop trigger books_entry_not_changed on books_entry;
drop trigger books_closing_for_good on books_closing;
drop function books_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("books", "0001_a_cash_book")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
