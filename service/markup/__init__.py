"""Texts with structure, taken apart into what is translated and what stays, and put together again."""
