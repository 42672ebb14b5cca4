using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;

namespace Monitor.App.Pages.Accounts;

/// <summary>Signing in. A wrong name and a wrong password look the same.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class SignInModel(SignInManager<Account> signIn) : PageModel
{
    /// <summary>Key of the text to show, or null.</summary>
    public string? Message { get; private set; }

    public string? Back { get; private set; }

    public void OnGet(string? back) => Back = back;

    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? back)
    {
        Back = back;
        var result = await signIn.PasswordSignInAsync(name ?? "", password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded) return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
        Message = result.IsLockedOut ? "LockedOut" : "WrongPassword";
        return Page();
    }
}
