#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes daily prices of N weekdays from 2018-01-01 on, and spoils some rows of them.

usage: make-prices.py N [ROW=KIND...]     rows from 1, without the header
"""

import datetime
import sys


def spoil(kind, row):
    date, opened, high, low, close, volume = row
    return {
        'text': (date, opened, high, low, 'abc', volume),
        'zero': (date, '0', high, low, close, volume),
        'negative': (date, opened, high, '-9', close, volume),
        'crossed': (date, opened, low, high, close, volume),
        'outside': (date, '12.5', high, low, close, volume),
        'close-outside': (date, opened, high, low, '8', volume),
        'future': ('2150-01-05', opened, high, low, close, volume),
        'duplicate': ('2018-01-02', opened, high, low, close, volume),
        'short': (date, opened, high),
        'nan': (date, opened, 'nan', low, close, volume),
        'infinite': (date, opened, 'inf', low, close, volume),
        'early': ('2017-01-03', opened, high, low, close, volume),
    }[kind]


def main():
    spoiled = dict(argument.split('=') for argument in sys.argv[2:])
    day = datetime.date(2018, 1, 1)
    print('date,open,high,low,close,volume')
    for number in range(1, int(sys.argv[1]) + 1):
        while day.weekday() > 4:
            day += datetime.timedelta(1)
        row = (day.isoformat(), '10', '11', '9', '10.5', str(1000 + number))
        day += datetime.timedelta(1)
        print(','.join(spoil(spoiled[str(number)], row) if str(number) in spoiled else row))


if __name__ == '__main__':
    main()
