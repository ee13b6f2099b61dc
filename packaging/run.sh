#!/usr/bin/env bash
# Starts ASI Desktop from this checkout, setting up what is missing first.
#
#   bash packaging/run.sh                 opens the window on the demo profile, with a head office of its own
#   bash packaging/run.sh ARGUMENT…       the same as .venv/bin/asi-desktop ARGUMENT…
#
# Standard output is the program's alone; what the set-up has to say goes to standard error.
set -euo pipefail

# shellcheck source=packaging/setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

# Where `asi-desktop demo` keeps the profile whose window it opens.
readonly DEMO_PROFILE=${XDG_DATA_HOME:-${HOME:-~}/.local/share}/asi-desktop/demo/profile

main() {
    set_up "$RUNTIME_LOCK"
    require_qt
    export ASI_PROFILE=${ASI_PROFILE:-$DEMO_PROFILE} # --profile goes before it
    if (($# > 0)); then
        exec "$VENV/bin/asi-desktop" "$@"
    fi
    if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
        require_window
        if display_opens; then
            exec "$VENV/bin/asi-desktop" demo
        fi
    fi
    say "Aucun écran utilisable : la démonstration se déroule sans fenêtre." "No usable display: the demonstration runs without a window."
    exec "$VENV/bin/asi-desktop" demo --headless
}

display_opens() { # in a child process, since Qt ends a program that names a screen nobody serves
    { "$PYTHON" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])'; } >/dev/null 2>&1
}

main "$@"
