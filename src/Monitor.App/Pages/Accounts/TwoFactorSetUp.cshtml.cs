using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>Pairs an account with the app that shows its codes; nobody gets in before.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class TwoFactorSetUpModel(SignInManager<Account> signIn, TwoFactor twoFactor, AuditLog audit) : PageModel
{
    /// <summary>The secret in groups of four letters.</summary>
    public string Secret { get; private set; } = "";

    public string? Message { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await WaitingAsync() is { } account ? await ShowAsync(account) : RedirectToPage("/Accounts/SignIn");

    public async Task<IActionResult> OnGetPictureAsync() => await WaitingAsync() is { } account ? File(await twoFactor.PictureAsync(account), "image/png") : NotFound();

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken cancellationToken)
    {
        if (await WaitingAsync() is not { } account) return RedirectToPage("/Accounts/SignIn");
        if (!await twoFactor.AcceptsAsync(account, code))
        {
            Message = "WrongCodeAtSetUp";
            return await ShowAsync(account);
        }

        await signIn.UserManager.SetTwoFactorEnabledAsync(account, true);
        if (!await SecondStep.EnterAsync(HttpContext, signIn, account)) return RedirectToPage("/Accounts/SignIn");
        await audit.WriteAsync(new Actor(account.Id), AuditAction.SignedIn, "account", account.Id, "paired", cancellationToken);
        return LocalRedirect("/start");
    }

    /// <summary>Whose password was right, and who has no app yet.</summary>
    private async Task<Account?> WaitingAsync() => await SecondStep.FindAsync(HttpContext, signIn.UserManager) is { TwoFactorEnabled: false } account && !await signIn.UserManager.IsLockedOutAsync(account) ? account : null;

    private async Task<IActionResult> ShowAsync(Account account)
    {
        // A secret that is made just now renews the stamp that the half sign-in is bound to.
        var stamp = account.SecurityStamp;
        var secret = await twoFactor.SecretAsync(account);
        if (account.SecurityStamp != stamp) await SecondStep.BeginAsync(HttpContext, account);
        Secret = string.Join(' ', secret.Chunk(4).Select(group => new string(group)));
        return Page();
    }
}
