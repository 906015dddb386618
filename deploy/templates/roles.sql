-- Who owns the tables, and who may use them. The limits that a city hall with a server of its own asks for when it
-- signs in are the role's own here: PgBouncer passes none on.
create role balaikota_owner login password '$password_owner';
create role balaikota_app login password '$password_app';
create role balaikota_visitor nologin; -- pages of whoever holds no post are read as it (docs/security/rls.md)
grant balaikota_visitor to balaikota_app with inherit false;
alter role balaikota_app set statement_timeout = '30s';
alter role balaikota_app set lock_timeout = '10s';
alter role balaikota_app set idle_in_transaction_session_timeout = '60s';
alter role balaikota_app set pg_trgm.word_similarity_threshold = 0.4;
create database balaikota owner balaikota_owner;
