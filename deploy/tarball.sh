#!/bin/sh
# Packs the built program for machines without a container engine: deploy/tarball.sh [DIRECTORY] makes
# DIRECTORY/physalia-VERSION-linux-ARCH.tar.gz (default: deploy/target), the same bytes from the same build.
# PHYSALIA_STAGE_ONLY=1 leaves the directory that would be packed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
out=${1:-$root/deploy/target}
[ -f "$root/server/target/quarkus-app/quarkus-run.jar" ] || {
    echo 'tarball: build first (./physalia version)' >&2
    exit 1
}
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)
case "$(uname -m)" in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
name="physalia-$version-linux-$arch"
stage="$out/$name"
rm -rf "$stage"
mkdir -p "$stage/bin" "$stage/systemd"
cp "$root/deploy/bin/physalia" "$stage/bin/"
cp -R "$root/server/target/quarkus-app" "$stage/app"
# A cache of this machine's Java is of no use to another's: bin/physalia train makes one there.
rm -f "$stage/app/physalia.aot"
cp "$root/deploy/systemd/physalia.service" "$stage/systemd/"
cp -R "$root/docs" "$stage/docs"
cp "$root/LICENSE" "$root/NOTICE" "$root/README.md" "$stage/"
[ -z "${PHYSALIA_STAGE_ONLY:-}" ] || exit 0
tar --sort=name --mtime='2026-01-01 00:00:00Z' --owner=0 --group=0 --numeric-owner -C "$out" -cf - "$name" | gzip -n >"$out/$name.tar.gz"
rm -rf "$stage"
echo "$out/$name.tar.gz"
