using System.CommandLine;
using System.Text.Json;
using Monitor.App.Inspect;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.App.Commands;

/// <summary>monitor inspect KIND INPUT: tries a source, a clip or a text without touching any data folder.</summary>
internal static class InspectCommand
{
    private static readonly Option<bool> Direct = new("--direct") { Description = "Ask an address directly: its server sees yours. Refused where the settings name a proxy.", Recursive = true };
    private static readonly Option<string?> Socks5 = new("--socks5") { Description = "Ask an address through this SOCKS5 proxy, HOST:PORT.", Recursive = true };

    public static Command Make(Option<string> data)
    {
        var command = new Command("inspect", "Look at a feed, preview page, clip, picture or text as the pipeline would, and print what it finds as JSON. An address is asked as the data folder's settings say, or as --direct or --socks5 say.") { Direct, Socks5 };
        foreach (var kind in InspectRun.Kinds) command.Add(MakeKind(kind, data));
        command.Add(MakeQuery());
        command.Add(MakeMatch(data));
        return command;
    }

    private static InspectWay WayOf(ParseResult parsed, Option<string> data) =>
        InspectWay.Decide(parsed.GetValue(data)!, parsed.GetResult(data) is { Implicit: false }, parsed.GetValue(Direct), parsed.GetValue(Socks5));

    /// <summary>monitor inspect query Q: what a search would understand. Needs no data folder.</summary>
    private static Command MakeQuery()
    {
        var words = new Argument<string>("QUERY") { Description = "The query as on the search page." };
        var command = new Command("query", "Say what is understood of a query, and what is not. Exit: 0 done, 2 beyond the bounds.") { words };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            InspectDocument document;
            try
            {
                document = new InspectDocument(QuerySchema, null, "Done", null, null, QueryExplanation.Of(ArchiveQuery.Parse(parsed.GetValue(words))));
            }
            catch (QueryRefusedException refusal)
            {
                document = new InspectDocument(QuerySchema, null, "Failed", refusal.Refusal.ToString(), refusal.Message, null);
            }

            return await PrintAsync(document, cancellationToken);
        });
        return command;
    }

    /// <summary>monitor inspect match A B: whether one is a copy of the other, and where.</summary>
    private static Command MakeMatch(Option<string> data)
    {
        var (one, other) = (new Argument<string>("A") { Description = "A clip: a file, '-' for standard input, or an http(s) URL." }, new Argument<string>("B") { Description = "The other clip." });
        var command = new Command("match", "Say whether two clips show the same, where, and by what. Exit: 0 done, 2 failed (the reason is in the document), 64 usage.") { one, other };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(one) == "-" && parsed.GetValue(other) == "-") throw new UsageException("Standard input can be one of the two.");
            return WithToolsAsync(WayOf(parsed, data), async tools => await PrintAsync(await tools.GetRequiredService<MatchInspection>().RunAsync(parsed.GetValue(one)!, parsed.GetValue(other)!, cancellationToken), cancellationToken));
        });
        return command;
    }

    private const string QuerySchema = "monitor/inspect/query/1";

    private static Command MakeKind(string kind, Option<string> data)
    {
        var input = new Argument<string>("INPUT") { Description = "A file, '-' for standard input, or an http(s) URL." };
        var contentType = new Option<string?>("--content-type") { Description = "The Content-Type as an HTTP header would say it." };
        var baseUrl = new Option<string?>("--base-url") { Description = "The URL that relative links are resolved against." };
        var at = new Option<string?>("--at") { Description = "The clock, as an ISO 8601 instant." };
        var folder = new Option<string?>("--out") { Description = "Folder for the stills; nothing is written anywhere else." };
        var noText = new Option<bool>("--no-text") { Description = "Leave the recognition of text out." };
        var withText = new Option<bool>("--text") { Description = "Read the text in the picture." };
        var command = new Command(kind, $"Inspect a {kind}. Exit: 0 done, 2 failed (the reason is in the document), 64 usage.") { input, contentType, baseUrl, at };
        if (kind is "video" or "picture") command.Add(folder);
        if (kind is "video") command.Add(noText);
        if (kind is "picture") command.Add(withText);
        command.SetAction((parsed, cancellationToken) =>
        {
            var url = parsed.GetValue(baseUrl);
            if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var absolute) || absolute.Scheme is not ("http" or "https"))) throw new UsageException("--base-url is an absolute http or https URL.");
            if (parsed.GetValue(at) is { } instant && !DateTimeOffset.TryParse(instant, System.Globalization.CultureInfo.InvariantCulture, out _)) throw new UsageException("--at is an ISO 8601 instant.");
            var text = kind == "video" ? !parsed.GetValue(noText) : kind == "picture" && parsed.GetValue(withText);
            var options = new InspectOptions(parsed.GetValue(contentType), url is null ? null : new Uri(url), kind is "video" or "picture" ? parsed.GetValue(folder) : null, text);
            return RunAsync(WayOf(parsed, data), kind, parsed.GetValue(input)!, options, cancellationToken);
        });
        return command;
    }

    private static Task<int> RunAsync(InspectWay way, string kind, string input, InspectOptions options, CancellationToken cancellationToken) =>
        WithToolsAsync(way, async tools => await PrintAsync(await tools.GetRequiredService<InspectRun>().RunAsync(kind, input, options, cancellationToken), cancellationToken));

    private static async Task<int> WithToolsAsync(InspectWay way, Func<IServiceProvider, Task<int>> run)
    {
        var parent = way.Configuration["Media:ScratchFolder"];
        ScratchFolder.ClearDead(parent, TimeProvider.System);
        using var scratch = new ScratchFolder(parent);
        var services = new ServiceCollection();
        services.AddLogging().AddMonitorTools(way.Configuration).AddSingleton(way);
        services.AddSingleton<IMediaStore>(_ => new FileMediaStore(scratch.Path)).AddSingleton<InspectInputReader>().AddSingleton<MediaInspection>().AddSingleton<MatchInspection>().AddSingleton<InspectRun>();
        await using var provider = services.BuildServiceProvider();
        return await run(provider);
    }

    private static async Task<int> PrintAsync(InspectDocument document, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await JsonSerializer.SerializeAsync(output, document, InspectDocument.Json, cancellationToken);
        output.WriteByte((byte)'\n');
        if (document.Outcome == "Done") return ExitCodes.Done;
        await Console.Error.WriteLineAsync($"{document.Reason}: {document.Detail}");
        return ExitCodes.Failed;
    }
}
