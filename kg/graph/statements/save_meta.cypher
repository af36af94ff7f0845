MERGE (m:DangmaiProjection {id: 'projection'})
SET m.audience = $audience, m.digest = $digest;
