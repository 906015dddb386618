#!/bin/sh
# Patroni calls this once, when the very first primary stands; the address of the database is its argument.
exec $bin_postgresql/psql -X -q -v ON_ERROR_STOP=1 -f $etc/roles.sql "$$1"
