"""Turns: how a step of a service is written (langkah): who may not do it, who does it otherwise, when it is hurried.

Used by the workshop. What a step is stands in `questions.models.Step`; how a case walks it, in `cases`.
"""
