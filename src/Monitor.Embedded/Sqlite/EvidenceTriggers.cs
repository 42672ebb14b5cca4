using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Monitor.Core.Database;
using Monitor.Core.Evidence;

namespace Monitor.Embedded.Sqlite;

/// <summary>Triggers by which the database itself refuses changes of what is evidence, whatever program asks: rows that are fixed are neither changed nor removed, nor are the facts of posts and media, nor the chains.
/// They keep mistakes out; who means to forge drops them, and is found by the chain.</summary>
public static class EvidenceTriggers
{
    private const string Prefix = "keeps_";

    private static readonly string[] Chains = ["CustodyEntries", "AuditEntries"];

    /// <summary>Columns that no later step fills in.</summary>
    private static readonly (string Table, string[] Columns)[] Facts =
    [
        ("Posts", ["ChannelId", "NativeId", "Url", "PublishedAt", "PublishedPrecision", "FirstSeenAt"]), ("MediaItems", ["ContentHash", "Length", "ExchangeId", "ImportId", "StoredAt"]),
    ];

    /// <summary>Makes the triggers that are missing. A migration that builds a table anew loses its own.</summary>
    public static async Task KeepEvidenceAsync(this MonitorDbContext db, CancellationToken cancellationToken)
    {
        var isFixed = db.Model.GetEntityTypes().Where(type => type.ClrType.GetCustomAttribute<EvidenceAttribute>() is { IsFixed: true }).Select(type => type.GetTableName()!);
        foreach (var table in isFixed.Concat(Chains)) await MakeAsync(db.Database, table, "UPDATE", cancellationToken);
        foreach (var (table, columns) in Facts) await MakeAsync(db.Database, table, $"UPDATE OF {string.Join(", ", columns.Select(column => $"\"{column}\""))}", cancellationToken);
        foreach (var table in isFixed.Concat(Chains).Concat(Facts.Select(facts => facts.Table))) await MakeAsync(db.Database, table, "DELETE", cancellationToken);
    }

    /// <summary>Before a migration, which may have to write what they refuse.</summary>
    internal static async Task DropTriggersAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        var names = await database.SqlQueryRaw<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{Prefix}%'").ToListAsync(cancellationToken);
        foreach (var name in names) await Run(database, $"DROP TRIGGER \"{name}\"", cancellationToken);
    }

    private static Task<int> MakeAsync(DatabaseFacade database, string table, string change, CancellationToken cancellationToken) =>
        Run(database, $"CREATE TRIGGER IF NOT EXISTS \"{Prefix}{table}_{change.Split(' ')[0].ToLowerInvariant()}\" BEFORE {change} ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table} is evidence and is never changed'); END", cancellationToken);

    // Names of our own tables and triggers, no input.
#pragma warning disable EF1002
    private static Task<int> Run(DatabaseFacade database, string sql, CancellationToken cancellationToken) => database.ExecuteSqlRawAsync(sql, cancellationToken);
#pragma warning restore EF1002
}
