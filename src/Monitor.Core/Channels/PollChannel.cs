using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Reads a channel, page by page back to a post that is known, then records all of it at once.</summary>
public sealed class PollChannel(IDbContextFactory<MonitorDbContext> contexts, IEnumerable<IChannelReader> readers, RecordPoll record, TimeProvider clock) : IStage
{
    private const int MostPages = 50;

    /// <summary>Time after which a poll stops paging back, so that a slow channel does not keep the others waiting; the rest is a gap.</summary>
    private static readonly TimeSpan LongestPaging = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ChannelKind, IChannelReader> byKind = readers.ToDictionary(reader => reader.Kind);

    public StageKind Kind => StageKind.Poll;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        var channel = await FindAsync(run.SubjectId, cancellationToken);
        if (channel is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (channel.State != ChannelState.Active) return new StageOutcome.Skipped(OutcomeReason.ChannelPaused);
        var poll = new PollResult();
        try
        {
            await ReadPagesAsync(channel, poll, $"stage-run {run.Id}", cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            poll.Refused = refusal;
        }

        return await record.RunAsync(channel.Id, poll, cancellationToken);
    }

    private async Task ReadPagesAsync(Channel channel, PollResult poll, string job, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var seen = new HashSet<Uri>();
        for (var url = new Uri(channel.Url); poll.Pages.Count < MostPages && seen.Add(url); url = poll.NotReached!)
        {
            if (poll.Pages.Count > 0 && clock.GetElapsedTime(began) > LongestPaging) return;
            poll.NotReached = poll.Pages.Count == 0 ? null : url;
            var reading = await byKind[channel.Kind].ReadAsync(channel, url, poll.Pages.Count == 0, job, cancellationToken);
            poll.Pages.Add(reading);
            if (!reading.IsRead || reading.Answer.IsNotModified) return;
            poll.NotReached = reading.OlderPage;
            if (poll.NotReached is null) return;
            if (await KnowsAnyAsync(channel.Id, reading, cancellationToken))
            {
                poll.NotReached = null;
                return;
            }

            // A first poll takes the newest page; what is older is a gap until a person asks for a backfill.
            if (channel.LastSuccessAt is null) return;
        }
    }

    private async Task<Channel?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    private async Task<bool> KnowsAnyAsync(long channelId, ChannelReading reading, CancellationToken cancellationToken)
    {
        var ids = reading.Posts.Select(post => post.NativeId).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Posts.AnyAsync(post => post.ChannelId == channelId && ids.Contains(post.NativeId), cancellationToken);
    }
}

/// <summary>What a poll read before it ended, well or not.</summary>
public sealed class PollResult
{
    /// <summary>Newest page first.</summary>
    public IList<ChannelReading> Pages { get; } = [];

    /// <summary>The next older page, where the poll ended before it met a post that is known.</summary>
    public Uri? NotReached { get; set; }

    public FetchRefusedException? Refused { get; set; }
}
