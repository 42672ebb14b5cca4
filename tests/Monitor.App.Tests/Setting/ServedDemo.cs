using System.Text.Json;

namespace Monitor.App.Tests.Setting;

/// <summary>The real program, served over a fresh data folder with the demo, fully ingested, with its first account. One for all tests that use the demo's port.</summary>
public sealed class ServedDemo : IAsyncLifetime
{
    /// <summary>The word of the demo's clip is drawn from these: they are in no text of the program or the demo.</summary>
    private static readonly string[] Words = ["верабейка", "падарожнік", "крыжавіна", "лістапад", "шчупак", "цыбуля", "кветнік", "маладзічок"];

    private readonly TestFolder folder = new();

    internal MonitorProcess Monitor { get; private set; } = null!;

    /// <summary>A word that is only on the screen of the demo's first clip.</summary>
    public string Word { get; } = Words[Random.Shared.Next(Words.Length)];

    internal PageClient Pages { get; private set; } = null!;

    /// <summary>The one-time link, used already.</summary>
    public string UsedLink { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Monitor = await MonitorProcess.ServeAsync(folder, new Dictionary<string, string> { ["Demo__ScreenWord"] = Word });
        Pages = new PageClient(Monitor.Origin);
        UsedLink = Monitor.FirstAccountLink;
        await Pages.MakeFirstAccountAsync(UsedLink);
        var (code, _, errors) = await MonitorProcess.RunAsync(folder, null, "ingest", "--once");
        Assert.True(code == 0, errors);
    }

    /// <summary>Counts of `monitor status --json`, asked through the socket.</summary>
    public async Task<JsonElement> StatusAsync() => JsonDocument.Parse((await MonitorProcess.RunAsync(folder, null, "status", "--json")).Output).RootElement;

    internal Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => MonitorProcess.RunAsync(folder, null, arguments);

    public async Task DisposeAsync()
    {
        Pages?.Dispose();
        if (Monitor is not null) await Monitor.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>The tests that share the served demo; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DemoTests : ICollectionFixture<ServedDemo>
{
    public const string Name = "demo";
}
