using System.CommandLine;
using Monitor.App.Searching;

namespace Monitor.App.Commands;

/// <summary>The commands that work on a data folder.</summary>
internal static class FolderCommands
{
    public static IEnumerable<Command> Make(Option<string> data, FolderRunner runner)
    {
        Command Finish(Command command, FolderNeeds needs, Func<ParseResult, FolderWork> work)
        {
            command.SetAction((parsed, token) => runner(parsed.GetValue(data)!, new FolderUse(needs, needs == FolderNeeds.Jobs || parsed.GetValue(ImportOptions.New)), work(parsed), token));
            return command;
        }

        var once = new Option<bool>("--once") { Description = "End when nothing is due." };
        yield return Finish(new Command("ingest", "Poll the channels that are due and work through what they bring.") { once }, FolderNeeds.Jobs,
            parsed => (services, output, token) => IngestCommand.RunAsync(services, parsed.GetValue(once), output, token));

        var name = new Argument<string>("CHANNEL") { Description = "Name of the channel in its pipeline file." };
        yield return Finish(new Command("poll", "Poll one channel now. Exit: 0 done, 2 failed.") { name }, FolderNeeds.Channels,
            parsed => (services, output, token) => PollCommand.RunAsync(services, parsed.GetValue(name)!, output, token));

        var date = new Option<string>("--to") { Description = "The date, such as 2020-08-09.", Required = true };
        yield return Finish(new Command("backfill", "Read a channel back to a date; goes on where an earlier run was cut off. Exit: 0 done, 2 failed.") { name, date }, FolderNeeds.Channels,
            parsed => (services, output, token) => BackfillCommand.RunAsync(services, parsed.GetValue(name)!, parsed.GetValue(date)!, output, token));
        yield return ImportOptions.Make(Finish);

        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var digest = new Option<bool>("--digest") { Description = "Print one hash over posts, versions, blobs, stills and outcomes, without any clock." };
        yield return Finish(new Command("status", "Show what is in the archive and what is waiting, running and failed.") { json, digest }, FolderNeeds.Folder,
            parsed => (services, output, token) => ArchiveCommands.StatusAsync(services, parsed.GetValue(json), parsed.GetValue(digest), output, token));

        var words = new Argument<string>("QUERY") { Description = "Words and \"phrases\" that must all occur; -word leaves out." };
        yield return Finish(new Command("search", "Search the archive. Exit: 0 searched, 2 the query was refused.") { words, json }, FolderNeeds.Folder,
            parsed => (services, output, token) => ArchiveCommands.SearchAsync(services, parsed.GetValue(words)!, parsed.GetValue(json), output, token));

        var format = new Option<ExportFormat>("--format") { Description = "csv (UTF-8 with a byte order mark) or jsonl." };
        yield return Finish(new Command("export", "Print all posts that a search finds, newest first, for a spreadsheet or a program. Exit: 0 done, 2 the query was refused.") { words, format }, FolderNeeds.Folder,
            parsed => (services, output, token) => ArchiveCommands.ExportAsync(services, parsed.GetValue(words)!, parsed.GetValue(format), output, token));

        yield return PeopleCommands.Make(json, Finish);
        yield return AccountCommands.Make(Finish);
        yield return Finish(new Command("reindex", "Build the index anew from the database; the old one serves meanwhile."), FolderNeeds.Folder,
            _ => ArchiveCommands.ReindexAsync);
        yield return Finish(new Command("verify", "Check the custody chain, the audit and every blob. Exit: 0 whole, 2 faults found."), FolderNeeds.Folder,
            _ => ArchiveCommands.VerifyAsync);
    }
}
