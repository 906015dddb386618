"""Each method says of well-known data what was published about them, to the printed digits."""

import math

import numpy as np
import pytest

from balaikota.innovation.donors import methods as donors
from balaikota.innovation.measuring.methods import Design, Question, Verdict, chosen, examined
from balaikota.innovation.panels import methods as panels
from balaikota.innovation.series import methods as series

PROP_99 = 19  # 1989 is the twentieth year


def numbers(rows, *names):
    return np.array([[float(row[name] or "nan") for name in names] for row in rows])


@pytest.fixture
def smokers(known):
    """38 donors, California last."""
    rows = sorted(known("prop99"), key=lambda row: row["state"] == "California")
    return [row.pop("state") for row in rows], numbers(rows, *rows[0])


def test_california_smoked_less_by_three_methods(smokers):
    _states, table = smokers
    assert donors.difference(table, PROP_99) == pytest.approx(-27.349, abs=0.0005)
    assert donors.synthetic_by_steps(table, PROP_99).effect == pytest.approx(-19.620, abs=0.0005)
    assert donors.synthetic_did(table, PROP_99).effect == pytest.approx(-15.604, abs=0.0005)


def test_the_exact_synthetic_california_is_utah_montana_and_nevada(smokers):
    states, table = smokers
    run = donors.synthetic(table, PROP_99)
    shares = {
        state: round(float(share), 3)
        for state, share in zip(states, run.weights, strict=False)
        if share > 0.01
    }
    assert shares == {
        "Utah": 0.394, "Montana": 0.232, "Nevada": 0.205, "Connecticut": 0.109, "New Hampshire": 0.045, "Colorado": 0.015,
    }  # fmt: skip
    assert run.effect == pytest.approx(-19.51, abs=0.005)
    assert run.gap[-1] == pytest.approx(-26.60, abs=0.005)
    ranked = donors.ranked(table, PROP_99)
    assert (ranked.place, ranked.among) == (3, 39)


def test_the_minimum_wage_did_not_cost_jobs_in_new_jersey(known):
    nj, before, after = numbers(known("card-krueger-fte"), "nj", "fte_before", "fte_after").T
    wide = np.concatenate([before, after])
    kept = ~np.isnan(wide)
    late = np.repeat([0.0, 1.0], len(nj))
    fit = panels.two_by_two(wide[kept], np.tile(nj, 2)[kept], late[kept])
    assert fit.beta[0] == pytest.approx(2.7536, abs=0.00005)
    assert fit.se[0] == pytest.approx(1.688, abs=0.0005)
    means = [np.nanmean(values[nj == who]) for values in (before, after) for who in (0, 1)]
    assert means == pytest.approx([23.331, 20.439, 21.166, 21.027], abs=0.0005)


def test_the_same_in_shops_that_were_asked_twice(known):
    nj, before, after = numbers(known("card-krueger-fte"), "nj", "fte_before", "fte_after").T
    both = ~np.isnan(before) & ~np.isnan(after)
    change, jersey = (after - before)[both], nj[both] == 1
    assert (int((~jersey).sum()), int(jersey.sum())) == (75, 309)
    assert change[jersey].mean() - change[~jersey].mean() == pytest.approx(2.750, abs=0.0005)
    spread = math.sqrt(sum(change[side].var(ddof=1) / side.sum() for side in (jersey, ~jersey)))
    assert spread == pytest.approx(1.342, abs=0.0005)


def test_injured_workers_with_high_wages_stayed_away_longer(known):
    weeks, high, late = numbers(known("injury"), "durat", "highearn", "afchnge").T
    fit = panels.two_by_two(np.log(weeks), high, late)
    assert len(weeks) == 5626
    assert fit.beta[0] == pytest.approx(0.190601, abs=5e-7)
    assert fit.se[0] == pytest.approx(0.068509, abs=5e-7)


def test_an_incinerator_did_not_provably_lower_prices(known):
    """Large and not shown: the interval holds zero."""
    price, near, late = numbers(known("kielmc"), "rprice", "nearinc", "y81").T
    fit = panels.two_by_two(price, near, late)
    assert (round(float(fit.beta[0]), 2), round(float(fit.se[0]), 2), len(price)) == (-11863.90, 7456.65, 321)
    assert abs(fit.beta[0] / fit.se[0]) < 1.96


def test_asking_actively_lowered_the_rate_of_donors(known):
    rows = known("organ")
    states = [row.pop("state") for row in rows]
    table, got = numbers(rows, *rows[0]), np.zeros((27, 6))
    got[states.index("California"), 3:] = 1
    effect, se = panels.two_way(table, got)
    assert effect == pytest.approx(-0.022459, abs=5e-7)
    assert se == pytest.approx(0.006131, abs=5e-7)


@pytest.fixture
def nile():
    from statsmodels.datasets import nile as known

    rows = known.load_pandas().data
    return rows["volume"].to_numpy(), int(np.flatnonzero(rows["year"].to_numpy() == 1899)[0])


def test_the_nile_fell_in_1899(nile):
    before, step, se = series.plain_step(*nile)
    assert before == pytest.approx(1097.75, rel=1e-12)  # the sum's last bit depends on the machine
    assert (round(step, 4), round(se, 3)) == (-247.7778, 28.435)
    told = series.shift(*nile, trend=False, season=False)
    assert told.is_shown
    assert told.low < -247.7778 < told.high


def test_the_nile_wanders_as_the_textbook_says(nile):
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    fitted = UnobservedComponents(nile[0], level="local level").fit(disp=False)
    assert fitted.params == pytest.approx([15078.0, 1478.8], rel=0.001)


def test_seat_belts_saved_a_fifth(known):
    drivers, petrol, law = numbers(known("seatbelts"), "drivers", "PetrolPrice", "law").T
    start = int(law.argmax())
    assert start == 169
    told = series.structural(np.log(drivers), start, seasonal=12, others=np.log(petrol))
    assert told.effect == pytest.approx(-0.2359, abs=0.00005)
    assert told.se == pytest.approx(0.045, abs=0.0005)
    assert round(100 * (math.exp(told.effect) - 1), 1) == -21.0


def test_another_library_says_the_same_of_donors(known):
    """pyfixest, two-way fixed effects with clustered errors."""
    pyfixest = pytest.importorskip("pyfixest")
    import pandas as pd

    rows = pd.DataFrame(known("organ")).melt("state", var_name="q", value_name="rate").astype({"rate": float})
    late = rows["q"].isin(["Q32011", "Q42011", "Q12012"])
    rows["got"] = ((rows["state"] == "California") & late).astype(int)
    fit = pyfixest.feols("rate ~ got | state + q", rows, vcov={"CRV1": "state"})
    assert fit.coef()["got"] == pytest.approx(-0.022459, abs=5e-7)
    assert fit.se()["got"] == pytest.approx(0.006131, abs=5e-7)


def test_the_rank_of_california_leaves_doubt_so_the_engine_is_not_sure(smokers):
    """Third of 39 is no proof at one in twenty, whatever the first method says."""
    _states, table = smokers
    question = Question(table, [None] * 38 + [PROP_99], better=-1, wanted=20)
    assert chosen(question) == Design.SYNTHETIC
    found = examined(question)
    assert found.verdict in (Verdict.UNSURE, Verdict.NOT_SHOWN)
