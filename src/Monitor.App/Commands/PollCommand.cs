using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.App.Commands;

/// <summary>monitor poll: reads one channel now, and waits where a worker is doing so already.</summary>
internal static class PollCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, string name, CommandOutput output, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<ScheduleDuePolls>().RunAsync(force: true, name, cancellationToken) == 0) throw new UsageException("There is no active channel of that name.");
        var code = ExitCodes.Done;
        foreach (var id in await RunsAsync(services, name, cancellationToken))
        {
            var row = await EndAsync(services, id, cancellationToken);
            await output.LineAsync(row.Reason is { } reason ? $"{name}: {row.State}, {reason}" : $"{name}: {row.State}");
            if (row.State != StageState.Done) code = ExitCodes.Failed;
        }

        return code;
    }

    private static async Task<List<long>> RunsAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MonitorDbContext>>().CreateDbContextAsync(cancellationToken);
        return await db.StageRuns.Where(row => row.Stage == StageKind.Poll && db.Channels.Any(channel => channel.Id == row.SubjectId && channel.Name == name)).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Runs the row, or waits for the worker that has it.</summary>
    private static async Task<StageRun> EndAsync(IServiceProvider services, long id, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await services.GetRequiredService<RunStage>().RunAsync(id, cancellationToken);
            }
            catch (StageFailedException)
            {
                // The row says so.
            }

            await using var db = await services.GetRequiredService<IDbContextFactory<MonitorDbContext>>().CreateDbContextAsync(cancellationToken);
            var row = await db.StageRuns.AsNoTracking().FirstAsync(run => run.Id == id, cancellationToken);
            if (row.State != StageState.Running && (row.State != StageState.Pending || row.Reason is not null)) return row;
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}
