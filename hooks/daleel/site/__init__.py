"""The website: page bodies, the data of its templates, its fonts and covers."""
