"""The words for what failed in the program itself: what people will miss, and that it goes on."""

from soleus_timer.messages import _


def failure_text(code: str) -> str:
    """Return a sentence for the code of a failure, as `log.failed` has it."""
    sentences = {
        "crash": _("The program crashed when it ran last."),
        "event_log": _("The log of events failed and ends here."),
        "figure": _("The figure cannot be shown."),
        "history": _("The history failed: some of what you do may not be kept."),
        "home": _("Something on this page cannot be shown."),
        "instance": _("A second start of the program will not find this window."),
        "journal": _("If the program ends in mid-session, the session cannot be resumed."),
        "list": _("The list of workouts could not be filled."),
        "recovery": _("An interrupted session cannot be offered now; it is kept."),
        "settings": _("The settings failed: the usual ones are used, and changes are not kept."),
        "sleep": _("When the computer sleeps, the session will not notice."),
        "sound": _("The sound failed. Every cue is shown."),
        "stage": _("Something on this page cannot be shown."),
        "summary": _("The summary cannot be shown. History has the session."),
        "theme": _("The colours that you chose failed."),
        "voice": _("The voice failed. Every cue is shown."),
        "wake_lock": _("The screen may go dark: keeping it on failed."),
    }
    return sentences.get(code, _("Something in the program failed. It goes on."))


def where_it_is_logged() -> str:
    """Return where to read more of it."""
    return _("The details are in the log (soleus-timer log).")
