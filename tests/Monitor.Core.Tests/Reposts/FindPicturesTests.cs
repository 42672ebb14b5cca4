using Microsoft.EntityFrameworkCore;
using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

/// <summary>From the nearest hashes to stills and posts.</summary>
public sealed class FindPicturesTests : IAsyncLifetime, IDisposable
{
    private static readonly PerceptualHash Picture = new(0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210, 0x0F0F_F0F0_3C3C_C3C3, 0xAAAA_5555_9999_6666);

    private readonly CopiedClips clips = new();

    /// <summary>Clip 1, in posts 1 and 2, shows the picture at 0:35; clip 2 something like it; clip 3 something else.</summary>
    public async Task InitializeAsync()
    {
        await clips.ChannelAsync(1, "one");
        await clips.PostAsync(1, 1, 9, null, 1);
        await clips.PostAsync(2, 1, 3, null, 1);
        await clips.PostAsync(3, 1, 5, null, 2);
        await clips.PostAsync(4, 1, 6, null, 3);
        await clips.Database.Gate.WriteAsync(async db =>
        {
            for (var item = 1L; item <= 3; item++)
                for (var still = 0; still < 3; still++) db.Keyframes.Add(new Keyframe { MediaItemId = item, Frame = still, TimeMs = (still * 20_000) + 5_000, FromMs = still * 20_000, ToMs = (still + 1) * 20_000, PerceptualHash = Picture.ToString() });
            db.HashTracks.Add(new HashTrack { MediaItemId = 1, Packed = HashTrack.Pack([new HashedFrame(5_000, new PerceptualHash(~Picture.A, Picture.B, ~Picture.C, Picture.D), 90), new HashedFrame(35_000, Picture with { A = Picture.A ^ 0b111 }, 90)]) });
            db.HashTracks.Add(new HashTrack { MediaItemId = 2, Packed = HashTrack.Pack([new HashedFrame(60_000, Picture with { B = Picture.B ^ 0xFFFF_FFFF_FF }, 90)]) });
            db.HashTracks.Add(new HashTrack { MediaItemId = 3, Packed = HashTrack.Pack([new HashedFrame(0, new PerceptualHash(Picture.A, Picture.B, ~Picture.C, ~Picture.D), 90)]) });
            await db.SaveChangesAsync();
        }, default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task Find_APicture_GivesTheStillOfThatMomentAndThePosts()
    {
        var found = await FindAsync(null);
        Assert.Equal([(1L, 3, 35_000L, "2 1"), (2, 40, 60_000, "3")], found.Select(picture => (picture.MediaItemId, picture.Bits, picture.TimeMs, string.Join(' ', picture.Posts.Select(post => post.PostId)))));
        Assert.Equal([PictureLikeness.Same, PictureLikeness.Alike], found.Select(picture => FindPictures.LikenessOf(picture.Bits)));
        // 0:35 lies in the second still's stretch; a frame at the very end belongs to the last one.
        var times = await clips.ReadAsync(db => db.Keyframes.ToDictionaryAsync(still => still.Id, still => still.TimeMs));
        Assert.Equal([25_000L, 45_000], found.Select(picture => times[picture.StillId!.Value]));
    }

    [Fact]
    public async Task Find_AStillOfAClip_LeavesThatClipOut() => Assert.Equal([2L], (await FindAsync(1)).Select(picture => picture.MediaItemId));

    private Task<IReadOnlyList<FoundPicture>> FindAsync(long? without) => new FindPictures(new LoadFrameIndex(clips.Database), clips.Database).RunAsync(Picture, without, default);
}
