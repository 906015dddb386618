"""What the e-Katalog tells machines: feeds for Google and Meta, facts in a page's head, an API for programs, a sitemap.

Words: good (a product as it is told to a machine), feed (all goods in the form another company reads).
"""
