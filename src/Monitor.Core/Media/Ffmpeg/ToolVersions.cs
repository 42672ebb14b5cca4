namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Versions of the decoders as kept with what they made; asked once, in the sandbox.</summary>
public sealed class ToolVersions(SandboxedProcess runner)
{
    private const int MostBytes = 64 << 10;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> known = new();

    /// <summary>The first line that the tool prints of its version.</summary>
    public Task<string> OfAsync(string tool) => known.GetOrAdd(tool, AskAsync);

    private async Task<string> AskAsync(string tool)
    {
        var text = "";
        using var scratch = runner.MakeScratch();
        var nothing = Path.Combine(scratch.Path, "nothing");
        await File.WriteAllBytesAsync(nothing, []);
        var command = new SandboxedCommand(tool, [tool == "tesseract" ? "--version" : "-version"], nothing);
        var result = await runner.RunAsync(command, async (stream, token) => text = System.Text.Encoding.UTF8.GetString(await BoundedOutput.ReadAsync(stream, MostBytes, "A tool says more than 64 KB of its version.", token)), CancellationToken.None);
        var line = (text.Length > 0 ? text : result.Errors).Split('\n')[0].Trim();
        return line.Length > 120 ? line[..120] : line;
    }
}
