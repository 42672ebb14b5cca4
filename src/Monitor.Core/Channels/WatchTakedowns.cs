using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Stage: looks for stored posts again at their source. What is there may be edited; what is gone is marked as taken down, with the answer that says so.</summary>
public sealed class WatchTakedowns(IDbContextFactory<MonitorDbContext> contexts, IEnumerable<IChannelReader> readers, ReaderDoor door, RecordSightings record, TimeProvider clock) : IStage
{
    private const int WordsOfText = 60, LeastLetters = 8;

    private const int MostPosts = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private readonly Dictionary<ChannelKind, IChannelReader> byKind = readers.ToDictionary(reader => reader.Kind);

    public StageKind Kind => StageKind.WatchTakedowns;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (channel is null || !byKind.TryGetValue(channel.Kind, out var reader)) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (channel.State != ChannelState.Active) return new StageOutcome.Skipped(OutcomeReason.ChannelPaused);
        if (channel.Failures > 0 && !KnownHead.IsDisbelieved(channel)) return new StageOutcome.Skipped(OutcomeReason.ChannelFailing);
        var now = clock.GetUtcNow();
        var due = await db.Posts.AsNoTracking().Where(post => post.ChannelId == channel.Id && post.NextCheckAt <= now).OrderBy(post => post.NextCheckAt).Take(MostPosts).ToListAsync(cancellationToken);
        var left = new List<Post>(due.OrderByDescending(Number));
        var began = clock.GetTimestamp();
        var job = $"stage-run {run.Id}";
        try
        {
            // Where posts have no page among their neighbours, the channel itself is read first: while its server fails, nothing is gone.
            if (left.Count > 0 && reader.PageShowing(channel, left[0].NativeId) is null && await LookAtPageAsync(channel, reader, channel.ReadUrl(), left, [], job, cancellationToken) is { } broken) return broken;
            while (left.Count > 0 && clock.GetElapsedTime(began) < Longest)
                if (await LookAsync(channel, reader, left, job, cancellationToken) is { } trouble) return trouble;
            return StageOutcome.Success;
        }
        catch (FetchRefusedException refusal)
        {
            await record.RefusedAsync(refusal, cancellationToken);
            return ReadTrouble.Retry(ReadTrouble.Of(refusal));
        }
    }

    /// <summary>Looks for the first of the posts, and for those that its page should show as well; takes them off the list. Returns what kept it from looking, or null.</summary>
    private async Task<StageOutcome?> LookAsync(Channel channel, IChannelReader reader, List<Post> left, string job, CancellationToken cancellationToken)
    {
        var first = left[0];
        if (reader.PageShowing(channel, first.NativeId) is not { } url)
        {
            await LookAloneAsync(channel, reader, first, isMissing: false, left, job, cancellationToken);
            return null;
        }

        var missing = new List<Post>();
        if (await LookAtPageAsync(channel, reader, url, left, missing, job, cancellationToken) is { } broken) return broken;
        var began = clock.GetTimestamp();
        foreach (var post in missing.Where(post => left.Contains(post) && clock.GetElapsedTime(began) < Longest))
            await LookAloneAsync(channel, reader, post, isMissing: true, left, job, cancellationToken);
        // A page that does not show the neighbours either proves nothing: the post's own page has the word.
        if (left.Contains(first) && !missing.Contains(first)) await LookAloneAsync(channel, reader, first, isMissing: false, left, job, cancellationToken);
        return null;
    }

    /// <summary>Reads a page: posts on it are there and come off the list; those that it should show are missing.</summary>
    private async Task<StageOutcome?> LookAtPageAsync(Channel channel, IChannelReader reader, Uri url, List<Post> left, List<Post> missing, string job, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(channel, url, conditional: false, job, cancellationToken);
        // What is newer than the post that was asked for may be cut in the middle of an album.
        var upTo = reader.HasConsecutiveIds ? Number(left[0]) : long.MaxValue;
        page = page with { Posts = [.. page.Posts.Where(post => (NativeNumber.Of(post.NativeId) ?? 0) <= upTo)] };
        // An old copy of the channel itself says nothing of its posts: their own pages have the word.
        if (url == channel.ReadUrl() && await IsDisbelievedAsync(channel, page, reader.HasConsecutiveIds, cancellationToken)) page = page with { Posts = [], Problems = [] };
        await record.PageAsync(channel.Id, page, cancellationToken);
        if (!page.IsRead) return ReadTrouble.Retry(ReadTrouble.Of(page));
        var shown = page.Posts.SelectMany(post => post.Aliases.Concat(post.FormerIds).Append(post.NativeId)).ToHashSet(StringComparer.Ordinal);
        var lowest = page.Posts.Select(post => NativeNumber.Of(post.NativeId)).OfType<long>().Where(number => number > 0).DefaultIfEmpty(long.MaxValue).Min();
        await record.SeenAsync([.. left.Where(post => shown.Contains(post.NativeId)).Select(post => post.Id)], cancellationToken);
        left.RemoveAll(post => shown.Contains(post.NativeId));
        missing.AddRange(left.Where(post => Number(post) > lowest));
        return null;
    }

    private async Task<bool> IsDisbelievedAsync(Channel channel, ChannelReading page, bool hasConsecutiveIds, CancellationToken cancellationToken)
    {
        var head = new PageRun();
        head.Pages.Add(page);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await KnownHead.JudgeAsync(db, channel, head, hasConsecutiveIds, cancellationToken) is not null;
    }

    /// <summary>Asks the post's own page. Where that tells nothing, it is enough that a page of the channel shows its neighbours and not the post.</summary>
    private async Task LookAloneAsync(Channel channel, IChannelReader reader, Post post, bool isMissing, List<Post> left, string job, CancellationToken cancellationToken)
    {
        left.Remove(post);
        if (reader.PageOf(channel, post) is not { } url)
        {
            await record.LaterAsync([post.Id], null, cancellationToken);
            return;
        }

        FetchResult answer;
        byte[] body;
        try
        {
            (answer, body) = await door.LookAsync(channel, url, reader.JudgesByBody, job, cancellationToken);
        }
        catch (FetchRefusedException refusal) when (refusal.Refusal != FetchRefusal.EgressUnavailable)
        {
            // One address that may not be fetched, or a host that does not answer, keeps no other post from being looked for.
            await record.RefusedAsync(refusal, cancellationToken);
            await record.LaterAsync([post.Id], refusal.IsTransient ? RecordSightings.Later : null, cancellationToken);
            if (IsOfHost(refusal)) await PutOffAsync(channel, reader, url.Authority, left, null, cancellationToken);
            return;
        }

        var sighting = reader.Judge(answer, body, await WordsAsync(post, cancellationToken));
        if (sighting == Sighting.Unknown && answer.IsSuccess && isMissing) sighting = Sighting.Gone;
        await record.AloneAsync(post.Id, answer, sighting, cancellationToken);
        // One post whose page fails says nothing of its neighbours; a server that asks for a pause speaks for all.
        if (answer.Status == 429) await PutOffAsync(channel, reader, url.Authority, left, ServerPace.Of(answer, clock.GetUtcNow()).RetryAfter, cancellationToken);
    }

    /// <summary>The title of the post, where it is long enough to be told from others, and the beginning of its text.</summary>
    private async Task<IReadOnlyList<string>> WordsAsync(Post post, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var latest = await LatestVersions.Of(db, [post.Id]).Select(version => new { version.Title, version.Text }).FirstOrDefaultAsync(cancellationToken);
        var start = latest?.Text.Length > WordsOfText ? latest.Text[..WordsOfText] : latest?.Text;
        return [.. new[] { latest?.Title, start }.OfType<string>().Where(words => words.Count(char.IsLetterOrDigit) >= LeastLetters)];
    }

    /// <summary>True where the host itself was not to be had; all else is of one address, which its owner may have made so.</summary>
    private static bool IsOfHost(FetchRefusedException refusal) => refusal.Refusal is FetchRefusal.ConnectFailed or FetchRefusal.HeadersTooSlow or FetchRefusal.TotalTimeExceeded or FetchRefusal.NameNotResolved;

    /// <summary>Posts whose own pages lie on a host that is in trouble are looked for later, and before the one that met it: a page that hangs by itself holds them up once. What lies on other hosts is looked for now.</summary>
    private async Task PutOffAsync(Channel channel, IChannelReader reader, string host, List<Post> left, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var there = left.Where(post => reader.PageOf(channel, post)?.Authority == host).Select(post => post.Id).ToHashSet();
        await record.LaterAsync(there, asked is { } pause ? PollSchedule.Clamp(pause) : RecordSightings.Sooner, cancellationToken);
        left.RemoveAll(post => there.Contains(post.Id));
    }

    private static long Number(Post post) => NativeNumber.Of(post.NativeId) ?? 0;
}
