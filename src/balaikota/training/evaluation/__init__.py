"""Evaluation: what a training was to those who came, what they learnt, what they do now, and what changed (Kirkpatrick).

Words: reaction (reaksi), behaviour (perilaku), outcome (hasil), cost (biaya). What people say is read together only.
"""
