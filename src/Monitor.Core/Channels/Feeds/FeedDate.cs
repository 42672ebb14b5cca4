using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the dates of feeds (RFC 822, RFC 3339, W3C-DTF) under the invariant culture, whatever the machine's is.</summary>
public static partial class FeedDate
{
    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GMT"] = "+00:00",
        ["UT"] = "+00:00",
        ["UTC"] = "+00:00",
        ["Z"] = "+00:00",
        ["EST"] = "-05:00",
        ["EDT"] = "-04:00",
        ["CST"] = "-06:00",
        ["CDT"] = "-05:00",
        ["MST"] = "-07:00",
        ["MDT"] = "-06:00",
        ["PST"] = "-08:00",
        ["PDT"] = "-07:00",
        ["MSK"] = "+03:00",
        ["CET"] = "+01:00",
        ["CEST"] = "+02:00",
        ["EET"] = "+02:00",
        ["EEST"] = "+03:00",
        ["BST"] = "+01:00",
    };

    private static readonly string[] Shapes =
    [
        "d MMM yyyy H:mm:ss zzz", "d MMM yyyy H:mm zzz", "d MMM yy H:mm:ss zzz", "d MMM yy H:mm zzz", "d MMMM yyyy H:mm:ss zzz",
        "d MMM yyyy zzz", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd HH:mm zzz", "yyyy-MM-dd zzz", "yyyy-MM zzz", "yyyy zzz", "MMM d yyyy H:mm:ss zzz",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFF zzz", "yyyy-MM-ddTHH:mm:ss zzz", "yyyy-MM-ddTHH:mm zzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyyMMdd zzz", "yyyyMMddTHHmmss zzz",
        "MMM d H:mm:ss yyyy zzz", "d-MMM-yyyy H:mm:ss zzz", "d-MMM-yy H:mm:ss zzz", "d MMMM yyyy H:mm zzz", "d MMMM yyyy zzz", "MMMM d yyyy zzz", "MMMM d yyyy H:mm:ss zzz",
    ];

    /// <summary>The instant in UTC; a date without a zone is taken as UTC. Null where it cannot be read or is out of range.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 100) return null;
        var words = SpacePattern().Replace(text.Trim(), " ");
        words = FractionPattern().Replace(WeekdayPattern().Replace(words, ""), "$1");
        if (words.Length > 11 && words[10] == 't' && char.IsAsciiDigit(words[9])) words = words[..10] + "T" + words[11..];
        var zone = "+00:00";
        if (OffsetPattern().Match(words) is { Success: true } offset)
        {
            zone = offset.Groups[1].Value + offset.Groups[2].Value + ":" + (offset.Groups[3].Length > 0 ? offset.Groups[3].Value : "00");
            words = words[..offset.Index].TrimEnd();
        }
        else if (NamedZonePattern().Match(words) is { Success: true } named && Zones.TryGetValue(named.Groups[1].Value, out var known))
        {
            zone = known;
            words = words[..named.Index].TrimEnd();
        }

        try
        {
            return DateTimeOffset.TryParseExact(words.Replace(",", "", StringComparison.Ordinal) + " " + zone, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at.ToUniversalTime() : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    // The clock counts tenths of a microsecond; what is finer is cut.
    [GeneratedRegex("(:\\d\\d\\.\\d{7})\\d+")]
    private static partial Regex FractionPattern();

    [GeneratedRegex("\\s+")]
    private static partial Regex SpacePattern();

    [GeneratedRegex("^[A-Za-z]{2,9}\\.?, ?|^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ", RegexOptions.IgnoreCase)]
    private static partial Regex WeekdayPattern();

    [GeneratedRegex("(?<=:\\d\\d(?:\\.\\d+)?|:\\d\\d |\\d{4} |:\\d\\d(?:\\.\\d+) ) ?(?:GMT|UTC)?([+-])(\\d\\d):?(\\d\\d)?$")]
    private static partial Regex OffsetPattern();

    [GeneratedRegex("(?<=\\d) ?([A-Za-z]{1,5})$")]
    private static partial Regex NamedZonePattern();
}
