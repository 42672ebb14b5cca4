using Monitor.Core.Archive;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Posts;

namespace Monitor.App.Api;

/// <summary>What a search found.</summary>
/// <param name="Total">All posts that match and that the account may see.</param>
/// <param name="Posts">This page of them.</param>
/// <param name="Facets">Matches by channel, outlet, language, status, union, person, act and month.</param>
/// <param name="NotUnderstood">Parts of the query that were not understood, and why.</param>
/// <param name="Previous">Cursor of the page before; null on the first one.</param>
/// <param name="Next">Cursor of the next page; null on the last one.</param>
public sealed record SearchAnswer(long Total, IReadOnlyList<ApiPost> Posts, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets, IReadOnlyList<QueryProblem> NotUnderstood, string? Previous, string? Next);

/// <summary>A post as the API gives it.</summary>
/// <param name="Number">Archive number, such as M-000123.</param>
/// <param name="PublishedAt">The first instant, in UTC, that the source's date may mean; null where it is not known.</param>
/// <param name="PublishedPrecision">time, day, month, year or unknown.</param>
/// <param name="SpeechMayBeCoerced">True where the post carries video: its speech is never to be presented as fact.</param>
/// <param name="Screen">Text read in its pictures, with times in milliseconds.</param>
public sealed record ApiPost(string Number, string Channel, string ChannelTitle, string Outlet, string? Url, DateTimeOffset? PublishedAt, DatePrecision PublishedPrecision, string? Title, string Text, string? Language, bool HasGap, bool SpeechMayBeCoerced, IReadOnlyList<ApiScreenText> Screen)
{
    public static ApiPost Of(ArchiveRecord record) => new(record.Number, record.Channel, record.ChannelTitle, record.Outlet, record.Url, record.PublishedPrecision == DatePrecision.Unknown ? null : record.PublishedAt, record.PublishedPrecision, record.Title, record.Text, record.Language, record.HasGap, record.HasVideo,
        [.. record.Screen.Select(shown => new ApiScreenText(shown.MediaItemId, shown.StartMs, shown.EndMs, shown.Text))]);
}

/// <summary>Text on screen over a stretch of a media item.</summary>
public sealed record ApiScreenText(long MediaItem, long StartMs, long EndMs, string Text);
