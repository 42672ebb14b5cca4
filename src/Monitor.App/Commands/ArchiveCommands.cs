using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Inspect;
using Monitor.App.Searching;
using Monitor.Core;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Evidence;
using Monitor.Core.Posts;

namespace Monitor.App.Commands;

/// <summary>status, search, reindex and verify.</summary>
internal static class ArchiveCommands
{
    public static async Task<int> StatusAsync(IServiceProvider services, bool json, bool digest, CommandOutput output, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MonitorDbContext>>().CreateDbContextAsync(cancellationToken);
        if (digest) await output.LineAsync(await StatusReport.DigestAsync(db, cancellationToken));
        else if (json) await output.LineAsync(JsonSerializer.Serialize(await StatusReport.ReadAsync(db, services.GetRequiredService<CrowdedHosts>(), cancellationToken), InspectDocument.Json));
        else await output.LineAsync(await StatusReport.LineAsync(db, services.GetRequiredService<CrowdedHosts>(), cancellationToken));
        return ExitCodes.Done;
    }

    public static Task<int> SearchAsync(IServiceProvider services, string words, bool json, CommandOutput output, CancellationToken cancellationToken) => AskAsync(output, async () =>
    {
        if (await UnderstandAsync(services, words, output, cancellationToken) is not { } query) return ExitCodes.Failed;
        var results = await services.GetRequiredService<IArchiveIndex>().SearchAsync(query, Viewer.Owner, cancellationToken);
        if (json) await output.LineAsync(JsonSerializer.Serialize(results, InspectDocument.Json));
        else
            foreach (var hit in results.Hits) await output.LineAsync($"{hit.Number}  {(hit.PublishedPrecision == DatePrecision.Unknown ? "----------" : $"{hit.PublishedAt:yyyy-MM-dd}")}  {hit.Channel}  {Highlighter.Start(hit.Text.ReplaceLineEndings(" "), 80)}");
        await output.ProgressAsync($"{results.Total} found");
        return ExitCodes.Done;
    });

    /// <summary>Prints all hits of a search as CSV or JSON lines.</summary>
    public static Task<int> ExportAsync(IServiceProvider services, string words, ExportFormat format, CommandOutput output, CancellationToken cancellationToken) => AskAsync(output, async () =>
    {
        if (await UnderstandAsync(services, words, output, cancellationToken) is not { } query) return ExitCodes.Failed;
        await using var lines = new LineStream(output.LineAsync);
        await services.GetRequiredService<AuditLog>().WriteAsync(Actor.Owner, AuditAction.Exported, "search", "", "command " + format, cancellationToken);
        await services.GetRequiredService<ArchiveExport>().WriteAsync(query, Policies.ForExport(Viewer.Owner), format, () => lines, cancellationToken);
        return ExitCodes.Done;
    });

    /// <summary>Says what was left out of a query; null where nothing is left of it.</summary>
    private static async Task<ArchiveQuery?> UnderstandAsync(IServiceProvider services, string words, CommandOutput output, CancellationToken cancellationToken)
    {
        var query = await services.GetRequiredService<CheckQuery>().RunAsync(ArchiveQuery.Parse(words), cancellationToken);
        foreach (var problem in query.Problems)
            await output.ProgressAsync($"Not understood: {LogText.Clean(problem.Part)} ({problem.Kind}){(problem.Allowed.Count > 0 ? "; known are " + string.Join(", ", problem.Allowed) : "")}");
        if (query.FindsNothing) await output.ProgressAsync("Nothing is left to search for; nothing was searched.");
        else if (query.Problems.Count > 0) await output.ProgressAsync("Searched for: " + QueryExplanation.Say(query));
        return query.FindsNothing ? null : query;
    }

    public static Task<int> ReindexAsync(IServiceProvider services, CommandOutput output, CancellationToken cancellationToken) => AskAsync(output, async () =>
    {
        var written = await services.GetRequiredService<RebuildIndex>().RunAsync((done, total) => done % 100 == 0 ? output.ProgressAsync($"{done} of {total}") : Task.CompletedTask, cancellationToken);
        await output.LineAsync($"{written} records written");
        return ExitCodes.Done;
    });

    /// <summary>Asks the index, and says why where it does not answer as wished.</summary>
    private static async Task<int> AskAsync(CommandOutput output, Func<Task<int>> ask)
    {
        try
        {
            return await ask();
        }
        catch (QueryRefusedException refusal)
        {
            await output.ProgressAsync(refusal.Message);
            return ExitCodes.Failed;
        }
        catch (IndexUnavailableException fault)
        {
            await output.ProgressAsync($"{fault.Message} Nothing is lost; try again when it does.");
            return ExitCodes.Fault;
        }
    }

    public static async Task<int> VerifyAsync(IServiceProvider services, CommandOutput output, CancellationToken cancellationToken)
    {
        var began = services.GetRequiredService<TimeProvider>().GetTimestamp();
        string? last = null;
        var report = await services.GetRequiredService<VerifyArchive>().RunAsync(output.LineAsync, (what, done, total) =>
        {
            var seconds = Math.Max(1, (long)services.GetRequiredService<TimeProvider>().GetElapsedTime(began).TotalSeconds);
            var line = total > 0 ? $"{done} of {total} {what}, {done * 100 / total} %" : $"{done} {what}";
            if (last == line) return Task.CompletedTask;
            last = line;
            return output.ProgressAsync($"{line} after {seconds} s");
        }, cancellationToken);
        if (report.AsFound > 0) await output.LineAsync($"{report.AsFound} rows were there before their kind had custody entries, and are as they were found then: the chain says nothing of them for the time before.");
        if (report.ReadDifferently > 0) await output.LineAsync($"{report.ReadDifferently} versions of posts were read by an earlier version of Monitor and would be read differently today; their kept bytes are whole.");
        if (report.StrayFiles > 0) await output.LineAsync($"{report.StrayFiles} files of the store belong to no row: left by a process that was killed, or put there.");
        await output.LineAsync($"{report.CustodyEntries} custody entries, {report.Rows} evidence rows, {report.AuditEntries} audit entries, {report.Blobs} blobs, {report.Bytes} bytes, {report.Readings} readings, {report.Problems} problems; chain head {report.ChainHead}");
        return report.Problems == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
