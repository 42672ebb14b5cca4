using System.Text.RegularExpressions;

namespace Monitor.Core.Posts;

/// <summary>Whether a reading says what a version says: a version is what a reader would call a change. Session numbers and tracking marks in links, and spaces, are none. Pure.</summary>
public static partial class SameToAReader
{
    /// <summary>A server's clock that stands in for a date goes with the time of reading.</summary>
    private static readonly TimeSpan Clock = TimeSpan.FromMinutes(10);

    /// <summary>Title, text, links, edit mark, forward and reply.</summary>
    public static bool HasSameWords(PostVersion version, ReadPost read) =>
        Plain(version.Title) == Plain(read.Title) && Plain(version.Text) == Plain(read.Text) && Plain(version.Html) == Plain(read.Html)
        && version.Edited == read.Edited && version.ForwardedFrom == read.ForwardedFrom && version.ReplyTo == read.ReplyTo;

    /// <summary>Whether the channel says another date of publication than before. Not where it says only when it changed the post, nor where it gives the time of each reading.</summary>
    /// <param name="before">The date that it said before; null where it said none.</param>
    /// <param name="readAt">When it said so.</param>
    public static bool HasSameDate(DateTimeOffset? before, DateTimeOffset readAt, ReadPost read, DateTimeOffset now)
    {
        if (read.PublishedAt is not { } date || read.IsDateOfChange || before is not { } known || known == date) return true;
        return (date - now).Duration() < Clock && (known - readAt).Duration() < Clock;
    }

    /// <summary>Whether the kept bytes, read again, are this version to the letter. Where addresses of media were renewed, an older identity stands in the version.</summary>
    internal static bool IsReadingOf(PostVersion version, ReadPost read, bool hasRenewals) =>
        (version.Title ?? "") == (read.Title ?? "") && version.Text == (read.Text ?? "") && version.Html == (read.Html ?? "") && version.Edited == read.Edited && version.ForwardedFrom == read.ForwardedFrom && version.ReplyTo == read.ReplyTo
        && (hasRenewals || version.MediaIdentities == PostFingerprint.MediaIdentities(read)) && (version.PublishedAt is null || version.PublishedAt == read.PublishedAt);

    private static string Plain(string? text) => text is null ? "" : SpacePattern().Replace(EmptyQuery().Replace(VolatilePattern().Replace(text, "$1"), ""), " ").Trim();

    /// <summary>Parameters of an address that change from reading to reading and lead to the same page.</summary>
    [GeneratedRegex(@"([?&;]|&amp;|%26)(?:utm_[a-z]+|[a-z]*sess(?:ion)?_?(?:id)?|sid|s_id|phpsessid|jsessionid|aspsessionid[a-z]*|cfid|cftoken|rnd|rand(?:om)?|nonce|csrf[a-z_]*|_ga|_gl|[a-z]{1,2}clid|fbclid|igshid|mc_[ce]id|cb|cache_?bust(?:er)?|timestamp|_)=[^&;#\s""'<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex VolatilePattern();

    [GeneratedRegex(@"(?:[?&;]|&amp;|%26)+(?=[&#;\s""'<>]|$)")]
    private static partial Regex EmptyQuery();

    [GeneratedRegex("\\s+")]
    private static partial Regex SpacePattern();
}
