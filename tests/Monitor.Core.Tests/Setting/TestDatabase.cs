using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Monitor.Core.Database;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Sqlite;

namespace Monitor.Core.Tests.Setting;

/// <summary>A real SQLite database with its schema, in a folder of its own, under a clock that the test moves.</summary>
internal sealed class TestDatabase : IDbContextFactory<MonitorDbContext>, IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public TestDatabase()
    {
        Gate = new WriteGate(this);
        using var db = CreateDbContext();
        db.Database.Migrate();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public WriteGate Gate { get; }

    public string Folder => folder.Path;

    public MonitorDbContext CreateDbContext() => new((DbContextOptions<MonitorDbContext>)new DbContextOptionsBuilder<MonitorDbContext>().UseMonitorSqlite(Path.Combine(folder.Path, "test.db")).Options, Clock);

    public void Dispose()
    {
        Gate.Dispose();
        folder.Dispose();
    }
}
