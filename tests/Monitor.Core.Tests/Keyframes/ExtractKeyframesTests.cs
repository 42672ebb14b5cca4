using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>The stage on a real database and store: it goes on from a kept scan, runs twice to the same rows, and is planned for what older versions left.</summary>
public sealed class ExtractKeyframesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FileMediaStore store;
    private readonly ScratchFolder folder = new(null);

    public ExtractKeyframesTests() => store = new FileMediaStore(Path.Combine(folder.Path, "blobs"));

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Run_LongRecordingBrokenOff_GoesOnFromTheKeptScan()
    {
        var (item, file) = await AddAsync("testsrc2=s=96x64:r=2:d=610");
        var scan = await TestDecoders.Keyframes.ScanAsync(file, await TestDecoders.Prober.ProbeAsync(file, default), folder.Path, null, default);
        // A hash that no scan of this clip would find shows which scan was used.
        HashedFrame[] marked = [new(0, new PerceptualHash(1, 2, 3, 4), 77)];
        await database.Gate.WriteAsync(db => Task.FromResult(db.UnfinishedScans.Add(new UnfinishedScan { MediaItemId = item, StageVersion = 2, Packed = UnfinishedScan.Pack(scan with { Track = marked }) })), default);
        Assert.IsType<StageOutcome.Done>(await RunAsync(item));
        await using var db = database.CreateDbContext();
        Assert.Equal(marked, (await db.HashTracks.SingleAsync()).Unpack());
        Assert.Empty(await db.UnfinishedScans.ToListAsync());
        Assert.True(await db.Keyframes.CountAsync() >= 3);
    }

    [Fact]
    public async Task Run_LongRecordingWhoseStillsCannotBeKept_KeepsItsScan()
    {
        var (item, _) = await AddAsync("testsrc2=s=96x64:r=2:d=610");
        var full = new ExtractKeyframes(database.Gate, database, new FullStore(store), Work(), database.Clock);
        await Assert.ThrowsAsync<IOException>(() => full.RunAsync(Row(item), default));
        await using (var db = database.CreateDbContext())
        {
            Assert.Empty(await db.Keyframes.ToListAsync());
            Assert.Equal(1220, (await db.UnfinishedScans.SingleAsync()).Unpack()!.Stamps.Count);
        }

        Assert.IsType<StageOutcome.Done>(await RunAsync(item));
    }

    [Fact]
    public async Task Run_PictureThatMoves_LearnsHowLongItIs()
    {
        var file = Path.Combine(folder.Path, "moves.png");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=3", "-f", "apng", file]);
        var blob = await store.WriteFileAsync(file, default);
        var item = new MediaItem { ContentHash = blob.Hash.Hex, Length = blob.Length, Shape = MediaShape.Video, StoredAt = database.Clock.GetUtcNow() };
        await database.Gate.WriteAsync(db => Task.FromResult(db.MediaItems.Add(item)), default);
        Assert.IsType<StageOutcome.Done>(await RunAsync(item.Id));
        await using var db = database.CreateDbContext();
        Assert.Equal(3000, (await db.MediaItems.SingleAsync()).DurationMs);
    }

    [Fact]
    public async Task Run_Twice_LeavesTheSameRows()
    {
        var (item, _) = await AddAsync("testsrc2=s=160x120:r=10:d=9");
        await RunAsync(item);
        var first = await ReadAsync();
        await RunAsync(item);
        Assert.Equal(first, await ReadAsync());
    }

    [Fact]
    public async Task ClearAtStart_OlderVersionsWork_IsPlannedAnewBitByBit()
    {
        var now = database.Clock.GetUtcNow();
        await database.Gate.WriteAsync(db =>
        {
            for (var at = 1; at <= 600; at++)
            {
                db.MediaItems.Add(new MediaItem { ContentHash = at.ToString("x64", null), Shape = MediaShape.Video, AudioCodec = at % 2 == 0 ? "aac" : null, StoredAt = now });
                db.StageRuns.Add(new StageRun { SubjectKind = SubjectKind.MediaItem, SubjectId = at, Stage = StageKind.Probe, StageVersion = 1, State = StageState.Done });
                db.StageRuns.Add(new StageRun { SubjectKind = SubjectKind.MediaItem, SubjectId = at, Stage = StageKind.Keyframes, StageVersion = at == 600 ? StageFacts.Version(StageKind.Keyframes) : 1, State = StageState.Done });
            }

            return Task.CompletedTask;
        }, default);
        for (var start = 0; start < 2; start++) await new ResumeStages(database.Gate, new SilentBell(), database.Clock).ClearAtStartAsync(default);
        await using var db = database.CreateDbContext();
        var planned = await db.StageRuns.Where(row => row.State == StageState.Pending).ToListAsync();
        Assert.Equal(600, planned.Count(row => row.Stage == StageKind.Probe));
        Assert.Equal(599, planned.Count(row => row.Stage == StageKind.Keyframes && row.StageVersion == StageFacts.Version(StageKind.Keyframes)));
        Assert.Equal(300, planned.Count(row => row.Stage == StageKind.FingerprintSound));
        Assert.Equal(1499, planned.Select(row => row.DueAt).Distinct().Count());
    }

    private async Task<string> ReadAsync()
    {
        await using var db = database.CreateDbContext();
        var stills = await db.Keyframes.OrderBy(row => row.Frame).Select(row => $"{row.Frame} {row.TimeMs} {row.FromMs} {row.ToMs} {row.FullHash} {row.PerceptualHash}").ToListAsync();
        return string.Join('\n', stills) + Convert.ToHexString((await db.HashTracks.SingleAsync()).Packed);
    }

    private async Task<(long Id, string File)> AddAsync(string source)
    {
        var file = Path.Combine(folder.Path, "clip.mp4");
        await TestFfmpeg.RunAsync(["-f", "lavfi", "-i", source, "-c:v", "libx264", "-pix_fmt", "yuv420p", file]);
        var blob = await store.WriteFileAsync(file, default);
        var item = new MediaItem { ContentHash = blob.Hash.Hex, Length = blob.Length, StoredAt = database.Clock.GetUtcNow() };
        await database.Gate.WriteAsync(db => Task.FromResult(db.MediaItems.Add(item)), default);
        return (item.Id, file);
    }

    private Task<StageOutcome> RunAsync(long item) => new ExtractKeyframes(database.Gate, database, store, Work(), database.Clock).RunAsync(Row(item), default);

    private static StageRun Row(long item) => new() { SubjectKind = SubjectKind.MediaItem, SubjectId = item, Stage = StageKind.Keyframes, StageVersion = 2 };

    private static MediaWork Work() => new(TestDecoders.Prober, TestDecoders.Keyframes, null!, null!, new ToolVersions(TestDecoders.Runner), Options.Create(new MediaOptions()));

    private sealed class SilentBell : IDoorbell
    {
        public void Ring(string queue, long stageRunId)
        {
        }
    }

    /// <summary>A store on a disk that is full.</summary>
    private sealed class FullStore(IMediaStore store) : IMediaStore
    {
        public string LocalPath(ContentHash hash) => store.LocalPath(hash);

        public bool Contains(ContentHash hash) => store.Contains(hash);

        public IEnumerable<ContentHash> List(TimeSpan age) => store.List(age);

        public Stream OpenRead(ContentHash hash) => store.OpenRead(hash);

        public Task<StoredBlob> WriteAsync(Func<Stream, Task> write, CancellationToken cancellationToken) => throw new IOException("No space left on device.", 28);
    }
}
