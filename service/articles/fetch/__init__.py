"""Articles that are given by their address: fetched from the public internet and from nowhere else."""

from service.articles.fetch.client import Fetched, Fetcher

__all__ = ["Fetched", "Fetcher"]
