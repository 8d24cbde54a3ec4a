#!/usr/bin/env sh
# ./godo lint: the OpenAPI document by Spectral (with OWASP's ruleset) and Redocly, secrets by secretlint in what git tracks and in
# all it ever did (check C-08). Ends with 1 when one of them finds an error.
set -u

cd "$(dirname "$0")/../.."
tools=$PWD/deploy/lint
document=gateway/src/main/resources/openapi.json
failed=0

(cd "$tools" && npm ci --silent) || exit 1
PATH=$tools/node_modules/.bin:$PATH

echo "Spectral"
spectral lint --ruleset "$tools/spectral.yaml" --fail-severity error --display-only-failures "$document" || failed=1
echo "Redocly"
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true redocly lint --config "$tools/redocly.yaml" "$document" || failed=1
echo "secretlint: what git tracks"
git ls-files -z | xargs -0 secretlint --secretlintrc "$tools/secretlintrc.yaml" || failed=1
echo "secretlint: all that was ever committed"
history=$(mktemp "${TMPDIR:-/tmp}/godo-history-XXXXXX")
git log --patch --no-color > "$history"
secretlint --secretlintrc "$tools/secretlintrc.yaml" "$history" || failed=1
rm -f "$history"
exit $failed
