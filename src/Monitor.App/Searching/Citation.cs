using Monitor.App.Texts;
using Monitor.Core.Archive;
using Monitor.Core.Posts;

namespace Monitor.App.Searching;

/// <summary>A post as it is cited in a report: in the reader's language, one line, ready to be copied.</summary>
public sealed class Citation(PageText text, HumanText human)
{
    private const int MostWords = 100;

    /// <param name="fingerprint">SHA-256 of the version that is cited; null where none was read.</param>
    public string Of(string number, string channelTitle, string outlet, string? title, string words, string? url, DateTimeOffset publishedAt, DatePrecision precision, DateTimeOffset firstSeenAt, string? fingerprint, bool speechMayBeCoerced)
    {
        var start = Highlighter.Start(title is { Length: > 0 } ? title : words.ReplaceLineEndings(" "), MostWords);
        var parts = new List<string> { $"{channelTitle} ({outlet}). {(start.Length > 0 ? $"«{start}»" : text["WithoutText"])}" };
        parts.Add(precision == DatePrecision.Unknown ? text["CiteDateNotKnown"] : text["CitePublished", human.Date(publishedAt, precision), HumanText.Utc(publishedAt, precision)]);
        if (url is not null) parts.Add(url);
        parts.Add(text["CiteArchived", number, human.Date(firstSeenAt)]);
        if (fingerprint is not null) parts.Add("SHA-256 " + fingerprint);
        return string.Join(". ", parts) + "." + (speechMayBeCoerced ? " " + text["CiteCoerced"] : "");
    }
}
