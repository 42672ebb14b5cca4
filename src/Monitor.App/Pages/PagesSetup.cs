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
            pages.Conventions.AuthorizeFolder("/Operations", Policies.Administer);
            pages.Conventions.AllowAnonymousToFolder("/Accounts");
            pages.Conventions.AllowAnonymousToPage("/Error");
        });
        return services.AddSingleton<MonitorFiles>();
    }

    public static void MapLanguageChoice(this WebApplication app) => app.MapGet("/language/{code}", TextsSetup.Choose).AllowAnonymous().ExcludeFromDescription();
}
