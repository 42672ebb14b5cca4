using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>The one-time link by which the first account is made. Its token lives in this process only, and dies with the first use.</summary>
public sealed class FirstAccountLink(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private byte[]? expected;

    /// <summary>A new token (256 random bits), or null where there is an account already.</summary>
    public async Task<string?> MakeAsync()
    {
        if (!await IsOpenAsync()) return null;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        expected = SHA256.HashData(Encoding.ASCII.GetBytes(token));
        return token;
    }

    public bool Accepts(string? token) =>
        expected is { } hash && token is { Length: 64 } && CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Makes the account, administrator and lead; once, however many ask at the same time.</summary>
    public async Task<IdentityResult> UseAsync(string token, Account account, string password)
    {
        await gate.WaitAsync();
        try
        {
            if (!Accepts(token) || !await IsOpenAsync()) return IdentityResult.Failed(new IdentityError { Code = "LinkUsed", Description = "The link was used already." });
            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var made = await users.CreateAsync(account, password);
            if (made.Succeeded) made = await users.AddToRolesAsync(account, [Roles.Administrator, Roles.Lead]);
            if (made.Succeeded) expected = null;
            return made;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<bool> IsOpenAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.AnyAsync();
    }
}
