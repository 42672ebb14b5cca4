using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Tests.Setting;

/// <summary>Opens the database of a data folder, beside its owner where it has one.</summary>
internal static class FolderDatabase
{
    public static MonitorDbContext Open(TestFolder folder)
    {
        var options = new DbContextOptionsBuilder<MonitorDbContext>();
        options.UseMonitorSqlite(Path.Combine(folder.Path, "monitor.db"));
        return new MonitorDbContext(options.Options, TimeProvider.System);
    }

    /// <summary>Waits until the database says so, at most two minutes.</summary>
    public static async Task UntilAsync(TestFolder folder, MonitorProcess owner, Func<MonitorDbContext, Task<bool>> holds)
    {
        for (var tries = 0; ; tries++)
        {
            await using var db = Open(folder);
            if (await holds(db)) return;
            Assert.True(tries < 600, owner.Errors);
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
