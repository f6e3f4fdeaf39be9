"""The library of one language in a folder that opens without the internet, zipped."""

from daleel.offline.bundle import Bundle, Order, bundle_path, write_bundle

__all__ = ["Bundle", "Order", "bundle_path", "write_bundle"]
