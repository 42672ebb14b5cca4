using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>The first step of signing in: the password. A wrong name and a wrong password look the same, and take as long.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class SignInModel(SignInManager<Account> signIn, IPasswordHasher<Account> hasher, SignInTries tries, AuditLog audit) : PageModel
{
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    /// <summary>Key of the text to show, or null.</summary>
    public string? Message { get; private set; }

    public string? Back { get; private set; }

    public void OnGet(string? back) => Back = back;

    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? back, CancellationToken cancellationToken)
    {
        Back = back;
        if (await signIn.UserManager.FindByNameAsync(name ?? "") is not { PasswordHash: not null } account)
        {
            hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password ?? "");
            await audit.WriteAsync(new Actor("nobody"), AuditAction.SignInFailed, "account", "", "password", cancellationToken);
            Message = "WrongPassword";
            return Page();
        }

        // Who has to wait, or is locked, is told the same, after the same time.
        var isHeld = !tries.MayTry(HttpContext, account.Id) || await signIn.UserManager.IsLockedOutAsync(account);
        if (isHeld) hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password ?? "");
        if (!isHeld && (await signIn.CheckPasswordSignInAsync(account, password ?? "", lockoutOnFailure: false)).Succeeded)
        {
            await SecondStep.BeginAsync(HttpContext, account);
            return RedirectToPage(account.TwoFactorEnabled ? "/Accounts/SignInCode" : "/Accounts/TwoFactorSetUp", new { back = Url.IsLocalUrl(back) ? back : null });
        }

        if (!isHeld) tries.Failed(HttpContext, account.Id);
        await audit.WriteAsync(new Actor(account.Id), AuditAction.SignInFailed, "account", account.Id, isHeld ? "held" : "password", cancellationToken);
        Message = "WrongPassword";
        return Page();
    }
}
