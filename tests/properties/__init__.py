"""Slow tests: many random plans, every odd file of a corpus, files at their limits, and what other programs wrote.

Each takes seconds, for it is tried on hundreds of inputs or on very large ones. ``pytest tests/unit`` leaves them out,
so that it can be run after every change; the whole suite runs them.
"""
