namespace Monitor.Core.Reposts.Grouping;

/// <summary>A stretch of a clip in milliseconds.</summary>
internal readonly record struct Stretch(long FromMs, long ToMs)
{
    public static Stretch Of(RepostCopy copy) => new(copy.FromMs, copy.ToMs);

    /// <summary>The item's side of a match.</summary>
    public static Stretch Of(RepostMatch match, long itemId) => match.OneId == itemId ? new Stretch(match.OneFromMs, match.OneToMs) : new Stretch(match.OtherFromMs, match.OtherToMs);

    /// <summary>True where both show the same part: they overlap by at least half of the shorter.</summary>
    public bool Fits(Stretch other) =>
        2 * (Math.Min(ToMs, other.ToMs) - Math.Max(FromMs, other.FromMs)) >= Math.Max(1, Math.Min(ToMs - FromMs, other.ToMs - other.FromMs));
}
