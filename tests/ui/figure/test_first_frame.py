"""What draws the figure loads nothing that the window's start would wait for."""

from tests.test_architecture import modules_after

MODELS = "pydantic_core"
SLOW = {"numpy", "tomllib", "json", MODELS}


def test_the_drawing_of_the_first_frame_needs_nothing_else() -> None:
    loaded = modules_after("soleus_timer.ui.figure.still")
    assert "PySide6" in loaded
    assert not loaded & SLOW


def test_the_figure_itself_needs_no_models() -> None:
    assert not modules_after("soleus_timer.ui.figure.view") & {MODELS, "numpy"}
