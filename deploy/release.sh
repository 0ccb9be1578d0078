#!/bin/sh
# Makes a release of the commit that HEAD is at, whose tag is v and the version in pom.xml, and signs it:
#
#   deploy/release.sh [--print] IMAGE [DIRECTORY]
#
# IMAGE is where the image goes, with its registry and without a tag. Files go to DIRECTORY (default: deploy/target/release).
# COSIGN_KEY names the key to sign with (a file, a KMS address, env://NAME); without it cosign asks who you are.
# --print only says what would be run. docs/releasing.md explains each step.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
print=
if [ "${1:-}" = --print ]; then
    print=1
    shift
fi
case "${1:-}" in
    '' | -* | *@*)
        echo 'release: [--print] IMAGE [DIRECTORY], the image without tag and digest' >&2
        exit 2
        ;;
esac
image=$1
out=${2:-$root/deploy/target/release}
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)

die() {
    printf 'release: %s\n' "$*" >&2
    exit 1
}

run() {
    if [ -n "$print" ]; then printf '%s\n' "$*"; else "$@"; fi
}

# What is released is what the tag says, and nothing else.
check() {
    [ -z "$print" ] || return 0
    [ -z "$(git -C "$root" status --porcelain)" ] || die 'the checkout has changes'
    [ "$(git -C "$root" rev-parse HEAD)" = "$(git -C "$root" rev-parse --verify --quiet "v$version^{commit}")" ] \
        || die "HEAD is not v$version"
    grep -qx "appVersion: \"$version\"" "$root/deploy/helm/physalia/Chart.yaml" || die "the chart's appVersion is not $version"
    [ ! -e "$out" ] || die "$out is there already"
    for program in docker cosign helm mvn; do
        command -v "$program" >/dev/null || die "$program was not found"
    done
}

# A base image of the Dockerfile by its digest: a tag may be another image tomorrow.
pinned() {
    base=$(sed -n "s/^ARG $1=//p" "$root/deploy/Dockerfile")
    [ -n "$base" ] || die "the Dockerfile has no $1"
    case "$base" in *@sha256:*) echo "$base" && return ;; esac
    if [ -n "$print" ]; then
        echo "$base@sha256:DIGEST"
    else
        echo "$base@$(docker buildx imagetools inspect "$base" --format '{{.Manifest.Digest}}')"
    fi
}

# The digest under which the registry has what was built.
built() {
    if [ -n "$print" ]; then
        echo sha256:BUILT
    else
        sed -n 's/.*"containerimage.digest": *"\(sha256:[0-9a-f]\{64\}\)".*/\1/p' "$out/build.json"
    fi
}

sign() {
    what=$1
    shift
    run cosign "$what" --yes ${COSIGN_KEY:+--key "$COSIGN_KEY"} "$@"
}

check
build_image=$(pinned BUILD_IMAGE)
run_image=$(pinned RUN_IMAGE)
epoch=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)
run mkdir -p "$out"
cd "$root"

# The program with its bill of materials, and the tarball of both.
run mvn -B -ntp -q -pl server -Prelease -DskipTests package
run cp server/target/quarkus-app/physalia.cdx.json "$out/physalia-$version.cdx.json"
run deploy/tarball.sh "$out"

# The image for both architectures, with what it was made of and how; pushed, then spoken of by its digest only.
run docker buildx build --file deploy/Dockerfile --platform linux/amd64,linux/arm64 \
    --build-arg "BUILD_IMAGE=$build_image" --build-arg "RUN_IMAGE=$run_image" --build-arg "SOURCE_DATE_EPOCH=$epoch" \
    --sbom=true --provenance=mode=max --metadata-file "$out/build.json" \
    --output "type=image,name=$image:$version,push=true,rewrite-timestamp=true" .
digest=$(built)
[ -n "$digest" ] || die "no digest in $out/build.json"
sign sign --recursive "$image@$digest"
sign attest --type cyclonedx --predicate "$out/physalia-$version.cdx.json" "$image@$digest"

# The chart, which names this image and no other.
run deploy/chart.sh "$image" "$digest" "$out/chart"
run helm package "$out/chart/physalia" --destination "$out"
run rm -rf "$out/chart"

# One signature for all files, through the list of their sums.
if [ -z "$print" ]; then
    printf '%s\n' "$build_image" "$run_image" >"$out/base-images.txt"
    sums=$(cd "$out" && find . -type f | LC_ALL=C sort | xargs sha256sum)
    printf '%s\n' "$sums" >"$out/SHA256SUMS"
fi
sign sign-blob --bundle "$out/SHA256SUMS.sigstore.json" "$out/SHA256SUMS"
