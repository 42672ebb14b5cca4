using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Monitor.App.Searching;

namespace Monitor.App.Texts;

/// <summary>The three languages of the pages: by the reader's choice, else by the browser's.</summary>
internal static class TextsSetup
{
    public const string CookieName = "__Host-monitor-language";

    /// <summary>Code and own name of each language.</summary>
    public static IReadOnlyList<(string Code, string Name)> Languages { get; } = [("en", "English"), ("be", "Беларуская"), ("ru", "Русский")];

    public static IServiceCollection AddMonitorTexts(this IServiceCollection services)
    {
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            var cultures = Languages.Select(language => CultureInfo.GetCultureInfo(language.Code)).ToList();
            localization.DefaultRequestCulture = new RequestCulture("en");
            localization.SupportedCultures = cultures;
            localization.SupportedUICultures = cultures;
            localization.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = CookieName }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services.AddSingleton<PageText>().AddSingleton<HumanText>().AddSingleton<TriageText>().AddSingleton<RepostText>().AddSingleton<Citation>().AddSingleton<Overview.OverviewNames>().AddSingleton<Overview.CaseNumbers>().AddSingleton<Dossiers.MakeDossier>().AddSingleton<FacetNames>();
    }

    /// <summary>Keeps the choice in a cookie and goes back to the page that it was made on.</summary>
    public static IResult Choose(HttpContext http, string code, string? back)
    {
        if (Languages.All(language => language.Code != code)) return TypedResults.NotFound();
        http.Response.Cookies.Append(CookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(code)),
            new CookieOptions { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        return TypedResults.LocalRedirect(back is ['/', not ('/' or '\\'), ..] && back.All(c => !char.IsControl(c)) ? back : "/");
    }
}
