using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Audit;

namespace Monitor.App.Pages.Administration;

/// <summary>All accounts: who may do what. New ones are invited by a one-time link.</summary>
public sealed class AccountListModel(UserManager<Account> users, AccountLinks links, SessionStore sessions, SignInTries tries, AuditLog audit, TimeProvider clock) : PageModel
{
    public IReadOnlyList<AccountRow> Accounts { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>Shown once: the link is kept nowhere.</summary>
    public string? Link { get; private set; }

    public string? LinkFor { get; private set; }

    public async Task OnGetAsync()
    {
        var rows = new List<AccountRow>();
        foreach (var account in await users.Users.OrderBy(account => account.UserName).ToListAsync())
            rows.Add(new AccountRow(account, [.. await users.GetRolesAsync(account)], account.LockoutEnd > clock.GetUtcNow(), (await sessions.ListAsync(account.Id)).Count));
        Accounts = rows;
    }

    public async Task<IActionResult> OnPostInviteAsync(string? name, string[] roles, CancellationToken cancellationToken)
    {
        var chosen = roles.Where(Roles.All.Contains).ToList();
        if (chosen.Count == 0) return await AgainAsync("RolesNeeded");
        var (made, token) = await links.InviteAsync(name?.Trim(), chosen);
        if (!made.Succeeded) return await AgainAsync(made.Errors.Any(error => error.Code == "DuplicateUserName") ? "UserNameTaken" : "UserNameInvalid");
        var account = (await users.FindByNameAsync(name!.Trim()))!;
        await audit.WriteAsync(Policies.ActorOf(User), AuditAction.AccountInvited, "account", account.Id, string.Join(' ', chosen), cancellationToken);
        if (chosen.Contains(Roles.Lead)) await TellLeadsAsync(account, cancellationToken);
        return await ShowLinkAsync(account, token!);
    }

    public async Task<IActionResult> OnPostLinkAsync(string? id, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id ?? "") is not { } account) return NotFound();
        var token = await links.OpenAsync(account);
        await audit.WriteAsync(Policies.ActorOf(User), AuditAction.AccountInvited, "account", account.Id, "link", cancellationToken);
        return await ShowLinkAsync(account, token);
    }

    public async Task<IActionResult> OnPostRolesAsync(string? id, string[] roles, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id ?? "") is not { } account) return NotFound();
        var (chosen, before) = (roles.Where(Roles.All.Contains).ToList(), await users.GetRolesAsync(account));
        if (!chosen.Contains(Roles.Administrator) && before.Contains(Roles.Administrator) && !await HasAnotherAdministratorAsync(account)) return await AgainAsync("LastAdministrator");
        await users.AddToRolesAsync(account, chosen.Except(before));
        if (chosen.Contains(Roles.Lead) && !before.Contains(Roles.Lead)) await TellLeadsAsync(account, cancellationToken);
        await users.RemoveFromRolesAsync(account, before.Except(chosen));
        await sessions.EndAsync(account.Id);
        await audit.WriteAsync(Policies.ActorOf(User), AuditAction.RolesChanged, "account", account.Id, string.Join(' ', chosen), cancellationToken);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostLockAsync(string? id, bool locked, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id ?? "") is not { } account) return NotFound();
        if (locked && account.Id == users.GetUserId(User)) return await AgainAsync("OwnAccount");
        if (locked && await users.IsInRoleAsync(account, Roles.Administrator) && !await HasAnotherAdministratorAsync(account)) return await AgainAsync("LastAdministrator");
        await users.SetLockoutEndDateAsync(account, locked ? DateTimeOffset.MaxValue.AddYears(-1) : null);
        if (locked)
        {
            (account.LinkHash, account.LinkUntil) = (null, null);
            await users.UpdateAsync(account);
            await sessions.EndAsync(account.Id);
        }
        else tries.Forget(account.Id);
        await audit.WriteAsync(Policies.ActorOf(User), locked ? AuditAction.AccountLocked : AuditAction.AccountUnlocked, "account", account.Id, "", cancellationToken);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndAsync(string? id, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(id ?? "") is not { } account) return NotFound();
        await sessions.EndAsync(account.Id);
        await audit.WriteAsync(Policies.ActorOf(User), AuditAction.SessionsEnded, "account", account.Id, "all", cancellationToken);
        return RedirectToPage();
    }

    /// <summary>Who becomes lead sees what is withheld. All leads are told of it, also where an administrator made himself one; nobody can take that notice away.</summary>
    private Task TellLeadsAsync(Account account, CancellationToken cancellationToken) =>
        audit.WriteAsync(Policies.ActorOf(User), AuditAction.LeadGranted, "account", account.Id, account.Id == users.GetUserId(User) ? LeadNotices.ToHimself : "", cancellationToken);

    /// <summary>Whether somebody else can administer: not locked, with a password and an app.</summary>
    private async Task<bool> HasAnotherAdministratorAsync(Account account) =>
        (await users.GetUsersInRoleAsync(Roles.Administrator)).Any(other => other.Id != account.Id && other is { PasswordHash: not null, TwoFactorEnabled: true } && !AccountLinks.IsLocked(other, clock.GetUtcNow()));

    private async Task<IActionResult> ShowLinkAsync(Account account, string token)
    {
        (Link, LinkFor) = ($"{Request.Scheme}://{Request.Host}/invitation?token={token}", account.UserName);
        await OnGetAsync();
        return Page();
    }

    private async Task<IActionResult> AgainAsync(string problem)
    {
        Problem = problem;
        await OnGetAsync();
        return Page();
    }
}

/// <summary>An account as the list shows it.</summary>
public sealed record AccountRow(Account Account, IReadOnlyList<string> Roles, bool IsLocked, int Sessions);
