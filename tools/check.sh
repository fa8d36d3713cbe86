#!/bin/bash
# The quick checks, none of which needs a server. All of them run; the exit code is 1 when one fails.
set -u
cd "$(dirname "$0")/.."
export TESTING=1 SECRET_KEY=check DJANGO_SETTINGS_MODULE=ortabilim.settings
# Nobody listens there: makemigrations only compares files.
export DATABASE_URL=postgresql://nobody@127.0.0.1:1/none DATABASE_OWNER_URL= REDIS_URL=redis://127.0.0.1:1/0
unset DATABASE_OWNER_URL
bin=.venv/bin
failed=()

step() {
    local name=$1 started=$SECONDS output code
    shift
    output=$("$@" 2>&1)
    code=$?
    if [ "$code" = 0 ]; then
        printf 'ok      %-22s %3d s\n' "$name" $((SECONDS - started))
    else
        printf 'FAILED  %-22s %3d s\n%s\n' "$name" $((SECONDS - started)) "$output"
        failed+=("$name")
    fi
}

step 'format' $bin/ruff format --check .
step 'lint' $bin/ruff check .
step 'templates' $bin/djlint templates --lint --quiet
step 'import layers' $bin/lint-imports
step 'types' $bin/mypy
step 'missing migrations' $bin/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
step 'translations' $bin/python tools/compile_messages.py --check
step 'documented states' $bin/python -W ignore manage.py state_diagrams --check
step 'architecture tests' $bin/python -m pytest -q tests/architecture

[ ${#failed[@]} = 0 ] || { printf 'Failed: %s\n' "${failed[*]}" >&2; exit 1; }
