"""The WebAPI of BPS: one client of our own, because the common one drops quarters. Words: domain, variable, answer.

https://webapi.bps.go.id/documentation/ (lists, and dynamic tables: `model/data`).
"""
