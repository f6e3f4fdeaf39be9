"use strict";
// Sveltia CMS would save every language of a chapter as it was when the chapter was opened: an original corrected
// meanwhile would silently be put back. It asks here instead which languages were touched (package.py, CHANGES).
window.daleel = (() => {
  const trimmed = (values) => Object.entries(values ?? {}).map(([key, value]) => [key, String(value).trim()]);
  const only = (map, wanted) => Object.fromEntries(Object.entries(map).filter(([locale]) => wanted(locale)));

  // Is the text in this language what it was when it was opened, but for the ends, which are trimmed anyway?
  function untouched({ originalValues, currentValues }, locale) {
    return JSON.stringify(trimmed(originalValues[locale])) === JSON.stringify(trimmed(currentValues[locale]));
  }

  // Of a draft that is kept in case the page is closed: languages begun or taken out, and texts.
  function touched(draft) {
    const { originalLocales, currentLocales, currentValues } = draft;
    return [
      only(currentLocales, (locale) => currentLocales[locale] !== originalLocales[locale]),
      only(currentValues, (locale) => !untouched(draft, locale)),
    ];
  }

  return { untouched, touched };
})();
