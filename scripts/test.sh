# build.sh test: every group runs even when an earlier one failed; totals are added up from what the runners say.

PASSED=0
FAILED=0

command_test() {
  set_up
  set +e
  # Linking a module as one piece keeps one core busy; lints and tests have the other.
  begin "Build the packages" node scripts/build.mjs
  check "Formatting of Rust" cargo fmt --all --check -- --color never
  check "Formatting of TypeScript" npx --no-install prettier --check --log-level warn .
  check "Lints" cargo clippy --locked --all-targets -- -D warnings
  check "Lints of the wasm shells" cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features web,inpage -- -D warnings
  check "Lints of the reader's shell" cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features reader-web -- -D warnings

  group rust "Tests of the core" cargo test --locked

  # TypeScript's types of the core are generated from Rust, so the build comes before the check.
  if check "Build the packages" && check "Build the extension for tests" node scripts/build.mjs --test --only extension; then
    begin "Web shell in Node" wasm_pack_test --node
    check "Types" npx --no-install tsc
    group node "Tests of the extension's parts" node scripts/unit.mjs
    group rust "Web shell in Node"
    check "Bundle the browser tests" node scripts/e2e.mjs && end_to_end
  else
    group rust "Web shell in Node" wasm_pack_test --node
  fi
  group rust "Web shell in Chromium" wasm_pack_test --headless --chrome --chromedriver /usr/bin/chromedriver
  group rust "Web shell in Firefox" wasm_pack_test --headless --firefox --geckodriver "$(command -v geckodriver)"

  echo "$PASSED passed, $FAILED failed"
  ((FAILED == 0))
}

# Before what drives a browser, which may answer no more: the longest that all tests in one may take is more than three times what they do.
IN_BROWSER=(timeout --foreground --kill-after=10s 40m)

# Both browsers at once: each has a policy, a profile and ports of its own, and waits for half of the time. On more than two cores, files of one
# browser run beside each other, too.
end_to_end() {
  local browser
  for browser in chromium firefox; do
    begin "End to end in $browser" env BROWSER=$browser "${IN_BROWSER[@]}" \
      node --test --test-reporter=tap --test-concurrency=$((($(nproc) + 1) / 2)) build/e2e/shared.test.js build/e2e/specs/*.test.js
  done
  for browser in chromium firefox; do group node "End to end in $browser"; done
}

wasm_pack_test() {
  # One suite for all: without this word the runner takes it for one of Node only, and runs nothing in browsers.
  local -x WASM_BINDGEN_USE_BROWSER
  if [[ $1 == --headless ]]; then WASM_BINDGEN_USE_BROWSER=1; else unset WASM_BINDGEN_USE_BROWSER; fi
  # no-install: everything it wants is in PATH, and it would otherwise look for downloads.
  WASM_BINDGEN_TEST_TIMEOUT=120 "${IN_BROWSER[@]}" wasm-pack test "$@" --mode no-install -- --locked --no-default-features --features web --test web
}

# check TITLE [COMMAND...] — something that either holds or does not; counts only when it does not.
check() {
  step "$@" || { FAILED=$((FAILED + 1)); return 1; }
}

# group RUNNER TITLE [COMMAND...] — a test runner; its own totals count.
group() {
  local runner=$1 title=$2 status=0 passed failed
  shift
  step "$@" || status=$?
  read -r passed failed < <("totals_$runner" "$(log_of "$title")")
  # A runner that fails without naming a test (does not compile, crashed), or runs none at all, is a failure too.
  if ((status != 0 && failed == 0)) || ((passed + failed == 0)); then
    ((status == 0)) && echo "    ran no test at all"
    failed=$((failed + 1))
  fi
  echo "    $passed passed, $failed failed"
  ((failed == 0)) || "failures_$runner" "$(log_of "$title")" | sed 's/^/    failed: /'
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

# Adds up lines such as "test result: ok. 12 passed; 0 failed; …", one for each test binary.
totals_rust() {
  awk '/^test result: / { for (i = 2; i < NF; i++) { if ($(i+1) ~ /^passed/) passed += $i; if ($(i+1) ~ /^failed/) failed += $i } }
    END { print passed + 0, failed + 0 }' "$1"
}

failures_rust() { sed -n 's/^test \(.*\) \.\.\. FAILED$/\1/p' "$1"; }

# Names suites as well: they fail when one of their tests does. Below each test is the beginning of its error, which ends with the line of its code.
failures_node() {
  awk '/^ *not ok [0-9]+ - / { sub(/^ *not ok [0-9]+ - /, ""); print }
    /^ *error: / { left = 8 }
    /^ *code: / { left = 0 }
    left > 0 && !/subtests? failed/ { left--; sub(/^ */, "    "); print }' "$1"
}

# Adds up "# pass 12", "# fail 0", "# cancelled 0" of Node's TAP reporter; a cancelled test did not pass.
totals_node() {
  awk '/^# pass / { passed += $3 } /^# (fail|cancelled) / { failed += $3 } END { print passed + 0, failed + 0 }' "$1"
}
