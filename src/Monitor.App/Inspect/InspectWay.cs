using Monitor.App.Commands;
using Monitor.Core.Fetching.Ways;

namespace Monitor.App.Inspect;

/// <summary>By which way an inspection goes out: the folder's, or as the command line or the environment says. Where nobody said, an address is not asked.</summary>
/// <param name="Configuration">The settings of the inspection.</param>
/// <param name="IsSaid">True where the way out was said by somebody.</param>
public sealed record InspectWay(IConfiguration Configuration, bool IsSaid)
{
    private const string ProxyKey = "Fetching:Socks5Proxy";

    public const string HowToSay = "Say by which way to go out: --data FOLDER (its settings), --socks5 HOST:PORT (Tor), or --direct, which shows your address to the server. Nothing was sent.";

    /// <summary>Throws <see cref="UsageException"/> where what was said does not go together.</summary>
    /// <param name="folder">The data folder; its settings hold where it is an archive.</param>
    /// <param name="isNamed">True where the command line names it.</param>
    public static InspectWay Decide(string folder, bool isNamed, bool direct, string? proxy)
    {
        var isArchive = File.Exists(Path.Combine(folder, "monitor.json")) || File.Exists(Path.Combine(folder, "monitor.db"));
        if (isNamed && !isArchive) throw new UsageException($"'{folder}' is no data folder of Monitor: it has neither monitor.db nor monitor.json. Nothing was sent.");
        if (direct && proxy is not null) throw new UsageException("--direct and --socks5 exclude each other.");
        var configuration = MonitorConfiguration.Read(isArchive ? folder : null);
        var set = configuration[ProxyKey] is { Length: > 0 } text ? text : null;
        if (direct && set is not null && EgressRoute.Parse(set) is not { IsProxied: false }) throw new UsageException("--direct: the settings go out through a proxy, and an address that was asked directly would show who watches. Nothing was sent.");
        if (proxy is null) return new InspectWay(configuration, isArchive || direct || set is not null);
        if (EgressRoute.Parse(proxy) is not { IsProxied: true } route) throw new UsageException("--socks5 is HOST:PORT, such as 127.0.0.1:9050.");
        return new InspectWay(new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection([new(ProxyKey, route.Proxy)]).Build(), true);
    }
}
