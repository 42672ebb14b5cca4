namespace Monitor.Core.Reposts;

/// <summary>Two copies of a group, and how the other lies on the one.</summary>
/// <param name="IsMatched">False where no match joins them: then the group's stretch says how they lie, and nothing is known of the picture.</param>
internal sealed record AlignedPair(RepostCopy Mine, RepostCopy Its, ClipAlignment Lies, bool IsMatched)
{
    private const double Whole = 0.8;

    /// <summary>True where what they have in common is nearly all of both.</summary>
    public bool IsWhole => IsNearlyAll(Mine) && IsOtherWhole;

    /// <summary>True where the one shows nearly all of the other, alone or among other things.</summary>
    public bool IsOtherWhole => IsNearlyAll(Its);

    public static AlignedPair Of(RepostCopy mine, RepostCopy its, ClipAlignment? found) =>
        new(mine, its, found ?? new ClipAlignment(mine.FromMs - its.FromMs, false, its.FromMs, its.ToMs), found is not null);

    private bool IsNearlyAll(RepostCopy copy) => copy.MediaItem?.DurationMs is not { } duration || Lies.ToMs - Lies.FromMs >= Whole * duration;
}
