"""What a page may load and do: the Content Security Policy (https://www.w3.org/TR/CSP3/) and the headers beside it."""

# Pagefind is WebAssembly, which needs a permission of its own; the covers and figures may hold pictures as data.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'"
)


def headers() -> bytes:
    """`_headers`, as several static hosts read it. A page cannot say in a meta tag who may frame it."""
    return (
        "/*\n"
        f"  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()\n"
    ).encode()
