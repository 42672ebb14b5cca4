#!/usr/bin/env bash
# Sets up, checks, builds and runs all tests. The last line counts them: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
./setup --for-tests || exit 1

echo "test: restoring from the lock files" >&2
dotnet restore Monitor.sln --locked-mode --verbosity quiet || { echo "test: restore failed" >&2; exit 1; }
echo "test: building with analysers, warnings are errors" >&2
dotnet build Monitor.sln --no-restore --verbosity quiet -nologo || { echo "test: build failed" >&2; exit 1; }
echo "test: checking the formatting" >&2
dotnet format whitespace Monitor.sln --no-restore --verify-no-changes --exclude src/Monitor.Embedded/Sqlite/Migrations src/Monitor.App/Accounts/Migrations || { echo "test: run 'dotnet format whitespace'" >&2; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "test: $name" >&2
  dotnet test "$project" --no-build --nologo --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" --results-directory "$results" >"$results/$name.log" 2>&1 || status=1
  awk '/^ +Failed / {show = 1} /Stack Trace:/ {show = 0} show' "$results/$name.log" | head -200
  grep -A3 -E '^\s+Skipped ' "$results/$name.log" | head -100
done

sum() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{n += $1} END {print n + 0}'; }
passed=$(sum passed)
failed=$(sum failed)
total=$(sum total)
skipped=$((total - passed - failed))
[ "$failed" -gt 0 ] && status=1
[ "$passed" -eq 0 ] && { echo "test: no test ran" >&2; status=1; }
# Where the samples are, a skip for want of them is a fault of the test.
if [ -d ../shared/samples ] && grep -q 'samples are not here' "$results"/*.log; then echo "test: a test skipped for want of samples that are here" >&2; status=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
