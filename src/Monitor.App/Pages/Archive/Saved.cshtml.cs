using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;

namespace Monitor.App.Pages.Archive;

/// <summary>The searches that the person who asks has kept.</summary>
public sealed class SavedModel(AccountsDbContext accounts, UserManager<Account> users, TimeProvider clock) : PageModel
{
    public IReadOnlyList<SavedSearch> Searches { get; private set; } = [];

    /// <summary>Key of the text that says why a search was not kept.</summary>
    public string? Problem { get; private set; }

    private string Me => users.GetUserId(User)!;

    private IQueryable<SavedSearch> Mine => accounts.SavedSearches.Where(search => search.AccountId == Me);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Searches = await Mine.AsNoTracking().OrderBy(search => search.Name).ToListAsync(cancellationToken);

    public async Task<IActionResult> OnPostSaveAsync(string? name, string? address, CancellationToken cancellationToken)
    {
        name = name?.Trim() ?? "";
        Problem = name.Length is 0 or > SavedSearch.MaxName ? "SaveNeedsName"
            : address is not { Length: <= SavedSearch.MaxAddress } || !(address.Length == 0 || address[0] == '?') ? "SaveTooLong"
            : await Mine.CountAsync(cancellationToken) >= SavedSearch.MaxPerAccount ? "SaveTooMany" : null;
        if (Problem is null)
        {
            // The same name is the same search, looked at anew.
            var kept = await Mine.FirstOrDefaultAsync(search => search.Name == name, cancellationToken) ?? accounts.SavedSearches.Add(new SavedSearch { AccountId = Me, Name = name }).Entity;
            (kept.Address, kept.SavedAt) = (address!, clock.GetUtcNow());
            await accounts.SaveChangesAsync(cancellationToken);
            return RedirectToPage();
        }

        await OnGetAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(long id, CancellationToken cancellationToken)
    {
        await Mine.Where(search => search.Id == id).ExecuteDeleteAsync(cancellationToken);
        return RedirectToPage();
    }
}
