-- The ten units that answer for most targets, each with the places that prove it.
WITH held AS (
    SELECT DISTINCT a.unit, t.id
    FROM targets t JOIN assignments a ON a.task = t.task JOIN units u ON u.id = a.unit
    WHERE a.role IN ('lead', 'responsible') AND u.kind <> 'collective' AND t.indicator IS NOT NULL
), ranked AS (
    SELECT unit, count(*) AS counted FROM held GROUP BY unit ORDER BY counted DESC, unit LIMIT 10
)
SELECT r.unit, u.name, r.counted, u.region,
    list(DISTINCT [e.document, e.start::VARCHAR, e.end::VARCHAR, e.quote])
FROM ranked r JOIN units u ON u.id = r.unit JOIN held h ON h.unit = r.unit
JOIN evidence e ON e.of = 'targets' AND e.id = h.id
GROUP BY r.unit, u.name, r.counted, u.region ORDER BY r.counted DESC, r.unit
