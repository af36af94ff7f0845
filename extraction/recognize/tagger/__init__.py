"""The trained tagger: one encoder for Chinese, Japanese and Russian, exact to the character."""
