using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Reposts;

/// <summary>The stage over a real database: what it writes, and that it writes it once.</summary>
public sealed class MatchRepostsTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly LoadFrameIndex load;
    private readonly MatchReposts stage;

    public MatchRepostsTests()
    {
        load = new LoadFrameIndex(database);
        stage = new MatchReposts(database, load, new RecordMatches(database.Gate, database.Clock), NullLogger<MatchReposts>.Instance);
    }

    public void Dispose()
    {
        load.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Run_Copies_AreOneGroupAndTheSecondRunChangesNothing()
    {
        var film = SyntheticTrack.Film(1, 20);
        await AddAsync(1, film);
        await AddAsync(2, SyntheticTrack.Again(film, 2, 4, skip: 16));
        await AddAsync(3, SyntheticTrack.Again(film, 3, 8));
        await AddAsync(4, SyntheticTrack.Film(4, 20));
        foreach (var item in new[] { 1, 2, 3, 4 }) await RunAsync(item);
        Assert.Equal(["1 2 3"], await ShowAsync());
        var before = await DumpAsync();
        foreach (var item in new[] { 3, 1, 4, 2 }) await RunAsync(item);
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task Run_AnyOrder_GivesTheSameGroup()
    {
        var film = SyntheticTrack.Film(1, 20);
        foreach (var item in new[] { 1, 2, 3, 4 }) await AddAsync(item, SyntheticTrack.Again(film, item, 3));
        foreach (var item in new[] { 4, 2, 3, 1 }) await RunAsync(item);
        Assert.Equal(["1 2 3 4"], await ShowAsync());
        await using var db = database.CreateDbContext();
        Assert.Equal(6, await db.RepostMatches.CountAsync());
    }

    [Fact]
    public async Task Run_Compilation_IsAGroupWithEachPartAndJoinsNone()
    {
        var (one, other) = (SyntheticTrack.Film(1, 15), SyntheticTrack.Film(2, 15));
        await AddAsync(1, one);
        await AddAsync(2, other);
        await AddAsync(3, SyntheticTrack.Join(one, SyntheticTrack.Film(3, 10), other));
        foreach (var item in new[] { 1, 2, 3 }) await RunAsync(item);
        Assert.Equal(["1 3", "2 3"], await ShowAsync());
        await using var db = database.CreateDbContext();
        var stretch = await db.RepostCopies.SingleAsync(copy => copy.MediaItemId == 3 && db.RepostCopies.Any(with => with.GroupId == copy.GroupId && with.MediaItemId == 2));
        Assert.InRange(stretch.FromMs, 24_500, 25_500);
    }

    [Fact]
    public async Task Run_SoundThatComesLate_TakesTheSuggestionBackAndGivesIt()
    {
        var room = SyntheticTrack.Room(7, 1, 20, sway: 0.3);
        await AddAsync(1, room);
        await AddAsync(2, SyntheticTrack.Again(room, 2, 1));
        await RunAsync(2);
        Assert.Equal(["1 2"], await ShowAsync());
        await HearAsync(1, 1);
        await HearAsync(2, 2);
        await RunAsync(2);
        Assert.Empty(await ShowAsync());
        await HearAsync(2, 1);
        await RunAsync(2);
        Assert.Equal(["1 2"], await ShowAsync());
        await using var db = database.CreateDbContext();
        Assert.Equal(MatchBasis.PictureAndSound, (await db.RepostMatches.SingleAsync()).Basis);
    }

    [Fact]
    public async Task Run_CopyThatAPersonSplit_StaysSplitWhileOthersJoin()
    {
        var film = SyntheticTrack.Film(1, 20);
        foreach (var item in new[] { 1, 2, 3 }) await AddAsync(item, SyntheticTrack.Again(film, item, 3));
        await RunAsync(1);
        await database.Gate.WriteAsync(new Audit.Actor("person"), async db =>
        {
            var copy = await db.RepostCopies.FirstAsync(row => row.MediaItemId == 2);
            db.RepostJudgements.Add(new RepostJudgement { GroupId = copy.GroupId, MediaItemId = 2, State = CopyState.Split, JudgedBy = "person", JudgedAt = database.Clock.GetUtcNow() });
            db.RepostCopies.Remove(copy);
            return true;
        }, CancellationToken.None);
        foreach (var item in new[] { 2, 3, 1, 2 }) await RunAsync(item);
        Assert.Equal(["1 3"], await ShowAsync());
    }

    [Fact]
    public async Task Run_Picture_IsPutIntoTheIndexAndGroupedWithNothing()
    {
        var film = SyntheticTrack.Film(1, 20);
        await AddAsync(1, film);
        await AddAsync(2, [film[8]], MediaShape.Picture);
        await RunAsync(1);
        await RunAsync(2);
        Assert.Empty(await ShowAsync());
        Assert.Contains((await load.RunAsync(default)).Nearest(film[8].Hash, 5, 8, default), near => near.MediaItemId == 2);
    }

    [Fact]
    public async Task Run_WithoutHashes_IsSkipped()
    {
        await AddAsync(1, null);
        Assert.IsType<StageOutcome.Skipped>(await stage.RunAsync(new StageRun { SubjectId = 1 }, default));
        Assert.IsType<StageOutcome.Skipped>(await stage.RunAsync(new StageRun { SubjectId = 99 }, default));
    }

    private async Task RunAsync(long item) => Assert.Equal(StageOutcome.Success, await stage.RunAsync(new StageRun { SubjectId = item }, default));

    private Task AddAsync(long id, IReadOnlyList<HashedFrame>? track, MediaShape shape = MediaShape.Video) => database.Gate.WriteAsync(db =>
    {
        db.MediaItems.Add(new MediaItem { Id = id, ContentHash = id.ToString("x64", System.Globalization.CultureInfo.InvariantCulture), Length = 1, StoredAt = database.Clock.GetUtcNow(), Shape = shape, DurationMs = track?.Count * SyntheticTrack.StepMs });
        if (track is not null) db.HashTracks.Add(new HashTrack { MediaItemId = id, Packed = HashTrack.Pack(track) });
        return Task.CompletedTask;
    }, default);

    private Task HearAsync(long item, int voice) => database.Gate.WriteAsync(async db =>
    {
        await db.SoundTracks.Where(row => row.MediaItemId == item).ExecuteDeleteAsync();
        var random = new Random(voice);
        db.SoundTracks.Add(new SoundTrack { MediaItemId = item, Packed = SoundPrints.Pack([.. Enumerable.Range(0, 150).Select(_ => (uint)random.NextInt64(1, uint.MaxValue))]) });
    }, default);

    private async Task<List<string>> ShowAsync()
    {
        await using var db = database.CreateDbContext();
        var groups = await db.RepostGroups.Include(group => group.Copies).OrderBy(group => group.Id).ToListAsync();
        return [.. groups.Select(group => string.Join(' ', group.Copies.Select(copy => copy.MediaItemId).Order()))];
    }

    private async Task<string> DumpAsync()
    {
        await using var db = database.CreateDbContext();
        return System.Text.Json.JsonSerializer.Serialize(new
        {
            Matches = await db.RepostMatches.OrderBy(row => row.Id).ToListAsync(),
            Copies = await db.RepostCopies.OrderBy(row => row.Id).Select(row => new { row.Id, row.GroupId, row.MediaItemId, row.FromMs, row.ToMs, row.MatchId }).ToListAsync(),
        });
    }
}
