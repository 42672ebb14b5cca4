#!/usr/bin/env bash
# Sets up, builds when something changed, and runs `monitor` with the arguments given.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
# No sockets in the temp folder by which a debugger could read what the program knows.
export DOTNET_EnableDiagnostics=0
program=artifacts/publish/Monitor.App/release/monitor
stamp=artifacts/run.stamp
if [ ! -x "$program" ] || [ ! -e "$stamp" ] || [ -n "$(find src pipelines Directory.*.props global.json setup -newer "$stamp" -type f -print -quit)" ]; then
  ./setup
  echo "run: building" >&2
  dotnet publish src/Monitor.App/Monitor.App.csproj -c Release --verbosity quiet -nologo >&2
  touch "$stamp"
fi
[ $# -gt 0 ] || set -- serve
exec "$program" "$@"
