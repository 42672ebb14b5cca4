using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>The second step of signing in: the code of the app.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class SignInCodeModel(SignInManager<Account> signIn, TwoFactor twoFactor, SignInTries tries, AuditLog audit) : PageModel
{
    public string? Message { get; private set; }

    public string? Back { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? back)
    {
        Back = back;
        return await SecondStep.FindAsync(HttpContext, signIn.UserManager) is null ? RedirectToPage("/Accounts/SignIn") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, string? back, CancellationToken cancellationToken)
    {
        Back = back;
        if (await SecondStep.FindAsync(HttpContext, signIn.UserManager) is not { TwoFactorEnabled: true } account) return RedirectToPage("/Accounts/SignIn");
        if (!tries.MayTry(HttpContext, account.Id) || await signIn.UserManager.IsLockedOutAsync(account)) Message = "LockedOut";
        else if (await twoFactor.AcceptsAsync(account, code)) return await EnterAsync(account, back, cancellationToken);
        else
        {
            Message = "WrongCode";
            tries.Failed(HttpContext, account.Id);
        }

        await audit.WriteAsync(new Actor(account.Id), AuditAction.SignInFailed, "account", account.Id, "code", cancellationToken);
        return Page();
    }

    private async Task<IActionResult> EnterAsync(Account account, string? back, CancellationToken cancellationToken)
    {
        if (!await SecondStep.EnterAsync(HttpContext, signIn, account)) return RedirectToPage("/Accounts/SignInCode", new { back });
        tries.Succeeded(HttpContext, account.Id);
        await audit.WriteAsync(new Actor(account.Id), AuditAction.SignedIn, "account", account.Id, "", cancellationToken);
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/start");
    }
}
