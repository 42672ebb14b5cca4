namespace Monitor.Core.Evidence;

/// <summary>What a verification read and how many faults it found.</summary>
public sealed class VerifyReport
{
    public long CustodyEntries { get; set; }

    public long AuditEntries { get; set; }

    public long Blobs { get; set; }

    /// <summary>Bytes of all blobs by the database.</summary>
    public long Bytes { get; set; }

    public int Problems { get; set; }

    /// <summary>Hash of the last entry: what is anchored outside.</summary>
    public string ChainHead { get; set; } = CustodyChain.Origin;
}
