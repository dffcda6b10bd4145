-- How two figures are compared. `x` and `y` are rows of `voices`.

-- A share of a number; exact where 38 digits hold it.
CREATE TEMP MACRO part(n, share) AS
    coalesce(try((abs(n) * share::DECIMAL(18, 6))::DECIMAL(38, 18)), try((abs(n)::DOUBLE * share)::DECIMAL(38, 18)));

-- Whether they can be compared at all: one unit, or units of one kind.
CREATE TEMP MACRO same_unit(x, y) AS x.unit IS NOT DISTINCT FROM y.unit;
CREATE TEMP MACRO same_kind(x, y) AS coalesce(x.si_unit = y.si_unit, FALSE) AND x.scale > 0 AND y.scale > 0;

-- The same value, though the unit or the wording is another: 3.5公里 and 3500米, 12家 and 12个.
CREATE TEMP MACRO equal(x, y) AS
    x.bound = y.bound
    AND CASE WHEN same_unit(x, y)
            THEN coalesce(x.amount = y.amount, x.least = y.least AND x.most = y.most, FALSE)
        WHEN same_kind(x, y) THEN x.si_value = y.si_value
        ELSE x.si_unit IS NULL AND y.si_unit IS NULL AND coalesce(x.amount = y.amount, FALSE) END;

-- Whether the least that `x` may be is no more than the most that `y` may be; NULL: no telling.
CREATE TEMP MACRO at_most(x, y) AS
    CASE WHEN x.unknown OR y.unknown THEN NULL
        WHEN same_unit(x, y) THEN coalesce(x.least <= y.most, TRUE)
        WHEN same_kind(x, y) THEN coalesce(x.least::DOUBLE * x.scale <= y.most::DOUBLE * y.scale, TRUE) END;

-- The same within rounding. 8 and 9 are not, though both may have been 8.5: two rounded numbers
-- that only touch are neighbours.
CREATE TEMP MACRO meets(x, y) AS
    at_most(x, y) AND at_most(y, x)
    AND NOT (same_unit(x, y) AND x.step > 0 AND y.step > 0
        AND (coalesce(x.most = y.least, FALSE) OR coalesce(y.most = x.least, FALSE)));

-- What a target and its outcome have in common: the key without its period and its modality.
CREATE TEMP MACRO aim(identity) AS
    list_concat(split(identity, '|')[:3], split(identity, '|')[5:6], split(identity, '|')[8:]);
