"""Capital: how much a business needs, what it can carry, who may lend or grant it, and a proposal a bank can read.

Law: Permenko 1/2022 and its changes (KUR), PMK 130/2024 (UMi); each offer names its source and what contradicts it.
Nothing here is an offer. Words: plan, what the money is for; sharing, the owner's consent that one bank reads one plan.
"""
