using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Monitor.Core.Archive;

namespace Monitor.App.Pages.Archive;

/// <summary>How a page shows a post: which still is clear, which player is open, which words are marked. The address says it all, so that it works without JavaScript.</summary>
public sealed class PostReading
{
    private readonly string path;
    private readonly ArchiveQuery query;

    public PostReading(PostView view, string path, string? q, bool variants, long? clear, long? play)
    {
        (View, ClearStill, Play, this.path) = (view, clear, play, path);
        try
        {
            query = ArchiveQuery.Parse(q, variants);
        }
        catch (QueryRefusedException)
        {
            // Only the marks depend on it.
            query = new ArchiveQuery();
        }
    }

    public PostView View { get; }

    /// <summary>The still that was asked for clear.</summary>
    public long? ClearStill { get; }

    /// <summary>The media item whose player was asked for.</summary>
    public long? Play { get; }

    /// <summary>The words that were searched for, marked in a text.</summary>
    public IReadOnlyList<TextPiece> Mark(string text) => Highlighter.Find(text, query, around: text.Length) ?? [new TextPiece(text, false)];

    public string Link(long? clear = null, long? play = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["q"] = query.Text.Length > 0 ? query.Text : null,
        ["clear"] = clear?.ToString(CultureInfo.InvariantCulture),
        ["play"] = play?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));
}
