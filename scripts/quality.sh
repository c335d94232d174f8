# build.sh quality: how well markings are told from mentions, over the texts of the tree, natural ones, and pictures.

command_quality() {
  need cargo "Rust 1.95 or newer: https://rustup.rs"
  need node "Node 20 or newer: https://nodejs.org"
  need npm "npm 10 or newer, comes with Node"
  quality_of_texts
  quality_of_pictures
}

quality_of_texts() {
  local folder
  folder=$(node scripts/corpora.mjs)
  SHAREGUARD_CORPORA=$folder cargo test --release --locked --test quality -- --include-ignored --nocapture --test-threads=1
}

# Saved in build/quality as well, with a line for each picture that was judged wrongly.
quality_of_pictures() {
  local folder drawn=build/pictures
  install_debian_packages PACKAGES
  install_debian_packages FACES
  install_npm_packages
  install_comparison
  folder=$(node scripts/ordinary-pictures.mjs)
  step "Build the command line" cargo build --release --locked --bin shareguard
  local collections=(first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth)
  step "Draw pictures" node scripts/pictures.mjs draw "$drawn" "${collections[@]}"
  node scripts/pictures.mjs measure target/release/shareguard tests/pictures/dev "${collections[@]/#/$drawn/}" \
    --ordinary "$folder" --against "$TOOLS/comparison/read.mjs"
}

# The reader that ours is compared with: in a folder of its own, so that no build needs it.
install_comparison() {
  local source=tests/pictures/comparison target=$TOOLS/comparison
  mkdir -p "$target"
  cp "$source/read.mjs" "$target"
  cmp -s "$source/package-lock.json" "$target/.installed-lock.json" && return
  cp "$source/package.json" "$source/package-lock.json" "$target"
  step "Install the reader to compare with" npm --prefix "$target" ci --ignore-scripts --no-audit --no-fund
  cp "$source/package-lock.json" "$target/.installed-lock.json"
}
