using System.Collections.Concurrent;

namespace Monitor.Core.Fetching.Ways;

/// <summary>Which hosts were reached lately by each way out: a host that cannot be reached while no other can either is not to blame.</summary>
internal sealed class ReachedHosts(TimeProvider clock)
{
    /// <summary>How long it counts that a host was reached: an hour.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<EgressRoute, (Reached Last, Reached? LastOther)> byRoute = new();

    public void Note(EgressRoute route, string host)
    {
        var now = new Reached(host, clock.GetTimestamp());
        byRoute.AddOrUpdate(route, (now, null), (_, known) => known.Last.Host == host ? (now, known.LastOther) : (now, known.Last));
    }

    /// <summary>True where a host other than this one was reached by that way within the last hour.</summary>
    public bool AnyOther(EgressRoute route, string host) => byRoute.TryGetValue(route, out var known) && (IsOther(known.Last, host) || (known.LastOther is { } other && IsOther(other, host)));

    private bool IsOther(Reached reached, string host) => reached.Host != host && clock.GetElapsedTime(reached.At) < Lately;

    private sealed record Reached(string Host, long At);
}
