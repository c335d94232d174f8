# What a fresh machine lacks. Quiet when nothing is missing; what may not be installed here is named with the command for it.

TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/shareguard
WASM_PACK=0.15.1
GECKODRIVER=0.37.1

# Debian package -> a file that it brings.
declare -A PACKAGES=(
  [chromium]=/usr/bin/chromium
  [chromium-driver]=/usr/bin/chromedriver
  [firefox-esr]=/usr/bin/firefox-esr
  [firefox-esr-l10n-zh-cn]=/usr/lib/firefox-esr/browser/extensions/langpack-zh-CN@firefox-esr.mozilla.org.xpi
  [xvfb]=/usr/bin/Xvfb
  [xclip]=/usr/bin/xclip
  [zopfli]=/usr/bin/zopfli
  [fonts-noto-cjk]=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
)

# The faces that pictures are drawn in, besides: only ./build.sh quality draws them.
declare -A FACES=(
  [fonts-dejavu-core]=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
  [fonts-dejavu-extra]=/usr/share/fonts/truetype/dejavu/DejaVuSerif-Italic.ttf
  [fonts-liberation]=/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf
  [fonts-freefont-ttf]=/usr/share/fonts/truetype/freefont/FreeSerif.ttf
  [fonts-crosextra-carlito]=/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf
  [fonts-courier-prime]="/usr/share/fonts/opentype/courier-prime/Courier Prime.otf"
  [fonts-noto-core]=/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf
  [fonts-wqy-zenhei]=/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc
  [fonts-wqy-microhei]=/usr/share/fonts/truetype/wqy/wqy-microhei.ttc
  [fonts-arphic-ukai]=/usr/share/fonts/truetype/arphic/ukai.ttc
  [fonts-arphic-uming]=/usr/share/fonts/truetype/arphic/uming.ttc
  [fonts-lxgw-wenkai]=/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
  [fonts-vlgothic]=/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf
  [fonts-ipafont-mincho]=/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf
  [fonts-nanum]=/usr/share/fonts/truetype/nanum/NanumGothic.ttf
)

set_up() {
  need cargo "Rust 1.95 or newer: https://rustup.rs"
  need node "Node 20 or newer: https://nodejs.org"
  need npm "npm 10 or newer, comes with Node"
  install_debian_packages PACKAGES
  install_wasm_target
  install_npm_packages
  # wasm-bindgen must equal the crate; --locked fails because its lock file names a release that was withdrawn.
  install_cargo_tool wasm-bindgen wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen
  install_cargo_tool wasm-pack wasm-pack "$WASM_PACK" wasm-pack --locked
  install_cargo_tool geckodriver geckodriver "$GECKODRIVER" geckodriver --locked
}

# need PROGRAM WHAT — ends with a line that says what to install when the program is not there.
need() {
  command -v "$1" >/dev/null || { echo "build.sh: $1 is missing. Install $2" >&2; exit 1; }
}

# install_debian_packages TABLE — those of the table whose file is not there.
install_debian_packages() {
  local -n table=$1
  local missing=() package
  for package in "${!table[@]}"; do
    [[ -e ${table[$package]} ]] || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "build.sh: missing: ${missing[*]}. On Debian: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  step "Refresh the package lists" apt-get update
  step "Install ${missing[*]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

install_wasm_target() {
  local target=wasm32-unknown-unknown
  [[ -d $(rustc --print sysroot)/lib/rustlib/$target ]] && return
  need rustup "rustup, or the standard library of Rust for $target: https://rustup.rs"
  step "Install the Rust target $target" rustup target add "$target"
}

install_npm_packages() {
  local installed=node_modules/.installed-lock.json
  cmp -s package-lock.json "$installed" && return
  # No package here needs its install script, and none gets to run one.
  step "Install npm packages" npm ci --ignore-scripts --no-audit --no-fund
  cp package-lock.json "$installed"
}

# install_cargo_tool NAME CRATE VERSION BINARY [OPTION...] — into a folder of its own below TOOLS, and into PATH.
install_cargo_tool() {
  local name=$1 crate=$2 version=$3 binary=$4
  shift 4
  local root=$TOOLS/$name-$version
  if [[ ! -x $root/bin/$binary ]]; then
    # They run for fractions of a second: compiling them fast counts for more than running them fast (94 s instead of 11 min).
    step "Compile $crate $version" env \
      CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
      cargo install --root "$root" --version "=$version" "$crate" "$@"
  fi
  PATH=$root/bin:$PATH
}

# locked_version CRATE — its version in Cargo.lock.
locked_version() {
  sed -n "/^name = \"$1\"\$/{n;s/^version = \"\(.*\)\"\$/\1/p;}" Cargo.lock
}
