using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitor.Core.Review;

/// <summary>
/// A date as exact as it is known: day, month or year, and about. Written and kept as EDTF (ISO 8601-2:2019, level 1): 2021-09-28, 2021-09, 2021, 2021-09~ for "about";
/// so the text sorts as the time does.
/// </summary>
public readonly partial record struct PartialDate(int Year, int? Month, int? Day, bool IsAbout)
{
    public const int MaxLength = 16;

    /// <summary>Reads EDTF, and what people write for it: ~2021-09, 28.09.2021, 09.2021. False for what is no date between 1900 and 2100.</summary>
    public static bool TryParse(string? text, out PartialDate date)
    {
        date = default;
        var plain = (text ?? "").Trim();
        var about = plain.StartsWith('~') || plain.EndsWith('~');
        plain = plain.Trim('~', ' ');
        var match = Iso().Match(plain) is { Success: true } iso ? iso : Dotted().Match(plain);
        if (!match.Success) return false;
        int? Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : null;
        var (year, month, day) = (Part("y")!.Value, Part("m"), Part("d"));
        if (year is < 1900 or > 2100 || month is < 1 or > 12 || (day is { } number && (number < 1 || number > DateTime.DaysInMonth(year, month!.Value)))) return false;
        date = new PartialDate(year, month, day, about);
        return true;
    }

    /// <summary>The date that a row keeps; null where there is none.</summary>
    public static PartialDate? Of(string? kept) => TryParse(kept, out var date) ? date : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}{(Month is { } month ? $"-{month:00}" : "")}{(Day is { } day ? $"-{day:00}" : "")}{(IsAbout ? "~" : "")}");

    [GeneratedRegex("^(?<y>[0-9]{4})(-(?<m>[0-9]{1,2})(-(?<d>[0-9]{1,2}))?)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^((?<d>[0-9]{1,2})\.)?(?<m>[0-9]{1,2})\.(?<y>[0-9]{4})$")]
    private static partial Regex Dotted();
}
