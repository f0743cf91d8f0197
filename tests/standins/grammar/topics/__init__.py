"""The topics, one module each."""

from . import diplomacy, health, markets, sport, weather
from .base import Topic

TOPICS: tuple[Topic, ...] = (
    diplomacy.TOPIC,
    weather.TOPIC,
    sport.TOPIC,
    markets.TOPIC,
    health.TOPIC,
)

__all__ = ["TOPICS", "Topic"]
