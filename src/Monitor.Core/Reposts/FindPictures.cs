using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Posts;

namespace Monitor.Core.Reposts;

/// <summary>Finds where a picture, or one like it, is in the archive.</summary>
public sealed class FindPictures(LoadFrameIndex frames, IDbContextFactory<MonitorDbContext> contexts)
{
    /// <summary>Two pictures of which no more bits differ are the same one (the bound that the PDQ paper recommends).</summary>
    public const int SameBits = 31;

    /// <summary>Up to here they are much alike; unlike pictures differ in about 128.</summary>
    public const int AlikeBits = 60;

    /// <summary>What is farther is not shown.</summary>
    public const int MostBits = 90;

    private const int Most = 40, MostPosts = 5;

    /// <summary>The nearest pictures, one a media item.</summary>
    /// <param name="without">A media item that is not looked for: the one that the picture is from.</param>
    public async Task<IReadOnlyList<FoundPicture>> RunAsync(PerceptualHash picture, long? without, CancellationToken cancellationToken)
    {
        var index = await frames.RunAsync(cancellationToken);
        var near = index.Nearest(picture, Most + 1, MostBits, cancellationToken).Where(frame => frame.MediaItemId != without).Take(Most).ToList();
        var items = near.ConvertAll(frame => frame.MediaItemId);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stills = (await db.Keyframes.AsNoTracking().Where(still => items.Contains(still.MediaItemId)).Select(still => new Stretch(still.Id, still.MediaItemId, still.TimeMs, still.FromMs, still.ToMs)).ToListAsync(cancellationToken)).ToLookup(still => still.MediaItemId);
        var posts = (await Carriers.Of(db, items).Join(db.Posts, row => row.PostId, post => post.Id, (row, post) => new { row.MediaItemId, post.Id, post.Channel!.Title, post.PublishedAt, post.PublishedPrecision }).ToListAsync(cancellationToken)).OrderBy(row => row.PublishedAt).ThenBy(row => row.Id).ToLookup(row => row.MediaItemId);
        return [.. near.Select(frame => new FoundPicture(frame.MediaItemId, StillAt(stills[frame.MediaItemId], frame.TimeMs), frame.TimeMs, frame.Bits, frame.IsMirrored,
            [.. posts[frame.MediaItemId].Take(MostPosts).Select(row => new PictureCarrier(row.Id, row.Title, row.PublishedAt, row.PublishedPrecision))], posts[frame.MediaItemId].Count()))];
    }

    /// <summary>The nearest pictures to a still of the archive, by the hash that its clip has at that moment: hashes of one kind are nearer to each other.</summary>
    public async Task<IReadOnlyList<FoundPicture>> OfStillAsync(Keyframe still, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var track = (await db.HashTracks.AsNoTracking().FirstOrDefaultAsync(row => row.MediaItemId == still.MediaItemId, cancellationToken))?.Unpack() ?? [];
        var hash = track.Count == 0 ? PerceptualHash.Parse(still.PerceptualHash) : track.MinBy(frame => Math.Abs(frame.TimeMs - still.TimeMs)).Hash;
        return await RunAsync(hash, still.MediaItemId, cancellationToken);
    }

    public static PictureLikeness LikenessOf(int bits) => bits <= SameBits ? PictureLikeness.Same : bits <= AlikeBits ? PictureLikeness.Alike : PictureLikeness.Far;

    /// <summary>The still that stands for that moment.</summary>
    private static long? StillAt(IEnumerable<Stretch> stills, long timeMs) => stills.OrderBy(still => still.FromMs <= timeMs && timeMs < still.ToMs ? 0 : 1).ThenBy(still => Math.Abs(still.TimeMs - timeMs)).Select(still => (long?)still.Id).FirstOrDefault();

    private sealed record Stretch(long Id, long MediaItemId, long TimeMs, long FromMs, long ToMs);
}

/// <summary>How near two pictures are, in a word.</summary>
public enum PictureLikeness { Same, Alike, Far }

/// <summary>A moment of a clip, or a picture, that is near the one looked for.</summary>
/// <param name="StillId">The still that stands for that moment; null where none is kept.</param>
/// <param name="Bits">How many of 256 bits differ.</param>
/// <param name="Posts">The first posts that carry it, in the order of their publication.</param>
/// <param name="PostCount">How many there are.</param>
public sealed record FoundPicture(long MediaItemId, long? StillId, long TimeMs, int Bits, bool IsMirrored, IReadOnlyList<PictureCarrier> Posts, int PostCount);

public sealed record PictureCarrier(long PostId, string ChannelTitle, DateTimeOffset PublishedAt, DatePrecision PublishedPrecision);
