using Monitor.Core.Reposts;

namespace Monitor.App.Texts;

/// <summary>What a match rests on, in the reader's language.</summary>
public sealed class RepostText(PageText text)
{
    /// <summary>Such as: 31 of 36 frames within 28 bits, from 0:12 to 0:40 · sound agrees 92 %.</summary>
    /// <param name="item">The media item whose times are said.</param>
    public string Say(RepostMatch match, long item)
    {
        var (from, to) = match.OneId == item ? (match.OneFromMs, match.OneToMs) : (match.OtherFromMs, match.OtherToMs);
        var picture = text["RepostByPicture", match.FramesAlike, match.FramesCompared, match.WithinBits, HumanText.Duration(from), HumanText.Duration(to)];
        if (match.SoundAgreement is not { } sound) return picture;
        return match.Basis == MatchBasis.Sound ? text["RepostBySound", sound, HumanText.Duration(from), HumanText.Duration(to)] : picture + " · " + text["RepostSound", sound];
    }
}
