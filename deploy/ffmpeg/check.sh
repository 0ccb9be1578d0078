#!/bin/sh
# Refuses an FFmpeg that is older than the image promises: check.sh PROGRAM
set -eu
least=8.1.2
version=$("$1" -version | sed -n '1s/^ffmpeg version [^0-9]*\([0-9][0-9.]*\).*/\1/p')
[ -n "$version" ] || {
    echo "check: $1 does not say its version (expected: FFmpeg $least or newer)" >&2
    exit 1
}
if [ "$(printf '%s\n' "$least" "$version" | sort -V | head -n 1)" != "$least" ]; then
    echo "check: the package in deploy/ffmpeg is of FFmpeg $version (expected: $least or newer)" >&2
    exit 1
fi
