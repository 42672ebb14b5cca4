using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Own;

/// <summary>What a person may set for himself or herself: how pictures are shown, the password, and which sessions stay open.</summary>
[EnableRateLimiting(AccountsSetup.SignInLimit)]
public sealed class AccountModel(UserManager<Account> users, SignInManager<Account> signIn, SessionStore sessions, AuditLog audit) : PageModel
{
    public Account Mine { get; private set; } = null!;

    public IReadOnlyList<AccountSession> Sessions { get; private set; } = [];

    public IReadOnlyList<string> MyRoles { get; private set; } = [];

    public string? Problem { get; private set; }

    public string? Done { get; private set; }

    public async Task OnGetAsync(string? done)
    {
        Mine = (await users.GetUserAsync(User))!;
        Sessions = await sessions.ListAsync(Mine.Id);
        MyRoles = [.. await users.GetRolesAsync(Mine)];
        Done = done is "care" or "session" ? done : null;
    }

    public async Task<IActionResult> OnPostCareAsync(bool grey, bool hideStills)
    {
        var mine = (await users.GetUserAsync(User))!;
        (mine.GreyScale, mine.HideStills) = (grey, hideStills);
        await users.UpdateAsync(mine);
        await signIn.RefreshSignInAsync(mine);
        return RedirectToPage(new { done = "care" });
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password, string? again, CancellationToken cancellationToken)
    {
        await OnGetAsync(null);
        Problem = password != again ? "PasswordsDiffer" : null;
        if (Problem is not null) return Page();
        var changed = await users.ChangePasswordAsync(Mine, current ?? "", password ?? "");
        Problem = changed.Succeeded ? null : changed.Errors.Any(error => error.Code == "PasswordMismatch") ? "WrongCurrentPassword" : "PasswordTooWeak";
        if (Problem is not null) return Page();
        await sessions.EndAsync(Mine.Id);
        await audit.WriteAsync(Policies.ActorOf(User), AuditAction.SessionsEnded, "account", Mine.Id, "password", cancellationToken);
        return LocalRedirect("/sign-in");
    }

    public async Task<IActionResult> OnPostEndAsync(string? session, CancellationToken cancellationToken)
    {
        var me = Policies.ActorOf(User);
        await sessions.EndAsync(me.Id, session is { Length: 64 } ? session : null);
        await audit.WriteAsync(me, AuditAction.SessionsEnded, "account", me.Id, session is null ? "all" : "one", cancellationToken);
        return RedirectToPage(new { done = "session" });
    }
}
