using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Channels;

/// <summary>Reads a channel page by page, back to a post that is known, to a date, or to the bounds of one run.</summary>
public sealed class ReadPages(IDbContextFactory<MonitorDbContext> contexts, IEnumerable<IChannelReader> readers, TimeProvider clock)
{
    private const int NewestOfAFeed = 3;
    private readonly Dictionary<ChannelKind, IChannelReader> byKind = readers.ToDictionary(reader => reader.Kind);

    /// <summary>True where a kind's ids are numbers without holes.</summary>
    public bool HasConsecutiveIds(ChannelKind kind) => byKind[kind].HasConsecutiveIds;

    /// <summary>Throws <see cref="Fetching.FetchRefusedException"/>; the pages before it stay in the run.</summary>
    public async Task RunAsync(Channel channel, PageRun run, Uri start, PageBounds bounds, string job, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var seen = new HashSet<Uri>();
        for (var url = start; run.Pages.Count < bounds.MostPages && seen.Add(url); url = run.Next!)
        {
            var isFirst = run.Pages.Count == 0;
            if (!isFirst && clock.GetElapsedTime(began) > bounds.Longest) return;
            if (!isFirst || run.GapId is not null) run.Next = url;
            var reading = await byKind[channel.Kind].ReadAsync(channel, url, isFirst && run.GapId is null, job, cancellationToken);
            run.Pages.Add(reading);
            if (!reading.IsRead) return;
            run.Next = reading.OlderPage;
            if (reading.ResolvedUrl is { } resolved)
            {
                run.Next = run.ResolvedUrl = resolved;
                continue;
            }

            if (reading.Answer.IsNotModified || await JoinsAsync(channel, reading, bounds, cancellationToken))
            {
                (run.IsJoined, run.Next) = (true, null);
                return;
            }

            if (run.Next is null || reading.OldestAt < bounds.Until) return;
        }
    }

    /// <summary>Only posts that were there when the stretch began to be missing join it: one that a person imported, or a look for taken-down posts brought, stands alone.
    /// Of a feed the newest of them have to be shown, since one old item may be kept there for ever.</summary>
    private async Task<bool> JoinsAsync(Channel channel, ChannelReading reading, PageBounds bounds, CancellationToken cancellationToken)
    {
        if (bounds.KnownSince is not { } since) return false;
        var ids = reading.Posts.SelectMany(post => post.FormerIds.Append(post.NativeId)).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = db.Posts.Where(post => post.ChannelId == channel.Id && post.FirstSeenAt <= since);
        if (byKind[channel.Kind].HasConsecutiveIds) return await known.AnyAsync(post => ids.Contains(post.NativeId), cancellationToken);
        var newest = await known.OrderByDescending(post => post.PublishedAt).Select(post => post.PublishedAt).Take(NewestOfAFeed).ToListAsync(cancellationToken);
        if (newest.Count == 0) return false;
        var oldest = newest[^1];
        return await known.AnyAsync(post => ids.Contains(post.NativeId) && post.PublishedAt >= oldest, cancellationToken);
    }
}

/// <summary>How far a run of pages goes.</summary>
/// <param name="MostPages">Pages of one run.</param>
/// <param name="Longest">Time after which no further page is asked for, so that a slow channel does not keep the others waiting.</param>
public sealed record PageBounds(int MostPages, TimeSpan Longest)
{
    /// <summary>A page with a post from before this instant is the last.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A page with a post that was known at this instant is the last; null where none is.</summary>
    public DateTimeOffset? KnownSince { get; init; }
}
