"""A browser page under watch."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Route

STREAMLIT_LOOKS = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for these beside a deep link too, and logs that they are not there."""


@dataclass
class Watched:
    """A page, and whatever it did that it should not have done."""

    page: Page
    outside: list[str] = field(default_factory=list)  # addresses beyond this machine that were asked for
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Stop every request that would leave, and listen to the console."""
        self.page.context.route("**/*", self._stop)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _stop(self, route: Route) -> None:
        address = route.request.url
        if address.startswith(("http://127.0.0.1:", "file:", "data:", "blob:", "about:")):
            route.continue_()
        else:
            self.outside.append(address)
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not where.endswith(STREAMLIT_LOOKS):
            self.errors.append(f"{message.text} ({where})")
