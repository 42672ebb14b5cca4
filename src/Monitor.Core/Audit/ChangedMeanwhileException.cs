namespace Monitor.Core.Audit;

/// <summary>Somebody else changed the row since it was read: nothing was written; look at it again.</summary>
public sealed class ChangedMeanwhileException(IEditedRow row) : Exception($"The {row.EditedKind} {row.Id} was changed meanwhile.")
{
    /// <summary>Throws where the row is no longer the one that was seen.</summary>
    public static void ThrowUnless(IEditedRow row, int seen)
    {
        if (row.Revision != seen) throw new ChangedMeanwhileException(row);
    }
}
