using Monitor.App.Accounts;
using Monitor.App.Texts;

namespace Monitor.App.Pages;

/// <summary>Which group of pages is open to whom. What is not named here is closed.</summary>
internal static class PagesSetup
{
    public static IServiceCollection AddMonitorPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Archive", Policies.ReadCases);
            pages.Conventions.AuthorizeFolder("/Cases", Policies.ReadCases);
            pages.Conventions.AuthorizeFolder("/Review", Policies.Review);
            pages.Conventions.AuthorizeFolder("/Merging", Policies.Lead);
            pages.Conventions.AuthorizeFolder("/Auditing", Policies.ReadAudit);
            pages.Conventions.AuthorizeFolder("/Administration", Policies.Administer);
            pages.Conventions.AuthorizeFolder("/Operations", Policies.Administer);
            pages.Conventions.AuthorizeFolder("/Coverage", Policies.ReadCoverage);
            pages.Conventions.AuthorizeFolder("/ChannelEditing", Policies.Administer);
            pages.Conventions.AddPageRoute("/ChannelEditing/EditChannel", "/channels/new");
            pages.Conventions.AuthorizeFolder("/Own", Policies.SignedIn);
            pages.Conventions.AddPageRoute("/Review/EditPerson", "/people/new");
            pages.Conventions.AddPageRoute("/Review/EditAct", "/acts/new");
            pages.Conventions.AddPageRoute("/Review/EditIncident", "/incidents/new");
            pages.Conventions.AllowAnonymousToFolder("/Accounts");
            pages.Conventions.AllowAnonymousToPage("/Error");
        });
        return services.AddSingleton<MonitorFiles>();
    }

    /// <summary>Where an account begins: at what its roles open.</summary>
    public static void MapStart(this WebApplication app) => app.MapGet("/start", (HttpContext http) => TypedResults.LocalRedirect(
        Policies.MayReview(http.User) ? "/overview" : http.User.IsInRole(Roles.Reader) ? "/" : http.User.IsInRole(Roles.Administrator) ? "/jobs" : http.User.IsInRole(Roles.Auditor) ? "/audit" : "/account")).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();

    public static void MapLanguageChoice(this WebApplication app) => app.MapGet("/language/{code}", TextsSetup.Choose).AllowAnonymous().ExcludeFromDescription();
}
