using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Monitor.Core.Database;

namespace Monitor.Embedded.Sqlite;

/// <summary>Lets `dotnet ef migrations add` see the model.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<MonitorDbContext>
{
    public MonitorDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MonitorDbContext>();
        options.UseMonitorSqlite(":memory:");
        return new MonitorDbContext(options.Options, TimeProvider.System);
    }
}
