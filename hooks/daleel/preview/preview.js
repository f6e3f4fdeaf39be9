// The page is drawn anew when a source was saved; the browser keeps the place.
new EventSource("/_preview/saves").onmessage = () => location.reload();
