using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>Keeps what an account's app computes its codes from under the protection keys: a copy of accounts.db alone gives nobody a second factor.</summary>
internal sealed class ProtectedSecrets(AccountsDbContext context, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null) : UserStore<Account, IdentityRole, AccountsDbContext>(context, describer)
{
    private const string Mark = "protected:";
    private readonly IDataProtector protector = protection.CreateProtector("Monitor.AccountSecrets");

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : Mark + protector.Protect(value), cancellationToken);

    /// <summary>The secret; null where its keys are gone: the account then needs a new link.</summary>
    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        var kept = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        if (kept?.StartsWith(Mark, StringComparison.Ordinal) != true) return kept;
        try
        {
            return protector.Unprotect(kept[Mark.Length..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Protects what earlier versions kept in the clear, and wipes it out of the file. Returns how many there were.</summary>
    public async Task<int> ProtectOldAsync(CancellationToken cancellationToken)
    {
        var clear = await Context.UserTokens.Where(token => token.Value != null && !token.Value.StartsWith(Mark)).ToListAsync(cancellationToken);
        if (clear.Count == 0) return 0;
        foreach (var token in clear) token.Value = Mark + protector.Protect(token.Value!);
        await Context.SaveChangesAsync(cancellationToken);
        // Pages that a row left keep its bytes until the file is written anew.
        await Context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        await Context.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
        await Context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        return clear.Count;
    }
}
