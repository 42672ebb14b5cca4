using Monitor.Core.Channels.Feeds;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>What a reader made of a case, in the terms that are compared: ours and the library's alike.</summary>
internal sealed record CaseReading(string? Title, IReadOnlyList<CaseItem> Items)
{
    public static CaseReading Of(ReadFeed feed) => new(feed.Title, [.. feed.Items.Select(item => new CaseItem(item.NativeId, item.Url, item.Title, item.PublishedAt, item.UpdatedAt,
        [.. item.Media.Where(media => !media.IsEmbedded).Select(media => media.Url ?? "")]))]);
}

/// <summary>One item of a reading.</summary>
internal sealed record CaseItem(string? Id, string? Link, string? Title, DateTimeOffset? Published, DateTimeOffset? Updated, IReadOnlyList<string> Enclosures);
