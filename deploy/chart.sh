#!/bin/sh
# Copies the chart to DIRECTORY/physalia with the image of a release as its default, by digest:
#
#   deploy/chart.sh IMAGE sha256:DIGEST DIRECTORY
set -eu
[ $# = 3 ] || {
    echo 'chart: IMAGE DIGEST DIRECTORY' >&2
    exit 2
}
chart="$(cd "$(dirname "$0")" && pwd -P)/helm/physalia"
mkdir -p "$3"
cp -R "$chart" "$3/physalia"
# The first of each name in the file is the program's own image.
awk -v image="$1" -v digest="$2" '
    /^  repository: / && !named { sub(/: .*/, ": " image); named = 1 }
    /^  digest: / && !pinned { sub(/: .*/, ": " digest); pinned = 1 }
    { print }
    END { if (!named || !pinned) exit 1 }
' "$chart/values.yaml" >"$3/physalia/values.yaml"
