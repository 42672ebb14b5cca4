using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Accounts;

/// <summary>Lets `dotnet ef migrations add` see the accounts' model.</summary>
internal sealed class AccountsDesignTime : IDesignTimeDbContextFactory<AccountsDbContext>
{
    public AccountsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AccountsDbContext>();
        options.UseMonitorSqlite(":memory:", typeof(AccountsDbContext).Assembly);
        return new AccountsDbContext(options.Options);
    }
}
