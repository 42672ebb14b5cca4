using System.Globalization;

namespace Monitor.Core.Archive.Querying;

/// <summary>Days, months and years of a query, as they are in Minsk.</summary>
public static class QueryDate
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "d.M.yyyy"], Months = ["yyyy-MM", "yyyy-M", "M.yyyy"];

    /// <summary>The zone whose days and months count.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Minsk");

    /// <summary>The stretch of time that 2025, 2025-03, 2025-03-14 or 14.03.2025 names; null where it names none.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End)? Parse(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, Days, culture, DateTimeStyles.None, out var day)) return Stretch(day, date => date.AddDays(1));
        if (DateTime.TryParseExact(text, Months, culture, DateTimeStyles.None, out var month)) return Stretch(month, date => date.AddMonths(1));
        return DateTime.TryParseExact(text, "yyyy", culture, DateTimeStyles.None, out var year) ? Stretch(year, date => date.AddYears(1)) : null;
    }

    private static (DateTimeOffset, DateTimeOffset)? Stretch(DateTime start, Func<DateTime, DateTime> next) =>
        start.Year is < 1900 or > 2200 ? null : (At(start), At(next(start)));

    /// <summary>The month of an instant, such as 2025-03.</summary>
    public static string MonthOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The day of an instant, such as 2025-03-14.</summary>
    public static string DayOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateTime local) => new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
}
