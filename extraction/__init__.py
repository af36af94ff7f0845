"""The first wing: from files to mentions, links and claims. Never imports `kg` or `app`."""
