"""Where the city makes its own services: drafts of service files, written in the browser, published as editions.

What is written here is the same service file (TOML) that a programmer would write: nothing more, nothing less.
"""
