using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Channels;

/// <summary>Which validators (ETag, Last-Modified; RFC 9110, 8.8) a poll sends, and which it keeps. Direct: those of the last answer, and none once a day, since a server may say for ever that nothing changed. Behind a proxy a server could give each reader a
/// validator of his own and so join his circuits over months: there one is sent only after a read without conditions on another circuit brought the same one for the same bytes; it is
/// proved so anew every day, and dropped when a 304 changes it. Never shared between channels, nor between ways out. Pure.</summary>
public static class PollValidators
{
    /// <summary>How long a proof holds, and how long a server that failed it is not tried again: a day.</summary>
    private static readonly TimeSpan Proved = TimeSpan.FromDays(1);

    private const int LongestTag = 1024, LongestDate = 128;

    /// <summary>What the next poll sends, and on which circuit.</summary>
    public static FetchRequest Apply(FetchRequest request, Channel channel, EgressRoute route, DateTimeOffset now)
    {
        if (channel.ValidatorWay != WayOf(route) || (channel.ETag ?? channel.LastModified) is null) return request;
        if (!route.IsProxied && !IsRecent(channel.LastFullReadAt, now)) return request;
        if (!route.IsProxied || IsRecent(channel.ValidatorProvedAt, now)) return request with { ETag = channel.ETag, LastModified = channel.LastModified };
        return request with { Circuit = CircuitNames.Once(request.Circuit + " proof") };
    }

    /// <summary>What is kept of a poll's answer.</summary>
    public static void Keep(Channel channel, FetchResult answer, DateTimeOffset now)
    {
        if (answer.IsSuccess && answer.Request is { ETag: null, LastModified: null }) channel.LastFullReadAt = now;
        var tag = answer.Header("ETag") is { Length: <= LongestTag } someTag ? someTag : null;
        var date = answer.Header("Last-Modified") is { Length: <= LongestDate } someDate ? someDate : null;
        if (!answer.Route.IsProxied) KeepDirect(channel, answer, tag, date);
        else if (answer.IsNotModified) KeepNotModified(channel, tag, date, now);
        else if (answer.IsSuccess && answer.Request is { ETag: null, LastModified: null } request) KeepRead(channel, answer, request.Circuit, tag, date, now);
        else if (answer.IsSuccess) Hold(channel, answer, answer.Request?.Circuit, tag, date);
    }

    private static void KeepDirect(Channel channel, FetchResult answer, string? tag, string? date)
    {
        // A 304 may name a newer validator for what did not change (RFC 9110, 15.4.5).
        if (answer.IsNotModified) (channel.ETag, channel.LastModified) = (tag ?? channel.ETag, date ?? channel.LastModified);
        else if (answer.IsSuccess) Hold(channel, answer, null, tag, date);
    }

    /// <summary>A server that says "not modified" and names another validator gives each reader his own.</summary>
    private static void KeepNotModified(Channel channel, string? tag, string? date, DateTimeOffset now)
    {
        if ((tag is not null && tag != channel.ETag) || (date is not null && date != channel.LastModified)) GiveUp(channel, now);
    }

    private static void KeepRead(Channel channel, FetchResult answer, string circuit, string? tag, string? date, DateTimeOffset now)
    {
        if (channel.ValidatorWay == WayOf(answer.Route) && channel.ValidatorHash == answer.Exchange.WireHash && channel.ValidatorCircuit is { } before && before != Mark(circuit))
        {
            (tag, date) = (tag == channel.ETag ? tag : null, date == channel.LastModified ? date : null);
            if ((tag ?? date) is null)
            {
                GiveUp(channel, now);
                return;
            }

            Hold(channel, answer, circuit, tag, date);
            channel.ValidatorProvedAt = now;
        }
        // A body that differs from reader to reader, or at each reading, proves nothing: it is not asked on ever new circuits.
        else if (channel.ValidatorHash is not null && circuit != channel.CircuitName())
        {
            GiveUp(channel, now);
        }
        else if (!IsRecent(channel.ValidatorFailedAt, now))
        {
            Hold(channel, answer, circuit, tag, date);
        }
    }

    /// <summary>Within the last day; an instant that is still to come was stamped by a clock that was wrong.</summary>
    private static bool IsRecent(DateTimeOffset? at, DateTimeOffset now) => at <= now && now - at < Proved;

    /// <summary>Keeps validators; behind a proxy they are not proved yet.</summary>
    private static void Hold(Channel channel, FetchResult answer, string? circuit, string? tag, string? date)
    {
        (channel.ETag, channel.LastModified, channel.ValidatorWay) = (tag, date, WayOf(answer.Route));
        (channel.ValidatorHash, channel.ValidatorCircuit, channel.ValidatorProvedAt) = circuit is null ? (null, null, null) : (answer.Exchange.WireHash, Mark(circuit), (DateTimeOffset?)null);
    }

    private static void GiveUp(Channel channel, DateTimeOffset now)
    {
        (channel.ETag, channel.LastModified, channel.ValidatorHash, channel.ValidatorCircuit, channel.ValidatorProvedAt) = (null, null, null, null, null);
        channel.ValidatorFailedAt = now;
    }

    private static string WayOf(EgressRoute route) => Mark(route.Text);

    private static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
