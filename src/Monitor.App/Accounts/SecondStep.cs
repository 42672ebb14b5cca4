using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Monitor.App.Accounts;

/// <summary>Between password and code: a cookie of five minutes that says whose password was right, and opens nothing else.</summary>
internal static class SecondStep
{
    public const string CookieName = "__Host-monitor-second";

    public static Task BeginAsync(HttpContext http, Account account)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, account.Id));
        return http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>The page that asks for the code, or first for the app.</summary>
    public static string PageFor(Account account) => account.TwoFactorEnabled ? "/sign-in/code" : "/two-factor";
}
