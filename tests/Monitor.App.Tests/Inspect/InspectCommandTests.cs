using System.Text.Json;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Inspect;

/// <summary>The command line of `monitor inspect`: one document, and the exit codes that README names.</summary>
public sealed class InspectCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("feed", "file:///etc/passwd", "SchemeNotAllowed")]
    [InlineData("feed", "ftp://example.org/feed", "SchemeNotAllowed")]
    [InlineData("telegram", "http://127.1/s/x", "AddressNotPublic")]
    [InlineData("feed", "http://[::ffff:7f00:1]/", "AddressNotPublic")]
    [InlineData("feed", "http://①②⑦.⓪.⓪.①/", "AddressNotPublic")]
    [InlineData("feed", "http://x@127.0.0.1/", "UserInfoNotAllowed")]
    [InlineData("video", "/dev/null", "EmptyFile")]
    [InlineData("telegram", "/dev/null", "NotAChannelPage")]
    public async Task Inspect_RefusedInput_IsADocumentAndExitTwo(string kind, string input, string reason)
    {
        var run = await MonitorProcess.RunAsync(folder, null, "inspect", kind, input);
        Assert.Equal(2, run.Code);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("Failed", reason, $"monitor/inspect/{kind}/1"), (document.GetProperty("outcome").GetString(), document.GetProperty("reason").GetString(), document.GetProperty("schema").GetString()));
        Assert.Equal(JsonValueKind.Null, document.GetProperty("result").ValueKind);
    }

    [Theory]
    [InlineData("inspect", "feed")]
    [InlineData("inspect", "banana", "x")]
    [InlineData("inspect", "feed", "/nonexistent")]
    [InlineData("inspect", "feed", "/dev/null", "--at", "yesterday")]
    [InlineData("inspect", "feed", "/dev/null", "--base-url", "nope")]
    [InlineData("nonsense")]
    public async Task Inspect_WrongCommandLine_IsUsage(params string[] arguments)
    {
        var run = await MonitorProcess.RunAsync(folder, null, arguments);
        Assert.Equal((64, ""), (run.Code, run.Output));
        Assert.NotEqual("", run.Errors);
    }

    [Fact]
    public async Task Inspect_FolderThatCannotBeWritten_SaysSoWithoutACrash()
    {
        var clip = Path.Combine(folder.Path, "clip.mp4");
        await File.WriteAllBytesAsync(clip, await TestMedia.ClipAsync("testsrc2=s=64x64:r=5", 1));
        var run = await MonitorProcess.RunAsync(folder, null, "inspect", "video", "--no-text", "--out", "/proc/none", clip);
        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_SameClipTwice_GivesTheSameDocumentAndTheFilesItNames()
    {
        var clip = Path.Combine(folder.Path, "clip.mp4");
        await File.WriteAllBytesAsync(clip, await TestMedia.ClipAsync("testsrc2=s=320x180:r=10", 2));
        var output = Path.Combine(folder.Path, "stills");
        var documents = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            var run = await MonitorProcess.RunAsync(folder, null, "inspect", "video", "--no-text", "--out", output, clip);
            Assert.True(run.Code == 0, run.Errors);
            var result = JsonDocument.Parse(run.Output).RootElement.GetProperty("result");
            documents.Add(string.Join('\n', result.EnumerateObject().Where(part => part.Name != "elapsedMs").Select(part => part.ToString())));
            foreach (var still in result.GetProperty("stills").EnumerateArray())
                Assert.Equal(still.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(output, still.GetProperty("file").GetString()!)))));
            Assert.True(result.GetProperty("stills").GetArrayLength() >= 3);
        }

        Assert.Equal(documents[0], documents[1]);
    }
}
