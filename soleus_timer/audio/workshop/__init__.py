"""The workshop: what of the sound needs numpy, in a process of its own that lives for one order.

It cuts and levels people's own sounds and the words they typed, once for each. Nothing that runs
in the window's process imports what is in here: numpy takes 15 MB there. `WorkshopDoor` starts it.
"""
