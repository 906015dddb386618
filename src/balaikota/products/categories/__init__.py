"""The two-level categories of the e-Katalog, with their KBLI codes, Google ids and the permits usual in each."""
