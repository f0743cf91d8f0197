"""How whole articles come out of pages and files: a corpus of sites and exporters as they are met, with its gold text."""
