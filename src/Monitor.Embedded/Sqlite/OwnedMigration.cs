using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Monitor.Embedded.Sqlite;

/// <summary>Brings a database to its newest schema, for the process that owns its folder.</summary>
public static class OwnedMigration
{
    /// <summary>EF marks a running migration by a row, which a killed process leaves behind: the next one would wait for it for ever. The owner of monitor.lock is alone, so that row is nobody's.
    /// Where nothing is to be migrated, nothing is locked.</summary>
    public static async Task MigrateAsOwnerAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        if (!(await database.GetPendingMigrationsAsync(cancellationToken)).Any()) return;
        await database.DropTriggersAsync(cancellationToken);
        await database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await database.MigrateAsync(cancellationToken);
    }
}
