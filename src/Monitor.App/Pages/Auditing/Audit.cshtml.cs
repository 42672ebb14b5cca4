using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Auditing;

/// <summary>The audit, newest first: by account, action, record and day.</summary>
public sealed class AuditModel(IDbContextFactory<MonitorDbContext> contexts, AccountsDbContext accounts) : PageModel
{
    public const int PageSize = 100;

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public string? Actor { get; private set; }

    public AuditAction? Action { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    public long? Next { get; private set; }

    public async Task OnGetAsync(string? actor, AuditAction? action, string? subject, long? before, CancellationToken cancellationToken)
    {
        (Actor, Action, Subject) = (actor, action, subject?.Trim());
        Names = await accounts.Users.AsNoTracking().ToDictionaryAsync(account => account.Id, account => account.UserName ?? account.Id, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.AuditEntries.AsNoTracking();
        if (!string.IsNullOrEmpty(actor)) entries = entries.Where(entry => entry.ActorId == actor);
        if (action is not null) entries = entries.Where(entry => entry.Action == action);
        if (Subject is { Length: > 0 }) entries = Narrow(entries, Subject);
        if (before is not null) entries = entries.Where(entry => entry.Sequence < before);
        var rows = await entries.OrderByDescending(entry => entry.Sequence).Take(PageSize + 1).ToListAsync(cancellationToken);
        Entries = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Entries[^1].Sequence : null;
    }

    /// <summary>person, or person 12, or P-000012 and M-000012.</summary>
    private static IQueryable<AuditEntry> Narrow(IQueryable<AuditEntry> entries, string subject)
    {
        if (Core.People.Person.ParseNumber(subject) is { } person && subject.StartsWith("P-", StringComparison.OrdinalIgnoreCase)) subject = $"person {person}";
        else if (Core.Posts.Post.ParseNumber(subject) is { } post && subject.StartsWith("M-", StringComparison.OrdinalIgnoreCase)) return entries.Where(entry => (entry.SubjectKind == "post" || entry.SubjectKind == "review") && entry.SubjectKey == post.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var parts = subject.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        var (kind, key) = (parts[0].ToLowerInvariant(), parts.Length > 1 ? parts[1] : null);
        return key is null ? entries.Where(entry => entry.SubjectKind == kind || entry.SubjectKey == kind) : entries.Where(entry => entry.SubjectKind == kind && entry.SubjectKey == key);
    }
}
