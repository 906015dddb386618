"""GeoReport: the Open311 GeoReport v2 server over the reports, and the client to hand one to another server."""
