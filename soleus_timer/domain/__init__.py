"""The rules of a guided workout: no Qt, no files, no clock reads, no globals."""
