using Microsoft.AspNetCore.Identity;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Accounts;

/// <summary>Makes the accounts' database ready: its schema, its secrets and the roles.</summary>
public sealed class PrepareAccounts(IServiceScopeFactory scopes)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Database.MigrateAsOwnerAsync(cancellationToken);
        if (scope.ServiceProvider.GetRequiredService<IUserStore<Account>>() is ProtectedSecrets secrets) await secrets.ProtectOldAsync(cancellationToken);
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in Roles.All)
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole(role));
    }
}
