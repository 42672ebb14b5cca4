using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests;

namespace Monitor.App.Tests.Reposts;

/// <summary>The published versions of one clip through the real program: brought in by hand, decoded, hashed, heard, matched, grouped.</summary>
public sealed class SevenVersionsTests
{
    [SkippableFact]
    public async Task Import_SevenVersionsAndAStranger_AreOneGroupOfSeven()
    {
        using var folder = new TestFolder();
        var box = Directory.CreateDirectory(Path.Combine(folder.Path, "box")).FullName;
        string[] files = [.. Directory.EnumerateFiles(SampleFiles.Path("video/reposts"), "*.mp4"), SampleFiles.Path("video/scenes/issue-134-rotate.mp4"), SampleFiles.Path("video/scenes/issue-236-split-copy.mkv")];
        foreach (var file in files) File.Copy(file, Path.Combine(box, Path.GetFileName(file)));
        await File.WriteAllLinesAsync(Path.Combine(box, "import.csv"), files.Select(file => $"{Path.GetFileName(file)},https://example.org/{Path.GetFileNameWithoutExtension(file)},2022-01-02,me").Prepend("file,source_url,published,obtained_from"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "pipelines"));
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "import", box, "--new")).Code);
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "ingest", "--once")).Code);
        await using var db = FolderDatabase.Open(folder);
        Assert.Equal(9, await db.MediaItems.CountAsync());
        Assert.Empty(await db.StageRuns.Where(row => row.State != StageState.Done && row.State != StageState.Skipped).ToListAsync());
        Assert.Equal(9, await db.HashTracks.CountAsync());
        var copies = await db.RepostCopies.Include(copy => copy.MediaItem).ToListAsync();
        Assert.Equal(7, copies.Count);
        Assert.Single(copies.Select(copy => copy.GroupId).Distinct());
        Assert.All(copies, copy => Assert.Equal(480, copy.MediaItem!.Width));
        // The queue shows them as one.
        Assert.Equal(3, (await db.PostTriages.Select(row => row.ClipKey).Distinct().ToListAsync()).Count);
    }

    [SkippableFact]
    public async Task Inspect_TwoVersions_SayWhyTheyMatch()
    {
        using var folder = new TestFolder();
        var (one, other) = (SampleFiles.Path("video/reposts/chair-orig-22-sd-bar.mp4"), SampleFiles.Path("video/reposts/chair-20-sd-bar.mp4"));
        var run = await MonitorProcess.RunAsync(folder, null, "inspect", "match", one, other);
        Assert.Equal(0, run.Code);
        var result = JsonDocument.Parse(run.Output).RootElement.GetProperty("result");
        Assert.True(result.GetProperty("isMatch").GetBoolean());
        Assert.InRange(result.GetProperty("offsetMs").GetInt64(), -2300, -1700);
        Assert.Contains("frames within", result.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        var same = await MonitorProcess.RunAsync(folder, null, "inspect", "match", one, SampleFiles.Path("video/scenes/counter.mp4"));
        Assert.Equal((0, false), (same.Code, JsonDocument.Parse(same.Output).RootElement.GetProperty("result").GetProperty("isMatch").GetBoolean()));
        var refused = await MonitorProcess.RunAsync(folder, null, "inspect", "match", one, "/dev/null");
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("B: ", JsonDocument.Parse(refused.Output).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
