using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>Where a one-time link leads: the person chooses a password, then pairs the app.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class InvitationModel(AccountLinks links, AuditLog audit) : PageModel
{
    public string? Token { get; private set; }

    public string? Name { get; private set; }

    public string? Problem { get; private set; }

    public async Task OnGetAsync(string? token) => (Token, Name) = (token, (await links.FindAsync(token))?.UserName);

    public async Task<IActionResult> OnPostAsync(string? token, string? password, string? again, CancellationToken cancellationToken)
    {
        var account = await links.FindAsync(token);
        (Token, Name) = (token, account?.UserName);
        if (account is null) return Page();
        Problem = password != again ? "PasswordsDiffer" : (await links.UseAsync(account, password ?? "")).Succeeded ? null : "PasswordTooWeak";
        if (Problem is not null) return Page();
        await audit.WriteAsync(new Actor(account.Id), AuditAction.LinkUsed, "account", account.Id, "", cancellationToken);
        await SecondStep.BeginAsync(HttpContext, account);
        return RedirectToPage("/Accounts/TwoFactorSetUp");
    }
}
