using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>One-time links by which people set their password and second factor: for new accounts, and for those who lost one of the two. Only the hash of a link is kept.</summary>
public sealed class AccountLinks(UserManager<Account> users, SessionStore sessions, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>Makes an account that nobody can sign in to before its link is used. Returns the link's token.</summary>
    public async Task<(IdentityResult Result, string? Token)> InviteAsync(string? name, IEnumerable<string> roles)
    {
        var account = new Account { UserName = name };
        var made = await users.CreateAsync(account);
        if (made.Succeeded) made = await users.AddToRolesAsync(account, roles);
        return (made, made.Succeeded ? await OpenAsync(account) : null);
    }

    /// <summary>A new link for an account; an older one stops working, the password still counts until the link is used.</summary>
    public async Task<string> OpenAsync(Account account)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        (account.LinkHash, account.LinkUntil) = (HashOf(token), clock.GetUtcNow() + Life);
        await users.UpdateAsync(account);
        return token;
    }

    public async Task<Account?> FindAsync(string? token)
    {
        if (token is not { Length: 64 }) return null;
        var (hash, now) = (HashOf(token), clock.GetUtcNow());
        return await users.Users.FirstOrDefaultAsync(account => account.LinkHash == hash && account.LinkUntil > now) is { } account && !IsLocked(account, now) ? account : null;
    }

    /// <summary>Sets the password, forgets the second factor, ends all sessions, and closes the link.</summary>
    public async Task<IdentityResult> UseAsync(Account account, string password)
    {
        foreach (var validator in users.PasswordValidators)
            if (await validator.ValidateAsync(users, account, password) is { Succeeded: false } weak) return weak;
        (account.LinkHash, account.LinkUntil, account.TwoFactorEnabled, account.LastCodeStep) = (null, null, false, 0);
        if (await users.HasPasswordAsync(account)) await users.RemovePasswordAsync(account);
        var done = await users.AddPasswordAsync(account, password);
        if (!done.Succeeded) return done;
        await users.ResetAuthenticatorKeyAsync(account);
        await users.SetLockoutEndDateAsync(account, null);
        await sessions.EndAsync(account.Id);
        return done;
    }

    /// <summary>True where an administrator locked it; a lockout after wrong tries ends by itself.</summary>
    public static bool IsLocked(Account account, DateTimeOffset now) => account.LockoutEnd > now.AddDays(1);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
