// How much there is of everything.
OPTIONAL MATCH (n:Entity)
WITH count(n) AS nodes
OPTIONAL MATCH (:Entity)-[r]->(:Entity)
WITH nodes, count(r) AS edges
OPTIONAL MATCH (x:Record)
WITH nodes, edges, count(x) AS records
OPTIONAL MATCH (:Record)-[g:MENTIONS]->(:Entity)
RETURN nodes, edges, records, count(g) AS namings;
