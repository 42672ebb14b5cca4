namespace Monitor.Core.Evidence;

/// <summary>Rows of this kind are evidence, or say when and where it was: each gets a custody entry in the transaction that writes it, and another one for each later change or removal.
/// All stored columns are facts but those marked with <see cref="NotEvidenceAttribute"/>.</summary>
/// <param name="kind">Short name of the kind of row, as in the custody chain; never changed.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EvidenceAttribute(string kind) : Attribute
{
    public string Kind { get; } = kind;

    /// <summary>True where a row is never changed nor removed.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>A column that moves by itself and is no fact.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotEvidenceAttribute : Attribute;
