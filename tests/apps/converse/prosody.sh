#!/bin/sh
# Runs a Prosody that was unpacked, not installed: prosody.sh FOLDER OPTION...
set -eu
root=$1
shift
for library in "$root"/usr/lib/*-linux-gnu*; do :; done
export LD_LIBRARY_PATH="$library"
export LUA_PATH="$root/usr/share/lua/5.4/?.lua;$root/usr/share/lua/5.4/?/init.lua;;"
export LUA_CPATH="$library/lua/5.4/?.so;;"
# The paths of its own library are written into it.
sed "s#'/usr/lib/prosody#'$root/usr/lib/prosody#" "$root/usr/bin/prosody" >"$root/prosody.lua"
exec "$root/usr/bin/lua5.4" "$root/prosody.lua" "$@"
