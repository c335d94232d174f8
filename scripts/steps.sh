# Steps of build.sh: one line each with the time taken; when one fails, the tail of its log.

LOGS=build/log

# step TITLE COMMAND... — runs a command with its output in a log. Its status is the command's.
step() {
  local title=$1 log status=0 start=$SECONDS
  shift
  log=$(log_of "$title")
  printf '%s ... ' "$title"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status == 0)); then
    printf '%d s\n' $((SECONDS - start))
  else
    printf 'FAILED after %d s (status %d), the end of %s:\n' $((SECONDS - start)) "$status" "$log"
    tail -n 60 "$log" | sed 's/^/    /'
  fi
  return "$status"
}

# log_of TITLE — prints the file that a step of this title writes to.
log_of() {
  mkdir -p "$LOGS"
  printf '%s/%s.log\n' "$LOGS" "$(tr -cs 'A-Za-z0-9.\n' '-' <<<"$1")"
}
