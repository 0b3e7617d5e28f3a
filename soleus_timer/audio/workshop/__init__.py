"""The workshop: what of the sound needs numpy, which nothing else here does.

It levels, cuts and resamples people's own sounds and the words they typed.
"""
