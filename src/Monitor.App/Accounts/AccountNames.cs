using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>What accounts are called, for pages that only colleagues see. Nothing that leaves the house asks this.</summary>
public sealed class AccountNames(IDbContextFactory<AccountsDbContext> contexts)
{
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking().ToDictionaryAsync(account => account.Id, account => account.UserName ?? account.Id, cancellationToken);
    }
}
