#!/bin/sh
# Makes the two images that deploy/Dockerfile builds on where none can be pulled, from Debian's packages and a JDK 25 of this machine:
#
#   JAVA_HOME=/path/to/jdk-25 deploy/bases.sh [NAME]
#   buildah build --file deploy/Dockerfile --build-arg BUILD_IMAGE=localhost/NAME-build --build-arg RUN_IMAGE=localhost/NAME-run ...
#
# They have what the usual ones have: a JRE, fontconfig and certificates in NAME-run (default: physalia-base), and in NAME-build the JDK
# and Maven too. Wants root, buildah, debootstrap, and Debian's packages (MIRROR, SUITE; default: debootstrap's own, bookworm).
set -eu
name=${1:-physalia-base}
suite=${SUITE:-bookworm}
for program in buildah debootstrap; do
    command -v "$program" >/dev/null || {
        echo "bases: $program was not found" >&2
        exit 1
    }
done
[ -x "${JAVA_HOME:-}/bin/jlink" ] || {
    echo 'bases: JAVA_HOME has no JDK' >&2
    exit 1
}
work=$(mktemp -d)
# Whoever ends debootstrap ahead of time finds this machine's /proc still in there.
trap 'umount "$work/root/proc" "$work/root/sys" 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM

# Without the tools of development, as a JRE is packed by those who build Java.
modules=$("$JAVA_HOME/bin/java" --list-modules | sed 's/@.*//' | grep -vxE 'jdk\.(attach|compiler|editpad|graal\..*|hotspot\.agent|internal\.(ed|jvmstat|le|md|opt)|jartool|javadoc|jcmd|jconsole|jdeps|jdi|jlink|jpackage|jshell|jstatd|unsupported\.desktop)' | paste -sd,)

# Only what is essential, and what a JRE needs beside it.
# shellcheck disable=SC2086
debootstrap --variant=minbase --include=ca-certificates,fontconfig,tzdata "$suite" "$work/root" ${MIRROR:-} >"$work/log" 2>&1 || {
    tail -n 20 "$work/log" >&2
    exit 1
}
rm -rf "$work/root/var/cache/apt/archives"/*.deb "$work/root/var/lib/apt/lists"/*
mkdir -p "$work/root/opt/java"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$work/root/opt/java/openjdk" >"$work/log" 2>&1 || {
    tail -n 20 "$work/log" >&2
    exit 1
}
# Where Java trusts whom the system trusts, the file is a link out of the JDK.
trusted=$(readlink -f "$JAVA_HOME/lib/security/cacerts")
rm -f "$work/root/opt/java/openjdk/lib/security/cacerts"
cp "$trusted" "$work/root/opt/java/openjdk/lib/security/cacerts"

run=$(buildah from scratch)
buildah add --quiet "$run" "$work/root" / >/dev/null
buildah config --env JAVA_HOME=/opt/java/openjdk --env LANG=C.UTF-8 \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --cmd bash "$run"
buildah commit --quiet --rm "$run" "localhost/$name-run" >/dev/null

build=$(buildah from "localhost/$name-run")
buildah run --isolation chroot "$build" -- sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven && rm -rf /var/lib/apt/lists/* && rm -rf /opt/java/openjdk' >"$work/log" 2>&1 || {
    tail -n 20 "$work/log" >&2
    exit 1
}
mkdir "$work/jdk"
cp -RL "$JAVA_HOME/." "$work/jdk/"
buildah add --quiet "$build" "$work/jdk" /opt/java/openjdk >/dev/null
buildah commit --quiet --rm "$build" "localhost/$name-build" >/dev/null
buildah images | grep "localhost/$name-"
