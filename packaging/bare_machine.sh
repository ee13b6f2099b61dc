#!/usr/bin/env bash
# Proves the two promises of the README on a bare machine: in a minimal Debian 12 with git and python3 and nothing else, from a clean
# clone, `bash packaging/run.sh --json demo --headless` and `bash packaging/test.sh` do everything.
#
#   bash packaging/bare_machine.sh [FOLDER] [COMMAND…]
#
# FOLDER (by default one of its own under /tmp) receives the machine, and keeps it for the next time; what a run adds is put on top
# and thrown away. COMMAND… runs in the clone instead of the two. Needs root, debootstrap and unshare. The Debian mirror, the proxy,
# the certificates and pip's settings are those of this machine.
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly ROOT
readonly SUITE=bookworm
readonly CERTIFICATES=${PIP_CERT:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}
readonly PROMISES=(
    "bash packaging/run.sh --json demo --headless"
    "bash packaging/test.sh"
)

main() {
    local folder=${1:-/tmp/asi-bare-machine}
    shift || true
    if ((EUID != 0)); then
        echo "bare_machine.sh: start it as root, it builds a machine in a folder" >&2
        exit 1
    fi
    mkdir -p -- "$folder"
    folder=$(cd -- "$folder" && pwd -P)
    [[ -e $folder/machine/etc/debian_version ]] || build "$folder"
    # In a mount namespace of its own: every mount ends with the run, however it ends.
    if [[ -z ${BARE_MACHINE_INSIDE:-} ]]; then
        BARE_MACHINE_INSIDE=1 exec unshare --mount --fork --pid --kill-child bash "${BASH_SOURCE[0]}" "$folder" "$@"
    fi
    lay_fresh_copy "$folder"
    share_network_settings "$folder/run"
    git clone --quiet --no-hardlinks "$ROOT" "$folder/run/root/asi-desktop"
    if (($# > 0)); then
        inside "$folder/run" "$*"
    else
        keep_promises "$folder/run"
    fi
}

build() { # build FOLDER: the minimal Debian, once
    rm -rf -- "$1/machine.new"
    debootstrap --variant=minbase --include=git,python3 "$SUITE" "$1/machine.new" "$(debian_mirror)"
    mv -- "$1/machine.new" "$1/machine"
}

debian_mirror() { # the one this machine's own apt takes the suite from
    local mirror
    # shellcheck disable=SC2016  # the names in brackets are apt's
    mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $SUITE" 'Created-By: Packages' 'Component: main' | head -n 1)
    if [[ -z $mirror ]]; then
        echo "bare_machine.sh: this machine's apt knows no mirror of Debian $SUITE" >&2
        exit 1
    fi
    printf '%s\n' "$mirror"
}

lay_fresh_copy() { # lay_fresh_copy FOLDER: the machine at FOLDER/run, with whatever happens to it kept in memory only
    mkdir -p -- "$1/run" "$1/changes"
    mount -t tmpfs -o size=12g tmpfs "$1/changes"
    mkdir -- "$1/changes/upper" "$1/changes/work"
    if ! mount -t overlay overlay -o "lowerdir=$1/machine,upperdir=$1/changes/upper,workdir=$1/changes/work" "$1/run" 2>/dev/null; then
        mount --bind "$1/changes/upper" "$1/run"
        cp -a -- "$1/machine/." "$1/run"
    fi
    mount -t proc proc "$1/run/proc"
    mount --rbind /dev "$1/run/dev"
    mount -t tmpfs tmpfs "$1/run/tmp"
}

share_network_settings() { # share_network_settings MACHINE: names, proxies, certificates and pip's settings of this machine
    local path
    for path in /etc/resolv.conf /etc/hosts "${PIP_CONFIG_FILE:-/etc/pip.conf}" "$HOME/.config/pip" "$HOME/.pip"; do
        share "$1" "$path"
    done
    # A copy, since installing ca-certificates writes the machine's own list anew.
    if [[ -e $CERTIFICATES ]]; then
        cp -L -- "$CERTIFICATES" "$1/root/certificates.pem"
    fi
    while IFS= read -r path; do
        share "$1" "$path"
    done < <(grep -lisE 'proxy|acquire::https?|check-valid-until' /etc/apt/apt.conf /etc/apt/apt.conf.d/*)
}

share() { # share MACHINE PATH: the same file or folder, read only, at the same place; what does not exist is left out
    local place=$1$2
    if [[ -z $2 || ! -e $2 || $place -ef $2 ]]; then
        return
    fi
    if [[ -d $2 ]]; then
        mkdir -p -- "$place"
    else
        mkdir -p -- "$(dirname -- "$place")"
        rm -f -- "$place"
        touch -- "$place"
    fi
    mount --bind -o ro -- "$2" "$place"
}

keep_promises() { # keep_promises MACHINE: the promised commands, then the first again, each with its seconds
    local promise began status=0
    for promise in "${PROMISES[@]}" "${PROMISES[0]}"; do
        began=$SECONDS
        printf '\n$ %s\n' "$promise"
        if inside "$1" "$promise"; then
            printf '[kept in %d s] %s\n' $((SECONDS - began)) "$promise"
        else
            printf '[BROKEN after %d s] %s\n' $((SECONDS - began)) "$promise"
            status=1
        fi
    done
    return "$status"
}

inside() { # inside MACHINE COMMAND: in the clone, with the settings of pip, proxies and certificates and nothing else of this environment
    local settings=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG="${LANG:-C.UTF-8}" TERM="${TERM:-dumb}") name
    for name in $(compgen -e); do
        case $name in
            PIP_CERT) ;; # copied, see share_network_settings
            PIP_* | *_proxy | *_PROXY) settings+=("$name=${!name}") ;;
        esac
    done
    if [[ -e $1/root/certificates.pem ]]; then
        settings+=(PIP_CERT=/root/certificates.pem)
    fi
    chroot "$1" /usr/bin/env -i "${settings[@]}" /bin/bash -c "cd /root/asi-desktop && $2" </dev/null
}

main "$@"
