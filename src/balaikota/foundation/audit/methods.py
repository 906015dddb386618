"""The digest of an event, as an SQL expression: the same text in the trigger and in the check."""

# jsonb prints its keys in a fixed order, so the text is canonical. Times are taken as UTC microseconds.
DIGEST_SQL = (
    "sha256(convert_to(jsonb_build_object("
    "'id', {row}.id, 'name', {row}.name, 'at', (extract(epoch from {row}.at) * 1000000)::bigint, "
    "'by', {row}.by_id, 'capacity', {row}.capacity, 'about_type', {row}.about_type, 'about_id', {row}.about_id, "
    "'subject', {row}.subject_id, 'purpose', {row}.purpose, 'detail', {row}.detail, 'request_id', {row}.request_id"
    ")::text, 'UTF8'))"
)
