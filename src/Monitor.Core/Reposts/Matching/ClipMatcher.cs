using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts.Matching;

/// <summary>Says whether two clips show the same, and where. The picture decides where it changes over the stretch; where it hardly does,
/// the sound must agree, and refutes where it does not. Film speed (25 for 24 frames) is tried for the picture only. Pure.</summary>
public static class ClipMatcher
{
    private const int LeastAlike = 8, PicturePeaks = 4, SoundPeaks = 3, LooselyBits = 88;

    /// <summary>Compares two clips along the likeliest offsets; the best reading is the answer. Bounded, also for tracks of 100,000 frames.</summary>
    public static ClipMatch Compare(ComparedClip one, ComparedClip other, CancellationToken cancellationToken)
    {
        var sounds = SoundVotes.Find(one.Sound, other.Sound, SoundPeaks, cancellationToken);
        var alignments = FrameVotes.Find(one.Frames, other.Frames, PicturePeaks, cancellationToken).Concat(sounds);
        var readings = new List<ClipMatch>();
        foreach (var alignment in alignments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ByPicture(one, other, alignment) is { } reading) readings.Add(reading);
        }

        if (!readings.Any(reading => reading.IsMatch)) readings.AddRange(sounds.Select(alignment => BySound(one, other, alignment)).OfType<ClipMatch>());
        return readings.OrderByDescending(reading => reading.IsMatch).ThenByDescending(Weight).ThenBy(reading => reading.IsMirrored).ThenBy(reading => Math.Abs(reading.OffsetMs)).FirstOrDefault()
            ?? new ClipMatch { Verdict = MatchVerdict.NothingAlike };
    }

    /// <summary>Of several offsets of a static shot, the sound knows the right one.</summary>
    private static double Weight(ClipMatch reading) => (reading.FramesAlike * (1 - ((reading.MedianBits ?? 0) / 128.0))) + (reading.SoundAgreement is { } sound ? sound / 100.0 * reading.FramesCompared : 0);

    private static ClipMatch? ByPicture(ComparedClip one, ComparedClip other, Alignment alignment)
    {
        var diagonal = new Diagonal(one.Frames, other.Frames, alignment);
        if (BestRun.Of(diagonal.Count, at => diagonal.Bits(at) <= LooselyBits) is not { } run) return null;
        var reading = new PictureReading(diagonal, run.First, run.Last, withSound: false);
        var judged = new JudgedStretch(one, other, alignment, diagonal, reading);
        if (judged.HasAgreeingSound)
        {
            reading = new PictureReading(diagonal, run.First, run.Last, withSound: true);
            judged = new JudgedStretch(one, other, alignment, diagonal, reading);
        }

        if (reading.Tells) return judged.IsEnough(LeastAlike) ? judged.Match(MatchVerdict.Copy) : null;
        var ofAll = reading.IsAlike && judged.IsEnough(LeastAlike) ? judged.OfStaticPicture() : null;
        return ofAll is { IsMatch: true } ? ofAll : OfPart(one, other, alignment, diagonal, reading) ?? ofAll;
    }

    /// <summary>A title or a cut-away may be shared where the rest is not: only the part that tells is left.</summary>
    private static ClipMatch? OfPart(ComparedClip one, ComparedClip other, Alignment alignment, Diagonal diagonal, PictureReading whole)
    {
        if (BestRun.Of(whole.Compared, at => whole.Telling[at]) is not { } part) return null;
        var reading = new PictureReading(diagonal, whole.First + part.First, whole.First + part.Last, withSound: false);
        var judged = new JudgedStretch(one, other, alignment, diagonal, reading);
        return reading.Tells && judged.IsEnough(LeastAlike) && judged.Match(MatchVerdict.Copy) is { IsMatch: true } copy ? copy : null;
    }

    /// <summary>The same sound under another picture: weak, so it must be long. A jingle is shared by many.</summary>
    private static ClipMatch? BySound(ComparedClip one, ComparedClip other, Alignment alignment)
    {
        if (SoundComparison.Read(one.Sound, other.Sound, alignment.OffsetMs, 0, (one.Sound.Count * SoundTrack.StepMs) + SoundComparison.ReachMs) is not { ToMs: > 0 } whole) return null;
        if (SoundComparison.Read(one.Sound, other.Sound, whole.OffsetMs, whole.FromMs, whole.ToMs) is not { Agrees: true } heard) return null;
        var (from, to) = ((long)whole.FromMs, Math.Min((long)whole.ToMs, one.LengthMs));
        return StretchLength.IsEnoughForSound(to - from, one, other) ? new ClipMatch
        {
            Verdict = MatchVerdict.Copy,
            Basis = MatchBasis.Sound,
            OneFromMs = from,
            OneToMs = to,
            OtherFromMs = Math.Max(0, (long)(from + heard.OffsetMs)),
            OtherToMs = Math.Clamp((long)(to + heard.OffsetMs), 0, other.LengthMs),
            SoundAgreement = heard.Agreement,
        } : null;
    }
}
