"""How other shops write products down: their files read into offers, whatever their columns are called.

Words: dialect (a kind of file, such as Shopify's), offer (one product as a file says it, joined from its rows).
"""
