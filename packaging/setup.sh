# shellcheck shell=bash
# Sets up the checkout for run.sh and test.sh, which source this file: virtual environment, locked dependencies, system libraries.
# Everything it prints goes to standard error. Whatever is in order is left alone; stamps in .venv/set-up/ tell what is.

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly ROOT
readonly VENV=$ROOT/.venv
readonly STAMPS=$VENV/set-up
readonly PYTHON=$VENV/bin/python

readonly RUNTIME_LOCK=$ROOT/packaging/requirements.txt
# test.sh asks for this one too.
# shellcheck disable=SC2034
readonly DEVELOPMENT_LOCK=$ROOT/packaging/requirements-dev.txt

readonly QT_PACKAGES=(libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 fonts-dejavu-core)
readonly WINDOW_PACKAGES=("${QT_PACKAGES[@]}" libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0)

# ---- what the person reads

say() { # say FRENCH ENGLISH: one line in the person's language
    case ${ASI_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
        fr*) printf '%s\n' "$1" >&2 ;;
        *) printf '%s\n' "$2" >&2 ;;
    esac
}

refuse() { # refuse FRENCH ENGLISH: says why, and ends
    say "$1" "$2"
    exit 1
}

# ---- the whole set-up

set_up() { # set_up LOCK…: a second start finds every stamp right and is done in a few hundredths of a second
    if is_set_up "$@"; then
        return
    fi
    # Two copies started at once: the second waits, then finds everything in order. The descriptor ends with the subshell, so
    # that the program started afterwards does not hold the lock.
    (
        if command -v flock >/dev/null; then
            flock 9
        fi
        provide_environment
        local lock
        for lock in "$@"; do
            provide_dependencies "$lock"
        done
    ) 9>"$ROOT/.set-up.lock" </dev/null >&2
}

is_set_up() {
    local lock
    [[ -x $PYTHON ]] || return 1
    for lock in "$@"; do
        stamp_is_right "$(basename -- "$lock")" "$(fingerprint "$lock")" || return 1
    done
}

# ---- stamps

fingerprint() { # fingerprint LOCK: of all that decides what is installed: the lock, the project, the place, the interpreter
    {
        cat -- "$1" "$ROOT/pyproject.toml"
        printf '%s\n' "$ROOT"
        "$PYTHON" -I -S -c 'import sys; print(sys.version)' 2>/dev/null || true
    } | sha256sum
}

stamp_is_right() { # stamp_is_right NAME CONTENT
    local found
    [[ -r $STAMPS/$1 ]] && read -r found <"$STAMPS/$1" && [[ $found == "$2" ]]
}

stamp() { # stamp NAME CONTENT
    mkdir -p -- "$STAMPS"
    printf '%s\n' "$2" >"$STAMPS/$1"
}

# ---- virtual environment: the one that is there, else `python3 -m venv`, else with the package that Debian splits off

provide_environment() {
    if environment_works; then
        return
    fi
    local python
    python=$(find_python) || refuse \
        "Il faut Python 3.11 ou plus récent. Sur Debian : apt-get install python3" \
        "Python 3.11 or newer is needed. On Debian: apt-get install python3"
    say "Préparation de l'environnement Python…" "Making the Python environment…"
    if make_environment "$python"; then
        return
    fi
    # Qt's libraries are most likely missing as well; asking for all of it at once spares the person a second round.
    install_packages "$(venv_package "$python")" "${QT_PACKAGES[@]}"
    make_environment "$python" || refuse \
        "L'environnement Python n'a pas pu être créé dans $VENV." \
        "The Python environment could not be made in $VENV."
}

environment_works() { # its programs name their interpreter by its full path, so a checkout that was moved needs a new one
    [[ -x $PYTHON ]] && "$PYTHON" -m pip --version >/dev/null 2>&1 && grep -qF -- "$VENV/bin/" "$VENV/bin/pip"
}

make_environment() { # make_environment PYTHON
    "$1" -m venv --clear "$VENV" >/dev/null 2>&1 && environment_works
}

find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

venv_package() { # venv_package PYTHON: Debian's name of the package that makes `-m venv` work: python3-venv, python3.13-venv
    printf '%s-venv\n' "$(basename -- "$1")"
}

# ---- locked dependencies, and the project itself from this checkout

provide_dependencies() { # provide_dependencies LOCK
    local name
    name=$(basename -- "$1")
    if stamp_is_right "$name" "$(fingerprint "$1")"; then
        return
    fi
    say "Installation des bibliothèques ($name), une minute environ…" "Installing the libraries ($name), about a minute…"
    run_pip --require-hashes --only-binary=:all: --requirement "$1" || refuse \
        "Les bibliothèques n'ont pas pu être installées. Vérifiez la connexion, puis relancez la même commande." \
        "The libraries could not be installed. Check the connection, then start the same command again."
    run_pip --no-deps --no-build-isolation --editable "$ROOT" || refuse \
        "Le programme n'a pas pu être installé dans $VENV." \
        "The program could not be installed in $VENV."
    stamp "$name" "$(fingerprint "$1")"
}

run_pip() {
    quietly "$PYTHON" -m pip install --quiet --no-input --disable-pip-version-check --no-warn-script-location "$@"
}

# ---- system packages

require_qt() { # Qt's libraries for a program without a window
    require_packages qt "${QT_PACKAGES[@]}"
}

require_window() { # and those of a real window under X11
    require_packages window "${WINDOW_PACKAGES[@]}"
}

require_packages() { # require_packages PROBE PACKAGE…: installs them when the probe fails; once it has passed it is not asked again
    local probe=$1 version
    shift
    version=$(sha256sum <"$RUNTIME_LOCK")
    if stamp_is_right "system-$probe" "$version"; then
        return
    fi
    (
        if command -v flock >/dev/null; then
            flock 9
        fi
        if ! "probe_$probe"; then
            install_packages "$@"
            if ! "probe_$probe"; then
                "probe_$probe" show || true
                refuse "Il manque encore une bibliothèque du système, nommée ci-dessus." "A system library is still missing; it is named above."
            fi
        fi
        stamp "system-$probe" "$version"
    ) 9>"$ROOT/.set-up.lock" </dev/null >&2
}

probe_qt() { # probe_qt [show]
    probe_with 'import PySide6.QtWidgets' "$@"
}

probe_window() { # the plugin that speaks X11 loads its libraries late, so it is loaded here by hand
    probe_with 'import ctypes, pathlib, PySide6.QtWidgets as w
plugin = pathlib.Path(w.QApplication.libraryPaths()[0], "platforms", "libqxcb.so")
plugin.exists() and ctypes.CDLL(str(plugin))' "$@"
}

probe_with() { # probe_with CODE [show]: a child process, since a missing library may end it
    if [[ ${2:-} == show ]]; then
        "$PYTHON" -c "$1"
    else
        "$PYTHON" -c "$1" >/dev/null 2>&1
    fi
}

install_packages() { # install_packages PACKAGE…
    local line="apt-get update && apt-get install --yes --no-install-recommends $*" become="su -c"
    if ! command -v apt-get >/dev/null; then
        refuse "Il manque des bibliothèques du système. Sous Debian elles s'appellent : $*" \
            "System libraries are missing. On Debian they are called: $*"
    fi
    if command -v sudo >/dev/null; then
        become="sudo sh -c"
    fi
    if ! as_root true 2>/dev/null; then
        refuse "Il manque des paquets du système. Tapez cette ligne, puis relancez la même commande :
    $become '$line'" "System packages are missing. Type this line, then start the same command again:
    $become '$line'"
    fi
    say "Installation des paquets du système : $*" "Installing system packages: $*"
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    # A source that cannot be reached need not be the one that matters; the installation itself will tell.
    quietly "${apt[@]}" update || true
    quietly "${apt[@]}" install --yes --no-install-recommends "$@" || refuse \
        "apt-get a échoué, voir ci-dessus. Réparez, puis relancez la même commande. La ligne était : $line" \
        "apt-get failed, see above. Repair it, then start the same command again. The line was: $line"
}

quietly() { # quietly COMMAND…: what it prints is shown only when it fails
    local said status=0
    said=$("$@" 2>&1) || status=$?
    if ((status != 0)); then
        printf '%s\n' "$said" >&2
    fi
    return "$status"
}

as_root() { # as root, or through a sudo that asks nothing
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}
