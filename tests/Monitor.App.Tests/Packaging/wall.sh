#!/usr/bin/env bash
# Tests monitor.nft in a network namespace of its own. Needs root, nft, ip, python3. `nobody` stands in for `monitor`.
# Usage: test-nft.sh [monitor.nft]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
file=$(readlink -f "${1:-$here/monitor.nft}")
if [ "${INSIDE:-}" != 1 ]; then exec env INSIDE=1 unshare --net -- "$(readlink -f "$0")" "$file"; fi

work=$(mktemp -d); trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
chmod 755 "$work"
ip link set lo up
# An outward device with both families; what is sent to its own addresses goes over lo all the same.
ip link add out0 type veth peer name out1; ip link set out1 up
ip addr add 10.99.0.1/24 dev out0; ip addr add fd99::1/64 dev out0 nodad; ip link set out0 up
ip route add default via 10.99.0.2; ip -6 route add default via fd99::2
ip neigh add 10.99.0.2 lladdr 02:00:00:00:00:02 dev out0; ip -6 neigh add fd99::2 lladdr 02:00:00:00:00:02 dev out0

python=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')
# A python which `nobody` may run.
setpriv --reuid=65534 --regid=65534 --clear-groups "$python" -c pass 2>/dev/null || python=/usr/bin/python3
as() { if [ "$1" = root ]; then shift; "$@"; else setpriv --reuid="$1" --regid="$1" --clear-groups "${@:2}"; fi; }

cat > "$work/servers.py" <<'P'
# Answers on every port asked for, TCP and UDP; argument: "address port[,port]" pairs.
import socket, sys, threading
def tcp(s):
    while True:
        c, _ = s.accept()
        try: c.sendall(b"x")
        except OSError: pass
        c.close()
def udp(s):
    while True:
        d, a = s.recvfrom(100)
        try: s.sendto(b"x", a)
        except OSError: pass
for spec in sys.argv[1:]:
    kind, address, port = spec.split("/")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    s = socket.socket(family, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((address, int(port)))
    if kind == "tcp": s.listen(16)
    threading.Thread(target=tcp if kind == "tcp" else udp, args=(s,)).start()
print("ready", flush=True)
P
cat > "$work/try.py" <<'P'
# kind address port [source port]: prints "yes" when an answer comes.
import socket, sys
kind, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
family = socket.AF_INET6 if ":" in address else socket.AF_INET
try:
    s = socket.socket(family, socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM, 262 if kind == "mptcp" else 0)
    s.settimeout(1)
    if len(sys.argv) > 4:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        s.bind(("::1" if family == socket.AF_INET6 else "127.0.0.1", int(sys.argv[4])))
    s.connect((address, port))
    if kind == "udp": s.send(b"q")
    print("yes" if s.recv(1) == b"x" else "no: closed")
except OSError as e:
    print("no:", e)
P
cat > "$work/self.py" <<'P'
# The health check: a datagram to an outward address of this machine, from this process to itself.
import socket, sys
address = sys.argv[1]
family = socket.AF_INET6 if ":" in address else socket.AF_INET
r = socket.socket(family, socket.SOCK_DGRAM); r.bind((address, 0)); r.settimeout(0.5)
try:
    socket.socket(family, socket.SOCK_DGRAM).sendto(b"x", r.getsockname()); r.recv(1); print("yes")
except OSError as e:
    print("no:", e)
P
passed=0; failed=0
check() { # expected name command...
  local want=$1 name=$2 got; shift 2
  got=$("$@" 2>&1 | tail -1) || true
  if [[ $got == "$want"* ]]; then passed=$((passed + 1)); echo "ok    $name -> $got"; else failed=$((failed + 1)); echo "WRONG $name -> $got (wanted $want)"; fi
}
# Others' servers (as root), and the program's own.
others=(tcp/127.0.0.1/9050 udp/127.0.0.1/9050 tcp/127.0.0.53/9050 tcp/::1/9050 tcp/10.99.0.1/9050 tcp/127.0.0.1/53 udp/127.0.0.1/53 tcp/127.0.0.53/53 udp/127.0.0.53/53
  udp/::1/53 tcp/127.0.0.1/9051 tcp/::1/9051 tcp/127.0.0.1/80 tcp/10.99.0.1/80 tcp/fd99::1/80 udp/10.99.0.1/7777 udp/fd99::1/7777 tcp/::1/5080 tcp/10.99.0.1/5080)
"$python" "$work/servers.py" "${others[@]}" > "$work/others" &
# exec, so that the job which is ended at the end is the server itself.
(exec setpriv --reuid=65534 --regid=65534 --clear-groups "$python" "$work/servers.py" tcp/127.0.0.1/5080) > "$work/own" &
for _ in $(seq 50); do [ -s "$work/others" ] && [ -s "$work/own" ] && break; sleep 0.1; done

echo "-- without the wall: the test itself can tell"
for o in "${others[@]}" tcp/127.0.0.1/5080; do IFS=/ read -r kind address port <<< "$o"; check yes "nobody $o" as 65534 "$python" "$work/try.py" "$kind" "$address" "$port"; done
check yes "nobody health datagram 10.99.0.1" as 65534 "$python" "$work/self.py" 10.99.0.1
check yes "nobody health datagram fd99::1" as 65534 "$python" "$work/self.py" fd99::1

load() { nft -f "$work/wall.nft" && echo yes; }
echo "-- loading"
sed 's/^define monitor_user = .*/define monitor_user = "nobody"/' "$file" > "$work/wall.nft"
check yes "loads" load
before=$(nft list ruleset | sed 's/packets [0-9]* bytes [0-9]*//')
check yes "loads again" load
[ "$before" = "$(nft list ruleset | sed 's/packets [0-9]* bytes [0-9]*//')" ] && passed=$((passed + 1)) && echo "ok    the same rules after loading twice" || failed=$((failed + 1))

echo "-- the walled user"
for o in "${others[@]}"; do
  IFS=/ read -r kind address port <<< "$o"; want=no; [ "$o" = tcp/127.0.0.1/9050 ] && want=yes
  check $want "nobody $o" as 65534 "$python" "$work/try.py" "$kind" "$address" "$port"
done
check yes "nobody to its own 127.0.0.1:5080" as 65534 "$python" "$work/try.py" tcp 127.0.0.1 5080
check no "nobody from port 18765 to 127.0.0.1:53" as 65534 "$python" "$work/try.py" tcp 127.0.0.1 53 18765
check no "nobody from port 18765 to 127.0.0.1:9051" as 65534 "$python" "$work/try.py" tcp 127.0.0.1 9051 18765
check no "nobody health datagram 10.99.0.1" as 65534 "$python" "$work/self.py" 10.99.0.1
check no "nobody health datagram fd99::1" as 65534 "$python" "$work/self.py" fd99::1
check yes "a reader (root) of the walled 127.0.0.1:5080" "$python" "$work/try.py" tcp 127.0.0.1 5080
check yes "a reader (daemon) of the walled 127.0.0.1:5080" as 1 "$python" "$work/try.py" tcp 127.0.0.1 5080

echo "-- what leaves the machine (counted on the outward device by a rule behind the wall)"
nft -f - <<'N'
table inet seen { chain post { type filter hook postrouting priority 300; policy accept; oifname "out0" ip daddr 8.8.8.8 counter name four; oifname "out0" ip6 daddr 2001:db8::8 counter name six; }
 counter four { } 
 counter six { } 
}
N
sent() { nft list counter inet seen "$1" | sed -n 's/.*packets \([0-9]*\).*/\1/p'; }
leaves() { local a b; a=$(sent "$1"); as "$2" "$python" "$work/try.py" "$3" "$4" "$5" > /dev/null || true; b=$(sent "$1"); [ "$b" -gt "$a" ] && echo yes || echo "no: 0 packets"; }
for kind in tcp udp; do
  check no "nobody $kind to 8.8.8.8:443 leaves" leaves four 65534 $kind 8.8.8.8 443
  check no "nobody $kind to [2001:db8::8]:443 leaves" leaves six 65534 $kind 2001:db8::8 443
  check yes "root $kind to 8.8.8.8:443 leaves" leaves four root $kind 8.8.8.8 443
  check yes "root $kind to [2001:db8::8]:443 leaves" leaves six root $kind 2001:db8::8 443
  check yes "daemon $kind to 8.8.8.8:443 leaves" leaves four 1 $kind 8.8.8.8 443
done
if [ "$(cat /proc/sys/net/mptcp/enabled 2>/dev/null)" = 1 ]; then
  check yes "root mptcp to 8.8.8.8:443 leaves" leaves four root mptcp 8.8.8.8 443
  check no "nobody mptcp to 8.8.8.8:443 leaves" leaves four 65534 mptcp 8.8.8.8 443
fi

echo "-- others"
for o in "${others[@]}"; do IFS=/ read -r kind address port <<< "$o"; for who in root 1; do check yes "user $who $o" as $who "$python" "$work/try.py" "$kind" "$address" "$port"; done; done
check yes "root health datagram 10.99.0.1" "$python" "$work/self.py" 10.99.0.1
nft list chain inet monitor_wall walled | grep counter
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
