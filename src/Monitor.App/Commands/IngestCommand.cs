using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.App.Commands;

/// <summary>monitor ingest: the job servers do the work; this shows how far it is, and ends when nothing is due.</summary>
internal static class IngestCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, bool once, CommandOutput output, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<MonitorDbContext>>();
        // What is due is planned before anybody looks whether something is: on a slow machine the reconciler comes later.
        await services.GetRequiredService<ScheduleDuePolls>().RunAsync(force: false, name: null, cancellationToken);
        await services.GetRequiredService<ScheduleTakedownWatch>().RunAsync(cancellationToken);
        // A command that another process handed over keeps this one going; where this one was handed over itself, it does not wait for itself.
        var handedOver = output == CommandOutput.Terminal ? 0 : int.MaxValue;
        var last = "";
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (once && await IsIdleAsync(services, db, handedOver, cancellationToken)) break;
            var line = await StatusReport.LineAsync(db, null, cancellationToken);
            if (line != last) await output.ProgressAsync(line);
            last = line;
        }

        return ExitCodes.Done;
    }

    private static async Task<bool> IsIdleAsync(IServiceProvider services, MonitorDbContext db, int handedOver, CancellationToken cancellationToken) =>
        !await ResumeStages.AnyDueAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken)
        && services.GetRequiredService<OwnerSocket>().Active <= handedOver;
}
