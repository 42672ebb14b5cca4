using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Sqlite;

namespace Monitor.Adapters.Tests;

public sealed class SqliteDatabaseTests : DatabaseContract, IDbContextFactory<MonitorDbContext>, IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public SqliteDatabaseTests()
    {
        using var db = CreateDbContext();
        db.Database.Migrate();
    }

    protected override IDbContextFactory<MonitorDbContext> Contexts => this;

    public MonitorDbContext CreateDbContext() => new((DbContextOptions<MonitorDbContext>)new DbContextOptionsBuilder<MonitorDbContext>().UseMonitorSqlite(Path.Combine(folder.Path, "test.db")).Options, Clock);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Connection_Opened_IsDurable()
    {
        await using var db = CreateDbContext();
        Assert.Equal(("wal", 2L), ((await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync())[0], (await db.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync())[0]));
    }
}
