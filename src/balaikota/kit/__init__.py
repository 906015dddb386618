"""Tools without tables: http, errors, reactions, sealed fields, pdf, working time and the ui templates."""
