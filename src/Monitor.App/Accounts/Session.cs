using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Monitor.App.Accounts;

/// <summary>The session cookie: ends after 15 idle minutes, and after 10 hours in any case.</summary>
internal static class Session
{
    public const string CookieName = "__Host-monitor";

    private const string BeganAt = "began-at";
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = CookieName;
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/denied";
        cookie.ReturnUrlParameter = "back";
        cookie.Events.OnSigningIn = Begin;
        cookie.Events.OnValidatePrincipal = CheckAsync;
        cookie.Events.OnRedirectToLogin = AskToSignInAsync;
        cookie.Events.OnRedirectToAccessDenied = context => RedirectOr(context, StatusCodes.Status403Forbidden);
    }

    private static Task Begin(CookieSigningInContext context)
    {
        context.Properties.Items.TryAdd(BeganAt, Clock(context.HttpContext).GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    private static Task CheckAsync(CookieValidatePrincipalContext context)
    {
        if (context.Properties.Items.TryGetValue(BeganAt, out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var began) && Clock(context.HttpContext).GetUtcNow() - began < Longest)
            return SecurityStampValidator.ValidatePrincipalAsync(context);
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Who sent a form is asked to sign in, and finds it filled afterwards.</summary>
    private static async Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.Path.StartsWithSegments("/api") && await context.HttpContext.RequestServices.GetRequiredService<KeptForms>().KeepAsync(context)) context.Response.Redirect(context.Options.LoginPath + "?back=" + KeptForms.Page);
        else await RedirectOr(context, StatusCodes.Status401Unauthorized);
    }

    /// <summary>A person is sent to the page; a program is told the status.</summary>
    private static Task RedirectOr(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api")) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static TimeProvider Clock(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>();
}
