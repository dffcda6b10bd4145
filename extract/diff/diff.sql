-- What changed from the run in schema `a` to the run in schema `b`; docs/diff.md says it in words.
-- Every step treats both sides alike, so that diff(b, a) is diff(a, b) seen from the other side.
-- {tolerance} is a share of the value, or NULL: then the printed precision counts.

-- 1. Figures: each distinct value of each key once, with its last statement on either side.
CREATE TEMP TABLE figures AS
SELECT row_number() OVER () AS figure, * FROM (
    SELECT
        identity, value, low, high, bound, unit, direction, si_value, si_unit,
        max(told) FILTER (side = 'a') AS a_told,
        max(told) FILTER (side = 'b') AS b_told,
        max_by(wording, told) FILTER (side = 'a') AS a_wording,
        max_by(wording, told) FILTER (side = 'b') AS b_wording
    FROM (SELECT *, 'a' AS side FROM a.statements UNION ALL SELECT *, 'b' FROM b.statements)
    GROUP BY ALL
);

-- 2. Voices: the figures that matter from here on, once a side that has them, with all that is
-- known of the statement: those on one side only, others of their keys, those in other words, and
-- targets, which may have been reached.
CREATE TEMP TABLE concerned AS
SELECT * FROM figures
WHERE a_told IS NULL OR b_told IS NULL OR a_wording <> b_wording
    OR regexp_matches(identity, '\|target\|[^|]*$')
    OR identity IN (SELECT identity FROM figures WHERE a_told IS NULL OR b_told IS NULL);

CREATE TEMP TABLE found AS
SELECT 'a' AS side, c.*, c.a_told AS told, c.b_told IS NOT NULL AS common, f.*
FROM concerned c JOIN a.told f ON f.fact = split_part(c.a_told, chr(1), 2)
UNION ALL
SELECT 'b', c.*, c.b_told, c.a_told IS NOT NULL, f.*
FROM concerned c JOIN b.told f ON f.fact = split_part(c.b_told, chr(1), 2);

-- A number as printed is the interval of what rounds to it, as in `extract.intervals`; but what is
-- over a number is no less, and not the same as any larger one: it is up to a tenth more. A fall is
-- negative. `kind` is what units can be turned into.
CREATE TEMP TABLE voices AS
SELECT
    * EXCLUDE (least, most),
    CASE WHEN falls THEN -value ELSE value END AS amount,
    CASE WHEN falls THEN -most ELSE least END AS least,
    CASE WHEN falls THEN -least ELSE most END AS most,
    CASE WHEN value <> 0 THEN si_value::DOUBLE / value::DOUBLE END AS scale,
    row_number() OVER (PARTITION BY side, common, identity ORDER BY told DESC, figure) AS turn
FROM (
    SELECT
        * EXCLUDE (half),
        value IS NULL AND (low IS NULL OR high IS NULL) AS unknown,
        split_part(identity, '|', 4) <> '' AS dated,
        direction IS NOT DISTINCT FROM 'down' AND aspect IN ('growth', 'change') AS falls,
        CASE WHEN value IS NULL THEN low
            WHEN bound IN ('under', 'at_most') THEN value - greatest(part(value, 0.1), step)
            WHEN bound IN ('over', 'at_least') THEN value
            ELSE value - half END AS least,
        CASE WHEN value IS NULL THEN high
            WHEN bound IN ('over', 'at_least') THEN value + greatest(part(value, 0.1), step)
            WHEN bound IN ('under', 'at_most') THEN value
            ELSE value + half END AS most,
        coalesce(si_unit, unit, '') AS kind
    FROM (
        SELECT *, CASE WHEN bound = 'about' THEN greatest(part(value, 0.05), step) ELSE step END AS half
        FROM (SELECT *, coalesce(part(value, {tolerance} / 2), part(precision, 0.5), 0) AS step FROM found)
    )
);

-- Keys that say too little: one article, or without a period one day, has several values of them; or
-- one run has values without a period of which one is more than double another (45家, 5000家企业).
-- Their figures are matched by their characters and their values, never by their order.
CREATE TEMP TABLE vague AS
SELECT DISTINCT identity, kind FROM voices
GROUP BY side, identity, kind, CASE WHEN dated THEN article ELSE coalesce(published, '') END
HAVING count(DISTINCT coalesce(value, low)) > 1
UNION
SELECT identity, kind FROM voices WHERE NOT dated
GROUP BY side, identity, kind
HAVING max(value)::DOUBLE > 2 * min(value)::DOUBLE;

-- 3. Pairs of figures of one key, one on each side: from the same characters, or the same in
-- another unit, or the same within rounding. The best for both is taken; of a key with more than
-- 20 differing figures only the 20 told last compete.
CREATE TEMP TABLE pairs AS
WITH candidates AS (
    SELECT
        a.figure AS a_figure, b.figure AS b_figure, a.turn AS a_turn, b.turn AS b_turn,
        CASE WHEN a.quantity = b.quantity THEN 0 WHEN equal(a, b) THEN 1 ELSE 2 END AS rank
    FROM voices a JOIN voices b ON a.identity = b.identity
    WHERE a.side = 'a' AND b.side = 'b' AND NOT a.common AND NOT b.common
        AND a.turn <= 20 AND b.turn <= 20
        AND (a.quantity = b.quantity OR equal(a, b) OR meets(a, b))
)
SELECT a_figure, b_figure FROM candidates
QUALIFY row_number() OVER (PARTITION BY a_figure ORDER BY rank, b_turn) = 1
    AND row_number() OVER (PARTITION BY b_figure ORDER BY rank, a_turn) = 1;

-- What is left of the key in units of one kind is paired last told with last told.
INSERT INTO pairs
WITH rest AS (
    SELECT
        side, figure, identity, kind,
        row_number() OVER (PARTITION BY side, identity, kind ORDER BY turn) AS place
    FROM voices ANTI JOIN vague USING (identity, kind)
    WHERE NOT common AND figure NOT IN (SELECT a_figure FROM pairs UNION ALL SELECT b_figure FROM pairs)
)
SELECT a.figure, b.figure FROM rest a JOIN rest b USING (identity, kind, place)
WHERE a.side = 'a' AND b.side = 'b';

-- 4. Figures that have no counterpart. `beside` is what the other side says last of the same key.
CREATE TEMP TABLE single AS
SELECT v.*, o.figure AS beside
FROM voices v LEFT JOIN (
    SELECT side, identity, kind, max_by(figure, told) AS figure
    FROM voices ANTI JOIN vague USING (identity, kind)
    GROUP BY ALL
) o ON o.identity = v.identity AND o.kind = v.kind AND o.side <> v.side
WHERE NOT v.common AND v.figure NOT IN (SELECT a_figure FROM pairs UNION ALL SELECT b_figure FROM pairs);

-- 5. The same characters under another key: read otherwise.
CREATE TEMP TABLE reread AS
WITH numbered AS (
    SELECT *, row_number() OVER (PARTITION BY side, quantity ORDER BY identity, told) AS place
    FROM single WHERE beside IS NULL
)
SELECT a.figure AS a_figure, b.figure AS b_figure FROM numbered a JOIN numbered b USING (quantity, place)
WHERE a.side = 'a' AND b.side = 'b';

-- 6. Targets of one side and what the other side, later, says has come of them. `shown` is true
-- for the one row in which a target that is gone is taken away.
CREATE TEMP TABLE outcomes AS
WITH open AS (
    SELECT *, aim(identity) AS aim FROM single
    WHERE modality = 'actual' AND beside IS NULL
        AND figure NOT IN (SELECT a_figure FROM reread UNION ALL SELECT b_figure FROM reread)
), judged AS (
    SELECT
        t.figure AS target, x.figure AS actual, x.side, t.told AS t_told, x.told AS x_told,
        t.common OR t.figure NOT IN (SELECT figure FROM single WHERE beside IS NULL)
            OR t.figure IN (SELECT a_figure FROM reread UNION ALL SELECT b_figure FROM reread) AS stays,
        coalesce(t.period_end = x.period_end, FALSE) AS on_time,
        CASE WHEN t.bound IN ('under', 'at_most') THEN at_most(x, t) ELSE at_most(t, x) END AS met
    FROM open x JOIN voices t ON aim(t.identity) = x.aim AND t.side <> x.side AND t.modality = 'target'
    WHERE coalesce(t.published <= x.published, TRUE)
        AND (t.period_end = x.period_end
            OR NOT t.dated AND t.published < x.published
                AND t.identity NOT IN (SELECT identity FROM vague)
                AND x.identity NOT IN (SELECT identity FROM vague)
            OR t.period_start <= x.period_start AND x.period_end < t.period_end)
)
SELECT *, row_number() OVER (PARTITION BY target ORDER BY on_time DESC, x_told DESC) = 1 AS shown
FROM judged
WHERE met OR (NOT met AND on_time)
QUALIFY row_number() OVER (PARTITION BY actual ORDER BY on_time DESC, t_told DESC) = 1;

-- 7. The rows. `change` is what a row does to the figures of `a`: that of `b` is added, that of `a`
-- is removed or replaced by it, or it is kept. The other side of a figure that is added or removed
-- is what it is told beside, and stays.
CREATE TEMP TABLE rows AS
SELECT 'replaced' AS change, a_figure, b_figure, NULL AS told_as FROM pairs
UNION ALL SELECT 'replaced', a_figure, b_figure, 'reread' FROM reread
UNION ALL
SELECT 'kept', figure, figure, 'reworded' FROM concerned
WHERE a_told IS NOT NULL AND b_told IS NOT NULL AND a_wording <> b_wording
UNION ALL
SELECT
    CASE WHEN shown AND NOT stays THEN 'replaced' WHEN side = 'b' THEN 'added' ELSE 'removed' END,
    CASE WHEN side = 'b' THEN target ELSE actual END,
    CASE WHEN side = 'b' THEN actual ELSE target END,
    CASE WHEN met THEN 'reached' ELSE 'missed' END
FROM outcomes
UNION ALL
SELECT
    CASE WHEN side = 'b' THEN 'added' ELSE 'removed' END,
    CASE WHEN side = 'b' THEN beside ELSE figure END,
    CASE WHEN side = 'b' THEN figure ELSE beside END,
    CASE WHEN beside IS NOT NULL THEN NULL WHEN side = 'b' THEN 'new' ELSE 'gone' END
FROM single
WHERE figure NOT IN (SELECT a_figure FROM reread UNION ALL SELECT b_figure FROM reread)
    AND figure NOT IN (SELECT actual FROM outcomes)
    AND figure NOT IN (SELECT target FROM outcomes WHERE shown AND NOT stays);

CREATE VIEW changes AS
SELECT
    coalesce(
        r.told_as,
        CASE WHEN equal(a, b) THEN 'reworded'
            WHEN meets(a, b) THEN 'rounded'
            WHEN a.article = b.article THEN 'revised'
            WHEN starts_with(a.published, b.published) OR starts_with(b.published, a.published)
                OR (a.dated AND (a.published IS NULL OR b.published IS NULL))
                THEN 'contradicted'
            WHEN a.dated THEN 'revised'
            ELSE 'updated' END
    ) AS status,
    r.change,
    coalesce(b.subject, a.subject) AS subject,
    coalesce(b.measure, a.measure) AS measure,
    coalesce(b.aspect, a.aspect) AS aspect,
    coalesce(b.modality, a.modality) AS modality,
    coalesce(b.period_start, a.period_start) AS period_start,
    coalesce(b.period_end, a.period_end) AS period_end,
    {columns},
    CASE WHEN a.unit IS NOT DISTINCT FROM b.unit THEN try(b.amount - a.amount) END AS difference
FROM rows r
LEFT JOIN voices a ON a.figure = r.a_figure AND a.side = 'a'
LEFT JOIN voices b ON b.figure = r.b_figure AND b.side = 'b';
