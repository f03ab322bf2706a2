-- Every county with the number of its tasks, those without any as well.
SELECT d.region, count(t.id) AS counted
FROM documents d LEFT JOIN tasks t ON t.document = d.id
WHERE d.region IS NOT NULL
GROUP BY d.region ORDER BY counted DESC, d.region
