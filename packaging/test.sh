#!/usr/bin/env bash
# Runs every check and every test of the project, setting up what is missing first. All steps run, even when one fails; the status
# is 0 only when none did. Arguments go to pytest, which then measures no coverage: bash packaging/test.sh tests/domain -k merge
set -euo pipefail

# shellcheck source=packaging/setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

readonly TEST_PACKAGES=("${WINDOW_PACKAGES[@]}" xvfb xauth at-spi2-core dbus)
# Where a line that no test has run would lose or reveal a record.
readonly HEART="asi_desktop/domain/*,asi_desktop/crypto/*,asi_desktop/sync/*" HEART_COVERAGE=98
failed=()

main() {
    cd -- "$ROOT"
    set_up "$RUNTIME_LOCK" "$DEVELOPMENT_LOCK"
    require_window
    require_packages display "${TEST_PACKAGES[@]}"
    require_packages postgresql postgresql

    local scripts=(.ci/run packaging/*.sh) checks=(packaging/*.py)
    step "Shell scripts" "$VENV/bin/shellcheck" --external-sources "${scripts[@]}"
    step "Formatting" "$VENV/bin/ruff" format --check --quiet .
    step "Lint" "$VENV/bin/ruff" check --quiet .
    step "Types" "$PYTHON" -m mypy asi_desktop tests migrations "${checks[@]}"
    step "Import contracts" "$VENV/bin/lint-imports" --no-logo
    step "Borders of the layers" "$PYTHON" packaging/check_borders.py asi_desktop
    step "Limits of size" "$PYTHON" packaging/check_limits.py asi_desktop
    step "Translations" bash packaging/translations.sh --check
    if (($# > 0)); then
        step "Tests" "$PYTHON" -m pytest "$@"
    else
        step "Tests and coverage" "$PYTHON" -m pytest -q -n 2 --cov --cov-report=term-missing:skip-covered
        step "Coverage of the heart" "$PYTHON" -m coverage report --include="$HEART" --fail-under="$HEART_COVERAGE"
    fi
    close
}

step() { # step TITLE COMMAND…: runs it, says how long it took, remembers whether it failed
    local title=$1 began=$EPOCHREALTIME result
    shift
    printf '\n── %s\n' "$title"
    if "$@"; then
        result=passed
    else
        result=FAILED
        failed+=("$title")
    fi
    printf '%s: %s, %s s\n' "$title" "$result" "$(seconds_since "$began")"
}

seconds_since() { # seconds_since EPOCHREALTIME, with one decimal
    local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

close() {
    printf '\n'
    if ((${#failed[@]} > 0)); then
        printf 'Failed: %s\n' "${failed[@]}"
        exit 1
    fi
    echo "All checks passed in $SECONDS s."
}

probe_display() { # the tests of the real window run on a screen of their own, and a screen reader on a bus of its own
    local launchers=(/usr/libexec/at-spi-bus-launcher /usr/lib/at-spi2-core/at-spi-bus-launcher)
    command -v Xvfb >/dev/null && command -v dbus-daemon >/dev/null && [[ -x ${launchers[0]} || -x ${launchers[1]} ]]
}

probe_postgresql() { # probe_postgresql [show]: the tests of head office start a server of their own
    local programs=(/usr/lib/postgresql/*/bin/initdb)
    if ! command -v initdb >/dev/null && [[ ! -x ${programs[0]} ]]; then
        if [[ ${1:-} == show ]]; then
            echo "initdb (PostgreSQL)"
        fi
        return 1
    fi
}

main "$@"
