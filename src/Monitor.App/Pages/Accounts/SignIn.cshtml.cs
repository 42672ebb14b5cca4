using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Accounts;

/// <summary>The first step of signing in: the password. A wrong name and a wrong password look the same, and take as long.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class SignInModel(SignInManager<Account> signIn, IPasswordHasher<Account> hasher, AuditLog audit) : PageModel
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

        // Who is locked out is told the same, after the same time.
        if (await signIn.UserManager.IsLockedOutAsync(account)) hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password ?? "");
        var result = await signIn.CheckPasswordSignInAsync(account, password ?? "", lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await SecondStep.BeginAsync(HttpContext, account);
            return RedirectToPage(account.TwoFactorEnabled ? "/Accounts/SignInCode" : "/Accounts/TwoFactorSetUp", new { back = Url.IsLocalUrl(back) ? back : null });
        }

        await audit.WriteAsync(new Actor(account.Id), AuditAction.SignInFailed, "account", account.Id, result.IsLockedOut ? "locked" : "password", cancellationToken);
        Message = "WrongPassword";
        return Page();
    }
}
