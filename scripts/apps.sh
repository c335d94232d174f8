# build.sh apps: real chat applications in the versions that tests/apps pins, each with a server of its own, guarded end to end.

APPS=$TOOLS/apps

# command_apps [NAME...] — all of them, or these. The last line is "N passed, M failed".
command_apps() {
  set_up
  set +e
  local names=("$@") name browser
  ((${#names[@]} > 0)) || names=($(basename -a tests/apps/*/))
  if check "Build the extension for tests" node scripts/build.mjs --test --only web,reader,inpage,extension &&
    check "Bundle the tests of the applications" node scripts/apps.mjs; then
    for name in "${names[@]}"; do
      # What cannot be installed was not guarded: that counts as a failure.
      install_app "$name" || { FAILED=$((FAILED + 1)); continue; }
      for browser in chromium firefox; do
        group node "$name in $browser" env BROWSER="$browser" SHAREGUARD_APPS="$APPS" node --test --test-reporter=tap "build/apps/$name.test.js"
      done
    done
  fi
  echo "$PASSED passed, $FAILED failed"
  ((FAILED == 0))
}

# install_app NAME — what its folder pins, into a folder below APPS: nothing of the system is changed. Quiet when it is there already.
install_app() {
  local source=tests/apps/$1 target=$APPS/$1 pins
  if [[ ! -d $source ]]; then
    echo "build.sh: there is no application called $1" >&2
    return 1
  fi
  pins=$(cd "$source" && cat package-lock.json requirements.txt debian.txt 2>/dev/null)
  [[ -f $target/.installed && $(<"$target/.installed") == "$pins" ]] && return
  rm -rf "$target"
  mkdir -p "$target"
  if [[ -f $source/package-lock.json ]]; then
    cp "$source"/package{,-lock}.json "$target"
    step "Install $1 from npm" npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund || return
  fi
  if [[ -f $source/requirements.txt ]]; then
    needs_program python3 "$1" python3-venv || return
    step "Make a Python environment for $1" python3 -m venv "$target" || return
    step "Install $1 from PyPI" "$target/bin/pip" install --only-binary :all: --no-deps -r "$source/requirements.txt" || return
  fi
  if [[ -f $source/debian.txt ]]; then
    needs_program apt-get "$1" apt || return
    step "Unpack $1's server from Debian" unpack_debian "$source/debian.txt" "$target" || return
  fi
  printf '%s\n' "$pins" >"$target/.installed"
}

# needs_program PROGRAM APP PACKAGE — says what is missing when it is.
needs_program() {
  command -v "$1" >/dev/null && return
  echo "build.sh: $2 needs $1. On Debian: sudo apt-get install $3" >&2
  return 1
}

# unpack_debian LIST FOLDER — packages of this Debian's current versions, without installing or starting anything.
unpack_debian() {
  local list target=$2
  list=$(realpath "$1")
  (
    cd "$target" || exit
    # The lists of packages may never have been fetched; only root can.
    xargs apt-get download <"$list" || { apt-get update && xargs apt-get download <"$list"; } || exit
    for package in *.deb; do dpkg-deb --extract "$package" . || exit; done
    rm -- *.deb
  )
}
