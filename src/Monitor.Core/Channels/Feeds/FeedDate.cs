using System.Globalization;
using System.Text.RegularExpressions;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the dates of feeds as a reader of English, Russian or Belarusian would: RFC 822, RFC 3339, W3C-DTF, months in words, dd.MM.yyyy, seconds since 1970. Always under the invariant culture.</summary>
public static partial class FeedDate
{
    private const int MaxLength = 100;

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
        ["МСК"] = "+03:00",
        ["CET"] = "+01:00",
        ["CEST"] = "+02:00",
        ["EET"] = "+02:00",
        ["EEST"] = "+03:00",
        ["BST"] = "+01:00",
    };

    private static readonly string[] Times = ["H:mm:ss.FFFFFFF", "H:mm:ss", "H:mm", "h:mm:ss tt", "h:mm tt"];
    private static readonly string[] Days = ["d MMM yyyy", "d MMM yy", "MMM d yyyy", "yyyy-MM-dd", "yyyy-M-d", "yyyyMMdd", "d-MMM-yyyy", "d-MMM-yy", "yyyy/MM/dd", "d.M.yyyy", "d.M.yy"];
    private static readonly string[] DayFirst = ["d/M/yyyy", "d/M/yy", "d-M-yyyy"], MonthFirst = ["M/d/yyyy", "M/d/yy", "M-d-yyyy"];
    private static readonly string[] Months = ["yyyy-MM", "MMM yyyy"], Years = ["yyyy"];

    /// <summary>The instant in UTC; see <see cref="Read"/>.</summary>
    public static DateTimeOffset? Parse(string? text) => Read(text, null)?.At;

    /// <summary>What the text says; a time without a zone is taken as UTC. Null where it cannot be read, is out of range, or may mean two days and the language does not tell which.</summary>
    /// <param name="language">The feed's, such as ru or en-us; null where it names none.</param>
    public static ReadDate? Read(string? text, string? language)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength) return null;
        var words = SpacePattern().Replace(text.Trim(), " ");
        if (EpochPattern().IsMatch(words)) return OfEpoch(words);
        words = MonthNames.InEnglish(FractionPattern().Replace(WeekdayPattern().Replace(words, ""), "$1"));
        if (words.Length > 11 && words[10] is 't' or 'T' && char.IsAsciiDigit(words[9])) words = words[..10] + " " + words[11..];
        else if (CompactPattern().Match(words) is { Success: true } compact) words = $"{compact.Groups[1].Value} {compact.Groups[2].Value}:{compact.Groups[3].Value}:{compact.Groups[4].Value}{compact.Groups[5].Value}";
        (words, var zone) = CutZone(words);
        words = SpacePattern().Replace(words.Replace(",", " ", StringComparison.Ordinal), " ").Trim();
        return Read(words, zone, Days, DatePrecision.Day) ?? ReadByLanguage(words, zone, language) ?? Exact(words, zone, Months, DatePrecision.Month) ?? Exact(words, zone, Years, DatePrecision.Year)
            // The time between day and year, as C's asctime writes it.
            ?? Exact(words, zone, ["MMM d H:mm:ss yyyy"], DatePrecision.Time);
    }

    /// <summary>02/05/2026 is a day of February in American English, of May elsewhere; 13/02/2026 is one day for everybody.</summary>
    private static ReadDate? ReadByLanguage(string words, string zone, string? language)
    {
        var (dayFirst, monthFirst) = (Read(words, zone, DayFirst, DatePrecision.Day), Read(words, zone, MonthFirst, DatePrecision.Day));
        if (dayFirst is null || monthFirst is null || dayFirst == monthFirst) return dayFirst ?? monthFirst;
        var known = language?.Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(known) ? null : known is "en" or "en-us" ? monthFirst : dayFirst;
    }

    private static ReadDate? Read(string words, string zone, string[] days, DatePrecision alone) =>
        Exact(words, zone, [.. days.SelectMany(day => Times.Select(time => day + " " + time))], DatePrecision.Time)
        ?? Exact(words, zone, [.. days.SelectMany(day => Times.Select(time => time + " " + day))], DatePrecision.Time) ?? Exact(words, zone, days, alone);

    private static ReadDate? Exact(string words, string zone, string[] shapes, DatePrecision precision)
    {
        try
        {
            return DateTimeOffset.TryParseExact(words + " " + (precision == DatePrecision.Time ? zone : "+00:00"), [.. shapes.Select(shape => shape + " zzz")], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                ? new ReadDate(at.ToUniversalTime(), precision) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ReadDate? OfEpoch(string digits)
    {
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        return new ReadDate(digits.Length == 13 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number), DatePrecision.Time);
    }

    private static (string Words, string Zone) CutZone(string words)
    {
        if (OffsetPattern().Match(words) is { Success: true } offset)
            return (words[..offset.Index].TrimEnd(), $"{offset.Groups[1].Value}{offset.Groups[2].Value.PadLeft(2, '0')}:{(offset.Groups[3].Length > 0 ? offset.Groups[3].Value : "00")}");
        return NamedZonePattern().Match(words) is { Success: true } named && Zones.TryGetValue(named.Groups[1].Value, out var known) ? (words[..named.Index].TrimEnd(), known) : (words, "+00:00");
    }

    // The clock counts tenths of a microsecond; what is finer is cut.
    [GeneratedRegex("(:\\d\\d\\.\\d{7})\\d+")]
    private static partial Regex FractionPattern();

    [GeneratedRegex("\\s+")]
    private static partial Regex SpacePattern();

    // From 1973 to 2065: ten digits, or thirteen of milliseconds.
    [GeneratedRegex("^[1-2]\\d{9}(\\d{3})?$")]
    private static partial Regex EpochPattern();

    [GeneratedRegex("^(\\d{8})[Tt ](\\d\\d)(\\d\\d)(\\d\\d)(.*)$")]
    private static partial Regex CompactPattern();

    [GeneratedRegex("^(?!янв|студ|фев|лют|мар|сак|апр|крас|ма[йя]|тра[вў]|июн|чэрв|июл|ліп|авг|жні|сен|вер|окт|каст|ноя|ліст|дек|снеж|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}{2,13}\\.?, ?|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Пн|Вт|Ср|Чт|Пт|Сб|Вс|Аў|Чц|Нд)\\.? |^(?:\\p{L}+day|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|панядзелак|аўторак|серада|чацвер|пятніца|субота|нядзеля) ", RegexOptions.IgnoreCase)]
    private static partial Regex WeekdayPattern();

    [GeneratedRegex("(?<=:\\d\\d(?:\\.\\d+)?|:\\d\\d |\\d{4} |:\\d\\d(?:\\.\\d+) |[AaPp][Mm] ) ?(?:GMT|UTC)? ?([+-])(\\d\\d?):?(\\d\\d)?$")]
    private static partial Regex OffsetPattern();

    [GeneratedRegex("(?<=\\d) ?(\\p{L}{1,5})$")]
    private static partial Regex NamedZonePattern();
}
