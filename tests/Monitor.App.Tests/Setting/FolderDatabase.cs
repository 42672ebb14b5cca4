using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Tests.Setting;

/// <summary>Opens the database of a data folder that nobody owns just now.</summary>
internal static class FolderDatabase
{
    public static MonitorDbContext Open(TestFolder folder)
    {
        var options = new DbContextOptionsBuilder<MonitorDbContext>();
        options.UseMonitorSqlite(Path.Combine(folder.Path, "monitor.db"));
        return new MonitorDbContext(options.Options, TimeProvider.System);
    }
}
