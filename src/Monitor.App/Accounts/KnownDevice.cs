using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Monitor.App.Accounts;

/// <summary>A cookie by which a device that signed in before is told from strangers, so that their wrong tries never keep its owner out. It opens nothing.</summary>
public sealed class KnownDevice(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string CookieName = "__Host-monitor-device";

    /// <summary>Accounts that one device is known for; more people do not share one.</summary>
    private const int MostAccounts = 4;

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Monitor.KnownDevice").ToTimeLimitedDataProtector();

    /// <summary>What the request's cookie says; null for a stranger, and where the cookie is not one of ours.</summary>
    public Device? Read(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and < 4096 } cookie) return null;
        try
        {
            var parts = protector.Unprotect(cookie).Split(' ');
            return new Device(parts[0], parts[1..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Called when somebody has signed in with both steps.</summary>
    public void Remember(HttpContext http, string accountId)
    {
        var known = Read(http) ?? new Device(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), []);
        IEnumerable<string> accounts = [accountId, .. known.Accounts.Where(other => other != accountId).Take(MostAccounts - 1)];
        http.Response.Cookies.Append(CookieName, protector.Protect(string.Join(' ', accounts.Prepend(known.Id)), Life),
            new CookieOptions { Path = "/", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Expires = clock.GetUtcNow() + Life });
    }
}

/// <param name="Id">Random; says nothing of the device.</param>
/// <param name="Accounts">Ids of the accounts that signed in on it.</param>
public sealed record Device(string Id, IReadOnlyList<string> Accounts);
