using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Tests.Setting;

/// <summary>A data folder for one test, without the demo unless it is asked for; removed at the end.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(string? pipeline = null)
    {
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (pipeline is null) return;
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "pipelines"));
        File.WriteAllText(System.IO.Path.Combine(Path, "pipelines", "test.yaml"), pipeline);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "monitor-test-" + System.IO.Path.GetRandomFileName());

    /// <summary>A pipeline with these channels: name, kind and URL of each.</summary>
    public static string Pipeline(params (string Name, string Kind, string Url)[] channels) =>
        "name: test\nchannels:\n" + string.Concat(channels.Select(channel => $"  - name: {channel.Name}\n    kind: {channel.Kind}\n    url: {channel.Url}\n    outlet: pro-government\n    interval: 24h\n"));

    /// <summary>With an archive in it that is still empty, for a command that begins none.</summary>
    public TestFolder Begun()
    {
        using var db = FolderDatabase.Open(this);
        db.Database.Migrate();
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
