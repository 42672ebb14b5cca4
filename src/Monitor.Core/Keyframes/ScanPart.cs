namespace Monitor.Core.Keyframes;

/// <summary>What one run of the decoder saw of a clip: all of it, or one half of two that overlap.</summary>
/// <param name="Frames">The frames that were decoded.</param>
/// <param name="Packets">The container's packets.</param>
/// <param name="Errors">The last of the decoder's diagnostics.</param>
internal sealed record ScanPart(ShotDetector Detector, TrackSampler Track, FrameListing Frames, FrameListing Packets, string Errors)
{
    /// <summary>Frames of the second half that only make its windows full: the longest dissolve, and some.</summary>
    private const int Warm = 40;

    /// <summary>Frames that were both decoded and listed.</summary>
    public int Decoded => Math.Min(Frames.Stamps.Count, Detector.Count);

    /// <summary>Frames by which the halves must overlap, as many as the decoder leaves out included.</summary>
    public const int OverlapFrames = 100;

    /// <summary>Both halves as one, as if one run had seen all; null where they do not meet.</summary>
    public static ScanPart? Join(ScanPart first, ScanPart second)
    {
        if (second.Decoded <= Warm || first.Decoded == 0 || first.Frames.MsPerTick != second.Frames.MsPerTick || first.Packets.MsPerTick != second.Packets.MsPerTick) return null;
        var seam = second.Frames.Stamps[Warm];
        var count = 0;
        while (count < first.Decoded && first.Frames.Stamps[count] < seam) count++;
        // The first half must have seen the frame of the seam too.
        if (count == 0 || count >= first.Decoded || first.Frames.Stamps[count] != seam) return null;
        return new ScanPart(
            ShotDetector.Join(first.Detector, count, second.Detector, Warm), TrackSampler.Join(first.Track, count, second.Track, Warm),
            first.Frames with { Stamps = [.. first.Frames.Stamps.Take(count), .. second.Frames.Stamps.Skip(Warm)], Keys = [], End = second.Frames.End },
            Union(first.Packets, second.Packets), second.Errors);
    }

    /// <summary>Packets that are in both are the same ones.</summary>
    private static FrameListing Union(FrameListing first, FrameListing second)
    {
        var known = first.Stamps.ToHashSet();
        var added = Enumerable.Range(0, second.Stamps.Count).Where(at => !known.Contains(second.Stamps[at])).ToList();
        return first with { Stamps = [.. first.Stamps, .. added.Select(at => second.Stamps[at])], Keys = [.. first.Keys, .. added.Select(at => second.Keys[at])], End = Math.Max(first.End, second.End) };
    }
}
