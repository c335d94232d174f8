#!/usr/bin/env bash
# The one entry to this tree: ./build.sh help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source scripts/steps.sh
source scripts/setup.sh
source scripts/test.sh
source scripts/quality.sh
source scripts/apps.sh

usage() {
  cat <<'USAGE'
usage: ./build.sh COMMAND

  run       builds, opens a local chat page in a real browser with the extension, pastes a marked document, shows the
            warning; without a display does the same in headless Chromium and Firefox, prints what happened and leaves
            screenshots in build/run
  test      sets up and runs every test; the last line is "N passed, M failed"
  apps      installs real chat applications from npm, PyPI and Debian into the cache, runs each with a server of its own, and tests
            that they are guarded; takes names of folders in tests/apps; the last line is "N passed, M failed"
  package   dist/chrome and dist/firefox (loadable unpacked), the archives, and the playground in dist/www
  bench     speed in Rust, in WebAssembly under Node and in both browsers, against regular expressions of the same phrases,
            tesseract.js for pictures, and the goals; sizes against their budgets
  quality   recall, false alarms, exact rank and system, by system and kind, of texts and of pictures, which it draws; false
            alarms on natural texts and ordinary pictures, which it fetches from Debian and npm packages into the cache;
            the same pictures read by tesseract.js
  fuzz      reads texts changed at random by the fast ways and by slow ones that leave nothing out, and saves in build/fuzz
            the first in which they differ; takes how many seconds (default 60)
  setup     installs what the others need and is missing; they call it by themselves
  help      this
USAGE
}

command_run() {
  set_up
  step "Build the extension for tests" node scripts/build.mjs --test --only web,reader,inpage,extension
  step "Bundle the browser scripts" node scripts/e2e.mjs
  node build/e2e/run/main.js
}

command_package() {
  set_up
  node scripts/build.mjs
}

command_bench() {
  set_up
  step "Build the extension" node scripts/build.mjs
  step "Build the extension for tests" node scripts/build.mjs --test --only extension
  step "Bundle the browser scripts" node scripts/e2e.mjs
  cargo bench --quiet
  node benches/wasm/main.mjs
  install_comparison
  node benches/wasm/pictures.mjs "$TOOLS/comparison/read.mjs"
  node build/e2e/bench/main.js
}

command_fuzz() {
  set_up
  FUZZ_SECONDS=${1:-60} cargo test --release --locked --lib -- --ignored --nocapture detect::fuzz::fuzz
}

command_setup() {
  set_up
  echo "Everything is installed."
}

command=${1:-help}
[[ $# -gt 0 ]] && shift
case $command in
  run | test | apps | package | bench | quality | fuzz | setup) "command_$command" "$@" ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
