"""Stored glossaries: what one is, how it is written as a table, and the folder that they live in."""
