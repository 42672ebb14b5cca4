using System.Text.Json;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Tests.Pipelines;

/// <summary>Pipeline files: what they mean, and where they are wrong.</summary>
public sealed class PipelineLoaderTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("demo.yaml")]
    [InlineData("belarus.yaml")]
    public void Load_FileOfTheProject_IsGood(string name) => Assert.NotEmpty(PipelineLoader.Load(Path.Combine(Root, "pipelines", name)).Stages);

    [Fact]
    public void Parse_SeveralMistakes_TellsAllWithFileAndLine()
    {
        const string yaml = """
            name: Belarus
            stages: [download, dance]
            channels:
              - name: one
                kind: telegramm
                url: ftp://t.me/s/one
                outlet: independent
                interval: 3d
                colour: red
            """;
        var errors = Assert.Throws<PipelineException>(() => PipelineLoader.Parse(yaml, "x.yaml")).Errors;
        Assert.Equal(["x.yaml:1", "x.yaml:2", "x.yaml:5", "x.yaml:6", "x.yaml:8", "x.yaml:9"], errors.Select(error => string.Join(':', error.Split(':').Take(2))).Order(StringComparer.Ordinal));
        Assert.Contains(errors, error => error.Contains("telegram, feed, youtube", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name: a\nstages: [", "the YAML is broken")]
    [InlineData("- a\n- b", "x.yaml:1")]
    [InlineData("", "x.yaml:1")]
    [InlineData("name: a\nchannels:\n  - {name: b, kind: feed, url: http://a.example/f, outlet: union}\n  - {name: b, kind: feed, url: http://a.example/g, outlet: union}", "two channels are called 'b'")]
    public void Parse_BrokenFile_SaysWhere(string yaml, string says) =>
        Assert.Contains(says, Assert.Throws<PipelineException>(() => PipelineLoader.Parse(yaml, "x.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Schema_OfTheFiles_NamesWhatTheLoaderTakes()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "pipelines", "pipeline.schema.json")));
        var channel = schema.RootElement.GetProperty("$defs").GetProperty("channel").GetProperty("properties");
        foreach (var stage in Values(schema.RootElement.GetProperty("properties").GetProperty("stages").GetProperty("items"))) PipelineLoader.Parse($"name: a\nstages: [{stage}]\nchannels: []", "x");
        foreach (var outlet in Values(channel.GetProperty("outlet"))) PipelineLoader.Parse(Channel("feed", outlet), "x");
        foreach (var kind in Values(channel.GetProperty("kind"))) PipelineLoader.Parse(Channel(kind, "union"), "x");
        Assert.Equal(StageFacts.Optional.Count, Values(schema.RootElement.GetProperty("properties").GetProperty("stages").GetProperty("items")).Count());
        Assert.Equal(Enum.GetValues<Monitor.Core.Channels.Outlet>().Length, Values(channel.GetProperty("outlet")).Count());
        Assert.Equal(Enum.GetValues<Monitor.Core.Channels.ChannelKind>().Length - 1, Values(channel.GetProperty("kind")).Count());
        var unknown = Assert.Throws<PipelineException>(() => PipelineLoader.Parse("name: a\nchannels:\n  - {name: b, kind: feed, url: http://a.example/f, outlet: union, x: 1}", "x")).Message;
        foreach (var key in channel.EnumerateObject()) Assert.Contains(key.Name, unknown, StringComparison.Ordinal);
    }

    private static string Channel(string kind, string outlet) => $"name: a\nchannels:\n  - {{name: b, kind: {kind}, url: 'http://a.example/f', outlet: {outlet}}}";

    private static IEnumerable<string> Values(JsonElement property) => property.GetProperty("enum").EnumerateArray().Select(value => value.GetString()!);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Monitor.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
