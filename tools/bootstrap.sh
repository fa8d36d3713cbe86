#!/bin/sh
# Makes .venv from pinned packages and installs what the system must offer. Repeatable; fast when done.
# Usage: tools/bootstrap.sh runtime | dev     (dev: also the test tools and Chromium)
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
is_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# Another apt may be at work (a fresh machine updates itself), and a mirror may blink.
apt() { apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"; }
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt install -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    apt update >/dev/null 2>&1 || true
    apt install -y --no-install-recommends "$@" >/dev/null
}

# --- Python ---------------------------------------------------------------------------------------
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
python=''
for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
    if new_enough "$candidate"; then python=$candidate; break; fi
done
[ -n "$python" ] || stop "OrtaBilim needs Python 3.11 or newer; found: $(python3 --version 2>/dev/null || echo none). Install one or name it: PYTHON=/path/to/python3.11"

# --- one bootstrap at a time ------------------------------------------------------------------------
if [ -z "${BOOTSTRAP_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
    BOOTSTRAP_LOCKED=1 exec flock .bootstrap.lock tools/bootstrap.sh "$kind"
fi

# --- the environment ---------------------------------------------------------------------------------
if ! { [ -x .venv/bin/python ] && new_enough .venv/bin/python; }; then
    say "Making .venv"
    rm -rf .venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        is_root || stop "Python's venv is missing: run  apt-get install python3-venv  as root and start again"
        say "Installing python3-venv"
        apt_install python3-venv || stop "apt-get could not install python3-venv"
    fi
    "$python" -m venv .venv || stop "$python -m venv failed: is python3-venv installed?"
fi

# A stamp holds the hash of the lock file it was made from; the dev list contains the runtime list.
hash_of() { cat "$@" | sha256sum | cut -d ' ' -f 1; }
runtime_hash=$(hash_of requirements.lock)
dev_hash=$(hash_of requirements.lock requirements-dev.lock)
stamp=$(cat .venv/.installed 2>/dev/null || true)
install() {
    say "Installing Python packages ($1)"
    rm -f .venv/.installed
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r "$1" ||
        stop "pip could not install $1: see above"
    echo "$2" > .venv/.installed
}
if [ "$kind" = dev ]; then
    [ "$stamp" = "$dev_hash" ] || install requirements-dev.lock "$dev_hash"
else
    [ "$stamp" = "$dev_hash" ] || [ "$stamp" = "$runtime_hash" ] || install requirements.lock "$runtime_hash"
fi

# --- system packages (PDF pages; a browser for journeys) -----------------------------------------------
installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
need() {
    why=$1; shift
    missing=''
    for package in "$@"; do installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    if is_root; then
        say "Installing$missing"
        # shellcheck disable=SC2086 # a list of package names
        apt_install $missing && return 0
    fi
    say "Not installed:$missing ($why). As root: apt-get install$missing"
}
need "PDF pages will say so" libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core
if [ "$kind" = dev ]; then
    command -v chromium >/dev/null 2>&1 || need "journeys in a browser will fail" chromium
fi

.venv/bin/python tools/compile_messages.py
