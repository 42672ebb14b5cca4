using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts;
using Monitor.Embedded.Sqlite;

namespace Monitor.Benchmarks.Reposts;

/// <summary>Matching a new clip of 60 s against an archive of clips of 60 s, as the stage does it over SQLite: match [--clips N]. Tracks are synthetic: shots whose frames drift, four hashes a second.</summary>
internal static class MatchBenchmark
{
    private const int Frames = 240, Batch = 500;

    public static async Task RunAsync(string[] args)
    {
        var clips = args is [_, "--clips", var wanted, ..] ? int.Parse(wanted, CultureInfo.InvariantCulture) : 100_000;
        using var scratch = new ScratchFolder(null);
        var contexts = new Contexts(Path.Combine(scratch.Path, "match.db"));
        using var gate = new WriteGate(contexts);
        await using (var db = contexts.CreateDbContext()) await db.Database.MigrateAsync();
        await FillAsync(gate, clips);
        Say($"{clips:N0} clips of 60 s, {new FileInfo(Path.Combine(scratch.Path, "match.db")).Length / 1e6:N0} MB of database; {Memory()}");
        using var load = new LoadFrameIndex(contexts);
        var clock = Stopwatch.StartNew();
        var index = await load.RunAsync(default);
        Say($"index of {index.Count:N0} frames loaded in {clock.Elapsed.TotalSeconds:N1} s; {Memory()}");
        var stage = new MatchReposts(contexts, load, new RecordMatches(gate, TimeProvider.System), NullLogger<MatchReposts>.Instance);
        foreach (var (name, track) in new[] { ("a stranger", Track(clips + 1)), ("a copy", Again(Track(clips / 2))), ("a stranger", Track(clips + 2)), ("a copy", Again(Track(clips / 3))), ("one static shot", Still(clips + 3)) })
        {
            var id = await AddAsync(gate, track);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            clock.Restart();
            await stage.RunAsync(new StageRun { SubjectId = id }, default);
            var (wall, used) = (clock.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - before);
            await using var db = contexts.CreateDbContext();
            Say($"{name,-16} {wall.TotalMilliseconds,8:N0} ms, {used.TotalMilliseconds,8:N0} ms CPU, {await db.RepostMatches.CountAsync(row => row.OneId == id || row.OtherId == id)} matches; {Memory()}");
        }
    }

    private static async Task FillAsync(WriteGate gate, int clips)
    {
        for (var from = 1; from <= clips; from += Batch)
        {
            var first = from;
            await gate.WriteAsync(async db =>
            {
                for (var id = first; id < Math.Min(first + Batch, clips + 1); id++) await InsertAsync(db, id, Track(id));
            }, default);
        }
    }

    private static Task<long> AddAsync(WriteGate gate, HashedFrame[] track) => gate.WriteAsync(async db =>
    {
        var id = await db.HashTracks.MaxAsync(row => row.MediaItemId) + 1;
        await InsertAsync(db, id, track);
        return id;
    }, default);

    /// <summary>Past the custody chain: evidence rows are not what is measured.</summary>
    private static async Task InsertAsync(MonitorDbContext db, long id, HashedFrame[] track)
    {
        var hash = id.ToString("x64", CultureInfo.InvariantCulture);
        await db.Database.ExecuteSqlAsync($"INSERT INTO MediaItems (Id, ContentHash, Length, ExchangeId, StoredAt, Shape, Rotation, DurationMs) VALUES ({id}, {hash}, 1, 0, 0, {nameof(MediaShape.Video)}, 0, 60000)");
        db.HashTracks.Add(new HashTrack { MediaItemId = id, Packed = HashTrack.Pack(track) });
    }

    /// <summary>Shots of two to eight seconds of unlike pictures; from frame to frame some bits change.</summary>
    private static HashedFrame[] Track(int seed)
    {
        var random = new Random(seed);
        var frames = new HashedFrame[Frames];
        var (hash, left) = (default(PerceptualHash), 0);
        for (var at = 0; at < Frames; at++)
        {
            (hash, left) = left == 0 ? (new PerceptualHash((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64()), random.Next(8, 32)) : (Drift(hash, random, 6), left - 1);
            frames[at] = new HashedFrame(at * 250, hash, 90);
        }

        return frames;
    }

    private static HashedFrame[] Again(HashedFrame[] track) => [.. track.Select((frame, at) => frame with { Hash = Drift(frame.Hash, new Random(at), 6) })];

    private static HashedFrame[] Still(int seed) => [.. Track(seed)[..1].SelectMany(frame => Enumerable.Range(0, Frames).Select(at => new HashedFrame(at * 250, Drift(frame.Hash, new Random(at), 6), 90)))];

    private static PerceptualHash Drift(PerceptualHash hash, Random random, int bits)
    {
        for (var flipped = 0; flipped < bits; flipped++)
        {
            var bit = 1UL << random.Next(64);
            hash = random.Next(4) switch { 0 => hash with { A = hash.A ^ bit }, 1 => hash with { B = hash.B ^ bit }, 2 => hash with { C = hash.C ^ bit }, _ => hash with { D = hash.D ^ bit } };
        }

        return hash;
    }

    private static string Memory()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{process.WorkingSet64 / 1e6:N0} MB resident, {GC.GetTotalMemory(false) / 1e6:N0} MB managed");
    }

    private static void Say(string line) => Console.WriteLine(line);

    private sealed class Contexts(string file) : IDbContextFactory<MonitorDbContext>
    {
        public MonitorDbContext CreateDbContext() => new((DbContextOptions<MonitorDbContext>)new DbContextOptionsBuilder<MonitorDbContext>().UseMonitorSqlite(file).Options, TimeProvider.System);
    }
}
