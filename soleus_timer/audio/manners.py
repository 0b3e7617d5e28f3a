"""How patient who speaks is, and how much room it leaves others; times in nanoseconds."""

from soleus_timer.core.cues import Priority

_MS = 1_000_000

LOOK_AHEAD = 6000 * _MS
"""How far ahead of their time cues should be known: about as long as the longest words take."""

BREATH = 80 * _MS
"""Between two units, between what two cues say, and before what words give way to."""

FADE = 30 * _MS
"""How long words that are cut short still take."""

LATEST_TONE = 300 * _MS
"""After its due time a tone is left out: late, it would mislead."""

LONGEST_LEAD = 1500 * _MS
"""Words wait for the end of their cue's tone, but not longer."""

PATIENCE: dict[Priority, int] = {
    Priority.TRANSITION: 2000 * _MS,
    Priority.COUNTDOWN: 500 * _MS,
    Priority.REP_COUNT: 300 * _MS,
    Priority.FORM: 2000 * _MS,
    Priority.HALFWAY: 2000 * _MS,
}
"""How late words may begin and still be true."""
