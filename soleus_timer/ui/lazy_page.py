"""Pages that most sessions do without: until somebody goes to one, it costs no memory."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

PageT = TypeVar("PageT", bound=QWidget)


class OnDemand(Generic[PageT]):
    """A page that is made by `make` when it is first asked for, with the modules it needs."""

    def __init__(self, make: Callable[[], PageT]) -> None:
        self._make = make
        self._page: PageT | None = None

    @property
    def page(self) -> PageT:
        """The page; made now, if it was not there."""
        if self._page is None:
            self._page = self._make()
        return self._page

    def tell(self, news: Callable[[PageT], object]) -> None:
        """Let the page know something, if it is there; otherwise it will be made with it."""
        if self._page is not None:
            news(self._page)
