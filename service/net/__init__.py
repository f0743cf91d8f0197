"""Connections to other machines, for those who fetch articles and those who ask chat servers."""
