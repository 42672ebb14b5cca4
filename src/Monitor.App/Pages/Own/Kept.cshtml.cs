using Microsoft.AspNetCore.Mvc.RazorPages;
using Monitor.App.Accounts;

namespace Monitor.App.Pages.Own;

/// <summary>Gives back what somebody typed whose session ended meanwhile: looked at once more, and sent where it was going.</summary>
public sealed class KeptModel(KeptForms kept) : PageModel
{
    /// <summary>From so many characters on, or with a line break, a field is shown as a text.</summary>
    private const int Short = 60;

    /// <summary>Null where nothing is kept.</summary>
    public KeptForm? Form { get; private set; }

    public void OnGet() => Form = kept.Find(HttpContext, Policies.ActorOf(User).Id);

    /// <summary>True for what a person typed rather than chose.</summary>
    public static bool IsText(string value) => value.Length > Short || value.Contains('\n');
}
