namespace Monitor.Core.Archive;

/// <summary>Who asks. What a viewer may not see changes no hit, count, highlight or export.</summary>
/// <param name="Clearance">Highest clearance of records that the viewer may find; negative: none at all.</param>
public sealed record Viewer(int Clearance)
{
    /// <summary>The owner of the data folder, at the command line.</summary>
    public static readonly Viewer Owner = new(int.MaxValue);

    public static readonly Viewer Nobody = new(-1);
}
