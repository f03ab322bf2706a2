-- How many tasks have units, none of which leads.
SELECT count(DISTINCT a.task)
FROM assignments a
WHERE NOT EXISTS (FROM assignments l WHERE l.task = a.task AND l.role = 'lead')
