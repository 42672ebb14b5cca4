using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Monitor.App.Accounts;

/// <summary>Between password and code: a cookie of five minutes that says whose password was right, and opens nothing else. A new password or a new link ends it.</summary>
internal static class SecondStep
{
    public const string CookieName = "__Host-monitor-second";

    private const string Stamp = "stamp";

    /// <summary>Ends a session that the browser still has: nobody takes over another's key.</summary>
    public static async Task BeginAsync(HttpContext http, Account account)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, account.Id));
        identity.AddClaim(new Claim(Stamp, account.SecurityStamp ?? ""));
        await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose password was right, as it is now; null for nobody.</summary>
    public static async Task<Account?> FindAsync(HttpContext http, UserManager<Account> users)
    {
        var begun = await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (begun.Principal?.FindFirstValue(ClaimTypes.Name) is not { } id || await users.FindByIdAsync(id) is not { } account) return null;
        return begun.Principal.FindFirstValue(Stamp) == account.SecurityStamp ? account : null;
    }

    /// <summary>Opens the session, with a key of its own. False where the browser has another session: that one is ended, and the code is asked for again.</summary>
    public static async Task<bool> EnterAsync(HttpContext http, SignInManager<Account> signIn, Account account)
    {
        if (http.User.Identity?.IsAuthenticated == true)
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return false;
        }

        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await signIn.SignInAsync(account, isPersistent: false);
        http.RequestServices.GetRequiredService<KnownDevice>().Remember(http, account.Id);
        return true;
    }
}
