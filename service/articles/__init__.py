"""What comes in becomes an `Article`: one reader a kind of input."""

from service.articles.plain import read_text

__all__ = ["read_text"]
