"""Measures, for decisions: `python -m tests.bench [name …]`. Nothing here is a test."""
