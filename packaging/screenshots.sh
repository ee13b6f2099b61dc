#!/usr/bin/env bash
# Takes a picture of every screen into a folder: French and English, light, dark and high contrast, empty, full, offline, in
# conflict, locked; on an embassy’s laptop, with large letters, and on a large screen.
#
#   bash packaging/screenshots.sh FOLDER
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly ROOT
readonly SCREEN=3840x2160x24

main() {
    if (($# != 1)); then
        echo "usage: bash packaging/screenshots.sh FOLDER" >&2
        exit 2
    fi
    local folder
    mkdir -p -- "$1"
    folder=$(cd -- "$1" && pwd -P)
    cd -- "$ROOT"
    if command -v xvfb-run >/dev/null; then
        QT_QPA_PLATFORM=xcb xvfb-run --auto-servernum --server-args="-screen 0 $SCREEN" \
            "$ROOT/.venv/bin/python" -m tests.ui.gallery "$folder"
    else
        QT_QPA_PLATFORM=offscreen "$ROOT/.venv/bin/python" -m tests.ui.gallery "$folder"
    fi
    echo "$(find "$folder" -name '*.png' | wc -l) pictures in $folder"
}

main "$@"
