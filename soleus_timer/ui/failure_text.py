"""The words for what failed in the program itself: what people will miss, and that it goes on."""

from soleus_timer.ui.translation import tr


def failure_text(code: str) -> str:
    """Return a sentence for the code of a failure, as `log.failed` has it."""
    sentences = {
        "crash": tr("The program crashed when it ran last."),
        "event_log": tr("The log of events failed and ends here."),
        "figure": tr("The figure cannot be shown."),
        "history": tr("The history failed: some of what you do may not be kept."),
        "home": tr("Something on this page cannot be shown."),
        "instance": tr("A second start of the program will not find this window."),
        "journal": tr("If the program ends in mid-session, the session cannot be resumed."),
        "list": tr("The list of workouts could not be filled."),
        "recovery": tr("An interrupted session cannot be offered now; it is kept."),
        "settings": tr("The settings failed: the usual ones are used, and changes are not kept."),
        "sleep": tr("When the computer sleeps, the session will not notice."),
        "sound": tr("The sound failed. Every cue is shown."),
        "stage": tr("Something on this page cannot be shown."),
        "summary": tr("The summary cannot be shown. History has the session."),
        "theme": tr("The colours that you chose failed."),
        "voice": tr("The voice failed. Every cue is shown."),
        "wake_lock": tr("The screen may go dark: keeping it on failed."),
    }
    return sentences.get(code, tr("Something in the program failed. It goes on."))


def where_it_is_logged() -> str:
    """Return where to read more of it."""
    return tr("The details are in the log (soleus-timer log).")
