"""Figures for programs: CSV, JSON, SDMX-CSV, code lists, a DCAT catalogue and OpenAPI. Words: outlet, dataflow, code list.

Perpres 39/2019 (Satu Data Indonesia); DCAT 3 (W3C 2024); SDMX-CSV 2.0; OpenAPI 3.1.
"""
