using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Media;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;
using Monitor.Core.Tests.Setting;
using Monitor.Core.Triage;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Posts with clips, and copies among them, as the pipeline would have written them: synthetic rows on a real database.</summary>
internal sealed class CopiedClips : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero);

    public TestDatabase Database { get; } = new();

    /// <summary>A channel of Telegram; posts of it have addresses https://t.me/NAME/ID.</summary>
    public Task ChannelAsync(long id, string name) => Database.Gate.WriteAsync(async db => await db.Channels.AddAsync(new Channel { Id = id, Pipeline = "p", Name = name, Title = name.ToUpperInvariant(), Url = "https://t.me/s/" + name }), default);

    /// <summary>A post that carries these clips, published so many hours after the first.</summary>
    public Task PostAsync(long id, long channel, int hours, string? forwardedFrom = null, params long[] items) => Database.Gate.WriteAsync(async db =>
    {
        var name = (await db.Channels.FindAsync(channel))!.Name;
        foreach (var item in items)
            if (!await db.MediaItems.AnyAsync(row => row.Id == item)) db.MediaItems.Add(new MediaItem { Id = item, ContentHash = item.ToString("x64", System.Globalization.CultureInfo.InvariantCulture), ExchangeId = 1, Shape = MediaShape.Video, DurationMs = 60_000 });
        db.Posts.Add(new Post { Id = id, ChannelId = channel, NativeId = $"{id}", Url = $"https://t.me/{name}/{id}", PublishedAt = Begin.AddHours(hours), FirstSeenAt = Begin.AddHours(hours + 1) });
        db.PostVersions.Add(new PostVersion { PostId = id, Ordinal = 1, Fingerprint = $"{id}", ForwardedFrom = forwardedFrom, ReadAt = Begin, ExchangeId = 1 });
        await db.SaveChangesAsync();
        foreach (var (item, at) in items.Select((item, at) => (item, at)))
        {
            var source = db.MediaSources.Add(new MediaSource { Identity = $"{id}/{at}", Url = $"https://example.org/{id}/{at}", ChannelId = channel, MediaItemId = item }).Entity;
            await db.SaveChangesAsync();
            db.PostMedia.Add(new PostMedia { PostId = id, Identity = $"{at}", Position = at, IsCurrent = true, Kind = MediaKind.Video, MediaSourceId = source.Id });
        }
    }, default);

    /// <summary>A post whose clip could not be had.</summary>
    public async Task GapAsync(long id, long channel, int hours, string? forwardedFrom = null)
    {
        await PostAsync(id, channel, hours, forwardedFrom);
        await Database.Gate.WriteAsync(async db => await db.PostMedia.AddAsync(new PostMedia { PostId = id, Identity = "0", IsCurrent = true, Kind = MediaKind.Video, Gap = MediaGap.MediaTooBig }), default);
    }

    /// <summary>A group over whole clips of a minute.</summary>
    public Task GroupAsync(long id, params long[] items) => Database.Gate.WriteAsync(async db =>
    {
        db.RepostGroups.Add(new RepostGroup { Id = id, FoundAt = Begin });
        await db.SaveChangesAsync();
        foreach (var item in items) db.RepostCopies.Add(new RepostCopy { GroupId = id, MediaItemId = item, FromMs = 0, ToMs = 60_000 });
    }, default);

    /// <summary>That so many milliseconds of two clips are the same.</summary>
    public Task<long> MatchAsync(long one, long other, long oneFrom, long otherFrom, long length, bool isMirrored = false) => Database.Gate.WriteAsync(async db =>
    {
        var match = db.RepostMatches.Add(new RepostMatch { OneId = one, OtherId = other, OneFromMs = oneFrom, OneToMs = oneFrom + length, OtherFromMs = otherFrom, OtherToMs = otherFrom + length, FramesCompared = 36, FramesAlike = 31, WithinBits = 28, IsMirrored = isMirrored, SoundAgreement = 92, Basis = MatchBasis.PictureAndSound, FoundAt = Begin }).Entity;
        await db.SaveChangesAsync();
        return match.Id;
    }, default);

    public Task StretchAsync(long group, long item, long from, long to, long duration) => Database.Gate.WriteAsync(async db =>
    {
        await db.RepostCopies.Where(copy => copy.GroupId == group && copy.MediaItemId == item).ExecuteUpdateAsync(set => set.SetProperty(copy => copy.FromMs, from).SetProperty(copy => copy.ToMs, to));
        await db.MediaItems.Where(row => row.Id == item).ExecuteUpdateAsync(set => set.SetProperty(row => row.DurationMs, duration));
    }, default);

    public async Task<T> ReadAsync<T>(Func<Core.Database.MonitorDbContext, Task<T>> read)
    {
        await using var db = Database.CreateDbContext();
        return await read(db);
    }

    public Task<IReadOnlyDictionary<long, long>> KeysAsync(params long[] posts) => ReadAsync(db => ClipKeys.OfAsync(db, posts, default));

    public void Dispose() => Database.Dispose();
}
