namespace Monitor.Core.Reposts;

/// <summary>Clips that show the same. A suggestion of the program until people confirm its copies; a clip made of several others may be in several groups.</summary>
public sealed class RepostGroup
{
    public long Id { get; set; }

    public DateTimeOffset FoundAt { get; set; }

    public ICollection<RepostCopy> Copies { get; } = [];
}
