MATCH (m:DangmaiProjection {id: 'projection'})
RETURN m.audience AS audience, m.digest AS digest
LIMIT 1;
