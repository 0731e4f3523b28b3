#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the JSON of the reference run and says what is not as published.

The figures are those of tests/data/engine_reference/SOURCE.md: the test_compute_stats of
kernc/backtesting.py for SMA 10/30 on GOOG, and empyrical's definitions on the same equity. Money to
the cent, ratios to 1e-8, counts and days exactly.
"""

import json
import sys

MONEY = {
    'equity_initial': 10000,
    'equity_final': 51422.98999999996,
    'equity_peak': 75787.44,
    'profit_total': 41422.98999999996,
}
EXACT = {
    'trade_count': 66,
    'max_drawdown_days': 584,
    'average_drawdown_days': 41,
    'max_trade_days': 183,
    'average_trade_days': 46,
    'bar_count': 2148,
}
RATIOS = {
    'return_total': 4.142298999999996,
    'return_buy_and_hold': 5.220601851851852,
    'return_annual': .21191099249053224,
    'cagr': .21160245705962623,
    'volatility_annual_compounded': .3649716090702389,
    'sharpe_annualized': .5806232244485349,
    'sortino_annualized': 1.0853434352488662,
    'calmar': .44166409202994605,
    'sharpe': .7983515642116698,
    'sortino': 1.2057881055550699,
    'max_drawdown': -.4798012705007589,
    'average_drawdown': -.05925851581948801,
    'win_rate': .4696969696969697,
    'best_trade': .5359595229490424,
    'worst_trade': -.18398873538354793,
    'average_trade': .02531715975158555,
    'profit_factor': 2.167945974262033,
    'expectancy': .032748078066748834,
    'sqn': 1.0766187356697705,
    'kelly': .1518705127029717,
    'exposure': .9674115456238361,
    'alpha_buy_and_hold': 3.9437391142027462,
    'beta_buy_and_hold': .03803390709192,
}


def main():
    result = json.load(sys.stdin)
    wrong = 0
    for table, allowed in ((MONEY, .005), (EXACT, 0), (RATIOS, 1e-8)):
        for name, expected in table.items():
            got = float(result[name])
            if abs(got - expected) > allowed:
                print(f'{name} is {got}, published is {expected}')
                wrong += 1
    print(f'{len(MONEY) + len(EXACT) + len(RATIOS) - wrong} figures as published')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
