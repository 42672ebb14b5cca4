#!/usr/bin/env bash
# .NET opens a connection of its own while it checks a server's certificate: where the server left its intermediate
# certificate out, HttpClient fetches it by plain http at the address that the certificate names (caIssuers), past the SOCKS
# proxy that the handler was given. So does X509Chain, also with RevocationMode NoCheck. Only DisableCertificateDownloads stops it.
#
# Needs the .NET 10 SDK, openssl and python3. Everything happens on loopback, in a temporary folder.
# Seen with .NET 10.0.12 and OpenSSL 3.0:
#   HttpClient through SOCKS: asked directly 1
#   X509Chain with NoCheck: asked directly 1
#   HttpClient with DisableCertificateDownloads: asked directly 0
set -euo pipefail
work=$(mktemp -d)
started=()
cleanup() { for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done; rm -rf "$work"; }
trap cleanup EXIT
cd "$work"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 HOME="$work"
free() { python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
tls=$(free) socks=$(free) issuer=$(free)

openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj "/CN=Root" -addext basicConstraints=critical,CA:TRUE 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout middle.key -out middle.csr -subj "/CN=Middle" 2>/dev/null
openssl x509 -req -in middle.csr -CA root.pem -CAkey root.key -CAcreateserial -days 20 -out middle.pem -extfile <(echo basicConstraints=critical,CA:TRUE) 2>/dev/null
openssl x509 -in middle.pem -outform der -out middle.der
openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj "/CN=site.test" 2>/dev/null
openssl x509 -req -in leaf.csr -CA middle.pem -CAkey middle.key -CAcreateserial -days 10 -out leaf.pem \
  -extfile <(printf 'subjectAltName=DNS:site.test\nextendedKeyUsage=serverAuth\nauthorityInfoAccess=caIssuers;URI:http://127.0.0.1:%s/middle.der\n' "$issuer") 2>/dev/null

cat > servers.py <<'P'
import http.server, socket, ssl, sys, threading
tls, socks, issuer = map(int, sys.argv[1:])
class Issuer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        open("asked", "a").write(self.path + "\n")
        body = open("middle.der", "rb").read()
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *words): pass
class Site(Issuer):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers(); self.wfile.write(b"ok")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain("leaf.pem", "leaf.key")
site = http.server.ThreadingHTTPServer(("127.0.0.1", tls), Site); site.socket = context.wrap_socket(site.socket, server_side=True)
def carry(a, b):
    try:
        while data := a.recv(65536): b.sendall(data)
    except OSError: pass
def proxy(peer):
    peer.recv(300); peer.sendall(b"\x05\x00"); peer.recv(300); peer.sendall(b"\x05\x00\x00\x01" + bytes(6))
    there = socket.create_connection(("127.0.0.1", tls))
    threading.Thread(target=carry, args=(there, peer), daemon=True).start(); carry(peer, there)
door = socket.create_server(("127.0.0.1", socks))
threading.Thread(target=site.serve_forever, daemon=True).start()
threading.Thread(target=http.server.HTTPServer(("127.0.0.1", issuer), Issuer).serve_forever, daemon=True).start()
open("ready", "w").close()
while True: threading.Thread(target=proxy, args=(door.accept()[0],), daemon=True).start()
P
python3 servers.py "$tls" "$socks" "$issuer" 2>/dev/null & started+=($!)
until [ -e ready ]; do sleep 0.1; done

mkdir try && cat > try/try.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>
P
cat > try/Program.cs <<'P'
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

if (args[0] == "chain")
{
    using var chain = new X509Chain();
    chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
    chain.Build(X509Certificate2.CreateFromPem(File.ReadAllText("leaf.pem")));
    return;
}

using var handler = new SocketsHttpHandler { Proxy = new WebProxy("socks5://127.0.0.1:" + args[1]) };
if (args[0] == "off") handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck } };
using var client = new HttpClient(handler);
try { await client.GetAsync("https://site.test/"); } catch (HttpRequestException) { }
P
dotnet build try -v quiet -nologo -o built > build.log || { cat build.log; exit 1; }

status=0
see() { # words, mode, how often the issuer's address has to have been asked
  rm -rf asked .dotnet/corefx; : > asked
  ./built/try "$2" "$socks"
  local count; count=$(wc -l < asked)
  echo "$1: asked directly $count"
  [ "$count" -eq "$3" ] || { echo "  this was $3 when it was written down"; status=1; }
}
see "HttpClient through SOCKS" http 1
see "X509Chain with NoCheck" chain 1
see "HttpClient with DisableCertificateDownloads" off 0
exit $status
