#!/bin/sh
# compare.sh [--renew]: draws the synthetic sets, judges the built engine on them and compares with the figures kept
# here; exit status 1 where a set got worse beyond its interval. --renew keeps the new figures instead. Needs the
# release build; leaves nothing behind. Takes about a minute on two cores.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dactyl=${DACTYL:-$here/../../build/release/bin/dactyl}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for difficulty in easy normal hard; do
    "$dactyl" synth --fingers 30 --impressions 4 --seed 1000 --difficulty "$difficulty" --out "$work/$difficulty" \
        >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 2; }
done
set -- "${1:-}" "$work/easy" "$work/normal" "$work/hard"
renew=$1
shift
if [ "$renew" = --renew ]; then
    "$dactyl" evaluate "$@" --json "$here/synthetic.json"
    "$dactyl" evaluate --stages "$@" --json "$here/synthetic-stages.json"
else
    "$dactyl" evaluate "$@" --baseline "$here/synthetic.json"
fi
