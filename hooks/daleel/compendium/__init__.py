"""The whole library in one PDF per language. mkdocs-with-pdf gathers the pages and has WeasyPrint print them.

Its pages come from the templates in theme/ (compendium.yml), not from the site's; what the plugin has no option for
is mended in `book.py`, through its hook before printing.
"""
