# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What ./run and ./test share: install what is missing, configure. Sourced, never run.

# what must be there | Debian, Ubuntu | Fedora | Arch
# "command X", "library X MINIMUM" as pkg-config names it, "sanitizer", "font" (any), "atspi" (from
# the system's Python)
REQUIREMENTS='
command cc                      | gcc libc6-dev      | gcc                 | gcc
command pkg-config              | pkg-config         | pkgconf-pkg-config  | pkgconf
command python3                 | python3            | python3             | python
command meson                   | meson              | meson               | meson
command ninja                   | ninja-build        | ninja-build         | ninja
library glib-2.0 2.74           | libglib2.0-dev     | glib2-devel         | glib2
library gio-unix-2.0 2.74       | libglib2.0-dev     | glib2-devel         | glib2
library json-glib-1.0 1.6       | libjson-glib-dev   | json-glib-devel     | json-glib
library sqlite3 3.40            | libsqlite3-dev     | sqlite-devel        | sqlite
library zlib 1.2                | zlib1g-dev         | zlib-devel          | zlib
'
# Only makes it quicker, and is not made for every processor: nobody needs it.
WANTED='
library libisal 2.30            | libisal-dev        | isa-l-devel         | isa-l
'
# The window. Machines without a display do without it.
DESK_REQUIREMENTS='
library gtk4 4.8                | libgtk-4-dev librsvg2-common | gtk4-devel | gtk4
library libadwaita-1 1.2        | libadwaita-1-dev   | libadwaita-devel     | libadwaita
library gtksourceview-5 5.6     | libgtksourceview-5-dev | gtksourceview5-devel | gtksourceview5
command glib-compile-resources  | libglib2.0-dev-bin | glib2-devel          | glib2-devel
library adwaita-icon-theme 40   | adwaita-icon-theme | adwaita-icon-theme   | adwaita-icon-theme
font | fontconfig fonts-cantarell | fontconfig abattis-cantarell-fonts | fontconfig cantarell-fonts
'
# A display, a bus and a person for it, as the tests have them
DESK_TEST_REQUIREMENTS='
command Xvfb                    | xvfb               | xorg-x11-server-Xvfb | xorg-server-xvfb
command xauth                   | xauth              | xorg-x11-xauth       | xorg-xauth
command dbus-run-session        | dbus               | dbus-daemon          | dbus
command xdotool                 | xdotool            | xdotool              | xdotool
command xprop                   | x11-utils          | xprop                | xorg-xprop
command openbox                 | openbox            | openbox              | openbox
command import                  | imagemagick        | ImageMagick          | imagemagick
command desktop-file-validate   | desktop-file-utils | desktop-file-utils   | desktop-file-utils
command appstreamcli            | appstream          | appstream            | appstream
atspi | python3-gi gir1.2-atspi-2.0 at-spi2-core | python3-gobject at-spi2-core | python-gobject
'
TEST_REQUIREMENTS='
sanitizer                       | gcc                | libasan libubsan    | gcc
'

say() {
  printf '%s\n' "$*"
}

give_up() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

is_there() {
  case $1 in
    command) command -v "$2" > /dev/null 2>&1 ;;
    library) command -v pkg-config > /dev/null 2>&1 && pkg-config --exists "$2 >= $3" ;;
    font) command -v fc-list > /dev/null 2>&1 && [ -n "$(fc-list 2> /dev/null | head -n 1)" ] ;;
    atspi)
      /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' > /dev/null 2>&1
      ;;
    sanitizer)
      # A compiler that does not have the library only repeats the name
      command -v cc > /dev/null 2>&1 &&
        [ "$(cc -print-file-name=libasan.so)" != libasan.so ] &&
        [ "$(cc -print-file-name=libubsan.so)" != libubsan.so ]
      ;;
  esac
}

# missing_packages COLUMN REQUIREMENTS: one a line, each once
missing_packages() {
  local column=$1 what packages
  printf '%s\n' "$2" | while IFS= read -r line; do
    [ -n "$line" ] || continue
    what=${line%%|*}
    # shellcheck disable=SC2086
    is_there $what && continue
    packages=$(printf '%s' "$line" | cut -d'|' -f"$column")
    # shellcheck disable=SC2086
    printf '%s\n' $packages
  done | sort -u
}

missing_things() {
  printf '%s\n' "$1" | while IFS= read -r line; do
    # shellcheck disable=SC2086
    [ -z "$line" ] || is_there ${line%%|*} || printf '%s\n' "${line%%|*}"
  done | sed 's/ *$//' | paste -sd, - | sed 's/,/, /g'
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo > /dev/null 2>&1; then
    sudo "$@"
  else
    give_up "needs root for this, and there is no sudo: $*"
  fi
}

# install_missing REQUIREMENTS: nothing is asked of the network when nothing is missing
install_missing() {
  local packages
  [ -n "$(missing_things "$1")" ] || return 0

  if command -v apt-get > /dev/null 2>&1; then
    packages=$(missing_packages 2 "$1" | paste -sd' ' -)
    say "Installing with apt-get: $packages"
    as_root apt-get update -q || say 'apt-get update failed; trying with the lists that are there'
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends $packages
  elif command -v dnf > /dev/null 2>&1; then
    packages=$(missing_packages 3 "$1" | paste -sd' ' -)
    say "Installing with dnf: $packages"
    # shellcheck disable=SC2086
    as_root dnf install -y $packages
  elif command -v pacman > /dev/null 2>&1; then
    packages=$(missing_packages 4 "$1" | paste -sd' ' -)
    say "Installing with pacman: $packages"
    # shellcheck disable=SC2086
    as_root pacman -Sy --needed --noconfirm $packages
  else
    give_up "these are missing, and there is no apt-get, dnf or pacman: $(missing_things "$1")"
  fi

  hash -r
  [ -z "$(missing_things "$1")" ] ||
    give_up "still missing or too old after installing: $(missing_things "$1")"
}

# install_wanted FOLDER WANTED: before FOLDER is set up, and whether or not it succeeds
install_wanted() {
  [ ! -f "$1/build.ninja" ] || return 0
  (install_missing "$2") ||
    say "Going on without: $(missing_things "$2")"
}

# Whether a window can be shown
has_display() {
  [ -n "${WAYLAND_DISPLAY-}${DISPLAY-}" ]
}

# configure FOLDER [OPTION...]: once; ninja does it again when a meson file changed
configure() {
  local folder=$1
  shift
  [ ! -f "$folder/build.ninja" ] || return 0
  rm -rf "$folder"
  meson setup "$folder" "$@"
}

# configure_desk FOLDER [OPTION...]: a folder from a time without the toolkit is set up again
configure_desk() {
  local folder=$1
  configure "$@" || return
  grep -q 'src/desk/daytrader' "$folder/build.ninja" ||
    meson setup --reconfigure "$folder" -Ddesk=enabled
}
