using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Inspect;
using Monitor.Core.Archive;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Evidence;
using Monitor.Core.Pipelines;

namespace Monitor.App.Commands;

/// <summary>The commands that work on a data folder.</summary>
internal static class FolderCommands
{
    public static IEnumerable<Command> Make(Option<string> data)
    {
        var once = new Option<bool>("--once") { Description = "End when nothing is due." };
        var ingest = new Command("ingest", "Poll the channels that are due and work through what they bring.") { once };
        ingest.SetAction((parsed, token) => FolderHost.RunAsync(parsed.GetValue(data)!, true, (services, inner) => IngestAsync(services, parsed.GetValue(once), inner), token));
        yield return ingest;

        var name = new Argument<string>("CHANNEL") { Description = "Name of the channel in its pipeline file." };
        var poll = new Command("poll", "Poll one channel now. Exit: 0 done, 2 failed.") { name };
        poll.SetAction((parsed, token) => FolderHost.RunAsync(parsed.GetValue(data)!, false, (services, inner) => PollAsync(services, parsed.GetValue(name)!, inner), token));
        yield return poll;

        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var digest = new Option<bool>("--digest") { Description = "Print one hash over posts, versions, blobs, stills and outcomes, without any clock." };
        var status = new Command("status", "Show what is in the archive and what is waiting, running and failed.") { json, digest };
        status.SetAction((parsed, token) => FolderHost.RunAsync(parsed.GetValue(data)!, false, (services, inner) => StatusAsync(services, parsed.GetValue(json), parsed.GetValue(digest), inner), token));
        yield return status;

        var words = new Argument<string>("QUERY") { Description = "Words and \"phrases\" that must all occur; -word leaves out." };
        var search = new Command("search", "Search the archive.") { words, json };
        search.SetAction((parsed, token) => FolderHost.RunAsync(parsed.GetValue(data)!, false, (services, inner) => SearchAsync(services, parsed.GetValue(words)!, parsed.GetValue(json), inner), token));
        yield return search;

        var reindex = new Command("reindex", "Build the index anew from the database.");
        reindex.SetAction((parsed, token) => FolderHost.RunAsync(parsed.GetValue(data)!, false, ReindexAsync, token));
        yield return reindex;

        var verify = new Command("verify", "Check the custody chain and every blob. Exit: 0 whole, 2 faults found.");
        verify.SetAction((parsed, token) => FolderHost.RunAsync(parsed.GetValue(data)!, false, VerifyAsync, token));
        yield return verify;
    }

    private static async Task<int> IngestAsync(IServiceProvider services, bool once, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<MonitorDbContext>>();
        await services.GetRequiredService<ScheduleDuePolls>().RunAsync(force: false, name: null, cancellationToken);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (once && !await ResumeStages.AnyDueAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken)) break;
            await Console.Error.WriteLineAsync(await StatusReport.LineAsync(db, cancellationToken));
        }

        return ExitCodes.Done;
    }

    private static async Task<int> PollAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<ScheduleDuePolls>().RunAsync(force: true, name, cancellationToken) == 0) throw new UsageException("There is no active channel of that name.");
        await using var db = await services.GetRequiredService<IDbContextFactory<MonitorDbContext>>().CreateDbContextAsync(cancellationToken);
        var runs = await db.StageRuns.Where(row => row.Stage == StageKind.Poll && db.Channels.Any(channel => channel.Id == row.SubjectId && channel.Name == name)).Select(row => row.Id).ToListAsync(cancellationToken);
        var code = ExitCodes.Done;
        foreach (var run in runs)
        {
            try
            {
                await services.GetRequiredService<RunStage>().RunAsync(run, cancellationToken);
            }
            catch (StageFailedException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                code = ExitCodes.Failed;
            }
        }

        return code;
    }

    private static async Task<int> StatusAsync(IServiceProvider services, bool json, bool digest, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MonitorDbContext>>().CreateDbContextAsync(cancellationToken);
        if (digest) Console.WriteLine(await StatusReport.DigestAsync(db, cancellationToken));
        else if (json) Console.WriteLine(JsonSerializer.Serialize(await StatusReport.ReadAsync(db, cancellationToken), InspectDocument.Json));
        else Console.WriteLine(await StatusReport.LineAsync(db, cancellationToken));
        return ExitCodes.Done;
    }

    private static async Task<int> SearchAsync(IServiceProvider services, string words, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var results = await services.GetRequiredService<IArchiveIndex>().SearchAsync(ArchiveQuery.Parse(words), Viewer.Owner, cancellationToken);
            if (json) Console.WriteLine(JsonSerializer.Serialize(results, InspectDocument.Json));
            else
                foreach (var hit in results.Hits) Console.WriteLine($"{hit.Number}  {hit.PublishedAt:yyyy-MM-dd}  {hit.Channel}  {Highlighter.Start(hit.Text.ReplaceLineEndings(" "), 80)}");
            await Console.Error.WriteLineAsync($"{results.Total} found");
            return ExitCodes.Done;
        }
        catch (QueryRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> ReindexAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var written = await services.GetRequiredService<RebuildIndex>().RunAsync((done, total) => Console.Error.WriteLine($"{done} of {total}"), cancellationToken);
        Console.WriteLine($"{written} records written");
        return ExitCodes.Done;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var report = await services.GetRequiredService<VerifyArchive>().RunAsync(Console.WriteLine, null, cancellationToken);
        Console.WriteLine($"{report.CustodyEntries} custody entries, {report.Blobs} blobs, {report.Bytes} bytes, {report.Problems} problems; chain head {report.ChainHead}");
        return report.Problems == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
