"""Pages with declared access."""

from shanyraq.kernel.pages.access import Access, device_endpoint, page, public_page

__all__ = ["Access", "device_endpoint", "page", "public_page"]
