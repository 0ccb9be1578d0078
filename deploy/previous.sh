#!/bin/sh
# Builds the program of another commit beside this checkout and prints where it is, for a test of the way from there to here:
#
#   previous=$(deploy/previous.sh v0.1.0)
#   mvn verify -pl colony -am -Dit.test=UpgradeIT -Dphysalia.previous="$previous" ...    as CONTRIBUTING.md has it
#
# Maven must find a JDK 25 (JAVA_HOME).
set -eu
[ $# = 1 ] || {
    echo 'previous: COMMIT (a tag, say)' >&2
    exit 2
}
root=$(cd "$(dirname "$0")/.." && pwd -P)
commit=$(git -C "$root" rev-parse --verify --short "$1^{commit}")
tree="$root/deploy/target/previous-$commit"
if [ ! -f "$tree/server/target/quarkus-app/quarkus-run.jar" ]; then
    rm -rf "$tree"
    mkdir -p "$tree"
    git -C "$root" archive "$commit" | tar -x -C "$tree"
    # The program alone, and as it was: its tests and its looks were judged in their time.
    (cd "$tree" && mvn -B -ntp -q -pl server -Dmaven.test.skip=true -Dspotless.check.skip=true package >&2)
fi
echo "$tree/server/target/quarkus-app"
