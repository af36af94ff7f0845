"""The second wing: records, graph, questions, curation and exports. Never imports `extraction` or `app`."""
