using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>Keeps sessions in the accounts' database, so that they can be listed and ended at once.</summary>
public sealed class SessionStore(IDbContextFactory<AccountsDbContext> contexts, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    private static readonly TimeSpan EndedKept = TimeSpan.FromDays(1);

    private readonly IDataProtector protector = protection.CreateProtector("Monitor.Sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        // Those that ended by themselves say for a day whose they were.
        var old = now - EndedKept;
        await db.Sessions.Where(session => session.EndsAt < old).ExecuteDeleteAsync();
        db.Sessions.Add(new AccountSession { KeyHash = HashOf(key), AccountId = ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", Ticket = Protect(ticket), BeganAt = now, LastSeenAt = now, EndsAt = ticket.Properties.ExpiresUtc ?? now + Session.Idle });
        await db.SaveChangesAsync();
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var (hash, now, bytes) = (HashOf(key), clock.GetUtcNow(), Protect(ticket));
        var ends = ticket.Properties.ExpiresUtc ?? now + Session.Idle;
        await using var db = await contexts.CreateDbContextAsync();
        // A key stays with the account that it was made for.
        var account = ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        await db.Sessions.Where(session => session.KeyHash == hash && session.AccountId == account).ExecuteUpdateAsync(set => set.SetProperty(session => session.Ticket, bytes).SetProperty(session => session.LastSeenAt, now).SetProperty(session => session.EndsAt, ends));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var (hash, now) = (HashOf(key), clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync();
        var bytes = await db.Sessions.Where(session => session.KeyHash == hash && session.EndsAt >= now).Select(session => session.Ticket).FirstOrDefaultAsync();
        if (bytes is null) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whose session that was, where it ended by itself within the last day; one that somebody ended is nobody's.</summary>
    public async Task<string?> OwnerOfEndedAsync(string key)
    {
        var hash = HashOf(key);
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sessions.Where(session => session.KeyHash == hash).Select(session => session.AccountId).FirstOrDefaultAsync();
    }

    public async Task RemoveAsync(string key)
    {
        var hash = HashOf(key);
        await using var db = await contexts.CreateDbContextAsync();
        await db.Sessions.Where(session => session.KeyHash == hash).ExecuteDeleteAsync();
    }

    /// <summary>Ends the sessions of an account; all of them, or the one of that hash. Returns how many there were.</summary>
    public async Task<int> EndAsync(string accountId, string? keyHash = null)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sessions.Where(session => session.AccountId == accountId && (keyHash == null || session.KeyHash == keyHash)).ExecuteDeleteAsync();
    }

    public async Task<IReadOnlyList<AccountSession>> ListAsync(string accountId)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sessions.AsNoTracking().Where(session => session.AccountId == accountId && session.EndsAt >= now).OrderByDescending(session => session.LastSeenAt).ToListAsync();
    }

    private byte[] Protect(AuthenticationTicket ticket) => protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
