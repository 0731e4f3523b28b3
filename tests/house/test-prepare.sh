#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What build-aux/prepare.sh would install on machines that we only pretend to have.
# usage: test-prepare.sh PREPARE.SH
set -uo pipefail
. "$1"

NEEDS='
command cc                      | gcc libc6-dev      | gcc                 | gcc
library glib-2.0 2.74           | libglib2.0-dev     | glib2-devel         | glib2
library gio-unix-2.0 2.74       | libglib2.0-dev     | glib2-devel         | glib2
'

number=0
failed=0

# check NAME EXPECTED GOT
check() {
  number=$((number + 1))
  if [ "$2" = "$3" ]; then
    printf 'ok %d - %s\n' "$number" "$1"
  else
    failed=1
    printf 'not ok %d - %s\n# expected: %s\n# got: %s\n' "$number" "$1" "${2//$'\n'/ / }" \
      "${3//$'\n'/ / }"
  fi
}

# The machine: what is on it, its package manager, who we are, what installing does to it
HAVE=''
MANAGER=''
IDENTITY=0
SUDO=no
is_there() {
  case ",$HAVE," in
    *",${*},"* | *,all,*) true ;;
    *) false ;;
  esac
}
command() {
  case $2 in
    apt-get | dnf | pacman) [ "$2" = "$MANAGER" ] ;;
    sudo) [ "$SUDO" = yes ] ;;
    *) builtin command "$@" ;;
  esac
}
id() { printf '%s\n' "$IDENTITY"; }
installs() { printf '%s\n' "$*" >> "$log"; [ "${1:-}" != update ] || return 0; HAVE=all; }
apt-get() { installs "$@"; }
dnf() { installs "$@"; }
pacman() { installs "$@"; }
env() { shift; "$@"; }
sudo() { printf 'sudo ' >> "$log"; "$@"; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# on HAVE MANAGER: what install_missing says and does there
on() {
  HAVE=$1
  MANAGER=$2
  : > "$log"
  # In a process of its own: give_up ends it
  (install_missing "$NEEDS" 2>&1)
  cat "$log"
}

check 'nothing missing, nothing done' '' "$(on all apt-get)"
check 'Debian' 'Installing with apt-get: gcc libc6-dev libglib2.0-dev
update -q
install -q -y --no-install-recommends gcc libc6-dev libglib2.0-dev' "$(on '' apt-get)"
check 'Debian, only what is missing' 'Installing with apt-get: libglib2.0-dev
update -q
install -q -y --no-install-recommends libglib2.0-dev' "$(on 'command cc' apt-get)"
check 'Fedora' 'Installing with dnf: gcc glib2-devel
install -y gcc glib2-devel' "$(on '' dnf)"
check 'Arch' 'Installing with pacman: gcc glib2
-Sy --needed --noconfirm gcc glib2' "$(on '' pacman)"
check 'elsewhere' "test-prepare.sh: these are missing, and there is no apt-get, dnf or pacman: \
command cc, library glib-2.0 2.74, library gio-unix-2.0 2.74" "$(on '' '')"

IDENTITY=1000
SUDO=yes
check 'with sudo' 'Installing with dnf: gcc glib2-devel
sudo install -y gcc glib2-devel' "$(on '' dnf)"
SUDO=no
check 'without sudo' 'Installing with dnf: gcc glib2-devel
test-prepare.sh: needs root for this, and there is no sudo: dnf install -y gcc glib2-devel' \
  "$(on '' dnf)"

IDENTITY=0
dnf() { printf '%s\n' "$*" >> "$log"; }
check 'installing does not help' 'Installing with dnf: gcc glib2-devel
test-prepare.sh: still missing or too old after installing: command cc, library glib-2.0 2.74, '\
'library gio-unix-2.0 2.74
install -y gcc glib2-devel' "$(on '' dnf)"

check 'wanted, but not to be had' "Installing with dnf: gcc
test-prepare.sh: still missing or too old after installing: command cc
Going on without: command cc
0" "$(HAVE='' MANAGER=dnf; install_wanted /nowhere 'command cc | gcc | gcc | gcc' 2>&1; echo $?)"

printf '1..%d\n' "$number"
exit "$failed"
