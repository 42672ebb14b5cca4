using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>Makes the first account, by the one-time link that the start printed.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class FirstAccountModel(FirstAccountLink link, AuditLog audit) : PageModel
{
    public bool IsOpen { get; private set; }

    public string? Token { get; private set; }

    public string? Name { get; private set; }

    /// <summary>Keys of the texts that say what to change.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public void OnGet(string? token) => (IsOpen, Token) = (link.Accepts(token), token);

    public async Task<IActionResult> OnPostAsync(string? token, string? name, string? password, string? again, CancellationToken cancellationToken)
    {
        (IsOpen, Token, Name) = (link.Accepts(token), token, name);
        if (!IsOpen) return Page();
        if (password != again)
        {
            Problems = ["PasswordsDiffer"];
            return Page();
        }

        var account = new Account { UserName = name };
        var made = await link.UseAsync(token!, account, password ?? "");
        if (!made.Succeeded)
        {
            Problems = [.. made.Errors.Select(Key).Distinct()];
            return Page();
        }

        await audit.WriteAsync(new Actor(account.Id), AuditAction.LinkUsed, "account", account.Id, "first", cancellationToken);
        await SecondStep.BeginAsync(HttpContext, account);
        return RedirectToPage("/Accounts/TwoFactorSetUp");
    }

    private static string Key(IdentityError error) => error.Code switch
    {
        "LinkUsed" => "LinkUsed",
        "InvalidUserName" => "UserNameInvalid",
        _ when error.Code.StartsWith("Password", StringComparison.Ordinal) => "PasswordTooWeak",
        _ => "AccountNotMade",
    };
}
