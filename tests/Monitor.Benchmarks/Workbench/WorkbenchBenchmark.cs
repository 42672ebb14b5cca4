using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Monitor.App.Data;
using Monitor.App.Serving;
using Monitor.App.Tests.Setting;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Database;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Benchmarks.Workbench;

/// <summary>How long the real host takes for each page over a full queue: workbench --posts N --persons N --acts N. Times are of whole answers over loopback, as a lead.</summary>
internal static class WorkbenchBenchmark
{
    private const int Warm = 5, Runs = 60;

    public static async Task RunAsync(string[] args)
    {
        int Number(string name, int usual) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : usual;
        var (posts, persons, acts) = (Number("--posts", 10_000), Number("--persons", 2_000), Number("--acts", 20_000));
        using var scratch = new ScratchFolder(null);
        var folder = new DataFolder(scratch.Path);
        Directory.CreateDirectory(folder.Pipelines);
        await using var app = await ServeHost.StartAsync(folder, "127.0.0.1:0", default);
        var clock = Stopwatch.StartNew();
        await new SyntheticCases(app.Services.GetRequiredService<WriteGate>(), TimeProvider.System).FillAsync(posts, persons, acts);
        Say($"{posts:N0} posts, {persons:N0} persons, {acts:N0} acts written in {clock.Elapsed.TotalSeconds:N0} s");
        clock.Restart();
        await app.Services.GetRequiredService<WriteOutbox>().RunAsync(default);
        Say($"scored and indexed in {clock.Elapsed.TotalSeconds:N0} s");
        using var client = new PageClient(ServeHost.Origin(app));
        await client.MakeFirstAccountAsync($"{ServeHost.Origin(app)}/first-account?token={await app.Services.GetRequiredService<Monitor.App.Accounts.FirstAccountLink>().MakeAsync()}");
        Say($"{"page",-34} {"p50 ms",9} {"p95 ms",9} {"max ms",9}");
        var random = new Random(5);
        string Post() => Monitor.Core.Posts.Post.NumberOf(random.Next(1, posts + 1));
        string Person() => Monitor.Core.People.Person.NumberOf(random.Next(1, persons + 1));
        foreach (var (name, address) in new (string, Func<string>)[]
        {
            ("queue, by score", () => "/review"), ("queue, by date", () => "/review?sort=Date"), ("queue, page 200", () => "/review?page=200"), ("queue, second opinion", () => "/review?show=Second"), ("review of a post", () => "/review/" + Post()),
            ("persons in a post", () => $"/review/{Post()}/people"), ("finding a person there", () => $"/review/{Post()}/people?who=Крывасский"), ("post", () => "/posts/" + Post()), ("people", () => "/people"), ("people, by name", () => "/people?name=Крывасский"), ("people of a union", () => "/people?union=Прафсаюз 3"),
            ("person", () => "/people/" + Person()), ("edit a person", () => $"/people/{Person()}/edit"), ("dossier, contents", () => $"/people/{Person()}/dossier"), ("dossier, HTML", () => $"/people/{Person()}/dossier.html"), ("act", () => "/acts/" + random.Next(1, acts + 1).ToString(CultureInfo.InvariantCulture)),
            ("incidents", () => "/incidents"), ("overview", () => "/overview"), ("overview, a chart", () => "/overview/months.png"), ("search, everything", () => "/"), ("search by person", () => "/?person=" + Person()), ("account", () => "/account"),
        })
            await MeasureAsync(client, name, address);
        await app.StopAsync();
    }

    private static async Task MeasureAsync(PageClient client, string name, Func<string> address)
    {
        var times = new List<double>();
        for (var run = 0; run < Warm + Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await client.GetAsync(address());
            if (answer.Status != 200) throw new InvalidOperationException($"{name}: {answer.Status}");
            if (run >= Warm) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Say($"{name,-34} {times[Runs / 2],9:0.0} {times[Runs * 95 / 100],9:0.0} {times[^1],9:0.0}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
