# build.sh quality: how well markings are told from mentions, over the texts of the tree and over natural ones.

command_quality() {
  need cargo "Rust 1.95 or newer: https://rustup.rs"
  need node "Node 20 or newer: https://nodejs.org"
  local folder
  folder=$(node scripts/corpora.mjs)
  SHAREGUARD_CORPORA=$folder cargo test --locked --test quality -- --include-ignored --nocapture --test-threads=1
}
