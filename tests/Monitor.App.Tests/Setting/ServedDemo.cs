using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Tests.Setting;

/// <summary>The real program, served over a fresh data folder with the demo, fully ingested, with its first account. One for all tests that use the demo's port.</summary>
public sealed class ServedDemo : IAsyncLifetime
{
    /// <summary>The word of the demo's clip is drawn from these: they are in no text of the program or the demo.</summary>
    private static readonly string[] Words = ["верабейка", "падарожнік", "крыжавіна", "лістапад", "шчупак", "цыбуля", "кветнік", "маладзічок"];

    private readonly TestFolder folder = new();

    internal MonitorProcess Monitor { get; private set; } = null!;

    /// <summary>Where the demo's recogniser of speech is said to be.</summary>
    internal ReplayServer Recognizer { get; private set; } = null!;

    /// <summary>A word that is only on the screen of the demo's first clip.</summary>
    public string Word { get; } = Words[Random.Shared.Next(Words.Length)];

    internal PageClient Pages { get; private set; } = null!;

    /// <summary>The one-time link, used already.</summary>
    public string UsedLink { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Recognizer = await ReplayServer.StartAsync();
        Monitor = await MonitorProcess.ServeAsync(folder, new Dictionary<string, string> { ["Demo__ScreenWord"] = Word, ["Speech__Type"] = "http", ["Speech__Model"] = "test-model-7", ["Speech__Url"] = Recognizer.Origin + "/v1/audio/transcriptions", ["Serve__SignInsPerMinute"] = "100" });
        Pages = new PageClient(Monitor.Origin);
        UsedLink = Monitor.FirstAccountLink;
        await Pages.MakeFirstAccountAsync(UsedLink);
        var (code, _, errors) = await MonitorProcess.RunAsync(folder, null, "ingest", "--once");
        Assert.True(code == 0, errors);
    }

    private readonly Dictionary<string, PageClient> accounts = [];

    /// <summary>An account with these roles, signed in; made by the administrator's invitation the first time.</summary>
    internal async Task<PageClient> AsAsync(string name, params string[] roles)
    {
        if (accounts.TryGetValue(name, out var known)) return known;
        var made = await Pages.PostAsync("/accounts", "/accounts?handler=invite", [("name", name), .. roles.Select(role => ("roles", role))]);
        var link = System.Net.WebUtility.HtmlDecode(made.Text.Split("id=\"link\">")[1].Split('<')[0]);
        var client = new PageClient(Monitor.Origin);
        await client.UseInvitationAsync(link);
        return accounts[name] = client;
    }

    internal Task<PageClient> ReaderAsync() => AsAsync("reader", "reader");

    internal Task<PageClient> AnalystAsync() => AsAsync("analyst", "analyst");

    internal Task<PageClient> SecondAnalystAsync() => AsAsync("second", "analyst");

    internal Task<PageClient> LeadAsync() => AsAsync("lead", "lead");

    internal Task<PageClient> AuditorAsync() => AsAsync("auditor", "auditor");

    internal Task<PageClient> AdministratorAsync() => AsAsync("admin", "administrator");

    private string? person;

    /// <summary>A post of the demo whose clip another post carries as well.</summary>
    public string ClipPost { get; private set; } = "";

    /// <summary>Number of a public person with an act and a tag in the demo's clip; made the first time.</summary>
    internal async Task<string> CaseAsync()
    {
        if (person is not null) return person;
        var analyst = await AnalystAsync();
        ClipPost = (await RunAsync("search", Word)).Output[..8];
        var made = await analyst.PostAsync("/people/new", "/people/new", ("names", "Аляксей Крыніца"), ("languages", "be"), ("names", "Aliaksei Krynica"), ("languages", "en"), ("union", "БНП"), ("position", "электрык"), ("statuses", "Detained"), ("since", "2025-03-14"), ("sure", "true"), ("confidentiality", "Public"));
        Assert.Equal(302, made.Status);
        person = made.Headers["Location"].Split('/')[^1];
        var place = System.Text.RegularExpressions.Regex.Match((await analyst.GetAsync($"/review/{ClipPost}/people?who={person}")).Text, "value=\"(media:[0-9]+)\"").Groups[1].Value;
        var id = person[2..].TrimStart('0');
        var tagged = await analyst.PostAsync($"/review/{ClipPost}/people?who={person}", $"/review/{ClipPost}/people", ("person", id), ("place", place), ("role", "Victim"), ("from", "0:01"), ("to", "0:04"), ("region", "300,100,400,700"), ("certainty", "Confirmed"), ("confidentiality", "Public"));
        Assert.True(tagged.Status == 302, tagged.Text);
        var act = await analyst.PostAsync("/acts/new", "/acts/new", ("person", person), ("kind", "CoercedConfession"), ("when", "2025-03-14"), ("place", "Гродна"), ("agency", "ГУБАЗіК"), ("certainty", "Confirmed"), ("confidentiality", "Public"), ("post", ClipPost), ("url", "https://example.org/report"));
        Assert.True(act.Status == 302, act.Text);
        return person;
    }

    private DemoCopies? copies;

    /// <summary>The demo's clip with its repost in a group, confirmed, and known to index and queue; made the first time.</summary>
    internal async Task<DemoCopies> CopiesAsync()
    {
        if (copies is not null) return copies;
        await using (var db = OpenDatabase())
        {
            copies = await DemoCopies.MakeAsync(db);
            await DemoCopies.HashAsync(db);
        }

        var analyst = await AnalystAsync();
        var confirmed = await analyst.PostAsync($"/spread/{copies.First}", $"/spread/{copies.First}?handler=confirm", ("group", $"{copies.GroupId}"), ("item", $"{copies.RepostItem}"));
        Assert.True(confirmed.Status == 302, confirmed.Text);
        await RunAsync("ingest", "--once");
        return copies;
    }

    /// <summary>The data folder.</summary>
    public string Path => folder.Path;

    internal Core.Database.MonitorDbContext OpenDatabase() => FolderDatabase.Open(folder);

    internal Accounts.AccountsDbContext OpenAccounts()
    {
        var options = new DbContextOptionsBuilder<Accounts.AccountsDbContext>();
        options.UseMonitorSqlite(System.IO.Path.Combine(folder.Path, "accounts.db"), typeof(Accounts.AccountsDbContext).Assembly);
        return new Accounts.AccountsDbContext(options.Options);
    }

    /// <summary>Counts of `monitor status --json`, asked through the socket.</summary>
    public async Task<JsonElement> StatusAsync() => JsonDocument.Parse((await MonitorProcess.RunAsync(folder, null, "status", "--json")).Output).RootElement;

    internal Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => MonitorProcess.RunAsync(folder, null, arguments);

    public async Task DisposeAsync()
    {
        foreach (var client in accounts.Values) client.Dispose();
        Pages?.Dispose();
        if (Monitor is not null) await Monitor.DisposeAsync();
        if (Recognizer is not null) await Recognizer.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>The tests that share the served demo; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DemoTests : ICollectionFixture<ServedDemo>
{
    public const string Name = "demo";
}
