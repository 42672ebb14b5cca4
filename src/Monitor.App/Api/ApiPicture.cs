using Monitor.Core.Keyframes;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.App.Api;

/// <summary>Where a picture, or one like it, is in the archive.</summary>
/// <param name="Quality">Quality of the picture's hash, 0 to 100.</param>
/// <param name="TellsLittle">True where there is too little in the picture to tell others apart by.</param>
/// <param name="Pictures">Nearest first, one a media item.</param>
public sealed record PictureAnswer(int Quality, bool TellsLittle, IReadOnlyList<ApiPicture> Pictures)
{
    public static PictureAnswer Of(int quality, IReadOnlyList<FoundPicture> found) => new(quality, quality < HashedFrame.LeastQuality, [.. found.Select(ApiPicture.Of)]);
}

/// <summary>A moment of a clip, or a picture, that is near the one looked for.</summary>
/// <param name="Still">Id of the still that stands for that moment; null where none is kept.</param>
/// <param name="TimeMs">Time in the clip, in milliseconds.</param>
/// <param name="Bits">How many of 256 bits of the PDQ hashes differ.</param>
/// <param name="Likeness">same, alike or far.</param>
/// <param name="PostCount">How many posts carry it; the first few are in posts.</param>
public sealed record ApiPicture(long MediaItem, long? Still, long TimeMs, int Bits, PictureLikeness Likeness, bool Mirrored, int PostCount, IReadOnlyList<ApiPictureCarrier> Posts)
{
    public static ApiPicture Of(FoundPicture found) => new(found.MediaItemId, found.StillId, found.TimeMs, found.Bits, FindPictures.LikenessOf(found.Bits), found.IsMirrored, found.PostCount,
        [.. found.Posts.Select(post => new ApiPictureCarrier(Post.NumberOf(post.PostId), post.ChannelTitle, post.PublishedPrecision == DatePrecision.Unknown ? null : post.PublishedAt))]);
}

/// <summary>A post that carries a picture.</summary>
/// <param name="Number">Archive number, such as M-000123.</param>
/// <param name="PublishedAt">Instant in UTC; null where it is not known.</param>
public sealed record ApiPictureCarrier(string Number, string ChannelTitle, DateTimeOffset? PublishedAt);
