using System.Collections.Concurrent;
using System.Net;

namespace Monitor.App.Accounts;

/// <summary>Counts wrong tries to sign in by account and by who makes them: a known device, an address, or, where all have one address as behind an onion service, all strangers together.
/// Nobody's wrong tries keep another out: strangers are slowed down, and a device that signed in before counts alone. Kept in memory; a start forgets.</summary>
public sealed class SignInTries(KnownDevice devices, TimeProvider clock)
{
    /// <summary>Wrong tries before the first pause; of all strangers of an account together, however many addresses they have.</summary>
    private const int Free = 5, FreeOfStrangers = 50;

    private const int MostKept = 20_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromMinutes(15), Forgotten = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<(string Account, string Source), Wrong> wrong = new();

    /// <summary>False while who asks has to wait before the next try for this account.</summary>
    public bool MayTry(HttpContext http, string accountId) => SourcesOf(http, accountId).All(source => !wrong.TryGetValue((accountId, source.Name), out var tries) || PauseOf(tries, source.Free) <= clock.GetUtcNow() - tries.LastAt);

    /// <summary>Counts a wrong try.</summary>
    public void Failed(HttpContext http, string accountId)
    {
        if (wrong.Count > MostKept) Clear();
        var now = clock.GetUtcNow();
        foreach (var source in SourcesOf(http, accountId)) wrong.AddOrUpdate((accountId, source.Name), _ => new Wrong(1, now), (_, before) => now - before.LastAt > Forgotten ? new Wrong(1, now) : new Wrong(before.Count + 1, now));
    }

    /// <summary>Who signed in begins anew; what strangers did stays counted.</summary>
    public void Succeeded(HttpContext http, string accountId)
    {
        foreach (var source in SourcesOf(http, accountId).Where(source => source.Free == Free)) wrong.TryRemove((accountId, source.Name), out _);
    }

    /// <summary>An administrator opened the account again.</summary>
    public void Forget(string accountId)
    {
        foreach (var key in wrong.Keys.Where(key => key.Account == accountId)) wrong.TryRemove(key, out _);
    }

    private IEnumerable<(string Name, int Free)> SourcesOf(HttpContext http, string accountId)
    {
        if (devices.Read(http) is { } device && device.Accounts.Contains(accountId))
        {
            yield return ("device " + device.Id, Free);
            yield break;
        }

        var address = http.Connection.RemoteIpAddress;
        yield return (address is null || IPAddress.IsLoopback(address) ? "strangers of one address" : "address " + Network(address), Free);
        yield return ("strangers", FreeOfStrangers);
    }

    /// <summary>Of an IPv6 address the network: a household has 2^64 of them.</summary>
    private static string Network(IPAddress address) =>
        address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexStringLower(address.GetAddressBytes()[..8]) : address.MapToIPv4().ToString();

    /// <summary>Nothing for the first few, then a minute, doubled with each, at most a quarter of an hour.</summary>
    private static TimeSpan PauseOf(Wrong tries, int free) => tries.Count < free ? TimeSpan.Zero
        : tries.Count - free >= 4 ? LongestPause : FirstPause * (1 << (tries.Count - free));

    private void Clear()
    {
        var old = clock.GetUtcNow() - LongestPause;
        foreach (var (key, tries) in wrong) if (tries.LastAt < old) wrong.TryRemove(key, out _);
        // A flood of addresses: the oldest half goes; the account's own count of strangers stays.
        if (wrong.Count > MostKept) foreach (var (key, _) in wrong.Where(pair => pair.Key.Source != "strangers").OrderBy(pair => pair.Value.LastAt).Take(MostKept / 2).ToList()) wrong.TryRemove(key, out _);
    }

    private readonly record struct Wrong(int Count, DateTimeOffset LastAt);
}
