"""Engines that follow instructions: prompts, the fence around data in them, and the reading of replies."""
