using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Data;
using Monitor.Embedded.Sqlite;

namespace Monitor.App.Accounts;

/// <summary>Accounts, sessions, roles and limits. Every route is denied unless a policy opens it.</summary>
internal static class AccountsSetup
{
    /// <summary>Name of the limit on signing in: 10 tries a minute and address.</summary>
    public const string SignInLimit = "sign-in";

    public static IServiceCollection AddMonitorAccounts(this IServiceCollection services, DataFolder folder)
    {
        Directory.CreateDirectory(folder.Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        services.AddDataProtection().SetApplicationName("monitor").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        services.AddDbContext<AccountsDbContext>(options => options.UseMonitorSqlite(folder.Accounts, typeof(AccountsDbContext).Assembly));
        services.AddIdentity<Account, IdentityRole>(Restrict).AddEntityFrameworkStores<AccountsDbContext>().AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(Session.Configure);
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.ReadCases, policy => policy.RequireRole(Roles.Reader, Roles.Analyst, Roles.Lead))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Administrator))
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.Administrator).Build());
        services.AddAntiforgery(form =>
        {
            // The cookie policy marks it as secure; here that would refuse the loopback address.
            (form.Cookie.Name, form.Cookie.Path, form.Cookie.SameSite, form.FormFieldName) = ("__Host-monitor-form", "/", SameSiteMode.Strict, "form");
        });
        services.AddRateLimiter(limit =>
        {
            limit.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limit.AddPolicy(SignInLimit, http => HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(""));
        });
        return services.AddSingleton<FirstAccountLink>().AddSingleton<PrepareAccounts>();
    }

    private static void Restrict(IdentityOptions identity)
    {
        identity.Password.RequiredLength = 12;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.AllowedForNewUsers = true;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }
}
