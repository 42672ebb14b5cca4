using System.Collections.Concurrent;
using System.Net;

namespace Monitor.Core.Fetching.Ways;

/// <summary>What was reached last by each way out: a host that cannot be reached while no other can either is not to blame.</summary>
internal sealed class ReachedHosts(TimeProvider clock)
{
    private readonly ConcurrentDictionary<EgressRoute, (Reached Last, Reached? LastOther)> byRoute = new();

    public void Note(EgressRoute route, DnsEndPoint host)
    {
        var now = new Reached(host, clock.GetTimestamp());
        byRoute.AddOrUpdate(route, (now, null), (_, known) => known.Last.Host.Equals(host) ? (now, known.LastOther) : (now, known.Last));
    }

    /// <summary>How long ago another host, or the same one on another port, was reached by that way.</summary>
    public TimeSpan OtherAgo(EgressRoute route, DnsEndPoint host)
    {
        if (!byRoute.TryGetValue(route, out var known)) return TimeSpan.MaxValue;
        var other = known.Last.Host.Equals(host) ? known.LastOther : known.Last;
        return other is null ? TimeSpan.MaxValue : clock.GetElapsedTime(other.At);
    }

    private sealed record Reached(DnsEndPoint Host, long At);
}
