namespace Monitor.Core.Evidence;

/// <summary>A row that is evidence: it gets a custody entry in the transaction that writes it, and is never changed.</summary>
public interface IEvidenceRow
{
    long Id { get; }

    /// <summary>Short name of the kind of row, as in the custody chain.</summary>
    string EvidenceKind { get; }

    /// <summary>The facts that must not change, as one text; its salted hash goes into the chain.</summary>
    string EvidenceFacts();
}
