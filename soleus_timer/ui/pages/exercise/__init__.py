"""How an exercise is done."""
