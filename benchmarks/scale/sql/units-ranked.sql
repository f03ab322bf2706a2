-- The ten units that lead most tasks, each with the places that prove it.
WITH ranked AS (
    SELECT a.unit, count(DISTINCT a.task) AS counted
    FROM assignments a JOIN units u ON u.id = a.unit
    WHERE a.role = 'lead' AND u.kind <> 'collective'
    GROUP BY a.unit ORDER BY counted DESC, a.unit LIMIT 10
), led AS (
    SELECT DISTINCT unit, task AS id FROM assignments JOIN ranked USING (unit) WHERE role = 'lead'
)
SELECT r.unit, u.name, r.counted, u.region,
    list(DISTINCT [e.document, e.start::VARCHAR, e.end::VARCHAR, e.quote])
FROM ranked r JOIN units u ON u.id = r.unit JOIN led ON led.unit = r.unit
JOIN evidence e ON e.of = 'tasks' AND e.role = 'assignment' AND e.id = led.id
GROUP BY r.unit, u.name, r.counted, u.region ORDER BY r.counted DESC, r.unit
