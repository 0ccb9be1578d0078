#!/bin/sh
# Makes a release of the commit that HEAD is at, whose tag is v and the version in pom.xml, and signs it:
#
#   deploy/release.sh [--print | --rehearse] IMAGE [DIRECTORY]
#
# IMAGE is where the image goes, with its registry and without a tag. Files go to DIRECTORY (default: deploy/target/release).
# COSIGN_KEY names the key to sign with (a file, a KMS address, env://NAME; a file's password is COSIGN_PASSWORD, or asked for); without it
# cosign asks who you are. What a key has signed is checked as docs/releasing.md has it before this ends.
# ENGINE is docker (with buildx, the default) or buildah; BUILD_IMAGE and RUN_IMAGE are other base images than the Dockerfile's.
# --print only says what would be run. --rehearse runs it from any commit, for a registry on this machine; it signs only with a COSIGN_KEY,
# and tells no public log of it; PLATFORMS then says for what (default: linux/amd64,linux/arm64). docs/releasing.md explains each step.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
print=
rehearse=
case "${1:-}" in
    --print) print=1 && shift ;;
    --rehearse) rehearse=1 && shift ;;
esac
case "${1:-}" in
    '' | -* | *@*)
        echo 'release: [--print | --rehearse] IMAGE [DIRECTORY], the image without tag and digest' >&2
        exit 2
        ;;
esac
image=$1
out=${2:-$root/deploy/target/release}
engine=${ENGINE:-docker}
platforms=linux/amd64,linux/arm64
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
    case "$engine" in docker | buildah) ;; *) die "ENGINE: $engine (expected: docker or buildah)" ;; esac
    [ -z "$print" ] || return 0
    [ -z "$(git -C "$root" status --porcelain)" ] || die 'the checkout has changes'
    grep -qx "appVersion: \"$version\"" "$root/deploy/helm/physalia/Chart.yaml" || die "the chart's appVersion is not $version"
    [ ! -e "$out" ] || die "$out is there already"
    if [ -n "$rehearse" ]; then
        case "$image" in localhost:*/* | 127.0.0.1:*/*) ;; *) die "$image is not on this machine, and nothing unsigned goes elsewhere" ;; esac
        platforms=${PLATFORMS:-$platforms}
        [ -z "${COSIGN_KEY:-}" ] || needs cosign
    else
        [ "$(git -C "$root" rev-parse HEAD)" = "$(git -C "$root" rev-parse --verify --quiet "v$version^{commit}")" ] \
            || die "HEAD is not v$version"
        needs cosign
    fi
    needs "$engine" helm mvn
    [ "$engine" = docker ] || needs skopeo
}

needs() {
    for program in "$@"; do
        command -v "$program" >/dev/null || die "$program was not found"
    done
}

# The digest that a registry has an image under, or this machine if the image was made here.
digest() {
    case "$engine" in
        docker) docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}' ;;
        buildah)
            case "$1" in
                localhost/*) buildah inspect --type image --format '{{.FromImageDigest}}' "$1" ;;
                *) skopeo inspect --format '{{.Digest}}' "docker://$1" ;;
            esac
            ;;
    esac
}

# A base image of the Dockerfile, or the one that is given, by its digest: a tag may be another image tomorrow.
pinned() {
    base=${2:-$(sed -n "s/^ARG $1=//p" "$root/deploy/Dockerfile")}
    [ -n "$base" ] || die "the Dockerfile has no $1"
    case "$base" in *@sha256:*) echo "$base" && return ;; esac
    if [ -n "$print" ]; then
        echo "$base@sha256:DIGEST"
    else
        found=$(digest "$base") || die "$base was not found"
        echo "$base@$found"
    fi
}

# Builds the image for all architectures and pushes it.
image() {
    set -- --file deploy/Dockerfile --platform "$platforms" \
        --build-arg "BUILD_IMAGE=$build_image" --build-arg "RUN_IMAGE=$run_image" --build-arg "SOURCE_DATE_EPOCH=$epoch"
    case "$engine" in
        docker)
            # With what it was made of and how.
            run docker buildx build "$@" --sbom=true --provenance=mode=max --metadata-file "$out/build.json" \
                --output "type=image,name=$image:$version,push=true,rewrite-timestamp=true" .
            ;;
        buildah)
            run buildah build "$@" --timestamp "$epoch" --manifest "$image:$version" .
            run buildah manifest push --all ${rehearse:+--tls-verify=false} "$image:$version" "docker://$image:$version"
            ;;
    esac
}

# The digest under which the registry has what was built.
built() {
    if [ -n "$print" ]; then
        echo sha256:BUILT
    elif [ "$engine" = docker ]; then
        sed -n 's/.*"containerimage.digest": *"\(sha256:[0-9a-f]\{64\}\)".*/\1/p' "$out/build.json"
    else
        # buildah 1.28 leaves the file of its --digestfile empty.
        skopeo inspect --raw ${rehearse:+--tls-verify=false} "docker://$image:$version" | sha256sum | sed -n 's/^\([0-9a-f]\{64\}\) .*/sha256:\1/p'
    fi
}

# Who rehearses has a key of their own or signs nothing, and tells no public log of it.
sign() {
    [ -z "$rehearse" ] || [ -n "${COSIGN_KEY:-}" ] || return 0
    what=$1
    shift
    # shellcheck disable=SC2046
    run cosign "$what" --yes ${COSIGN_KEY:+--key "$COSIGN_KEY"} ${rehearse:+--signing-config "$unlogged"} $(registry "$what") "$@"
}

# As everybody can who has the key's public half. Who signed without a key is known to cosign only, and is not checked here.
checked() {
    [ -n "${COSIGN_KEY:-}" ] || return 0
    what=$1
    shift
    # shellcheck disable=SC2046
    run cosign "$what" --key "$out/physalia.pub" ${rehearse:+--insecure-ignore-tlog=true} $(registry "$what") "$@" >"$seen" || die "$what: $*"
    [ -z "$print" ] || cat "$seen"
}

# What the commands that ask a registry are told about one without TLS.
registry() {
    case "$rehearse$1" in *-blob) ;; 1*) echo --allow-http-registry ;; esac
}

check
build_image=$(pinned BUILD_IMAGE "${BUILD_IMAGE:-}")
run_image=$(pinned RUN_IMAGE "${RUN_IMAGE:-}")
epoch=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)
run mkdir -p "$out"
cd "$root"
seen=$(mktemp)
unlogged=$(mktemp)
trap 'rm -f "$seen" "$unlogged"' EXIT
if [ -n "${COSIGN_KEY:-}" ]; then
    # Before anything is built: a key that cannot be read ends it here.
    run cosign public-key --key "$COSIGN_KEY" --outfile "$out/physalia.pub"
    [ -z "$rehearse" ] || run cosign signing-config create --out "$unlogged"
fi

# The program with its bill of materials, and the tarball of both; how the sources look was judged by the tests.
run mvn -B -ntp -q -pl server -Prelease -Dmaven.test.skip=true -Dspotless.check.skip=true clean package
run cp server/target/quarkus-app/physalia.cdx.json "$out/physalia-$version.cdx.json"
run deploy/tarball.sh "$out"

# The image, spoken of by its digest only once it is pushed.
image
digest=$(built)
[ -n "$digest" ] || die "$engine told no digest"
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
# cosign writes for its user's eyes only.
run chmod -R a+rX "$out"

checked verify-blob --bundle "$out/SHA256SUMS.sigstore.json" "$out/SHA256SUMS"
checked verify "$image@$digest"
checked verify-attestation --type cyclonedx "$image@$digest"
