using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Evidence;
using Monitor.Core.Fetching;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;
using Monitor.Core.Tests.Setting;
using Monitor.Embedded.FileStore;
using Monitor.Embedded.Sqlite;

namespace Monitor.Core.Tests.Evidence;

/// <summary>An archive that somebody altered by hand and left the chain alone: whatever it was, it is found.</summary>
public sealed class AlterationTests : IAsyncLifetime
{
    private const string Page = """
        <main class="tgme_main" data-url="/c"><section class="tgme_channel_history">
        <div class="tgme_widget_message" data-post="c/1"><div class="tgme_widget_message_text js-message_text">He confessed. Under pressure.</div><a class="tgme_widget_message_video_player"><video src="https://cdn.example/1.mp4"></video></a><a class="tgme_widget_message_date"><time datetime="2026-01-01T10:00:00+00:00"></time></a></div>
        <div class="tgme_widget_message" data-post="c/2"><div class="tgme_widget_message_text js-message_text">Another post.</div><a class="tgme_widget_message_video_player"><video src="https://cdn.example/2.mp4"></video></a><a class="tgme_widget_message_date"><time datetime="2026-01-01T11:00:00+00:00"></time></a></div>
        </section></main>
        """;

    private readonly TestDatabase database = new();
    private FileMediaStore store = null!;

    public async Task InitializeAsync()
    {
        store = new FileMediaStore(Path.Combine(database.Folder, "blobs"));
        var page = await store.WriteBytesAsync(Encoding.UTF8.GetBytes(Page), default);
        var clips = new[] { await store.WriteBytesAsync("one clip"u8.ToArray(), default), await store.WriteBytesAsync("another clip"u8.ToArray(), default) };
        await database.Gate.WriteAsync(async db =>
        {
            var now = database.Clock.GetUtcNow();
            var channel = new Channel { Pipeline = "p", Name = "c", Title = "The channel", Kind = ChannelKind.Telegram, Url = "https://t.me/s/c", Outlet = Outlet.StateMedia, Stages = "Download", CreatedAt = now };
            var exchange = new Exchange { RequestedUrl = channel.Url, FinalUrl = channel.Url, Status = 200, StartedAt = now, EndedAt = now, ResponseHeaders = "Content-Type: text/html; charset=utf-8", WireHash = page.Hash.Hex, WireLength = page.Length };
            db.AddRange(channel, exchange);
            foreach (var blob in clips.Append(page)) await db.RegisterAsync(blob, default);
            await db.SaveChangesAsync();
            var read = Core.Channels.Telegram.TelegramReader.Parse(new SourceBytes(Encoding.UTF8.GetBytes(Page), "text/html", new Uri(channel.Url)));
            await new RecordPosts(database.Clock).RunAsync(db, channel, [.. read.Posts.Select(post => post with { Views = 7 })], new PostOrigin(exchange.Id), default);
            foreach (var (at, clip) in clips.Index()) db.MediaItems.Add(new MediaItem { ContentHash = clip.Hash.Hex, Length = clip.Length, ExchangeId = exchange.Id, StoredAt = now, ViewingCopyHash = clips[at].Hash.Hex });
            await db.SaveChangesAsync();
            foreach (var source in await db.MediaSources.OrderBy(row => row.Id).ToListAsync()) source.MediaItemId = source.Id;
            db.Keyframes.Add(new Keyframe { MediaItemId = 1, TimeMs = 1000, ToMs = 2000, FullHash = page.Hash.Hex, SmallHash = page.Hash.Hex, BlurredHash = page.Hash.Hex });
            db.Captions.Add(new Caption { MediaItemId = 1, EndMs = 2000, Text = "words on the screen" });
            db.PostPresences.Add(new PostPresence { PostId = 1, State = Presence.Gone, At = now, ExchangeId = exchange.Id });
            db.PostAliases.Add(new PostAlias { ChannelId = channel.Id, NativeId = "9", PostId = 2 });
            await new CoverageGaps(db, channel.Id).OpenPeriodAsync(GapCause.PollsFailed, now, default);
            db.Changes.Add(new Change { SubjectKind = "person", SubjectId = 1, Field = "name.Name", After = "somebody" });
        }, default);
    }

    public Task DisposeAsync()
    {
        database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Verify_Untouched_FindsNothingAndReadsThePostsAgain()
    {
        var (report, problems) = await TestVerify.RunAsync(database, store);
        Assert.Empty(problems);
        Assert.Equal((2, 0), (report.Readings, report.ReadDifferently));
    }

    [Theory]
    [InlineData("UPDATE Posts SET PublishedAt = PublishedAt + 1 WHERE Id = 1")]
    [InlineData("UPDATE Posts SET PublishedPrecision = 'Day' WHERE Id = 1")]
    [InlineData("UPDATE Posts SET Url = 'https://t.me/other/1' WHERE Id = 1")]
    [InlineData("UPDATE Posts SET NativeId = '77' WHERE Id = 1")]
    [InlineData("UPDATE Posts SET FirstSeenAt = FirstSeenAt - 1 WHERE Id = 1")]
    [InlineData("UPDATE Posts SET TakenDownAt = 1 WHERE Id = 1")]
    [InlineData("UPDATE Channels SET Outlet = 'Independent'")]
    [InlineData("UPDATE Channels SET Title = 'Another channel'")]
    [InlineData("UPDATE Channels SET Url = 'https://t.me/s/other'")]
    [InlineData("UPDATE MediaSources SET MediaItemId = 3 - MediaItemId")]
    [InlineData("UPDATE PostMedia SET MediaSourceId = 3 - MediaSourceId")]
    [InlineData("DELETE FROM PostMedia WHERE PostId = 1")]
    [InlineData("UPDATE PostMedia SET IsCurrent = 0 WHERE PostId = 1")]
    [InlineData("UPDATE MediaItems SET ViewingCopyHash = (SELECT ContentHash FROM MediaItems WHERE Id = 2) WHERE Id = 1")]
    [InlineData("UPDATE Keyframes SET TimeMs = 5000")]
    [InlineData("UPDATE Keyframes SET FullHash = (SELECT ContentHash FROM MediaItems WHERE Id = 2)")]
    [InlineData("DELETE FROM Keyframes")]
    [InlineData("UPDATE Captions SET Text = 'other words'")]
    [InlineData("DELETE FROM CoverageGaps")]
    [InlineData("UPDATE CoverageGaps SET ClosedAt = 1")]
    [InlineData("DELETE FROM PostObservations WHERE PostId = 1")]
    [InlineData("UPDATE PostObservations SET Views = 700 WHERE PostId = 1")]
    [InlineData("DELETE FROM PostPresences")]
    [InlineData("DELETE FROM Changes")]
    [InlineData("UPDATE Changes SET After = 'somebody else'")]
    [InlineData("DELETE FROM PostAliases")]
    [InlineData("DELETE FROM Blobs WHERE Hash = (SELECT ContentHash FROM MediaItems WHERE Id = 2)")]
    [InlineData("DELETE FROM MediaItems WHERE Id = 2")]
    [InlineData("UPDATE PostVersions SET Text = Text || char(10) || 'He', Html = substr(Html, 3) WHERE PostId = 1")]
    [InlineData("UPDATE PostVersions SET Text = 'He was glad.' WHERE PostId = 1")]
    [InlineData("DELETE FROM PostVersions WHERE PostId = 2")]
    [InlineData("INSERT INTO PostAliases (ChannelId, NativeId, PostId) VALUES (1, '55', 1)")]
    public async Task Verify_AlteredByHand_IsFound(string sql)
    {
        await using (var db = database.CreateDbContext())
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
            await db.Database.ExecuteSqlRawAsync(sql);
        }

        Assert.NotEmpty((await TestVerify.RunAsync(database, store)).Problems);
    }

    /// <summary>Who rewrites the version's chain entries too is found by the bytes that the server sent.</summary>
    [Fact]
    public async Task Verify_VersionRewrittenTogetherWithItsEntry_IsFoundByTheKeptBytes()
    {
        await using (var db = database.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE PostVersions SET Text = 'He was glad.' WHERE PostId = 1");
            await db.Database.ExecuteSqlRawAsync("DELETE FROM CustodyEntries");
        }

        await new EnterOldRows(database.Gate, database, database.Clock).RunAsync(null, default);
        var (report, problems) = await TestVerify.RunAsync(database, store);
        Assert.Contains("it is not what the kept bytes of its exchange say", Assert.Single(problems), StringComparison.Ordinal);
        Assert.True(report.AsFound > 10);
    }

    [Fact]
    public async Task Verify_OriginalDeletedWithItsRow_IsFound()
    {
        await using var db = database.CreateDbContext();
        var hash = await db.MediaItems.Where(item => item.Id == 1).Select(item => item.ContentHash).SingleAsync();
        await db.Database.ExecuteSqlAsync($"DELETE FROM Blobs WHERE Hash = {hash}");
        File.Delete(store.LocalPath(new ContentHash(hash)));
        Assert.Contains((await TestVerify.RunAsync(database, store)).Problems, problem => problem.Contains("a media-item names it", StringComparison.Ordinal));
    }

    /// <summary>What moves later is a new entry: nothing is cried.</summary>
    [Fact]
    public async Task Verify_GapClosedSettingsChangedStillsTakenAnew_FindsNothing()
    {
        await database.Gate.WriteAsync(async db =>
        {
            await new CoverageGaps(db, 1).FillPeriodsAsync([GapCause.PollsFailed], database.Clock.GetUtcNow(), default);
            (await db.Channels.SingleAsync()).Title = "Renamed by a person";
            db.Keyframes.RemoveRange(await db.Keyframes.ToListAsync());
            (await db.Posts.FirstAsync()).LastSeenAt = database.Clock.GetUtcNow();
        }, default);
        Assert.Empty((await TestVerify.RunAsync(database, store)).Problems);
        await using var db = database.CreateDbContext();
        Assert.Equal(3, await db.CustodyEntries.CountAsync(entry => entry.Event == CustodyEvent.Changed && (entry.SubjectKind == "gap" || entry.SubjectKind == "channel") || entry.Event == CustodyEvent.Removed));
    }

    [Fact]
    public async Task Triggers_ChangeOfEvidence_IsRefusedByTheDatabaseItself()
    {
        await using var db = database.CreateDbContext();
        await db.KeepEvidenceAsync(default);
        await db.KeepEvidenceAsync(default);
        foreach (var sql in new[] { "UPDATE Posts SET PublishedAt = 0", "DELETE FROM PostVersions", "UPDATE Exchanges SET Status = 500", "DELETE FROM CustodyEntries", "DELETE FROM MediaItems", "UPDATE PostObservations SET Views = 1" })
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql));
        await db.Database.ExecuteSqlRawAsync("UPDATE Posts SET LastSeenAt = 1, Revision = 5");
    }

    /// <summary>Beside a writer that never rests: a row is never seen without its entry, nor an entry without its row.</summary>
    [Fact]
    public async Task Verify_BesideAWriter_CriesNothing()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var turn = 0; !stop.IsCancellationRequested; turn++)
                await database.Gate.WriteAsync(async db =>
                {
                    (await db.Channels.SingleAsync()).Title = "turn " + turn;
                    db.PostAliases.Add(new PostAlias { ChannelId = 1, NativeId = "t" + turn, PostId = 1 });
                    db.Keyframes.RemoveRange(await db.Keyframes.ToListAsync());
                    db.Keyframes.Add(new Keyframe { MediaItemId = 1, Frame = turn, FullHash = new string('a', 64), SmallHash = new string('a', 64), BlurredHash = new string('a', 64) });
                    await db.RegisterAsync(new StoredBlob(new ContentHash(new string('a', 64)), 1), default);
                }, default);
        });
        var cried = new List<string>();
        for (var run = 0; run < 100; run++) cried.AddRange((await TestVerify.RunAsync(database, store)).Problems.Where(problem => !problem.Contains(new string('a', 64), StringComparison.Ordinal)));
        await stop.CancelAsync();
        await writing;
        Assert.Empty(cried);
    }
}
