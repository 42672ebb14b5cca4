using System.Data.Common;

namespace Monitor.Core.Database;

/// <summary>Tells faults of the disk from others.</summary>
public static class StorageFault
{
    // ENOSPC and EDQUOT as .NET reports them on Linux.
    private const int NoSpace = 28, OverQuota = 122;

    /// <summary>True where a disk is full: the work is waited for, whoever told it, files or the database.</summary>
    public static bool IsFull(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is IOException && (fault.HResult & 0xFFFF) is NoSpace or OverQuota) return true;
            // SQLite's error 13, and PostgreSQL's class 53100.
            if (fault is DbException database && (database.SqlState == "53100" || database.Message.Contains("database or disk is full", StringComparison.Ordinal))) return true;
        }

        return false;
    }
}
