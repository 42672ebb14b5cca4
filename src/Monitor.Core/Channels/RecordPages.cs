using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Writes a run of pages: exchanges, posts, items that could not be read, and ids that nobody saw. Inside the caller's transaction.</summary>
public sealed class RecordPages(IEnumerable<IChannelReader> readers, RecordPosts record, TimeProvider clock)
{
    private readonly HashSet<ChannelKind> consecutive = [.. readers.Where(reader => reader.HasConsecutiveIds).Select(reader => reader.Kind)];

    private const int BatchSize = 500, MostSmallHoles = 500;

    /// <summary>Returns how many posts were new.</summary>
    public async Task<int> RunAsync(MonitorDbContext db, Channel channel, PageRun run, CancellationToken cancellationToken)
    {
        var gaps = new CoverageGaps(db, channel.Id);
        var added = 0;
        foreach (var page in run.Pages.Reverse()) added += await RecordAsync(db, channel, page, gaps, cancellationToken);
        if (consecutive.Contains(channel.Kind)) await RecordUnseenAsync(db, channel, run, cancellationToken);
        if (added > 0) channel.UsualGapMs = await UsualGapAsync(db, channel.Id, cancellationToken) ?? channel.UsualGapMs;
        return added;
    }

    private async Task<int> RecordAsync(MonitorDbContext db, Channel channel, ChannelReading page, CoverageGaps gaps, CancellationToken cancellationToken)
    {
        await db.KeepAsync(page.Answer, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (page.Posts.Count == 0 && page.Problems.Count == 0) return 0;
        var now = clock.GetUtcNow();
        // Two items of one id are both kept, and another channel's message is none of ours: neither is missing.
        var broken = page.Problems.Where(problem => problem.Reason is not ("IdUsedTwice" or "OtherChannel" or ReadProblem.DateNotRead)).ToList();
        foreach (var problem in broken)
            await gaps.OpenAsync(problem.Reason == nameof(GapCause.OversizedPost) ? GapCause.OversizedPost : GapCause.ItemUnreadable, problem.Item, now, null, null, cancellationToken);
        var posts = broken.Count == 0 ? page.Posts : await WithoutBlanksAsync(db, channel.Id, page.Posts, [.. broken.Select(problem => problem.Item)], cancellationToken);
        var recorded = await record.RunAsync(db, channel, posts, new PostOrigin(page.Answer.Exchange.Id), cancellationToken);
        var whole = page.Posts.Select(post => post.NativeId).Except(broken.Select(problem => problem.Item)).ToList();
        foreach (var mended in await db.CoverageGaps.Where(gap => gap.ChannelId == channel.Id && gap.ClosedAt == null && (gap.Cause == GapCause.ItemUnreadable || gap.Cause == GapCause.OversizedPost) && whole.Contains(gap.Subject)).ToListAsync(cancellationToken)) mended.ClosedAt = now;
        return recorded.Posts;
    }

    /// <summary>A post that is known and could not be read this time keeps what it said.</summary>
    private static async Task<IReadOnlyList<ReadPost>> WithoutBlanksAsync(MonitorDbContext db, long channelId, IReadOnlyList<ReadPost> posts, List<string> broken, CancellationToken cancellationToken)
    {
        var known = await db.Posts.Where(post => post.ChannelId == channelId && broken.Contains(post.NativeId)).Select(post => post.NativeId).ToListAsync(cancellationToken);
        return [.. posts.Where(post => !known.Contains(post.NativeId))];
    }

    /// <summary>Between two posts that the pages show next to each other, an id that is neither a post, nor a part of one, nor known is one that nobody saw.</summary>
    private async Task RecordUnseenAsync(MonitorDbContext db, Channel channel, PageRun run, CancellationToken cancellationToken)
    {
        var shown = run.Pages.SelectMany(page => page.Posts).Where(post => NativeNumber.Of(post.NativeId) is not null).DistinctBy(post => post.NativeId).OrderBy(post => NativeNumber.Of(post.NativeId)).ToList();
        if (shown.Count == 0) return;
        var holes = new List<Hole>();
        foreach (var (before, after) in shown.Zip(shown.Skip(1)))
        {
            var last = before.Aliases.Select(NativeNumber.Of).OfType<long>().Append(NativeNumber.Of(before.NativeId)!.Value).Max();
            if (last + 1 < NativeNumber.Of(after.NativeId)) holes.Add(new Hole(last + 1, NativeNumber.Of(after.NativeId)!.Value - 1, before.PublishedAt ?? clock.GetUtcNow(), after.PublishedAt));
        }

        var seen = shown.SelectMany(post => post.Aliases.Append(post.NativeId)).ToList();
        // A page made of holes gets a row a hole, not a row an id.
        var found = holes.SelectMany(hole => hole.Subjects(holes.Count > MostSmallHoles)).ToList();
        var known = await KnownAsync(db, channel.Id, [.. found.Select(one => one.Subject)], cancellationToken);
        db.CoverageGaps.AddRange(found.Where(one => !known.Contains(one.Subject)).Select(one => new CoverageGap { ChannelId = channel.Id, Cause = GapCause.UnseenIds, Subject = one.Subject, FromAt = one.Hole.From, ToAt = one.Hole.To }));
        foreach (var gap in await db.CoverageGaps.Where(row => row.ChannelId == channel.Id && row.Cause == GapCause.UnseenIds && row.ClosedAt == null && seen.Contains(row.Subject)).ToListAsync(cancellationToken))
            gap.ClosedAt = clock.GetUtcNow();
    }

    /// <summary>Of these ids, those that the archive has as posts, as parts of posts, or as gaps.</summary>
    private static async Task<HashSet<string>> KnownAsync(MonitorDbContext db, long channelId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(BatchSize))
            known.UnionWith(await db.Posts.Where(post => post.ChannelId == channelId && some.Contains(post.NativeId)).Select(post => post.NativeId)
                .Concat(db.PostAliases.Where(alias => alias.ChannelId == channelId && some.Contains(alias.NativeId)).Select(alias => alias.NativeId))
                .Concat(db.CoverageGaps.Where(gap => gap.ChannelId == channelId && gap.Cause == GapCause.UnseenIds && some.Contains(gap.Subject)).Select(gap => gap.Subject)).ToListAsync(cancellationToken));
        return known;
    }

    private static async Task<long?> UsualGapAsync(MonitorDbContext db, long channelId, CancellationToken cancellationToken) =>
        PollSchedule.UsualGap(await db.Posts.Where(post => post.ChannelId == channelId).OrderByDescending(post => post.PublishedAt).Take(50).Select(post => post.PublishedAt).ToListAsync(cancellationToken));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ids that a page passes over, between the times of its neighbours.</summary>
    private sealed record Hole(long First, long Last, DateTimeOffset From, DateTimeOffset? To)
    {
        private const int OneByOne = 20;

        /// <summary>A few ids are a gap each, so that each is closed by itself when it turns up; a long stretch is one.</summary>
        public IEnumerable<(string Subject, Hole Hole)> Subjects(bool asOne) => Last > First && (asOne || Last - First >= OneByOne) ? [($"{Text(First)}-{Text(Last)}", this)]
            : Enumerable.Range(0, (int)(Last - First + 1)).Select(step => (Text(First + step), this));
    }
}
