namespace Monitor.Core.Archive;

/// <summary>Who asks. What a viewer may not see changes no hit, count, order, highlight or export.</summary>
/// <param name="Clearance">Highest clearance that the viewer has, 0 to 2; negative: finds nothing at all.</param>
public sealed record Viewer(int Clearance)
{
    /// <summary>0 public, 1 restricted, 2 withheld.</summary>
    public const int MaxClearance = 2;

    /// <summary>The owner of the data folder, at the command line.</summary>
    public static readonly Viewer Owner = new(MaxClearance);

    public static readonly Viewer Nobody = new(-1);

    /// <summary>The clearances whose fields the viewer searches.</summary>
    public IEnumerable<int> Levels => Enumerable.Range(0, Math.Clamp(Clearance, -1, MaxClearance) + 1);
}
