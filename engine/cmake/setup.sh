# Shared by ./run and ./check: sourced from the repository's root, never run on its own.

step() { printf '\n== %s\n' "$*"; }

# Installs those packages of a list that the machine lacks; says what to do where it may not.
install_packages() {
    local wanted missing
    wanted=$(sed 's/#.*//' "$1" | xargs)
    missing=$(for package in $wanted; do
        dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
    done | xargs)
    [ -n "$missing" ] || return 0
    step "Installing packages: $missing"
    if [ "$(id -u)" != 0 ]; then
        echo "Not root. As root, run: apt-get update && apt-get install --no-install-recommends $missing" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# build PRESET [TARGET...]: configures where needed, then builds.
build() {
    local preset=$1 targets=()
    shift
    [ $# = 0 ] || targets=(--target "$@")
    step "Building ($preset)"
    cmake --preset "$preset" >"build.$preset.log" 2>&1 || { cat "build.$preset.log" >&2; exit 1; }
    rm -f "build.$preset.log"
    cmake --build --preset "$preset" "${targets[@]}"
}
