using System.Text.RegularExpressions;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Russian and Belarusian names of months, in full, in the genitive and cut short, said in English; and the small words that stand about a date. Pure.</summary>
internal static partial class MonthNames
{
    /// <summary>How the names begin; longer beginnings first where one is a part of another.</summary>
    private static readonly (string Start, string English)[] Names =
    [
        ("янв", "Jan"), ("студ", "Jan"), ("фев", "Feb"), ("лют", "Feb"), ("март", "Mar"), ("мар", "Mar"), ("сак", "Mar"), ("апр", "Apr"), ("крас", "Apr"), ("май", "May"), ("мая", "May"), ("трав", "May"), ("траў", "May"),
        ("июн", "Jun"), ("чэрв", "Jun"), ("июл", "Jul"), ("ліп", "Jul"), ("авг", "Aug"), ("жні", "Aug"), ("сен", "Sep"), ("вер", "Sep"), ("окт", "Oct"), ("каст", "Oct"), ("ноя", "Nov"), ("ліст", "Nov"), ("дек", "Dec"), ("снеж", "Dec"),
        ("sept", "Sep"), ("january", "Jan"), ("february", "Feb"), ("march", "Mar"), ("april", "Apr"), ("june", "Jun"), ("july", "Jul"), ("august", "Aug"), ("september", "Sep"), ("october", "Oct"), ("november", "Nov"), ("december", "Dec"),
    ];

    public static string InEnglish(string words) => WordPattern().Replace(words, word =>
    {
        var name = word.Value.TrimEnd('.').ToLowerInvariant();
        if (name is "г" or "гг" or "года" or "год" or "в" or "у" or "аб" or "а" or "о" or "at" or "of" or "on") return " ";
        var month = Array.Find(Names, one => name.Length <= 12 && name.StartsWith(one.Start, StringComparison.Ordinal)).English;
        return month ?? word.Value;
    });

    [GeneratedRegex("(?<!\\p{L})\\p{L}+\\.?")]
    private static partial Regex WordPattern();
}
