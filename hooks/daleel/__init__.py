"""Daleel: Markdown manuals and briefs in several languages → a website and a PDF for each edition."""
