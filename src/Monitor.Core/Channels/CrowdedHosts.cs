using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Channels;

/// <summary>Hosts with more channels behind a proxy than can be read apart from each other: their intervals are stretched, and the status says so.</summary>
public sealed class CrowdedHosts(IDbContextFactory<MonitorDbContext> contexts, Egress egress, TimeProvider clock)
{
    /// <summary>Polls of a host on all circuits together: one in four seconds. One takes two turns of a second, to connect and to ask; half of the time is left for looks, pages and files.</summary>
    private const double PollsPerSecond = 0.25;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly Lock reading = new();
    private Dictionary<string, CrowdedHost> hosts = [];
    private long? readAt;

    /// <summary>By how much this channel's interval is stretched; 1 where its host is not crowded.</summary>
    public double FactorOf(Channel channel) => IsProxied(channel) && Read().TryGetValue(HostOf(channel), out var host) ? host.Factor : 1;

    /// <summary>The hosts whose channels are read less often than they should be.</summary>
    public IReadOnlyList<CrowdedHost> All() => [.. Read().Values.OrderByDescending(host => host.Factor)];

    private Dictionary<string, CrowdedHost> Read()
    {
        lock (reading)
        {
            if (readAt is { } at && clock.GetElapsedTime(at) < LookAgain) return hosts;
            using var db = contexts.CreateDbContext();
            var channels = db.Channels.AsNoTracking().Where(channel => channel.State == ChannelState.Active && channel.Kind != ChannelKind.Import).ToList();
            hosts = channels.Where(IsProxied).GroupBy(HostOf)
                .Select(group => new CrowdedHost(group.Key, group.Count(), group.Sum(channel => 1 / PollSchedule.IntervalOf(channel).TotalSeconds) / PollsPerSecond))
                .Where(host => host.Factor > 1).ToDictionary(host => host.Host);
            readAt = clock.GetTimestamp();
            return hosts;
        }
    }

    /// <summary>True where it is read through a proxy.</summary>
    public bool IsProxied(Channel channel) => string.IsNullOrEmpty(channel.Egress) ? egress.Default.IsProxied : EgressRoute.Parse(channel.Egress)?.IsProxied == true;

    private static string HostOf(Channel channel) => channel.ReadUrl().IdnHost;
}

/// <summary>A host that is asked as often as it may be.</summary>
/// <param name="Channels">How many channels are read there through a proxy.</param>
/// <param name="Factor">By how much their intervals are stretched.</param>
public sealed record CrowdedHost(string Host, int Channels, double Factor);
