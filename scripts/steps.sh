# Steps of build.sh: one line each with the time taken; when one fails, the tail of its log.

LOGS=build/log

# Title -> process of a step that runs beside the others.
declare -A BEGUN=()

# step TITLE [COMMAND...] — runs a command with its output in a log, or, without one, waits for the step begun under that title.
# Its status is the command's.
step() {
  local title=$1 status=0 seconds
  printf '%s ... ' "$title"
  if (($# > 1)); then
    timed "$@" || status=$?
  else
    wait "${BEGUN[$title]}" || status=$?
  fi
  seconds=$(<"$(log_of "$title").seconds")
  if ((status == 0)); then
    printf '%d s\n' "$seconds"
  else
    printf 'FAILED after %d s (status %d), the end of %s:\n' "$seconds" "$status" "$(log_of "$title")"
    tail -n 60 "$(log_of "$title")" | sed 's/^/    /'
  fi
  return "$status"
}

# begin TITLE COMMAND... — starts a step beside those that follow. It ends with this script at the latest.
begin() {
  trap end_begun EXIT
  set -m # A process group of its own, which can be ended whole.
  timed "$@" &
  set +m
  BEGUN[$1]=$!
}

end_begun() {
  local process
  for process in "${BEGUN[@]}"; do kill -- "-$process" 2>/dev/null || :; done
}

# timed TITLE COMMAND... — leaves what the command prints in the log, and the seconds that it took beside it.
timed() {
  local log status=0 start=$SECONDS
  log=$(log_of "$1")
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  echo $((SECONDS - start)) >"$log.seconds"
  return "$status"
}

# log_of TITLE — prints the file that a step of this title writes to.
log_of() {
  mkdir -p "$LOGS"
  printf '%s/%s.log\n' "$LOGS" "$(tr -cs 'A-Za-z0-9.\n' '-' <<<"$1")"
}
