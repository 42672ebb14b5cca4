using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Monitor.Embedded.Sqlite;

/// <summary>The embedded database: one file, write-ahead log, every commit flushed to disk.</summary>
public static class SqliteDatabase
{
    /// <param name="migrations">The assembly with the context's migrations; this one where null.</param>
    public static DbContextOptionsBuilder UseMonitorSqlite(this DbContextOptionsBuilder options, string file, System.Reflection.Assembly? migrations = null) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = true, DefaultTimeout = 30 }.ToString(),
            sqlite => sqlite.MigrationsAssembly((migrations ?? typeof(SqliteDatabase).Assembly).GetName().Name))
        .AddInterceptors(Durable.Instance);

    /// <summary>Sets what SQLite keeps per connection.</summary>
    private sealed class Durable : DbConnectionInterceptor
    {
        public static readonly Durable Instance = new();

        /// <summary>Connections of the pool that are set already: a connection is opened for each context.</summary>
        private readonly ConditionalWeakTable<object, object> known = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private void Set(DbConnection connection)
        {
            if (connection is SqliteConnection { Handle: { } handle } && !known.TryAdd(handle, this)) return;
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;";
            command.ExecuteNonQuery();
        }
    }
}
