"""What sessions leave behind: how they are kept, what they add up to, what follows from them."""
