"""A history that cannot be opened is not shown as an empty one."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from soleus_timer.domain.history.problems import Notice, Trouble
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.pages.history.files import Past
from soleus_timer.ui.pages.history.page import HistoryPage
from soleus_timer.ui.theme import LIGHT
from tests.storage.history.conftest import NOW
from tests.ui.histories import MemoryWays


def test_the_page_says_that_it_could_not_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "history"
    folder.write_text("in the way")
    heard: list[Notice] = []
    history = History(folder)
    calm = history.report_to(heard.append)
    past = Past(calm, MemoryWays(), NOW.date)
    page = HistoryPage(LIGHT, past, 3)
    qtbot.addWidget(page)
    page.show()
    overview = page.overview
    assert overview.empty.isVisible()
    assert overview.empty.heading.text() == "Your history could not be opened"
    assert [one.trouble for one in heard] == [Trouble.CANNOT_OPEN]
    folder.unlink()
    overview.refresh(3)
    assert overview.empty.heading.text() == "Nothing here yet"
    history.close()
