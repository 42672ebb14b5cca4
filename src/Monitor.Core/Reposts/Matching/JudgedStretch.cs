namespace Monitor.Core.Reposts.Matching;

/// <summary>A stretch that two clips may have in common, with what its picture and its sound say.</summary>
internal sealed class JudgedStretch
{
    /// <summary>How long the last frame is taken to last: tracks have about four a second.</summary>
    private const long LastFrameMs = 250;

    /// <summary>Percent of the sound that agrees where it is the same recording, not the same music under two.</summary>
    private const int AllAlong = 90;

    private readonly PictureReading picture;
    private readonly Alignment alignment;
    private readonly SoundReading? sound;
    private readonly long from, to, oneLength, otherLength;
    private readonly bool isLongEnough, isSilent;

    public JudgedStretch(ComparedClip one, ComparedClip other, Alignment alignment, Diagonal diagonal, PictureReading picture)
    {
        (this.alignment, this.picture) = (alignment, picture);
        (oneLength, otherLength) = (one.LengthMs, other.LengthMs);
        (from, to) = (diagonal.TimeMs(picture.First), diagonal.TimeMs(picture.Last) + LastFrameMs);
        isLongEnough = StretchLength.IsEnough(to - from, one, other);
        // Where both have sound, but none that can be compared here, small movements are not believed either.
        isSilent = one.Sound.Count == 0 || other.Sound.Count == 0;
        // At another speed the fingerprints are others.
        sound = alignment.Speed == 1 ? SoundComparison.Read(one.Sound, other.Sound, alignment.OffsetMs, from, to) : null;
    }

    public bool IsEnough(int leastAlike) => picture.Alike >= leastAlike;

    public bool HasAgreeingSound => sound is { Agrees: true };

    /// <summary>The picture hardly changes: the sound must agree, or where there is none, the same small movements.</summary>
    public ClipMatch OfStaticPicture() => Match(sound switch
    {
        // Two people before one wall, with the same music under both: far apart as they are, the sound must agree all along.
        { Agrees: true } when picture.MedianBits <= PictureReading.NearBits || sound.Agreement >= AllAlong => MatchVerdict.Copy,
        { Agrees: true } => MatchVerdict.PictureTellsTooLittle,
        not null => MatchVerdict.SoundDiffers,
        null when picture.MovesAlike && isSilent => MatchVerdict.Copy,
        null => MatchVerdict.PictureTellsTooLittle,
    });

    public ClipMatch Match(MatchVerdict verdict) => new()
    {
        Verdict = verdict == MatchVerdict.Copy && !isLongEnough ? MatchVerdict.TooShort : verdict,
        Basis = sound is { Agrees: true } ? MatchBasis.PictureAndSound : MatchBasis.Picture,
        OneFromMs = from,
        OneToMs = Math.Min(to, oneLength),
        OtherFromMs = Math.Max(0, (long)Math.Round(alignment.ToOther(from))),
        OtherToMs = Math.Clamp((long)Math.Round(alignment.ToOther(to)), 0, otherLength),
        FramesCompared = picture.Compared,
        FramesAlike = picture.Alike,
        WithinBits = picture.WithinBits,
        MedianBits = picture.MedianBits,
        IsMirrored = alignment.IsMirrored,
        SoundAgreement = sound?.Agreement,
    };
}
