-- The tasks that have units, none of which leads, with what an answer shows of them.
WITH without AS (
    SELECT DISTINCT a.task AS id
    FROM assignments a
    WHERE NOT EXISTS (FROM assignments l WHERE l.task = a.task AND l.role = 'lead')
), roles AS (
    SELECT task AS id, role, list(unit) AS units FROM assignments JOIN without ON id = task GROUP BY task, role
)
SELECT t.id, t.title, t.region, t.annex, t.path, t.others, t.deadline_text, r.units, s.units, g.units,
    t.document, t.start, t.end, t.quote
FROM tasks t JOIN without USING (id)
LEFT JOIN roles r ON r.id = t.id AND r.role = 'responsible'
LEFT JOIN roles s ON s.id = t.id AND s.role = 'support'
LEFT JOIN roles g ON g.id = t.id AND g.role = 'guide'
