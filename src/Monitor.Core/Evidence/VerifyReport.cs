namespace Monitor.Core.Evidence;

/// <summary>What a verification read and how many faults it found.</summary>
/// <param name="tell">Gets each fault as it is found.</param>
public sealed class VerifyReport(Func<string, Task> tell)
{
    public long CustodyEntries { get; set; }

    /// <summary>Entries of rows that were there before rows of their kind were entered: they prove nothing of the time before.</summary>
    public long AsFound { get; set; }

    /// <summary>Evidence rows that were compared with their latest entry.</summary>
    public long Rows { get; set; }

    public long AuditEntries { get; set; }

    public long Blobs { get; set; }

    /// <summary>Bytes of all blobs by the database.</summary>
    public long Bytes { get; set; }

    /// <summary>Files of the store that no row speaks of: what a process that was killed left, or what somebody put there. No fault.</summary>
    public long StrayFiles { get; set; }

    /// <summary>Versions of posts that were read again from the kept bytes.</summary>
    public long Readings { get; set; }

    /// <summary>Versions that an earlier parser read and that today's reads otherwise. No fault.</summary>
    public long ReadDifferently { get; set; }

    public int Problems { get; private set; }

    /// <summary>Hash of the last entry: what is anchored outside.</summary>
    public string ChainHead { get; set; } = CustodyChain.Origin;

    public Task AddAsync(string problem)
    {
        Problems++;
        return tell(problem);
    }
}
