"""The page for people: summarize, translate, models; in the interface's languages, without anything from elsewhere."""
