#!/usr/bin/env bash
# The window's texts: English in the code, French in resources/i18n/asi_desktop_fr.ts, English plural forms in asi_desktop_en.ts.
#
#   bash packaging/translations.sh           gathers the texts of asi_desktop/ui into the .ts files and compiles them to .qm
#   bash packaging/translations.sh --check   changes nothing; ends with status 1 when a text is not translated or a file is out of date
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly ROOT
readonly BIN=$ROOT/.venv/bin
readonly SOURCES=$ROOT/asi_desktop/ui
readonly CATALOGUES=$ROOT/resources/i18n
readonly LANGUAGES=(fr en)

main() {
    if [[ ${1:-} == --check ]]; then
        check
    else
        mkdir -p -- "$CATALOGUES"
        refresh "$CATALOGUES"
    fi
}

check() { # makes the same files anew elsewhere and compares
    local fresh language name failed=0
    fresh=$(mktemp -d)
    # shellcheck disable=SC2064  # the folder's name is known now, and gone later
    trap "rm -rf -- '$fresh'" EXIT
    if ! cp -- "$CATALOGUES"/asi_desktop_*.ts "$fresh" 2>/dev/null; then
        echo "No catalogue in resources/i18n; bash packaging/translations.sh makes them"
        return 1
    fi
    refresh "$fresh" >/dev/null
    for language in "${LANGUAGES[@]}"; do
        name=asi_desktop_$language
        if grep -n -B 4 'type="unfinished"' "$fresh/$name.ts"; then
            echo "$name.ts: texts without translation, shown above"
            failed=1
        fi
        if ! diff "$CATALOGUES/$name.ts" "$fresh/$name.ts" || ! cmp "$CATALOGUES/$name.qm" "$fresh/$name.qm"; then
            echo "$name: out of date; bash packaging/translations.sh brings it up to date"
            failed=1
        fi
    done
    return "$failed"
}

refresh() { # refresh FOLDER: brings the .ts and .qm files there up to date
    local language plurals=()
    for language in "${LANGUAGES[@]}"; do
        plurals=()
        if [[ $language == en ]]; then
            plurals=(-pluralonly)
        fi
        "$BIN/pyside6-lupdate" "${plurals[@]}" -extensions py -locations none -no-obsolete -source-language en_GB \
            -target-language "$language" "$SOURCES" -ts "$1/asi_desktop_$language.ts"
        "$BIN/pyside6-lrelease" "$1/asi_desktop_$language.ts" -qm "$1/asi_desktop_$language.qm"
    done
}

main "$@"
