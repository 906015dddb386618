"""Kinds of business activity by KBLI, each code under the version it belongs to: the same digits may mean another trade.

Law: Peraturan BPS 2/2020 (KBLI 2020); Peraturan BPS 7/2025 (KBLI 2025, to be imported).
"""
