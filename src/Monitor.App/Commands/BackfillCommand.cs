using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.App.Commands;

/// <summary>monitor backfill: reads a channel back to a date, shows how far it has come, and goes on where an earlier run was cut off.</summary>
internal static class BackfillCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, string name, string date, CommandOutput output, CancellationToken cancellationToken)
    {
        if (!DateTimeOffset.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)) throw new UsageException("--to is a date such as 2020-08-09.");
        var contexts = services.GetRequiredService<IDbContextFactory<MonitorDbContext>>();
        Channel? channel;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Name == name && row.State == ChannelState.Active && row.Kind != ChannelKind.Import, cancellationToken);
        if (channel is null) throw new UsageException("There is no active channel of that name.");
        if (channel.LastSuccessAt is null) throw new UsageException($"The channel was not read yet: monitor poll {name} first.");
        await services.GetRequiredService<EditChannels>().BackfillAsync(Actor.Owner, channel.Id, since, cancellationToken);
        return await WatchAsync(services, contexts, channel.Id, output, cancellationToken);
    }

    /// <summary>Runs the row, or waits for the worker that has it, and tells each step.</summary>
    private static async Task<int> WatchAsync(IServiceProvider services, IDbContextFactory<MonitorDbContext> contexts, long channelId, CommandOutput output, CancellationToken cancellationToken)
    {
        for (string? told = null; ;)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var channel = await db.Channels.AsNoTracking().FirstAsync(row => row.Id == channelId, cancellationToken);
            var line = await ProgressAsync(db, channel, cancellationToken);
            if (line != told) await output.LineAsync(told = line);
            if (await BackfillChannel.GapAsync(db, channel, cancellationToken) is null) return ExitCodes.Done;
            var run = await db.StageRuns.AsNoTracking().FirstOrDefaultAsync(row => row.SubjectKind == SubjectKind.Channel && row.SubjectId == channelId && row.Stage == StageKind.Backfill, cancellationToken);
            if (run is null or { State: StageState.Skipped or StageState.Failed }) return ExitCodes.Failed;
            if (run is { State: StageState.Pending, Reason: { } reason and not OutcomeReason.GoesOn } && run.DueAt > services.GetRequiredService<TimeProvider>().GetUtcNow())
            {
                await output.LineAsync($"{reason}: {run.Detail} It goes on by itself; ask again to see how far it has come.");
                return ExitCodes.Failed;
            }

            if (!await services.GetRequiredService<RunStage>().RunAsync(run.Id, cancellationToken)) await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
        }
    }

    private static async Task<string> ProgressAsync(MonitorDbContext db, Channel channel, CancellationToken cancellationToken)
    {
        var oldest = await db.Posts.Where(post => post.ChannelId == channel.Id).OrderBy(post => post.PublishedAt).Select(post => (DateTimeOffset?)post.PublishedAt).FirstOrDefaultAsync(cancellationToken);
        var posts = await db.Posts.CountAsync(post => post.ChannelId == channel.Id, cancellationToken);
        var before = await db.CoverageGaps.AsNoTracking().FirstOrDefaultAsync(gap => gap.ChannelId == channel.Id && gap.Cause == GapCause.NotBackfilled, cancellationToken);
        var end = before is null ? " The source shows no older pages." : before.ClosedAt is not null ? " This is the channel's beginning." : "";
        return $"{channel.Name}: read back to {oldest:yyyy-MM-dd HH:mm} UTC, {posts.ToString(CultureInfo.InvariantCulture)} posts.{end}";
    }
}
