using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.App.Data;
using Monitor.App.Serving;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Accounts;

/// <summary>Accounts, sessions, roles and limits. Every route is denied unless a policy opens it.</summary>
internal static class AccountsSetup
{
    /// <summary>Name of the limit on signing in: Serve:SignInsPerMinute tries a minute and address.</summary>
    public const string SignInLimit = "sign-in";

    public static IServiceCollection AddMonitorAccounts(this IServiceCollection services, DataFolder folder)
    {
        Directory.CreateDirectory(folder.Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        services.AddDataProtection().SetApplicationName("monitor").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        services.AddDbContextFactory<AccountsDbContext>(options => options.UseMonitorSqlite(folder.Accounts, typeof(AccountsDbContext).Assembly));
        services.AddIdentity<Account, IdentityRole>(Restrict).AddEntityFrameworkStores<AccountsDbContext>().AddUserStore<ProtectedSecrets>().AddPasswordValidator<GuessablePasswords>().AddDefaultTokenProviders().AddClaimsPrincipalFactory<CareClaims>();
        services.ConfigureApplicationCookie(Session.Configure);
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SessionStore>((cookie, store) => cookie.SessionStore = store);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            (cookie.Cookie.Name, cookie.Cookie.Path, cookie.Cookie.SameSite, cookie.Cookie.SecurePolicy) = (SecondStep.CookieName, "/", SameSiteMode.Strict, CookieSecurePolicy.Always);
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (TimeSpan.FromMinutes(5), false);
        });
        Policies.Add(services.AddAuthorizationBuilder());
        services.AddAntiforgery(form =>
        {
            // The cookie policy marks it as secure; here that would refuse the loopback address.
            (form.Cookie.Name, form.Cookie.Path, form.Cookie.SameSite, form.FormFieldName) = ("__Host-monitor-form", "/", SameSiteMode.Strict, "form");
        });
        services.AddRateLimiter(limit =>
        {
            limit.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            // A device that signed in before has a limit of its own: what strangers use up is theirs.
            limit.AddPolicy(SignInLimit, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(http.RequestServices.GetRequiredService<KnownDevice>().Read(http)?.Id ?? http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = http.RequestServices.GetRequiredService<IOptions<ServeOptions>>().Value.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
        return services.AddSingleton<SessionStore>().AddSingleton<SignInTries>().AddSingleton<KeptForms>().AddSingleton<KnownDevice>().AddSingleton<LeadNotices>().AddSingleton<AccountNames>().AddSingleton<TranscriptDrafts>().AddScoped<TwoFactor>().AddScoped<AccountLinks>().AddSingleton<FirstAccountLink>().AddSingleton<PrepareAccounts>();
    }

    private static void Restrict(IdentityOptions identity)
    {
        identity.Password.RequiredLength = 12;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        // Only an administrator locks an account; wrong tries slow down who makes them, see SignInTries.
        identity.Lockout.AllowedForNewUsers = true;
    }
}
