using Monitor.Core.Audit;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Media;
using Monitor.Core.People;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Import;

/// <summary>What people say of what they bring, made fit for a row. Pure.</summary>
internal static class ImportChecks
{
    private const int LongestUrl = 4000, LongestLine = 1000, LongestText = 200_000;

    /// <summary>Throws <see cref="ImportRefusedException"/>.</summary>
    public static ImportFacts Check(ImportFacts facts)
    {
        var url = Line(facts.SourceUrl, LongestUrl);
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))) throw new ImportRefusedException(ImportRefusal.UrlNotUnderstood, "The source is no http or https address.");
        if ((facts.Text?.Length ?? 0) > LongestText) throw new ImportRefusedException(ImportRefusal.TextTooLong, $"The text has more than {LongestText} characters.");
        return facts with
        {
            SourceUrl = url is null ? null : Plain(url),
            ObtainedFrom = Line(facts.ObtainedFrom, LongestLine),
            Title = Line(facts.Title, LongestLine),
            Text = string.IsNullOrWhiteSpace(facts.Text) ? null : facts.Text.ReplaceLineEndings("\n").Trim(),
            AttachTo = string.IsNullOrWhiteSpace(facts.AttachTo) ? null : facts.AttachTo.Trim(),
        };
    }

    public static ManualImport RowOf(ImportFacts facts, Actor actor, DateTimeOffset now) => new()
    {
        At = now,
        ActorId = actor.Id,
        SourceUrl = facts.SourceUrl,
        PublishedAt = facts.PublishedAt,
        ObtainedFrom = facts.ObtainedFrom,
        SoftwareVersion = SoftwareVersion.Current,
    };

    /// <summary>The name without a folder, at most 200 characters.</summary>
    public static string FileName(string name)
    {
        var clean = PeopleFile.Clean(name.Replace('\\', '/').Split('/')[^1]) ?? "";
        return clean.Length > 200 ? clean[^200..] : clean;
    }

    /// <summary>By the name's ending; what the bytes are is found by probing them.</summary>
    public static MediaKind KindOf(string name) => MediaKinds.OfName(name) ?? (Path.GetExtension(name).ToLowerInvariant() is ".pdf" or ".doc" or ".docx" or ".txt" or ".zip" ? MediaKind.Document : MediaKind.Video);

    /// <summary>Both addresses of a Telegram post are the one that its channel's posts have.</summary>
    private static string Plain(string url) => PreviewAddress.PostOf(url) is { } post ? $"https://t.me/{post.Channel}/{post.NativeId}" : url;

    private static string? Line(string? text, int most)
    {
        var clean = PeopleFile.Clean(text);
        if ((clean?.Length ?? 0) > most) throw new ImportRefusedException(ImportRefusal.TextTooLong, $"A line has more than {most} characters.");
        return string.IsNullOrEmpty(clean) ? null : clean;
    }
}
