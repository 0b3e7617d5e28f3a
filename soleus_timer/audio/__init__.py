"""Sound: tones, the mixer, the output stream and the player of cues."""
