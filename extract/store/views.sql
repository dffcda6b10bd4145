-- Views over the tables of a run; {run} is the schema they lie in. Described in docs/query.md.

-- One row a fact, with what is said of it elsewhere: its article, its number and its period as
-- mentions. `thing` is its key without the period, `signed` its value with the direction as a sign.
CREATE VIEW {run}.facts_wide AS
SELECT
    f.*,
    list_concat(split(f.key, '|')[:3], split(f.key, '|')[5:]).array_to_string('|') AS thing,
    CASE WHEN f.direction = 'down' AND f.aspect IN ('growth', 'change') THEN -f.value ELSE f.value
    END AS signed,
    a.title, a.publisher, a.published, a.source, a.duplicate_of,
    q.text AS quantity_text, q.start AS quantity_start, q.end AS quantity_end, q.precision,
    d.text AS date_text, d.kind AS date_kind, d.timex
FROM {run}.facts f
LEFT JOIN {run}.articles a ON a.id = f.article
LEFT JOIN {run}.mentions q ON q.id = f.quantity
LEFT JOIN {run}.mentions d ON d.id = f.period;

-- The statements of a run as they are compared: `identity` is the key, but a number of which
-- the key does not say whose it is, or what it measures, is a figure of its article only. `told` orders statements: the last one
-- published first, then by article and place in it. What a fact of the same article says better
-- (`repeats`) is no statement of its own.
CREATE VIEW {run}.statements AS
SELECT
    CASE WHEN regexp_matches(f.key, '^[^|]*\|\||^\|') THEN concat(f.key, '@', f.article) ELSE f.key END
        AS identity,
    f.value, f.low, f.high, f.bound, f.unit, f.direction, f.si_value, f.si_unit,
    concat(coalesce(a.published, ''), chr(1), f.id) AS told,
    concat(f.subject, chr(1), f.measure) AS wording
FROM (SELECT * FROM {run}.facts WHERE repeats IS NULL) f
LEFT JOIN (SELECT id, any_value(published) AS published FROM {run}.articles GROUP BY id) a
    ON a.id = f.article;

-- What a diff says of a statement beside its figure.
CREATE VIEW {run}.told AS
SELECT
    f.id AS fact, f.key, f.article, f.quantity, f.subject, f.subject_id, f.measure, f.measure_id,
    f.aspect, f.base, f.modality, f.scope, f.qualifier, f.period_text, f.period_start, f.period_end,
    f.text, a.published, q.precision
FROM {run}.facts f
LEFT JOIN {run}.articles a ON a.id = f.article
LEFT JOIN {run}.mentions q ON q.id = f.quantity;

-- Of each thing measured the newest period, and of what is said of it the statement made last.
CREATE VIEW {run}.latest AS
SELECT * EXCLUDE (newest) FROM (
    SELECT
        w.*,
        row_number() OVER (
            PARTITION BY thing
            ORDER BY coalesce(period_end, published) DESC NULLS LAST, published DESC NULLS LAST, id
        ) AS newest
    FROM {run}.facts_wide w
    WHERE measure IS NOT NULL AND duplicate_of IS NULL AND repeats IS NULL
)
WHERE newest = 1;
