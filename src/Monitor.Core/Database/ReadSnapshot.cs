using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Monitor.Core.Database;

/// <summary>A transaction that only reads: all its queries see the database as it was at the first of them, and it keeps nobody from writing. To be short, since the log cannot be cut off before it ends.</summary>
public static class ReadSnapshot
{
    public static Task<IDbContextTransaction> BeginSnapshotAsync(this MonitorDbContext db, CancellationToken cancellationToken) =>
        // SQLite's provider takes the lock of a writer for every level but this one; its snapshots are whole all the same.
        db.Database.BeginTransactionAsync(db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true ? IsolationLevel.ReadUncommitted : IsolationLevel.RepeatableRead, cancellationToken);
}
