"""Counted texts: "1 page", "6 pages", "صفحتان", by the plural rules of CLDR."""

from collections.abc import Mapping

from babel import Locale

from daleel.model import Language

CATEGORIES = ("zero", "one", "two", "few", "many", "other")  # https://cldr.unicode.org/index/cldr-spec/plural-rules


def counted(forms: Mapping[str, str], n: int, language: Language) -> str:
    """The form for n with {n} filled in, in Western digits. A language may leave out forms that equal "other"."""
    category = Locale.parse(language.locale).plural_form(n)
    return forms.get(category, forms["other"]).format(n=n)
