"""How the trained stand-ins are made: vocabularies, tokenizer folders, models, training loops."""
