"""The fast tagger: a small student of the trained tagger, for corpora of millions of characters."""
