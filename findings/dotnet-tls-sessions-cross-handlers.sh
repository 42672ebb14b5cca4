#!/usr/bin/env bash
# .NET keeps TLS sessions for the whole process by host name: the first connection of a new SocketsHttpHandler, with a proxy
# and a pool of its own, brings the ticket that another handler was given. Whoever runs the server can join the two.
# SslOptions.AllowTlsResume = false stops it.
#
# Needs the .NET 10 SDK, openssl and python3. Everything happens on loopback, in a temporary folder.
# Seen with .NET 10.0.12 and OpenSSL 3.0:
#   two handlers, as they are: ticket on the first connection no, yes
#   two handlers, AllowTlsResume = false: ticket on the first connection no, no
set -euo pipefail
work=$(mktemp -d)
started=()
cleanup() { for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done; rm -rf "$work"; }
trap cleanup EXIT
cd "$work"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')

openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj "/CN=Root" -addext basicConstraints=critical,CA:TRUE 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj "/CN=localhost" 2>/dev/null
openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -days 10 -out leaf.pem -extfile <(printf 'subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n') 2>/dev/null

cat > server.py <<'P'
# Answers one request a connection, and notes whether the ClientHello had a pre_shared_key (extension 41).
import socket, ssl, struct, sys
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain("leaf.pem", "leaf.key")
door = socket.create_server(("127.0.0.1", int(sys.argv[1])))
open("ready", "w").close()
while True:
    peer, _ = door.accept()
    hello = b""
    while len(hello) < 5 or len(hello) < 5 + struct.unpack_from("!H", hello, 3)[0]: hello = peer.recv(16384, socket.MSG_PEEK)
    at = 43; at += 1 + hello[at]; at += 2 + struct.unpack_from("!H", hello, at)[0]; at += 1 + hello[at] + 2
    kinds = []
    while at + 4 <= len(hello):
        kind, length = struct.unpack_from("!HH", hello, at); kinds.append(kind); at += 4 + length
    open("seen", "a").write("yes\n" if 41 in kinds else "no\n")
    try:
        with context.wrap_socket(peer, server_side=True) as talk:
            talk.recv(65536); talk.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
    except OSError: pass
P
python3 server.py "$port" & started+=($!)
until [ -e ready ]; do sleep 0.1; done

mkdir try && cat > try/try.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>
P
cat > try/Program.cs <<'P'
for (var at = 0; at < 2; at++)
{
    using var handler = new SocketsHttpHandler();
    if (args[1] == "off") handler.SslOptions.AllowTlsResume = false;
    using var client = new HttpClient(handler);
    await client.GetStringAsync("https://localhost:" + args[0] + "/");
}
P
dotnet build try -v quiet -nologo -o built > build.log || { cat build.log; exit 1; }

status=0
see() { # words, mode, what has to have been seen
  : > seen
  SSL_CERT_FILE="$work/root.pem" ./built/try "$port" "$2"
  local said; said=$(paste -sd, seen | sed 's/,/, /g')
  echo "$1: ticket on the first connection $said"
  [ "$said" = "$3" ] || { echo "  this was $3 when it was written down"; status=1; }
}
see "two handlers, as they are" on "no, yes"
see "two handlers, AllowTlsResume = false" off "no, no"
exit $status
