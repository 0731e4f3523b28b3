#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One point: a checker has nothing to say against a file.
# usage: test-metainfo.sh PROGRAM [OPTION...] FILE
if said=$("$@" 2>&1); then
  echo "ok 1 - ${1##*/}"
else
  echo "not ok 1 - ${1##*/}"
  printf '%s\n' "$said" | sed 's/^/# /'
fi
echo 1..1
