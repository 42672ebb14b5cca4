using System.Globalization;
using Microsoft.Extensions.Options;
using Monitor.App.Serving;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Texts;

/// <summary>Dates, durations and sizes as people write them, in the reader's language and the installation's time zone.</summary>
public sealed class HumanText(IOptions<ServeOptions> options, PageText text)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>24 November 2026, 14:05.</summary>
    public string Date(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>As exactly as the source says it: 24 November 2026, 14:05; 24 November 2026; November 2026; 2026; or that it is not known.</summary>
    public string Date(DateTimeOffset instant, DatePrecision precision) => precision switch
    {
        DatePrecision.Time => Date(instant),
        DatePrecision.Day => instant.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.CurrentCulture),
        DatePrecision.Month => instant.UtcDateTime.ToString("MMMM yyyy", CultureInfo.CurrentCulture),
        DatePrecision.Year => instant.UtcDateTime.ToString("yyyy", CultureInfo.CurrentCulture),
        _ => text["DateNotKnown"],
    };

    /// <summary>The same for provenance and programs: 2026-11-24T11:05:00Z, 2026-11-24, 2026-11, 2026; empty where it is not known.</summary>
    public static string Utc(DateTimeOffset instant, DatePrecision precision) => precision switch
    {
        DatePrecision.Time => Utc(instant),
        DatePrecision.Day => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DatePrecision.Month => instant.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePrecision.Year => instant.UtcDateTime.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>28 September 2021; September 2021; 2021; with "about" before it where it is not sure. Empty where there is none.</summary>
    public string Partial(string? kept)
    {
        if (PartialDate.Of(kept) is not { } date) return "";
        var day = new DateOnly(date.Year, date.Month ?? 1, date.Day ?? 1);
        var said = day.ToString(date.Day is not null ? "d MMMM yyyy" : date.Month is not null ? "MMMM yyyy" : "yyyy", CultureInfo.CurrentCulture);
        return date.IsAbout ? text["About", said] : said;
    }

    /// <summary>2026-11-24T11:05:00Z: for provenance, and for the datetime attribute.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z";

    /// <summary>0:12, 41:07, 1:02:03.</summary>
    public static string Duration(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        return time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}") : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
    }

    /// <summary>Reads 12, 1:02 and 1:02:03 as milliseconds; null where it is no time.</summary>
    public static long? ParseDuration(string? typed)
    {
        var parts = (typed ?? "").Trim().Split(':');
        if (parts.Length > 3 || !parts.All(part => part.Length is > 0 and <= 5 && part.All(char.IsAsciiDigit))) return null;
        return parts.Aggregate(0L, (sum, part) => (sum * 60) + long.Parse(part, CultureInfo.InvariantCulture)) * 1000;
    }

    /// <summary>980 B, 1.2 MB.</summary>
    public string Size(long bytes)
    {
        string[] units = [text["Bytes"], text["Kilobytes"], text["Megabytes"], text["Gigabytes"], text["Terabytes"]];
        var size = (double)bytes;
        var unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++) size /= 1000;
        return (unit == 0 ? size.ToString("0", CultureInfo.CurrentCulture) : size.ToString(size < 10 ? "0.0" : "0", CultureInfo.CurrentCulture)) + "\u00a0" + units[unit];
    }
}
