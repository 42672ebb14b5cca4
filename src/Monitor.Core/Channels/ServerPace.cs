using System.Globalization;
using Monitor.Core.Fetching;

namespace Monitor.Core.Channels;

/// <summary>What a server's answer says about when to come again (RFC 9110 and 9111; RSS ttl).</summary>
/// <param name="MaxAge">Cache-Control max-age.</param>
/// <param name="ExpiresAt">Expires.</param>
/// <param name="RetryAfter">Retry-After, as seconds or date.</param>
/// <param name="TimeToLive">The feed's own ttl.</param>
public sealed record ServerPace(TimeSpan? MaxAge, DateTimeOffset? ExpiresAt, TimeSpan? RetryAfter, TimeSpan? TimeToLive)
{
    public static ServerPace Of(FetchResult answer, DateTimeOffset now, TimeSpan? timeToLive = null) => new(
        // What lay in a cache has used up a part of it.
        Seconds(answer.Header("Cache-Control")?.Split(',').Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase))?[8..]) is { } life ? Left(life, Seconds(answer.Header("Age"))) : null,
        Date(answer.Header("Expires")), Seconds(answer.Header("Retry-After")) ?? (Date(answer.Header("Retry-After")) is { } at && at > now ? at - now : null), timeToLive);

    private static TimeSpan? Seconds(string? text)
    {
        if (!double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        return seconds > TimeSpan.FromDays(400).TotalSeconds ? TimeSpan.FromDays(400) : TimeSpan.FromSeconds(seconds);
    }

    private static TimeSpan Left(TimeSpan life, TimeSpan? age) => age is not { } used ? life : used < life ? life - used : TimeSpan.Zero;

    /// <summary>The three forms of RFC 9110, 5.6.7: today's, that of RFC 850, that of C's asctime.</summary>
    private static DateTimeOffset? Date(string? text) => DateTimeOffset.TryParseExact(text?.Trim(), ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"],
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
